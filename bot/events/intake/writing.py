"""Entries as the text of a programme file, and the file itself, written whole or not at all."""

import filecmp
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from glob import escape
from itertools import groupby
from pathlib import Path
from typing import Any

from bot.events.intake.cleaning import line
from bot.events.intake.draft import TEXT, Found
from bot.events.intake.scalars import scalar
from bot.events.intake.settling import Entry
from bot.events.model import Session

#: The fields of an event, in the order of docs/events-format.md.
_ORDER = (
    *("title", "summary", "kind", "sectors", "themes", "audiences", "sessions"),
    *(f"place.{name}" for name in ("name", "address", "city", "insee", "postal_code", "lat", "lon")),
    *(f"meeting_point.{name}" for name in ("name", "address", "city", "insee", "postal_code", "note")),
    *("online", "organiser"),
    *(
        f"conditions.{name}"
        for name in (
            *("min_age", "id_required", "capacity", "women_only", "registration_required", "registration_until"),
            *("price_eur", "note"),
        )
    ),
    *("registration.url", "registration.email", "registration.phone"),
    *("accessibility", "url", "status", "reserved"),
)
#: Each with the group it stands in, "" for none, and its name there.
_PLACES = tuple((path, *path.rpartition(".")[::2]) for path in _ORDER)
_WIDTH = 110
#: As many words as a line holds, or one that is longer.
_FOLDED = re.compile(rf"(.{{1,{_WIDTH}}}|\S+)(?: |$)")
#: Old files that are kept.
_KEPT = 10
#: Sessions of the same hours on as many days in a row are one line.
IN_A_ROW = 3


def event_lines(entry: Entry) -> Iterator[str]:
    """The lines of one event, as an item of `events`."""
    yield f"  - id: {scalar(entry.id)}"
    group = ""
    for path, parent, name in _PLACES:
        found = entry.values.get(path)
        if found is None:
            continue
        if parent != group and parent:
            yield f"    {parent}:"
        group = parent
        margin = "      " if parent else "    "
        if path == "sessions":
            yield f"{margin}sessions:{_told(found)}"
            yield from (f"{margin}  - {{{slot}}}" for slot in _slots(found.value))
        else:
            yield from _field(margin, name, found)


def raw_lines(raw: Mapping[str, Any], comments: Mapping[str, str] | None = None) -> Iterator[str]:
    """The lines of one event of what YAML read of it; `comments` by field."""
    said = comments or {}
    yield f"  - id: {scalar(raw['id'])}"
    for name in dict.fromkeys(path.partition(".")[0] for path in _ORDER):
        value = raw.get(name)
        told = f"  # {said[name]}" if name in said else ""
        if isinstance(value, dict):
            yield f"    {name}:{told}"
            yield from (line for key, inner in value.items() for line in _field("      ", key, Found(inner, "")))
        elif name == "sessions" and value:
            yield f"    {name}:{told}"
            yield from (f"      - {{{', '.join(f'{key}: {scalar(v)}' for key, v in slot.items())}}}" for slot in value)
        elif value is not None:
            lines = _field("    ", name, Found(value, ""))
            yield f"{lines[0]}{told}"
            yield from lines[1:]


def _field(margin: str, name: str, found: Found) -> list[str]:
    value = found.value
    if isinstance(value, str) and len(value) > _WIDTH and _is_foldable(value):
        return [f"{margin}{name}: >-{_told(found)}", *(f"{margin}  {part}" for part in _FOLDED.findall(value))]
    return [f"{margin}{name}: {scalar(value)}{_told(found)}"]


def _told(found: Found) -> str:
    """The words that a value was read from, when it was read out of a text."""
    if found.origin != TEXT or not found.words:
        return ""
    words = line(found.words)
    return f"  # lu : « {words if len(words) <= _WIDTH else words[:_WIDTH] + '…'} »"


def _is_foldable(value: str) -> bool:
    """Folding parts it at single spaces, and gives it back the same."""
    return " " in value and "\n" not in value and "  " not in value and value == value.strip()


def _slots(sessions: Sequence[Session]) -> Iterator[str]:
    """Sessions one a line, in order; those of a daily slot together."""
    for run in sorted(runs(sessions), key=lambda run: run[0].start):
        first, last = run[0], run[-1]
        if len(run) >= IN_A_ROW:
            days, hours = f"{first.start:%Y-%m-%d}/{last.start:%Y-%m-%d}", f"{first.start:%H:%M}-{first.end:%H:%M}"
            yield f'days: "{days}", hours: "{hours}"'
        else:
            for session in run:
                mark = ", all_day: true" if session.all_day else ""
                yield f"start: {scalar(session.start)}, end: {scalar(session.end)}{mark}"


def runs(sessions: Sequence[Session]) -> Iterator[list[Session]]:
    """Sessions by the same hours of days that follow each other, a year at most."""

    def hours(session: Session) -> tuple[Any, ...]:
        return session.start.time(), session.end.time(), session.all_day, session.end.date() - session.start.date()

    if len(sessions) == 1:  # of most events: nothing to sort
        yield [*sessions]
        return
    for key, same in groupby(sorted(sessions, key=lambda s: (hours(s), s.start)), key=hours):
        run: list[Session] = []
        for session in same:
            follows = run and session.start - run[-1].start == timedelta(days=1) and len(run) < 366
            if run and not (follows and not key[2] and not key[3]):
                yield run
                run = []
            run.append(session)
        yield run


def write_whole(path: Path, pieces: Iterable[str], *, keeps: bool = True) -> Path | None:
    """Write a file at once: whoever reads meanwhile has the old one, and so has everybody when it fails.

    The old file is kept beside it, under the time it was written at; its path is returned, None when there was none or
    nothing has changed. The last few are kept; none unless `keeps`.
    """
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        if path.exists() and filecmp.cmp(draft, path, shallow=False):
            return None
        draft.chmod(mode)
        kept = _keep(path) if keeps else None
        draft.replace(path)
        return kept
    finally:
        draft.unlink(missing_ok=True)


def _keep(path: Path) -> Path | None:
    """Give the file that is there another name too."""
    if not path.exists():
        return None
    written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    kept = path.with_name(f"{path.stem}.{written:%Y-%m-%dT%H-%M-%S-%f}{path.suffix}")
    kept.unlink(missing_ok=True)
    kept.hardlink_to(path)
    for oldest in sorted(path.parent.glob(f"{escape(path.stem)}.????-??-??T??-??-??-??????{escape(path.suffix)}"))[
        :-_KEPT
    ]:
        oldest.unlink()
    return kept
