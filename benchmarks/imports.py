"""One import in a process of its own: time and memory, and those of its copies. Prints JSON.

`python -m benchmarks.imports 1000 csv` imports as many events, made up, in the shape that the source gives them.
With `again`, they are imported before, by another process, and measured is the second import: one title of ten is
another in the source, one or so was corrected by hand, and one event of a hundred is gone.
"""

import csv
import json
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from xlsxwriter import Workbook

from benchmarks.timing import copies_s, copy_peak_mb, peak_mb, seconds
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

Facts = Mapping[str, Any]


def events(size: int) -> Iterator[Facts]:
    """What events are made of, none like another."""
    chance = random.Random(size)
    for number in range(size):
        city, postal_code, lat, lon = chance.choice(_TOWNS)
        title, text = chance.choice(_TITLES).format(number), " ".join(chance.sample(_SENTENCES, 6))
        facts = {"number": number, "title": title, "text": text, "day": 17 + number % 5}
        yield {**facts, "city": city, "postal_code": postal_code, "lat": lat, "lon": lon}


def _openagenda(facts: Facts) -> Facts:
    day, number = facts["day"], facts["number"]
    return {
        "uid": number,
        "title": {"fr": facts["title"]},
        "description": {"fr": facts["text"][:120]},
        "longDescription": {"fr": facts["text"]},
        "timings": [{"begin": f"2025-11-{day}T09:00:00+01:00", "end": f"2025-11-{day}T11:00:00+01:00"}],
        "location": {
            "name": f"Usine n° {number}",
            "address": f"{number} rue de l'Essai",
            "city": facts["city"],
            "postalCode": facts["postal_code"],
            "latitude": facts["lat"],
            "longitude": facts["lon"],
        },
        "registration": [{"type": "link", "value": f"https://exemple.fr/{number}"}],
    }


def _jsonld(facts: Facts) -> Facts:
    address = {
        "streetAddress": f"{facts['number']} rue de l'Essai",
        "postalCode": facts["postal_code"],
        "addressLocality": facts["city"],
    }
    return {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": f"https://exemple.fr/{facts['number']}",
        "name": facts["title"],
        "description": facts["text"],
        "startDate": f"2025-11-{facts['day']}T09:00:00+01:00",
        "endDate": f"2025-11-{facts['day']}T11:00:00+01:00",
        "location": {"@type": "Place", "name": f"Usine n° {facts['number']}", "address": address},
    }


def _row(facts: Facts) -> dict[str, Any]:
    """A row as people fill it, its dates half in figures, half in words."""
    day = facts["day"]
    when = f"{day}/11/2025" if facts["number"] % 2 else f"{day} novembre 2025"
    return {
        "Intitulé": facts["title"],
        "Descriptif": facts["text"],
        "Public visé": "collégiens, lycéens",
        "Filière": "bois, métallurgie",
        "Date": when,
        "Heure de début": "9h",
        "Heure de fin": "11h",
        "Nom du lieu": f"Usine n° {facts['number']}",
        "Adresse": f"{facts['number']} rue de l'Essai",
        "CP": facts["postal_code"],
        "Ville": facts["city"],
        "Nb places": 12,
        "Inscription": "oui",
        "Tarif": "gratuit",
        "Lien d'inscription": f"https://exemple.fr/{facts['number']}",
        "Mail": "visites@exemple.fr",
    }


#: Writes a source of events.
Write = Callable[[Path, Iterable[Facts]], None]


def _write_json(record: Callable[[Facts], Facts]) -> Write:
    def write(path: Path, told: Iterable[Facts]) -> None:
        with path.open("w", encoding="utf-8") as file:
            before = "["
            for facts in told:
                file.write(before + json.dumps(record(facts), ensure_ascii=False))
                before = ",\n"
            file.write("]")

    return write


def _write_csv(path: Path, told: Iterable[Facts]) -> None:
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.DictWriter(file, list(_row(next(events(1)))), delimiter=";")
        writer.writeheader()
        writer.writerows(map(_row, told))


def _write_xlsx(path: Path, told: Iterable[Facts]) -> None:
    with Workbook(str(path), {"constant_memory": True, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, list(_row(next(events(1)))))
        for rank, facts in enumerate(told, start=1):
            sheet.write_row(rank, 0, list(_row(facts).values()))


FORMS: Mapping[str, Write] = {
    "openagenda": _write_json(_openagenda),
    "json": _write_json(_row),
    "jsonld": _write_json(_jsonld),
    "csv": _write_csv,
    "xlsx": _write_xlsx,
}


def _changed(size: int) -> Iterator[Facts]:
    """The events as they are when they are imported again."""
    for facts in events(size):
        if facts["number"] % 100 != 1:
            yield {**facts, "title": f"{facts['title']} bis"} if facts["number"] % 10 == 2 else facts


def _import_before(source: Path, into: Path) -> None:
    """Import as another process, and correct by hand."""
    command = (sys.executable, "-m", "bot", "import", str(source), "--into", str(into))
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    text = into.read_text(encoding="utf-8")
    into.write_text(re.sub(r"(  - id: \S*3\n    title: ).*", r"\1Corrigé à la main", text), encoding="utf-8")


def main(size: int, form: str, *, again: bool = False) -> None:
    """Import, print."""
    with TemporaryDirectory() as folder:
        source, into = Path(folder) / f"events.{form}", Path(folder) / "programme.yaml"
        FORMS[form](source, events(size))
        if again:
            _import_before(source, into)
            FORMS[form](source, _changed(size))
        before, copies_before = process_time(), copies_s()
        taken = seconds(lambda: import_programme([str(source)], into))
        figures = {
            "seconds": taken,
            "processor": process_time() - before,
            "processor_of_copies": copies_s() - copies_before,
            "source_mb": source.stat().st_size / 1e6,
            "memory_mb": peak_mb(),
            "memory_of_a_copy_mb": copy_peak_mb(),
        }
    print(json.dumps(figures))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], again="again" in sys.argv)
