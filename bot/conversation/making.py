"""Descriptions of files → files. Each kind of content is made here."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from threading import Lock

from bot.conversation.attachment import Attachment, CalendarFile, ClassSheet, FigurePlots, MapPicture, OwnData
from bot.conversation.calendars.entries import entries_of
from bot.conversation.class_visits.sheet import sheet_of
from bot.conversation.lists.mapping import scene_of
from bot.conversation.turn import Guide
from bot.documents.calendar import calendar_file
from bot.documents.map import map_picture
from bot.documents.outlines import Outlines
from bot.documents.sheet_page import sheet_page
from bot.events.history import History


class Maker:
    """Makes files, one at a time: what draws them is not for several threads at once."""

    def __init__(self, outlines: Path) -> None:
        """`outlines` is read when the first map is made."""
        self._path = outlines
        self._lock = Lock()

    def make(
        self, attachment: Attachment, guide: Guide, now: datetime, histories: Mapping[str, History] | None = None
    ) -> bytes:
        """The file, as the programme now is; `now` is local. Raises LookupError when what it is about is gone.

        `histories`: of the events of a calendar that have changed, by id.
        """
        with self._lock:
            match attachment.content:
                case MapPicture() as content:
                    return map_picture(scene_of(content, guide), self._outlines)
                case ClassSheet() as content:
                    return sheet_page(sheet_of(content, guide, now), self._outlines)
                case CalendarFile() as content:
                    return _calendar(content, guide, now, histories or {})
                case OwnData() | FigurePlots():
                    raise LookupError("the programme does not tell")

    @cached_property
    def _outlines(self) -> Outlines:
        return Outlines.load(self._path)


def _calendar(content: CalendarFile, guide: Guide, now: datetime, histories: Mapping[str, History]) -> bytes:
    entries = entries_of(content.chosen, guide, histories, now)
    if not entries:
        raise LookupError("none of the events is in the programme")
    return calendar_file(entries, guide.catalogue.programme.timezone)
