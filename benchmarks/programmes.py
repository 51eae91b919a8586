"""Programmes of any size, spread over all communes of a region: same size, region and seed, same file.

`python -m benchmarks.programmes 1000 mille.yaml` writes one.
"""

import random
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from bot.events.vocabularies import ACCESSIBILITY, AUDIENCES, KINDS, SECTORS, THEMES
from intents.gazetteer import Gazetteer

START = date(2026, 11, 16)
_COMMUNES = Path(__file__).parent.parent / "data" / "communes.csv"
_HEAD = """\
programme:
  id: essai-{size}
  name: Programme d'essai de {size} événements
  theme: Mesurer
  start: {start}
  end: {end}
  timezone: Europe/Paris
  region: "{region}"
events:
"""
_EVENT = """\
  - id: essai-{number:06}
    title: "{title}"
    summary: "{summary}"
    kind: {kind}
    sectors: [{sectors}]
    themes: [{themes}]
    audiences: [{audiences}]
    sessions:{sessions}
    place:
      name: "{place}"
      address: {number} rue de l'Essai
      city: "{city}"
      insee: "{insee}"
      postal_code: "{postal_code}"
    online: {online}
    organiser: "{organiser}"
    conditions:
      min_age: {min_age}
      capacity: {capacity}
      women_only: {women_only}
      price_eur: {price}
    registration: {{url: "https://exemple.fr/{number}", email: null, phone: null}}
    accessibility: [{accessibility}]
    status: {status}
    reserved: false
"""
_ABOUT = (
    *("la soudure", "les parfums", "un haut fourneau", "les satellites", "la confiture", "le carton", "les drones"),
    *("la porcelaine", "le textile", "les bateaux", "la robotique", "les turbines", "le verre", "les batteries"),
    *("les semi-conducteurs", "le bois", "les médicaments", "les trains", "l'hydrogène", "le savon", "les conserves"),
    *("la céramique", "le papier", "la fonderie", "les câbles", "l'emballage", "les fromages", "l'ardoise"),
)
_WAYS = (
    *("Découvrir {x}", "Dans les coulisses : {x}", "{x} de A à Z", "Rencontre autour de {x}", "Les métiers : {x}"),
    *("Une matinée pour comprendre {x}", "Recruter et apprendre : {x}", "Voir fabriquer {x}"),
)
_MAKERS = (
    *("Ateliers", "Manufacture", "Fonderie", "Usine", "Comptoir", "Laboratoire", "Chantier", "Compagnie"),
    *("Établissements", "Société"),
)
SYLLABLES = (
    *("ba", "bel", "cor", "dan", "el", "fa", "gar", "lu", "mi", "mon", "na", "or", "pel", "ra", "ri", "sal", "tan"),
    *("tou", "val", "ver"),
)


def programme(size: int, region: str = "93", seed: int = 1, start: date = START) -> Iterator[str]:
    """The text of a programme of `size` events, piece by piece; `region` is an INSEE code, `start` its first day."""
    gazetteer = Gazetteer.load(_COMMUNES)
    codes = [code for code in gazetteer.communes_of([f"reg:{region}"]) if gazetteer.postal_codes(code)]
    chance = random.Random(f"{size} {region} {seed}")
    yield _HEAD.format(size=size, start=start, end=start + timedelta(days=6), region=region)
    for number in range(size):
        insee = codes[number] if number < len(codes) and size >= len(codes) else chance.choice(codes)
        postal_code = gazetteer.postal_codes(insee)[0]
        yield _event(chance, number, insee, gazetteer.name(insee), postal_code, start)


def write(path: Path, size: int, region: str = "93", seed: int = 1, start: date = START) -> None:
    """Write a programme of `size` events at that path."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(programme(size, region, seed, start))


def _event(chance: random.Random, number: int, insee: str, city: str, postal_code: str, start: date) -> str:
    about = chance.choice(_ABOUT)
    firm = f"{chance.choice(_MAKERS)} {''.join(chance.choices(SYLLABLES, k=3)).capitalize()}"
    title = chance.choice(_WAYS).format(x=about)
    return _EVENT.format(
        number=number,
        title=title[0].upper() + title[1:],
        summary=f"Visite, démonstration et échange sur {about} chez {firm}, avec celles et ceux qui y travaillent.",
        kind=chance.choice(KINDS),
        sectors=_some(chance, SECTORS),
        themes=_some(chance, THEMES),
        audiences=_some(chance, AUDIENCES),
        sessions="".join(_sessions(chance, start)) or " []",
        place=firm,
        city=city,
        insee=insee,
        postal_code=postal_code,
        online=_often(chance, 0.1),
        organiser=f"{firm}, {city}",
        min_age=chance.choice(("null", "null", "null", "12", "16")),
        capacity=chance.choice(("null", "10", "20", "30")),
        women_only=_often(chance, 0.05),
        price=chance.choice(("0", "0", "0", "5", "null")),
        accessibility=_some(chance, ACCESSIBILITY),
        status=chance.choices(("confirmed", "full", "cancelled"), (90, 6, 4))[0],
    )


def _some(chance: random.Random, slugs: tuple[str, ...]) -> str:
    return ", ".join(chance.sample(slugs, chance.choices((0, 1, 2, 3), (20, 50, 20, 10))[0]))


def _often(chance: random.Random, share: float) -> str:
    return "true" if chance.random() < share else "false"


def _sessions(chance: random.Random, first: date) -> Iterator[str]:
    for _ in range(chance.choices((0, 1, 2, 3), (2, 58, 25, 15))[0]):
        day = first + timedelta(days=chance.randint(-14, 20))
        start = datetime(day.year, day.month, day.day, chance.randint(8, 18), chance.choice((0, 30)))
        end = start + timedelta(minutes=chance.choice((60, 90, 120, 180)))
        yield f'\n      - {{start: "{start:%Y-%m-%dT%H:%M}", end: "{end:%Y-%m-%dT%H:%M}"}}'


if __name__ == "__main__":
    write(Path(sys.argv[2]), int(sys.argv[1]))
