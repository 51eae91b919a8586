"""Files that go with replies: a reply describes its file, which is made when it is sent, anew at each try.

Until then the description is kept as JSON; so it names events, and holds nothing that can be found again.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

import msgspec

from bot.conversation.class_visits.school_class import SchoolClass


class MapPicture(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Events on a map of the programme's area, each under its number in a list."""

    #: Their ids, by number.
    events: dict[int, str]
    #: Where the asker is: degrees, no more exact than the map shows.
    here: tuple[float, float] | None = None


class ClassSheet(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A page for a class about one event."""

    event: str
    #: Local starts of the sessions that were chosen: one, or one a group.
    sessions: tuple[datetime, ...] = ()
    school_class: SchoolClass = SchoolClass()


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """An event, as far as it goes into a calendar."""

    event: str
    #: Local starts of its sessions; none: all that are to come, and those that were to come and are held no more.
    sessions: tuple[datetime, ...] = ()
    #: Also the end of the time to register.
    deadline: bool = False


class CalendarFile(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Events for the calendar that people have."""

    chosen: tuple[Chosen, ...]


class OwnData(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """All that is kept about the one who receives it, whoever that is."""


class FigurePlots(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The figures of these days, for organisers."""


#: All that can be made; `making.py` makes what the programme tells, `bot/files.py` what the database does.
Content = MapPicture | ClassSheet | CalendarFile | OwnData | FigurePlots


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """A file to be made."""

    #: What it is called where it is saved: « carte.png ».
    name: str
    #: "image/png" is shown in the conversation, anything else is a file to open.
    media_type: str
    content: Content


#: Makes the bytes for a conversation; raises anything when they cannot be made (any more).
Make = Callable[[Attachment, str], Awaitable[bytes]]


def events_of(attachment: Attachment) -> tuple[str, ...]:
    """The events whose past a file tells, by id."""
    content = attachment.content
    return tuple(one.event for one in content.chosen) if isinstance(content, CalendarFile) else ()
