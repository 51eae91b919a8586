"""What the guide writes by itself when the programme changes: whole messages, read as people read them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from msgspec import structs

from bot.conversation.news.digest import Digest, News
from bot.conversation.news.messages import Followed, Reminded, news_reply
from bot.conversation.session import Subscription
from bot.events.changes import Change, differences, kinds
from bot.events.model import Conditions, Event, MeetingPoint, Place, Session
from bot.reminders.model import Asked, Reminder
from intents import Criteria
from tests.conversation.guide import NOW, guide, labels, read
from tests.events.invented import MOMENTS, PROGRAMMES, day_at, session_of

EVENT = Event(
    id="fusion",
    title="Visite du chantier de fusion",
    kind="visite",
    sessions=(session_of(22, 14, 16),),
    place=Place(name="Chantier", city="Saint-Paul-lez-Durance", postal_code="13115", insee="13099"),
)
LATER = (session_of(24, 14, 16),)
JOBS = Subscription(number=3, criteria=Criteria(kinds=("job-dating",), places=("dep:84",)), since=NOW)


def news(before: Event = EVENT, /, **values: Any) -> News:
    """An event that becomes other; `gone=True`: that is taken away."""
    return news_of(before, None if values.pop("gone", False) else replace(before, **values))


def news_of(before: Event | None, after: Event | None) -> News:
    change = Change(before=before, after=after)
    return News(change=change, kinds=kinds(change, NOW))


def reminder(wall: datetime) -> Reminder:
    session = EVENT.sessions[0].start
    due = wall.replace(tzinfo=UTC)
    return Reminder(
        number=1, event="fusion", session=session, asked=Asked(days=1), wall=wall, zone="Europe/Paris", due=due
    )


def said(told: News, *walls: datetime) -> str:
    """What someone reads who waits for reminders of an event."""
    reply = news_reply(guide(), [Reminded(news=told, reminders=[reminder(wall) for wall in walls])], [], NOW)
    heading, title, *lines = read(reply).split("\n")[0:1] + read(reply).split("\n")[2:]
    assert heading == "Du nouveau pour un événement dont vous avez demandé le rappel."
    assert title == "**Visite du chantier de fusion**"
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("values", "text"),
    [
        (
            {"status": "cancelled"},
            "Annulé : cet événement n'aura pas lieu. Il était prévu lundi 22 novembre, de 14 h à 16 h.",
        ),
        ({"gone": True}, "Retiré du programme. Il était prévu lundi 22 novembre, de 14 h à 16 h."),
        (
            {"sessions": LATER},
            "Nouvelle date : mercredi 24 novembre, de 14 h à 16 h, et non plus lundi 22 novembre, de 14 h à 16 h.",
        ),
        (
            {"sessions": (session_of(22, 15, 17),)},
            "Nouvel horaire : lundi 22 novembre, de 15 h à 17 h, et non plus lundi 22 novembre, de 14 h à 16 h.",
        ),
        (
            {"sessions": (*EVENT.sessions, *LATER, session_of(25, 9, 11))},
            "Dates ajoutées : mercredi 24 novembre, de 14 h à 16 h ; jeudi 25 novembre, de 9 h à 11 h.",
        ),
        (
            {"sessions": ()},
            "La nouvelle date n'est pas encore annoncée. C'était prévu lundi 22 novembre, de 14 h à 16 h.",
        ),
        (
            {"status": "postponed", "sessions": LATER},
            "Reporté : mercredi 24 novembre, de 14 h à 16 h, et non plus lundi 22 novembre, de 14 h à 16 h.",
        ),
        ({"status": "postponed"}, "Reporté : lundi 22 novembre, de 14 h à 16 h."),
        (
            {"status": "postponed", "sessions": ()},
            "Reporté : la nouvelle date n'est pas encore annoncée. C'était prévu lundi 22 novembre, de 14 h à 16 h.",
        ),
        (
            {"place": Place(name="Maison de la Mer", city="Fos-sur-Mer", postal_code="13270")},
            "Nouveau lieu : Maison de la Mer, 13270 Fos-sur-Mer, et non plus Chantier, 13115 Saint-Paul-lez-Durance.",
        ),
        (
            {"place": None},
            "Le nouveau lieu n'est pas encore annoncé. C'était prévu ici : Chantier, 13115 Saint-Paul-lez-Durance.",
        ),
        ({"status": "moved-online"}, "Passé en ligne : il n'y a plus à se déplacer."),
        ({"meeting_point": MeetingPoint(city="Manosque", note="gare")}, "Rendez-vous : Manosque, gare."),
        ({"status": "full"}, "Complet : il n'y a plus de place."),
        ({"reserved": True}, "Réservé désormais à une classe ou à un groupe."),
        (
            {"conditions": Conditions(registration_until=datetime(2021, 11, 19, 12))},
            "Inscription : jusqu'au vendredi 19 novembre à 12 h.",
        ),
        (
            {"sessions": LATER, "status": "full"},
            "Nouvelle date : mercredi 24 novembre, de 14 h à 16 h, et non plus lundi 22 novembre, de 14 h à 16 h.\n"
            "Complet : il n'y a plus de place.",
        ),
    ],
)
def test_each_change_is_told_with_what_is_and_what_is_no_more(values: dict[str, Any], text: str) -> None:
    assert said(news(**values)) == text


@pytest.mark.parametrize(
    ("before", "values", "text"),
    [
        (replace(EVENT, status="full"), {"status": "confirmed"}, "Il y a de nouveau des places."),
        (
            replace(EVENT, status="cancelled"),
            {"status": "confirmed"},
            "Finalement maintenu : lundi 22 novembre, de 14 h à 16 h.",
        ),
        (
            replace(EVENT, sessions=()),
            {"sessions": EVENT.sessions},
            "La date est connue : lundi 22 novembre, de 14 h à 16 h.",
        ),
        (
            replace(EVENT, place=None),
            {"place": EVENT.place},
            "Le lieu est connu : Chantier, 13115 Saint-Paul-lez-Durance.",
        ),
        (
            replace(EVENT, meeting_point=MeetingPoint(city="Manosque")),
            {"meeting_point": None},
            "Il n'y a plus de rendez-vous à part : on se retrouve sur place.",
        ),
        (
            replace(EVENT, sessions=(*EVENT.sessions, *LATER)),
            {"sessions": EVENT.sessions},
            "Date supprimée : mercredi 24 novembre, de 14 h à 16 h.",
        ),
        (
            replace(EVENT, sessions=(Session(start=day_at(8, 9), end=day_at(30, 18)),)),
            {"sessions": LATER},
            "Nouvelle date : mercredi 24 novembre, de 14 h à 16 h, "
            "et non plus du lundi 8 novembre à 9 h au mardi 30 novembre à 18 h.",
        ),
        (
            replace(EVENT, conditions=Conditions(registration_until=day_at(17).date())),
            {"conditions": Conditions(registration_until=day_at(19).date())},
            "Inscription : jusqu'au vendredi 19 novembre, et non plus jusqu'au mercredi 17 novembre.",
        ),
    ],
)
def test_each_change_back(before: Event, values: dict[str, Any], text: str) -> None:
    assert said(news(before, **values)) == text


def test_what_becomes_of_the_reminders() -> None:
    evening, noon = day_at(23, 18), day_at(24, 12)
    kept = "Je vous le rappellerai mardi 23 novembre à 18 h et mercredi 24 novembre à 12 h."
    assert said(news(sessions=LATER), noon, evening).endswith(kept)
    assert said(news(sessions=()), evening).endswith("Je vous le rappellerai quand la nouvelle date sera connue.")
    assert said(news(status="cancelled"), evening).endswith("Je supprime votre rappel.")
    assert said(news(gone=True), evening, noon).endswith("Je supprime vos rappels.")
    assert said(news(status="full"), evening) == "Complet : il n'y a plus de place."


def job(number: int) -> Event:
    place, sessions = Place(city="Avignon", insee="84007"), (session_of(23, 9, 12),)
    return Event(
        id=f"job-{number}", title=f"Rencontrer l'usine {number}", kind="job-dating", place=place, sessions=sessions
    )


def test_news_of_a_subscription() -> None:
    found = [news_of(None, job(1)), news(job(2), status="cancelled")]
    reply = news_reply(guide(), [], [Followed(subscription=JOBS, news=found)], NOW)
    assert read(reply) == (
        "Du nouveau pour votre abonnement : Job datings · Vaucluse.\n\n"
        "**Rencontrer l'usine 1**\n"
        "Nouveau : job dating · mardi 23 novembre, de 9 h à 12 h · Avignon\n\n"
        "**Rencontrer l'usine 2**\n"
        "Annulé : cet événement n'aura pas lieu. Il était prévu mardi 23 novembre, de 9 h à 12 h."
    )
    assert labels(reply) == ["Rencontrer l'usine 1", "Rencontrer l'usine 2", "Arrêter cet abonnement"]


def test_many_changes_make_one_message_of_a_bearable_length() -> None:
    jobs = [news_of(None, job(number)) for number in range(20)]
    everything = structs.replace(JOBS, number=4, criteria=Criteria())
    mine = [Reminded(news=news(status="full")), Reminded(news=news(job(30), gone=True))]
    followed = [Followed(subscription=JOBS, news=jobs), Followed(subscription=everything, news=jobs[:2])]
    reply = news_reply(guide(), mine, followed, NOW)
    paragraphs = read(reply).split("\n\n")
    assert paragraphs[0] == "Du nouveau pour des événements dont vous avez demandé le rappel."
    assert paragraphs[3] == "Du nouveau pour votre abonnement : Job datings · Vaucluse."
    assert paragraphs[-4] == "Et 14 autres événements."
    assert paragraphs[-3] == "Du nouveau dans le programme."
    assert paragraphs[-1] == "Et 1 autre événement."
    assert len(str(reply.text)) < 4096
    titles, see_all = [f"Rencontrer l'usine {number}" for number in range(6)], "Voir tout ce qui y correspond"
    stops = ["Arrêter : Job datings · Vaucluse", "Arrêter cet abonnement"]
    assert labels(reply) == [EVENT.title, *titles, see_all, titles[0], see_all, *stops]


@given(PROGRAMMES, PROGRAMMES, MOMENTS)
def test_whatever_changes_can_be_said(old: Sequence[Event], new: Sequence[Event], now: datetime) -> None:
    changes = differences(*({event.id: event for event in events} for events in (old, new)))
    digest = Digest(guide(), changes, now)
    told = [News(change=change, kinds=kinds(change, now)) for change in changes]
    mine = [Reminded(news=each) for each in told if each.kinds]
    followed = [Followed(subscription=JOBS, news=digest.fitting(Criteria(), "search_events"))]
    reply = news_reply(guide(), mine, followed, now)
    assert "\n\n\n" not in read(reply)
    assert all(len(button.action.encode()) <= 64 for row in reply.buttons for button in row)


def test_all_that_is_told_can_be_told_in_short_sentences() -> None:
    """A sentence a line, and nothing put in that the other file does not have."""
    phrases = guide().phrases
    for key in sorted(phrases.keys):
        book, _, name = key.partition(".")
        if book != "news" or name.startswith("button"):
            continue
        assert phrases.placeholders(f"simple_news.{name}") <= phrases.placeholders(key), key
        values: dict[str, Any] = dict.fromkeys(phrases.placeholders(key) - {"count"}, "X")
        for count in (1, 2):
            lines = str(phrases.say(f"simple_news.{name}", count=count, **values)).split("\n")
            assert all(line.count(".") <= 1 and len(line) < 70 for line in lines), lines


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"status": "cancelled"}, "C'est annulé.\nCet événement n'aura pas lieu.\nC'était prévu :\n– {}"),
        ({"gone": True}, "Cet événement n'est plus dans le programme.\nC'était prévu :\n– {}"),
        (
            {"place": Place(name="Halle", city="Manosque")},
            "Le lieu a changé.\nMaintenant, c'est ici : Halle, Manosque.\n"
            "Ce n'est plus ici : Chantier, 13115 Saint-Paul-lez-Durance.",
        ),
        ({"status": "moved-online"}, "C'est maintenant sur internet.\nOn n'a plus besoin de se déplacer."),
        ({"status": "full"}, "C'est complet.\nIl n'y a plus de place."),
    ],
)
def test_in_short_sentences(values: dict[str, Any], text: str) -> None:
    reply = news_reply(guide(), [Reminded(news=news(**values))], [], NOW, simple=True)
    said = read(reply).partition("**Visite du chantier de fusion**\n")[2]
    assert said == text.format("lundi 22 novembre, de 14 heures à 16 heures")


def test_an_event_that_is_new_in_short_sentences() -> None:
    followed = [Followed(subscription=JOBS, news=[news_of(None, EVENT)])]
    reply = news_reply(guide(), [], followed, NOW, simple=True)
    assert read(reply) == (
        "Il y a du nouveau.\nVous suivez : job datings, Vaucluse.\n\n"
        "**Visite du chantier de fusion**\nC'est un nouvel événement.\nC'est une visite.\n"
        "C'est le lundi 22 novembre.\nCela commence à 14 heures.\nCela finit à 16 heures.\n"
        "C'est ici : Chantier, 13115 Saint-Paul-lez-Durance."
    )
