"""Files for calendars: which events are in them, and what each entry says."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pytest
from icalendar import Calendar
from msgspec import structs

from bot.app import OUTLINES
from bot.conversation.handlers import add_to_calendar, list_reminders
from bot.conversation.making import Maker
from bot.conversation.message import Reply
from bot.conversation.session import Listing, Session
from bot.conversation.turn import Turn
from bot.events.history import History, Slot
from bot.events.model import Session as Slot_
from bot.reminders.model import Asked, Reminder
from intents import Criteria
from tests.conversation.guide import NOW, ask, guide, labels, plain, read


def entries(reply: Reply, histories: Mapping[str, History] | None = None) -> dict[str, Any]:
    """The entries of the file of a reply, by the first part of their names."""
    assert reply.attachment, read(reply)
    raw = Maker(OUTLINES).make(reply.attachment, guide(), NOW, histories)
    return {str(event["UID"]).partition("@")[0]: event for event in Calendar.from_ical(raw).events}


def event(event_id: str, text: str = "") -> Reply:
    """What comes of « ajoute-le à mon agenda »."""
    return ask(add_to_calendar.handle, text, event=event_id)


def test_an_event() -> None:
    reply = event("fusion")
    assert read(reply) == (
        "**Visite du chantier de fusion**, lundi 22 novembre, de 14 h à 16 h 30 : "
        "ouvrez le fichier pour l'ajouter à votre agenda."
    )
    assert reply.attachment
    assert (reply.attachment.name, reply.attachment.media_type) == ("fusion.ics", "text/calendar")
    (found,) = entries(reply).values()
    assert found["UID"] == "fusion-20211122T140000@essai"
    assert (found["SUMMARY"], found["LOCATION"]) == ("Visite du chantier de fusion", "Manosque")
    assert "GEO" not in found, "people meet elsewhere"
    assert plain(str(found["DESCRIPTION"])).split("\n") == [
        "Vue panoramique et visite, en 90 minutes.",
        "",
        "Où : Chantier, 13115 Saint-Paul-lez-Durance",
        "Rendez-vous : Manosque, départ en bus de la gare",
        "Pour : étudiants et enseignants",
        "Conditions : à partir de 16 ans ; carte d'identité obligatoire ; 20 places",
        "Organisateur : CCI d'essai",
        "",
        "Le programme ne dit pas : l'adresse exacte, le prix, s'il faut s'inscrire, l'accessibilité.",
    ]


def test_a_position_that_is_only_the_town_s_is_not_told() -> None:
    (found,) = entries(event("complet")).values()
    assert "GEO" not in found
    assert found["LOCATION"] == "Fos-sur-Mer"


def test_online() -> None:
    reply = event("webinaire")
    assert read(reply).endswith("Ce n'est pas une inscription, et il en faut une.")
    (found,) = entries(reply).values()
    assert (found["LOCATION"], found["URL"]) == ("En ligne", "https://exemple.fr/direct")


def test_a_full_event_says_so() -> None:
    assert "Complet" in read(event("complet"))


def test_whole_days_take_no_time_and_say_when() -> None:
    (found,) = entries(event("sans-rien")).values()
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (date(2021, 11, 22), date(2021, 11, 27))
    assert found["TRANSP"] == "TRANSPARENT"
    assert plain(str(found["DESCRIPTION"])).startswith("Quand : du lundi 22 au vendredi 26 novembre\n")


def _tap(action: str, turn: Turn) -> Reply:
    return add_to_calendar.add_event(turn, action.removeprefix("a:"))


def test_one_of_several_sessions_is_asked_for() -> None:
    session = Session()
    asked = ask(add_to_calendar.handle, event="confitures", session=session)
    assert read(asked).endswith("a lieu plusieurs fois. Quelle séance voulez-vous ajouter à votre agenda ?")
    assert labels(asked)[0] == "lundi 22 novembre, de 9 h 30 à 11 h"
    assert labels(asked)[-1] == "Toutes les séances"
    one, all_ = (ask(partial(_tap, action)) for action in (asked.buttons[1][0].action, asked.buttons[-1][0].action))
    assert list(entries(one)) == ["confitures-20211123T093000"]
    assert len(entries(all_)) == 5


@pytest.mark.parametrize(
    ("event_id", "text"),
    [
        ("reporte", "La date de **Canons à neige** n'est pas encore annoncée. Redemandez-moi quand elle le sera."),
        ("passe", "**Débat d'octobre** a déjà eu lieu."),
    ],
)
def test_what_has_no_date_to_come_has_no_file(event_id: str, text: str) -> None:
    reply = event(event_id)
    assert (read(reply), reply.attachment) == (text, None)


def test_a_cancelled_event_is_told_to_the_calendar() -> None:
    reply = event("annule")
    assert read(reply).startswith("**Eau potable** n'aura pas lieu.")
    (found,) = entries(reply).values()
    assert (plain(found["SUMMARY"]), found["STATUS"]) == ("Annulé : Eau potable", "CANCELLED")


def test_what_has_changed_keeps_its_name_and_counts() -> None:
    moved = guide().catalogue.event("fusion")
    assert moved
    history = History(
        revision=3,
        at=datetime(2021, 11, 12, 8, tzinfo=UTC),
        slots=(
            Slot(first=datetime(2021, 11, 20, 9), session=moved.sessions[0]),
            Slot(
                first=datetime(2021, 11, 23, 9),
                session=Slot_(start=datetime(2021, 11, 23, 9), end=datetime(2021, 11, 23, 10)),
                dropped=True,
            ),
        ),
    )
    found = entries(event("fusion"), {"fusion": history})
    assert {name: (e["SEQUENCE"], e["STATUS"], e["DTSTAMP"].dt.day) for name, e in found.items()} == {
        "fusion-20211120T090000": (3, "CONFIRMED", 12),
        "fusion-20211123T090000": (3, "CANCELLED", 12),
    }


def listed(*shown: str, criteria: Criteria | None = None) -> Session:
    """A conversation in which a list was shown."""
    session = Session()
    session.remember(Listing(criteria=criteria or Criteria(), events=shown), NOW)
    return session


def test_a_list_holds_all_that_meets_the_search() -> None:
    reply = ask(
        add_to_calendar.handle, "tous dans mon agenda", session=listed("fusion", criteria=Criteria(kinds=("visite",)))
    )
    assert read(reply) == (
        "2 événements : ouvrez le fichier pour les ajouter à votre agenda.\n\n"
        "1 événement n'a pas encore de date : il n'y est pas."
    )
    assert set(entries(reply)) == {"fusion-20211122T140000", "complet-20211123T090000"}


def test_a_list_of_what_only_comes_near() -> None:
    none = listed("filles", criteria=Criteria(kinds=("job-dating",)))
    reply = ask(add_to_calendar.handle, "toute la liste dans mon agenda", session=none)
    assert [name[:6] for name in entries(reply)] == ["filles"] * 3


def test_a_list_without_dates() -> None:
    reply = ask(
        add_to_calendar.handle, "tout dans mon agenda", session=listed("reporte", criteria=Criteria(places=("05023",)))
    )
    assert (read(reply), reply.attachment) == ("Aucun de ces événements n'a de date à venir.", None)


def reminder(number: int, event_id: str, start: datetime, **values: object) -> Reminder:
    """One that is still to come."""
    reminder = Reminder(
        number=number,
        event=event_id,
        session=start,
        asked=Asked(days=1),
        wall=start,
        zone="Europe/Paris",
        due=NOW.replace(tzinfo=UTC),
    )
    return structs.replace(reminder, **values)


@pytest.mark.parametrize("handle", [add_to_calendar.handle, list_reminders.handle])
def test_reminders(handle: object) -> None:
    start = datetime(2021, 11, 23, 9, 30)
    reminders = (
        reminder(1, "confitures", start),
        reminder(2, "confitures", datetime(2021, 11, 19, 23, 59), subject="deadline"),
        reminder(3, "gone", start),
    )
    session = Session(reminders={r.number: r for r in reminders})
    reply = ask(handle, "mes rappels dans mon agenda", session=session)  # type: ignore[arg-type]  # either
    found = entries(reply)
    assert list(found) == ["confitures-inscription", "confitures-20211123T093000"]
    deadline = found["confitures-inscription"]
    assert plain(deadline["SUMMARY"]) == "Fin des inscriptions : Portes *ouvertes* : la confiture"
    assert (deadline["DTSTART"].dt, deadline["DTEND"].dt) == (date(2021, 11, 19), date(2021, 11, 20))


def test_no_reminders() -> None:
    reply = ask(add_to_calendar.handle, "mes rappels dans mon agenda")
    assert (read(reply), reply.attachment) == ("Vous n'avez aucun rappel, donc rien à mettre dans votre agenda.", None)


def test_which_event() -> None:
    assert "Donnez-moi un mot de son titre" in read(ask(add_to_calendar.handle, "ajoute à mon agenda"))
    assert labels(ask(add_to_calendar.handle, "ajoute à mon agenda", session=listed("fusion"))) == [
        "1. Visite du chantier de fusion"
    ]
