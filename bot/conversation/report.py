"""Figures in French: for organisers, in a message or in a terminal, as JSON, as a picture."""

from dataclasses import asdict
from datetime import date
from typing import Any

from bot.conversation.figures import Figures, Ranking
from bot.conversation.turn import Guide
from bot.documents.plots import Bars, plots
from bot.replies.dates import day
from bot.replies.french import capital
from bot.replies.rich import Rich, bold, join, rich

#: The vocabulary of labels of a criterion's slugs.
_LABELS = ("kinds", "sectors", "themes", "audiences")


def report(figures: Figures, guide: Guide) -> Rich:
    """All figures, a paragraph for each."""
    say = guide.phrases.say
    today = date.fromisoformat(figures.questions[-1][0])
    counts = [
        say("report.people", count=figures.people_today),
        say("report.questions", count=figures.questions[-1][1]),
        say("report.all_questions", count=sum(count for _, count in figures.questions), days=len(figures.questions)),
        say("report.reminders", count=figures.reminders),
        say("report.subscriptions", count=figures.subscriptions),
        say("report.errors", count=figures.errors),
        say("report.undelivered", count=figures.undelivered),
    ]
    head = join("\n", (bold(capital(str(day(today, today)))), *counts))
    parts = [
        _list("report.shown", _named(figures.shown, "events", guide), guide),
        *(_list(f"report.missing_{name}", _named(of, name, guide), guide) for name, of in figures.missing.items()),
        _sentences(figures, guide),
    ]
    return join("\n\n", (head, *parts))


def as_object(figures: Figures) -> dict[str, Any]:
    """The figures as an object for JSON."""
    return asdict(figures)


def picture(figures: Figures, guide: Guide) -> bytes:
    """PNG: questions by day, the events that were shown most, what was not found."""
    say = guide.phrases.text
    missing = [one for name, of in figures.missing.items() for one in _named(of, name, guide)]
    days = tuple((date.fromisoformat(iso).strftime("%d/%m"), count) for iso, count in figures.questions)
    most = sorted(missing, key=lambda one: -one[1])[:10]
    return plots(
        say("report.picture"),
        [
            Bars(title=say("report.picture_questions"), bars=days, upright=True),
            Bars(title=say("report.picture_shown"), bars=_named(figures.shown, "events", guide)),
            Bars(title=say("report.picture_missing"), bars=tuple(most)),
        ],
        say("report.none"),
    )


def _list(key: str, ranking: Ranking, guide: Guide) -> Rich:
    if not ranking:
        return Rich()
    lines = (rich(f"– {label} : {count}") for label, count in ranking)
    return join("\n", (guide.phrases.say(key), *lines))


def _sentences(figures: Figures, guide: Guide) -> Rich:
    if not figures.sentences:
        return Rich()
    lines = (rich(f"– « {text} »") for text in figures.sentences)
    return join("\n", (guide.phrases.say("report.sentences"), *lines))


def _named(ranking: Ranking, name: str, guide: Guide) -> Ranking:
    return tuple((_name(value, name, guide), count) for value, count in ranking)


def _name(value: str, name: str, guide: Guide) -> str:
    """What people call a value: a title, a place, a label, a day."""
    if name == "events":
        event = guide.catalogue.event(value)
        return event.title if event else value
    if name == "places":
        return guide.gazetteer.name(value)
    if name == "periods":
        return str(day(date.fromisoformat(value), date.fromisoformat(value)))
    return guide.phrases.label(name, value) if name in _LABELS else value
