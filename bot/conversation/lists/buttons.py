"""The buttons under a list: its events, its pages, its criteria."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from bot.conversation.lists.finding import NEAR_KM
from bot.conversation.lists.mapping import has_place
from bot.conversation.lists.summary import chips
from bot.conversation.message import Button
from bot.conversation.session import Session
from bot.conversation.turn import Guide
from bot.events.model import Event
from bot.events.query import Found
from bot.reminders.planning import sessions_ahead
from bot.replies.french import kilometres
from bot.replies.phrases import Phrases
from bot.replies.places import full_name, of_town
from intents import Criteria

Row = tuple[Button, ...]
#: Characters of a label that a phone shows across its screen, and on half of it.
_LABEL, _HALF = 40, 22
#: Other communes of one name that are offered.
_HOMONYMS = 3


def event_buttons(shown: Sequence[Found], offset: int) -> tuple[Row, ...]:
    """A row an event, numbered as in the list."""
    return tuple(
        (Button(label=short(f"{offset + i}. {found.event.title}"), action=f"e:{found.event.id}"),)
        for i, found in enumerate(shown, 1)
    )


def paging(phrases: Phrases, number: int, size: int, after: int, left: int, offset: int = 0) -> tuple[Row, ...]:
    """The page before and the page after, where there is one."""
    row = []
    if offset:
        row.append(Button(label=phrases.text("listing.previous"), action=f"p:{number}:{max(0, offset - size)}"))
    if left > 0:
        row.append(Button(label=phrases.text("listing.next", count=left), action=f"p:{number}:{after}"))
    return (tuple(row),) if row else ()


def whole_buttons(phrases: Phrases, number: int, offset: int, shown: Sequence[Event], now: datetime) -> tuple[Row, ...]:
    """A page of a list on a map, when something of it has a place there; the list in a calendar, when it has dates."""
    row = []
    if has_place(shown):
        row.append(Button(label=phrases.text("listing.map"), action=f"v:{number}:{offset}"))
    if any(sessions_ahead(event, now) for event in shown):
        row.append(Button(label=phrases.text("add_to_calendar.button_list"), action=f"al:{number}"))
    return (tuple(row),) if row else ()


def look_back_button(phrases: Phrases, number: int | None = None) -> Row:
    """The search of a list (or the whole programme) on the days on which the programme took place."""
    return (Button(label=phrases.text("listing.look_back"), action=f"d:{'' if number is None else number}"),)


def near_button(guide: Guide, number: int, criteria: Criteria, session: Session) -> tuple[Row, ...]:
    """The search of a list around the school, when it was made everywhere."""
    towns = [code for code in session.profile.places if ":" not in code]
    if criteria.places or criteria.near or not towns:
        return ()
    around = of_town(full_name(towns[0], guide.gazetteer.name(towns[0])))
    label = guide.phrases.text("suggest_class_visit.button_near", km=kilometres(NEAR_KM), of_town=around)
    return ((Button(label=short(label), action=f"k:{number}:near:{towns[0]}"),),)


def subscribe_button(phrases: Phrases, number: int) -> Row:
    """To be told of what will be new in a list."""
    return (Button(label=phrases.text("subscribe.button_subscribe"), action=f"sl:{number}"),)


def vote_button(phrases: Phrases, number: int) -> Row:
    """To have a group choose among the events of a list."""
    return (Button(label=phrases.text("votes.button"), action=f"w:{number}"),)


def homonym_buttons(guide: Guide, number: int, homonyms: Mapping[str, tuple[str, ...]]) -> tuple[Row, ...]:
    """The other communes of a name, so that the search is made there."""
    gazetteer, text = guide.gazetteer, guide.phrases.text
    return _in_rows(
        Button(
            label=text("listing.homonym_button", place=gazetteer.name(other), departement=gazetteer.departement(other)),
            action=f"h:{number}:{code}:{other}",
        )
        for code, others in homonyms.items()
        for other in others[:_HOMONYMS]
    )


def chip_buttons(guide: Guide, number: int, criteria: Criteria, now: datetime) -> tuple[Row, ...]:
    """Each criterion can be taken away."""
    return _in_rows(
        Button(
            label=short(guide.phrases.text("listing.remove", criterion=chip.label)),
            action=f"x:{number}:{chip.key}:{chip.index}",
        )
        for chip in chips(criteria, gazetteer=guide.gazetteer, phrases=guide.phrases, now=now)
    )


def _in_rows(buttons: Iterator[Button]) -> tuple[Row, ...]:
    """Two short buttons a row, a long one alone."""
    rows: list[Row] = []
    for button in buttons:
        pair = rows and len(rows[-1]) == 1 and all(len(b.label) <= _HALF for b in (rows[-1][0], button))
        if pair:
            rows[-1] = (rows[-1][0], button)
        else:
            rows.append((button,))
    return tuple(rows)


def short(label: str) -> str:
    """A label as much as a phone shows of it."""
    return label if len(label) <= _LABEL else label[: _LABEL - 1].rstrip() + "…"
