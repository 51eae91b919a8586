"""What is said in words ends in the store: sentences of each intent, and the rows that they leave."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import Row, select

from bot.app import App
from bot.conversation.message import IncomingMessage, Kind
from bot.reminders.model import Reminder
from bot.service import converse
from bot.storage.codec import from_text
from bot.storage.conversations import SqlConversations
from bot.storage.engine import open_database
from bot.storage.schema import reminders, subscriptions

KEY = "telegram:1"
NOW = datetime(2021, 11, 15, 9)
_VISITS = ({"kinds": ["visite"]}, "now")
EVENING, NOON = "2021-11-21T18:00:00", "2021-11-22T12:00:00"


@pytest.fixture(scope="module")
def app() -> App:
    """The guide to the programme of 2021."""
    return App.build(Path("data/events.yaml"))


async def said(app: App, sentences: Sequence[str]) -> tuple[Sequence[Row[Any]], Sequence[Row[Any]]]:
    """The rows of reminders and of subscriptions once all has been said; a sentence with a slash is a command."""
    database = await open_database("sqlite://")
    talk = converse(app, SqlConversations(database), lambda: NOW)
    for sentence in sentences:
        kind = Kind.COMMAND if sentence.startswith("/") else Kind.TEXT
        await talk(KEY, IncomingMessage(kind=kind, text=sentence.removeprefix("/")))
    mine, news = (select(table).order_by(table.c.number) for table in (reminders, subscriptions))
    kept = await database.run(lambda connection: (connection.execute(mine).all(), connection.execute(news).all()))
    await database.close()
    return kept


@pytest.mark.parametrize(
    ("sentences", "kept"),
    [
        (["rappelle-moi la visite d'ITER"], [("iter-visite", EVENING), ("iter-visite", NOON)]),
        (["mets-moi un rappel pour ITER la veille à 20h"], [("iter-visite", "2021-11-21T20:00:00")]),
        (["préviens-moi trois jours avant la visite d'ITER"], [("iter-visite", "2021-11-19T18:00:00")]),
        (["pense à me rappeler la visite d'ITER demain matin"], [("iter-visite", "2021-11-16T08:00:00")]),
        (["parle-moi d'ITER", "rappelle-le-moi 2 h avant"], [("iter-visite", NOON)]),
        (["jveu un rapel 1h avan la visite d'iter svp"], [("iter-visite", "2021-11-22T13:00:00")]),
        (["rappelle-moi le forum des métiers de la mer le 30 à midi"], [("forum-metiers-mer", "2021-11-30T12:00:00")]),
        (["rappelle-moi la visite d'ITER", "plutôt 1 h avant"], [("iter-visite", "2021-11-22T13:00:00")]),
        (["rappelle-moi ITER 2 h avant", "décale le rappel à 11 h"], [("iter-visite", "2021-11-22T11:00:00")]),
        (["rappelle-moi la visite d'ITER", "/rappels", "supprime le 2"], [("iter-visite", EVENING)]),
        (["rappelle-moi la visite d'ITER", "je n'y vais plus, enlève le rappel d'ITER"], []),
        (["rappelle-moi ITER", "rappelle-moi le forum de la mer la veille", "annule tous mes rappels"], []),
        (["rappelle-moi la visite d'ITER", "efface mes données", "oui"], []),
        # One that is named is meant, whatever was just spoken of.
        (
            ["rappelle-moi la visite d'ITER la veille", "préviens-moi 1 jour avant le forum des métiers de la mer"],
            [("iter-visite", EVENING), ("forum-metiers-mer", "2021-12-01T18:00:00")],
        ),
        (
            ["rappelle-moi la visite d'ITER la veille", "annule mon rappel pour le forum des métiers de la mer"],
            [("iter-visite", EVENING)],
        ),
        (["rappelle-moi ITER", "préviens-moi des visites", "efface tous les rappels"], []),
        # Which of them, as people say it.
        (["rappelle-moi ITER la veille et 1 h avant", "annule celui de 1h avant"], [("iter-visite", EVENING)]),
        (
            ["rappelle-moi ITER la veille et 1 h avant", "annule le rappel de 18h"],
            [("iter-visite", "2021-11-22T13:00:00")],
        ),
        (["rappelle-moi ITER la veille", "annule celui de 5 h avant"], [("iter-visite", EVENING)]),
        (
            ["rappelle-moi ITER 3 jours avant, la veille et 2 h avant", "/rappels", "sup le 1 et le 3"],
            [("iter-visite", EVENING)],
        ),
        (
            ["rappelle-moi ITER 3 jours avant, la veille et 2 h avant", "/rappels", "vire les deux derniers"],
            [("iter-visite", "2021-11-19T18:00:00")],
        ),
        (["rappelle-moi ITER", "rappelle-moi forindustrie", "enleve tt les rapel"], []),
        # Said otherwise a moment later.
        (["rappelle-moi ITER lundi à 8h", "ah non mardi"], [("iter-visite", "2021-11-16T08:00:00")]),
        (["rappelle-moi ITER le 20 à 14h", "décale-le au 21"], [("iter-visite", "2021-11-21T14:00:00")]),
        (["rappelle-moi ITER la veille", "bouge a 11h"], [("iter-visite", "2021-11-21T11:00:00")]),
        (["rappelle-moi ITER la veille", "finalement non"], []),
        (["jaimerai un rapel un cart d'heure avan iter"], [("iter-visite", "2021-11-22T13:45:00")]),
        (
            ["rappelle-moi ITER demain", "et aussi le jour meme a 7h du mat"],
            [("iter-visite", "2021-11-16T08:00:00"), ("iter-visite", "2021-11-22T07:00:00")],
        ),
        (["rappelle-moi ITER la veille", "préviens-moi des visites", "annule"], [("iter-visite", EVENING)]),
    ],
)
async def test_reminders(app: App, sentences: Sequence[str], kept: Sequence[tuple[str, str]]) -> None:
    rows, _ = await said(app, sentences)
    found = [from_text(row.data, Reminder) for row in rows]
    assert [(one.event, one.wall.isoformat()) for one in found] == kept
    assert all(row.key == KEY and row.event == one.event for row, one in zip(rows, found, strict=True))
    assert all(one.zone == "Europe/Paris" for one in found)
    # In November a clock in Paris is an hour ahead.
    dues = [datetime.fromisoformat(f"{wall}+01:00") for _, wall in kept]
    assert ([one.due for one in found], [row.due for row in rows]) == (dues, [due.timestamp() * 1000 for due in dues])


@pytest.mark.parametrize(
    ("sentences", "kept"),
    [
        (["préviens-moi des job datings dans le 84"], [({"kinds": ["job-dating"], "places": ["dep:84"]}, "now")]),
        (
            ["tenez-moi informée une fois par semaine des visites à moins de 20 km de Toulon"],
            [({"kinds": ["visite"], "places": ["83137"], "near": True, "radius_km": 20.0}, "weekly")],
        ),
        (
            ["visites dans le Var", "préviens-moi s'il y en a d'autres"],
            [({"kinds": ["visite"], "places": ["dep:83"]}, "now")],
        ),
        (["alerte-moi chaque jour pour tout ce qui touche à l'hydrogène"], [({"sectors": ["hydrogene"]}, "daily")]),
        (["préviens-moi des nouveautés"], [({}, "now")]),
        (["préviens-moi des visites", "plutôt une fois par jour"], [({"kinds": ["visite"]}, "daily")]),
        (
            ["je suis en seconde à Hyères", "préviens-moi des visites près de chez moi"],
            [({"kinds": ["visite"], "places": ["83069"], "near": True, "audiences": ["lyceens"]}, "now")],
        ),
        (
            ["préviens-moi des visites", "préviens-moi des ateliers", "/abonnements", "arrête le 1"],
            [({"kinds": ["atelier"]}, "now")],
        ),
        (
            ["préviens-moi des visites", "préviens-moi des ateliers", "je ne veux plus être prévenu pour les ateliers"],
            [({"kinds": ["visite"]}, "now")],
        ),
        (["préviens-moi des visites", "préviens-moi des ateliers", "stop"], []),
        (["préviens-moi des visites", "/stop"], []),
        (["préviens-moi des visites", "efface mes données", "oui"], []),
        # As people write.
        (["previen moi des visite chak semaine"], [({"kinds": ["visite"]}, "weekly")]),
        (["préviens-moi des visites", "finalement 1 fois par semaine"], [({"kinds": ["visite"]}, "weekly")]),
        (
            ["préviens-moi des ateliers à Nice", "pas nice, toulon"],
            [({"kinds": ["atelier"], "places": ["83137"]}, "now")],
        ),
        (["abonne moi a tou", "passe en hebdo"], [({}, "weekly")]),
        (["préviens-moi des visites", "arete de me prevenir"], []),
        (["préviens-moi des visites", "/abonnements", "stoppe le 1"], []),
        (["préviens-moi des visites", "préviens-moi des ateliers", "/abonnements", "arrête le 1 et le 2"], []),
        # Reminders are another matter.
        (["préviens-moi des visites", "rappelle-moi ITER", "/abonnements", "annule tous mes rappels"], [_VISITS]),
        (["rappelle-moi ITER", "préviens-moi des visites", "efface tous les rappels"], [_VISITS]),
        (["rappelle-moi ITER", "préviens-moi des visites", "/rappels", "arrête tous mes abonnements"], []),
    ],
)  # fmt: skip
async def test_subscriptions(app: App, sentences: Sequence[str], kept: Sequence[tuple[dict[str, Any], str]]) -> None:
    _, rows = await said(app, sentences)
    assert [(_asked(row.criteria), row.rhythm) for row in rows] == kept
    assert all(row.key == KEY and row.since == NOW.isoformat() for row in rows)


def _asked(criteria: str) -> dict[str, Any]:
    """The criteria that say something."""
    found = msgspec.json.decode(criteria)
    without = {name: value for name, value in found.pop("without").items() if value}
    return {name: value for name, value in found.items() if value} | ({"without": without} if without else {})
