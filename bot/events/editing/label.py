"""What the label of the Semaine de l'Industrie asks for: free, open to its publics, in its window, about industry.

Source: entreprendre.service-public.fr, A16803 (2023); techniques-ingenieur.fr, 153360 (2025).
"""

from collections.abc import Iterator

from bot.events.editing.window import Window
from bot.events.editing.words import about_industry
from bot.events.model import Event
from bot.events.vocabularies import AUDIENCES
from bot.events.words import fold

#: Those whom the label is for; an event without an audience is open to all.
_PUBLICS = frozenset(AUDIENCES) - {"rh", "entreprises"}


def paid(event: Event) -> Iterator[tuple[str, dict[str, object]]]:
    """It is not free."""
    if event.conditions.price_eur:
        yield "conditions.price_eur", {"value": f"{event.conditions.price_eur:g}"}


def price_unknown(event: Event) -> Iterator[tuple[str, dict[str, object]]]:
    """Nothing says that it is free."""
    if event.conditions.price_eur is None:
        yield "conditions.price_eur", {}


def closed(event: Event) -> Iterator[tuple[str, dict[str, object]]]:
    """It is kept for some."""
    if event.reserved:
        yield "reserved", {}


def other_publics(event: Event) -> Iterator[tuple[str, dict[str, object]]]:
    """It is for none of those whom the label is for."""
    if event.audiences and _PUBLICS.isdisjoint(event.audiences):
        yield "audiences", {"value": ", ".join(event.audiences), "accepted": ", ".join(sorted(_PUBLICS))}


def outside(event: Event, window: Window | None) -> Iterator[tuple[str, dict[str, object]]]:
    """It is held outside the window, or at no time."""
    if window is None:
        return
    days = f"{window.first:%d/%m/%Y} – {window.last:%d/%m/%Y}"
    held = (day.date() for session in event.sessions for day in (session.start, session.end))
    if out := [day for day in held if not window.first <= day <= window.last]:
        yield "sessions", {"value": f"{out[0]:%d/%m/%Y}", "accepted": days}


def about_nothing(event: Event) -> Iterator[tuple[str, dict[str, object]]]:
    """It names no sector, and none of the words of industry."""
    text = fold(" ".join(filter(None, (event.title, event.summary, event.organiser))))
    if not event.sectors and not about_industry().search(text):
        yield "sectors", {}
