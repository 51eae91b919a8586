"""What does not belong into a text: debris of pages and word processors, telephone numbers and addresses."""

import re
from collections.abc import Iterator

from bot.events.intake.cleaning import debris
from bot.events.intake.text_reader import TextReader
from bot.events.model import Event

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,}")
#: Ten digits of a French number; what goes on is something else.
_PHONE = re.compile(r"(?<![\d./-])(?:(?:\+|00)33\s?(?:\(0\)\s?)?|0)[1-9](?:[\s.-]?\d{2}){4}(?![\d/])")
#: What has such a number has this, which is found sooner.
_MAY_BE_PHONE = re.compile(r"[1-9][\s.-]?\d{2}[\s.-]?\d{2}")
_DIGITS = re.compile(r"\D+")


def _texts(event: Event) -> Iterator[tuple[str, str]]:
    """The texts of an event by their fields."""
    yield "title", event.title
    if event.summary:
        yield "summary", event.summary
    if event.conditions.note:
        yield "conditions.note", event.conditions.note


def debris_left(event: Event) -> Iterator[tuple[str, dict[str, object]]]:
    """Markup that is still there."""
    for field, text in _texts(event):
        if found := debris(text):
            yield field, {"value": found}


def hidden_emails(event: Event) -> Iterator[tuple[str, dict[str, object]]]:
    """A mail address in a text, which is not the one to register with."""
    known = (event.registration.email or "").lower()
    for field, text in _texts(event):
        found = _EMAIL.search(text) if "@" in text else None
        if found and found[0].lower() != known:
            yield field, {"value": found[0], "place": "registration.email"}


def hidden_phones(event: Event) -> Iterator[tuple[str, dict[str, object]]]:
    """A telephone number in a text, which is not the one to register with."""
    known = _last_nine(event.registration.phone or "")
    for field, text in _texts(event):
        if _MAY_BE_PHONE.search(text) and (found := _PHONE.search(text)) and _last_nine(found[0]) != known:
            yield field, {"value": found[0], "place": "registration.phone"}


def reserved(event: Event, reader: TextReader) -> Iterator[tuple[str, dict[str, object]]]:
    """Its texts say that it is kept for a named class or group, and it is not marked so."""
    if event.reserved:
        return
    text = f"{event.title}\n{event.summary or ''}\n{event.conditions.note or ''}"
    for mention in reader.reserved(text):
        if mention.is_sure:
            yield "reserved", {"value": mention.words}


def _last_nine(number: str) -> str:
    """« +33 4 75 00 00 01 » and « 04 75 00 00 01 » are one number."""
    return _DIGITS.sub("", number)[-9:]
