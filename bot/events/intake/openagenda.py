"""What the codes of OpenAgenda mean, for all that publish its events (https://developers.openagenda.com/)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.events.intake.draft import Draft, Slot
from bot.events.intake.records import items, mapping, number, text

#: Events of OpenAgenda keep their ids whoever publishes them.
SOURCE = "oa"
_STATUSES = {1: "confirmed", 2: "postponed", 3: "moved-online", 4: "postponed", 5: "full", 6: "cancelled"}
#: « Reporté »: new dates are not known, and the old ones still stand in the event.
_NO_NEW_DATE = 4
_ACCESSIBILITY = {"mi": "moteur", "vi": "visuel", "hi": "auditif", "pi": "psychique", "ii": "intellectuel"}
_ONLINE, _HYBRID = 2, 3
_CONTACTS = {"link": "url", "email": "email", "phone": "phone"}


def put_status(draft: Draft, code: Any, origin: str) -> None:
    """Status 1 to 6; without any, an event is confirmed."""
    rank = number(code)
    if rank is None:
        return
    if rank not in _STATUSES:
        draft.doubt("status", "unknown_code", value=code, accepted="1–6")
        return
    draft.put("status", _STATUSES[int(rank)], origin, words=str(code))
    if rank == _NO_NEW_DATE and draft.get("sessions"):
        draft.drop("sessions", "old_dates", "note")


def put_attendance(draft: Draft, code: Any, link: Any, origin: str) -> None:
    """Attendance: 1 on the spot, 2 online, 3 both."""
    mode = number(code)
    if mode not in (_ONLINE, _HYBRID):
        return
    draft.put("online", True, origin, words=str(code))
    draft.put("url", text(link), "onlineAccessLink")
    if mode == _ONLINE:  # the place is the organiser's own
        for field in [field for field, _ in draft if field.startswith("place.")]:
            del draft.values[field]


def put_accessibility(draft: Draft, codes: Iterable[str], origin: str) -> None:
    """Handicaps by their codes: hi, vi, pi, mi, ii."""
    found = [_ACCESSIBILITY[code] for code in codes if code in _ACCESSIBILITY]
    draft.put("accessibility", found, origin, words=", ".join(codes))


def put_registration(draft: Draft, value: Any, origin: str) -> None:
    """The first link, address and telephone number; the others are told of."""
    for entry in map(mapping, items(value)):
        field = _CONTACTS.get(text(entry.get("type")))
        contact = text(entry.get("value"))
        if field and contact and draft.get(f"registration.{field}") not in (None, contact):
            draft.doubt(f"registration.{field}", "second_contact", "note", value=contact)
        elif field:
            draft.put(f"registration.{field}", contact, origin)


def slots(draft: Draft, timings: Any) -> list[Slot]:
    """Timings as sessions; those that are none are told of."""
    found = []
    for timing in map(mapping, items(timings)):
        begin, end = moment(timing.get("begin")), moment(timing.get("end"))
        if begin:
            found.append(Slot(start=begin, end=end))
        else:
            draft.doubt("sessions", "bad_timing", value=text(timing.get("begin")))
    return found


def moment(value: Any) -> datetime | None:
    """« 2025-11-18T13:00:00+00:00 » or « …Z »."""
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
