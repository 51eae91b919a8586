"""What the times of a message mean for an event: so long before it, a moment, or which of its sessions."""

from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

import pytest

from bot.app import interpreter_of
from bot.conversation.reminders.moments import times_said, wish
from bot.reminders.model import Occasion
from bot.reminders.times import wall_time
from intents import Interpreter
from tests.conversation.guide import NOW, guide
from tests.storage.town import PARIS

MONDAY = datetime(2021, 11, 22, 14)
ONE = (Occasion(start=MONDAY, limit=MONDAY),)
#: Every day of that week, at two.
FIVE = tuple(Occasion(start=MONDAY + timedelta(days=day), limit=MONDAY + timedelta(days=day)) for day in range(5))


@lru_cache(maxsize=1)
def interpreter() -> Interpreter:
    """What understands messages to the small guide."""
    assert Path("data/communes.csv").exists()
    return interpreter_of(guide().catalogue, guide().gazetteer)


def meant(text: str, occasions: tuple[Occasion, ...], title: str = "") -> tuple[list[str], list[str]]:
    """The sessions that may be meant, and when the reminders of the first would come."""
    said = interpreter().understand(text, NOW)
    found = wish(times_said(said, NOW, title), occasions, NOW)
    walls = [wall_time(asked, found.occasions[0], PARIS) for asked in found.times]
    return [f"{o.start:%d}" for o in found.occasions], [f"{wall:%d %H:%M}" for wall in walls]


@pytest.mark.parametrize(
    ("text", "walls"),
    [
        ("rappelle-le-moi la veille à 18 h", ["21 18:00"]),
        ("rappelle-le-moi la veille", ["21 18:00"]),
        ("rappelle-le-moi la veille de la visite, à 19h", ["21 19:00"]),
        ("rappelle-le-moi 2 h avant", ["22 12:00"]),
        ("rappelle-le-moi trois jours avant", ["19 18:00"]),
        ("rappelle-le-moi le matin même", ["22 08:00"]),
        ("rappelle-le-moi une heure avant et la veille", ["22 13:00", "21 18:00"]),
        ("rappelle-le-moi demain matin", ["16 08:00"]),
        ("rappelle-le-moi demain", ["16 08:00"]),
        ("rappelle-le-moi ce soir", ["15 18:00"]),
        ("rappelle-le-moi dans une demi-heure", ["15 09:30"]),
        ("rappelle-le-moi samedi à 10h", ["20 10:00"]),
        ("rappelle-le-moi à 19h", ["15 19:00"]),
        ("rappelle-le-moi à 8h", ["16 08:00"]),
        ("rappelle-le-moi le matin", ["22 08:00"]),
        ("rappelle-le-moi le soir", ["21 18:00"]),
        ("rappelle-le-moi lundi à 8h", ["22 08:00"]),
        # The day of the visit is no moment: the usual times.
        ("rappelle-moi la visite du 22", []),
        ("rappelle-le-moi avant vendredi", []),
    ],
)
def test_of_an_event_that_is_once(text: str, walls: list[str]) -> None:
    assert meant(text, ONE) == (["22"], walls)


@pytest.mark.parametrize(
    ("text", "days", "walls"),
    [
        ("rappelle-moi la visite", ["22", "23", "24", "25", "26"], []),
        ("rappelle-moi la visite la veille", ["22", "23", "24", "25", "26"], ["21 18:00"]),
        ("rappelle-moi la visite du 24", ["24"], []),
        ("rappelle-moi la visite de mercredi la veille", ["24"], ["23 18:00"]),
        ("rappelle-moi celle de mercredi", ["24"], []),
        ("rappelle-moi celle du 24 à 14h", ["24"], []),
        # A moment needs no session to be chosen: the next one.
        ("rappelle-moi la visite demain matin", ["22"], ["16 08:00"]),
        ("rappelle-moi la visite le 23 à 18h", ["24"], ["23 18:00"]),
    ],
)
def test_of_an_event_that_is_several_times(text: str, days: list[str], walls: list[str]) -> None:
    assert meant(text, FIVE) == (days, walls)


def test_words_of_a_title_are_no_time() -> None:
    assert meant("rappelle-moi Bâtisseurs de demain", ONE, "Bâtisseurs de demain") == (["22"], [])
    assert meant("rappelle-moi Bâtisseurs de demain la veille", ONE, "Bâtisseurs de demain")[1] == ["21 18:00"]
