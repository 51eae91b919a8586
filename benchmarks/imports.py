"""One import in a process of its own: time and memory. Prints JSON.

`python -m benchmarks.imports 1000` imports as many events, made up, in the shape that OpenAgenda gives them.
"""

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.timing import peak_mb, seconds
from bot.importing import import_programme

_SENTENCES = (
    *("Découvrez les métiers de la soudure et de la chaudronnerie.", "Nos ateliers fabriquent des pièces en bois."),
    *(
        "Visite commentée de l'usine, puis échange avec les équipes.",
        "Inscription obligatoire, groupes de 12 personnes.",
    ),
    *("À partir de 15 ans, pièce d'identité obligatoire.", "L'entreprise emploie 200 personnes depuis 30 ans."),
    *("Cet événement s'adresse aux collégiens, aux lycéens et à leurs familles.", "Entrée gratuite."),
    *("Le site recycle chaque année des tonnes de plastique.", "Durée : 1 h 30, prévoir des chaussures fermées."),
)
_TITLES = ("Visite de l'usine n° {}", "Forum des métiers n° {}", "Atelier robotique n° {}", "Rencontre n° {}")
_TOWNS = (("Valence", "26000", 44.93, 4.89), ("Avignon", "84000", 43.95, 4.81), ("Aubagne", "13400", 43.29, 5.57))


def events(size: int) -> Iterator[str]:
    """Events as JSON, none like another."""
    chance = random.Random(size)
    for number in range(size):
        city, postal_code, lat, lon = chance.choice(_TOWNS)
        text = " ".join(chance.sample(_SENTENCES, 6))
        day = 17 + number % 5
        event = {
            "uid": number,
            "title": {"fr": chance.choice(_TITLES).format(number)},
            "description": {"fr": text[:120]},
            "longDescription": {"fr": text},
            "timings": [{"begin": f"2025-11-{day}T09:00:00+01:00", "end": f"2025-11-{day}T11:00:00+01:00"}],
            "location": {
                "name": f"Usine n° {number}",
                "address": f"{number} rue de l'Essai",
                "city": city,
                "postalCode": postal_code,
                "latitude": lat,
                "longitude": lon,
            },
            "registration": [{"type": "link", "value": f"https://exemple.fr/{number}"}],
        }
        yield json.dumps(event, ensure_ascii=False)


def main(size: int) -> None:
    """Import, print."""
    with TemporaryDirectory() as folder:
        source, into = Path(folder) / "events.json", Path(folder) / "programme.yaml"
        with source.open("w", encoding="utf-8") as file:
            file.write("[" + next(made := events(size)))
            file.writelines(f",\n{event}" for event in made)
            file.write("]")
        taken = seconds(lambda: import_programme([str(source)], into))
        figures = {"seconds": taken, "source_mb": source.stat().st_size / 1e6, "memory_mb": peak_mb()}
    print(json.dumps(figures))


if __name__ == "__main__":
    main(int(sys.argv[1]))
