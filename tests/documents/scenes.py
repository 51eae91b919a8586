"""Scenes of several regions, as lists give them: far apart, close together, on one spot, outside the area."""

from functools import cache
from pathlib import Path

from bot.documents.outlines import Outlines
from bot.documents.scene import Pin, Scene, Town
from intents import Gazetteer

OUTLINES = Path("data/outlines.json")


@cache
def outlines() -> Outlines:
    """Those of the repository."""
    return Outlines.load(OUTLINES)


@cache
def gazetteer() -> Gazetteer:
    """The map of France."""
    return Gazetteer.load(Path("data/communes.csv"))


def scene(area: str, *towns: str, here: str = "") -> Scene:
    """Pins in these towns of a region's programme."""
    return Scene(
        departements=_departements(area),
        pins=tuple(Pin(label=str(i), lat=lat, lon=lon) for i, (lat, lon) in enumerate(map(_place, towns), 1)),
        here=_place(here) if here else None,
        here_name="Vous",
        towns=_towns(area),
    )


def _place(town: str) -> tuple[float, float]:
    position = gazetteer().position(gazetteer().communes_named(town)[0])
    assert position
    return position


@cache
def _towns(area: str) -> tuple[Town, ...]:
    codes = sorted(gazetteer().communes_of([area]), key=gazetteer().population, reverse=True)[:200]
    places = ((code, gazetteer().position(code)) for code in codes)
    return tuple(Town(name=gazetteer().name(code), lat=p[0], lon=p[1]) for code, p in places if p)


def _departements(area: str) -> tuple[str, ...]:
    codes = (code for code, _ in gazetteer().areas_named() if code.startswith("dep:"))
    return tuple(code[4:] for code in codes if area in gazetteer().areas(code))


SCENES = {
    "spread": scene("reg:93", "Marseille", "Toulon", "Nice", "Gap", "Avignon"),
    "close": scene("reg:93", "Toulon", "Ollioules", "La Seyne-sur-Mer", "Toulon", "Hyères", here="Toulon"),
    "inset at the lower left": scene("reg:93", "Avignon", "Ollioules", "Peyruis"),
    "one": scene("reg:93", "Saint-Paul-lez-Durance", here="Aix-en-Provence"),
    "ten on one spot": scene("reg:93", *["Marseille"] * 10),
    "outside": scene("reg:93", "Lyon", "Nîmes", "Marseille", here="Lille"),
    "bretagne": scene("reg:53", "Brest", "Rennes", "Lorient", "Quimper", "Saint-Malo", "Vannes", "Dinard"),
    "grand est": scene("reg:44", "Strasbourg", "Metz", "Reims", "Troyes"),
    "île-de-france": scene("reg:11", "Paris", "Bobigny", "Nanterre", "Créteil", "Versailles", "Meaux", here="Paris"),
    "one département": scene("dep:84", "Avignon", "Apt", "Orange"),
    "la réunion": scene("reg:04", "Le Tampon", "Saint-Leu"),
    "no area": scene("reg:00", "Lyon", "Grenoble"),
}
