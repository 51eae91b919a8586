"""Settles when an event is held: sources' slots as sessions of a programme, in its own time."""

import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.events.intake.draft import TEXT, Draft, Slot
from bot.events.intake.text_reader import Mention
from bot.events.model import Session

#: What is counted when a source only says when it begins.
_SUPPOSED = timedelta(hours=1)
_LAST_MINUTE = time(23, 59)
_MIDNIGHT = time(0)
#: Nothing begins before.
_MORNING = time(5)
#: Years that a programme may lie in.
_YEARS = range(1970, 2200)


def settle_sessions(draft: Draft, zone: ZoneInfo, said: Sequence[Mention]) -> None:
    """Make the slots sessions, in order, none twice; what cannot be is told of.

    `said` are the hours and lengths that the text names.
    """
    found = draft.values.pop("sessions", None)
    if found is None:
        return
    told = list(dict.fromkeys(mention.words for slot in found.value if (mention := _ending(slot, zone, said))))
    sessions = sorted({session for slot in found.value if (session := _session(draft, slot, zone, said))})
    draft.put("sessions", sessions, TEXT if told else found.origin, ", ".join(told))


def _session(draft: Draft, slot: Slot, zone: ZoneInfo, said: Sequence[Mention]) -> Session | None:
    start, end = _local(slot.start, zone), _local(slot.end, zone)
    if start is None or (slot.end and end is None):
        draft.doubt("sessions", "bad_timing", value=slot.start)
        return None
    if _is_length(start, draft):
        draft.doubt("sessions", "length_as_time", "note", value=f"{start:%d/%m/%Y %H:%M}")
        return Session(
            start=datetime.combine(start, _MIDNIGHT), end=datetime.combine(start, _LAST_MINUTE), all_day=True
        )
    if end is None:
        mention = _ending(slot, zone, said)
        if mention is None:
            draft.doubt("sessions", "end_unknown", value=f"{start:%d/%m/%Y %H:%M}")
        return Session(start=start, end=_end(start, mention))
    if slot.all_day or (slot.all_day is None and _is_all_day(start, end)):
        last = end if end.time() != _MIDNIGHT or end == start else end - timedelta(minutes=1)
        return Session(start=start, end=datetime.combine(last.date(), _LAST_MINUTE), all_day=True)
    if end <= start:
        draft.doubt("sessions", "end_first", value=f"{start:%d/%m/%Y %H:%M} – {end:%d/%m/%Y %H:%M}")
        return None
    return Session(start=start, end=end)


def _is_length(start: datetime, draft: Draft) -> bool:
    """« 1 h 30 de visite » that begins at 01:30, while nobody is up: a length stands where a time should."""
    if not _MIDNIGHT < start.time() < _MORNING:
        return False
    hours, minutes = start.hour, start.minute
    told = rf"{hours}\s?h(?:eures?)?\s?{minutes or ''}(?!\d)" if hours else rf"{minutes}\s?(?:mn|min)"
    text = f"{draft.get('title')} {draft.get('summary')} {draft.get('conditions.note')}"
    return re.search(rf"(?<![\d:]){told}", text, re.IGNORECASE) is not None


def _ending(slot: Slot, zone: ZoneInfo, said: Sequence[Mention]) -> Mention | None:
    """What the text says of the end of a slot that has none: hours that begin with it, else the only length."""
    if slot.end or (start := _local(slot.start, zone)) is None:
        return None
    ranges = [mention for mention in said if mention.field == "hours" and mention.value[0] == start.time()]
    lengths = [mention for mention in said if mention.field == "length"]
    for mentions in (ranges, lengths):
        if len({mention.value for mention in mentions}) == 1:
            return mentions[0]
    return None


def _end(start: datetime, mention: Mention | None) -> datetime:
    if mention is None:
        return start + _SUPPOSED
    return datetime.combine(start.date(), mention.value[1]) if mention.field == "hours" else start + mention.value


def _local(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    """Wall-clock time of the programme's zone, to the minute."""
    if moment is None or moment.year not in _YEARS:
        return None
    try:
        local = moment.astimezone(zone) if moment.tzinfo else moment
    except (OverflowError, ValueError):
        return None
    return local.replace(tzinfo=None, second=0, microsecond=0)


def _is_all_day(start: datetime, end: datetime) -> bool:
    """From the first minute of a day to the last, as sources write « toute la journée »."""
    return start.time() == _MIDNIGHT and end.time() in (_LAST_MINUTE, _MIDNIGHT) and end > start
