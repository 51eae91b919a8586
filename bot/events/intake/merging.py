"""What an import makes of a programme that is there already: three versions of each event become one.

What the last import wrote is kept beside the programme, so that what people have changed since can be told from what
their sources have: the first is kept, the second follows, and where both changed the same field, a person is told.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any

from bot.events.intake.draft import Doubt
from bot.events.intake.items import Raw, is_over, is_same, items, nested, read_raw, written_items, written_text
from bot.events.intake.provenance import Origin, Provenance, Reading, shown
from bot.events.intake.refusal import sentence
from bot.events.intake.tables.columns import label_of
from bot.events.intake.writing import raw_lines, write_whole

#: An event that loses one of these has been emptied.
_EMPTIED = ("sessions", "place")


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One difference that an import makes."""

    #: "new", "cancelled", or "changed".
    kind: str
    event: str
    title: str
    #: Path of the field that changed, and what it was and is, as people read them; "" when it is new or cancelled.
    field: str = ""
    before: str = ""
    after: str = ""


@dataclass
class Merge:
    """What becomes of a programme."""

    changes: list[Change] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    #: Events that were expected and that their source has no more, and those that it has hardly anything of: their
    #: titles by their ids.
    gone: dict[str, str] = field(default_factory=dict)
    emptied: dict[str, str] = field(default_factory=dict)
    #: Events still to come, what is lost among them; where less than half is lost, some of them.
    known: int = 0
    #: Events that were read.
    read: int = 0

    @property
    def is_doubtful(self) -> bool:
        """It takes away more than half of what is still to come, or all that its sources had of it."""
        is_all = bool(self.gone) and not self.read
        return is_all or 2 * (len(self.gone) + len(self.emptied)) > self.known


class Merger:
    """Merges one import into a programme."""

    def __init__(self, programme: Path, text: str, provenance: Provenance, now: datetime) -> None:
        """`text`: of the programme as it is, "" without one; `now`: local."""
        self._path = programme.with_name(f".{programme.name}.imported")
        self._now, self._provenance = now, provenance
        #: By id: the events as they are, and as the last imports wrote them.
        self._there = dict(items(text))
        self._base = _base(self._path, self._there) if self._there else {}
        #: What was read, when there is nothing to merge it with: then it is not kept in memory.
        self._all_new: Path | None = None
        self._merge = Merge()

    def merge(self, body: Path, sources: Mapping[str, str], read: Iterable[str], removed: Iterable[str]) -> Merge:
        """Merge what was read: `body` holds the events as their sources have them now, `sources` tells whose each is.

        `read`: the sources that were read to their end; `removed`: events that they say are no more.
        """
        self._all_new = None if self._there else body
        self._merge.read = len(sources)
        for event, text in written_items(body):
            self._take(event, text, sources[event])
        names = set(read)
        for event, origin in self._provenance.events.items():
            if event not in sources and origin.removed is None and (origin.source in names or event in removed):
                self._cancel(event, origin)
        for name in names:
            before = self._provenance.sources.get(name)
            changed = self._now if self._merge.changes else before.changed if before else None
            self._provenance.sources[name] = Reading(read=self._now, changed=changed)
        lost = self._merge.gone.keys() | self._merge.emptied.keys()
        most = len(lost) if self._merge.read else None  # so many are enough to tell; each costs being read
        self._merge.known = len(lost) + sum(1 for _ in islice(self._others_ahead(lost), most))
        return self._merge

    def texts(self) -> Iterator[str]:
        """The events as they will stand: in their old order, new ones last."""
        return written_text(self._all_new) if self._all_new else iter(self._there.values())

    def keep(self) -> None:
        """Remember what was imported, for the next time."""
        imported = self.texts() if self._all_new else self._base.values()
        write_whole(self._path, chain(["events:\n"], imported), keeps=False)

    def _take(self, event: str, new: str, source: str) -> None:
        origin = self._provenance.events.setdefault(event, Origin(source=source, added=self._now))
        origin.source, origin.removed = source, None
        if self._all_new:
            self._merge.changes.append(Change(kind="new", event=event, title=""))  # they are counted, not named
            return
        there, base = self._there.get(event), self._base.get(event)
        if is_same(new, base):  # as nearly all are: one text is kept of them, not two
            new = base or new
        self._base[event] = new
        if there is None and base is not None:
            self._note(event, "title", source, "deleted_by_hand")
        elif there is None:
            self._there[event] = new
            title = str(read_raw(new).get("title", ""))
            self._merge.changes.append(Change(kind="new", event=event, title=title))
        elif not is_same(new, base) and not is_same(new, there):
            self._there[event] = self._merged(event, there, base, new, origin)

    def _merged(self, event: str, there: str, base: str | None, new: str, origin: Origin) -> str:
        """The text of an event that its source has changed."""
        ours, theirs = read_raw(there), read_raw(new)
        known = read_raw(base) if base else ours
        merged: Raw = {}
        for path in dict.fromkeys([*ours, *theirs]):
            here, was, now = (version.get(path) for version in (ours, known, theirs))
            is_by_hand = here != was
            if is_by_hand and now not in (was, here):
                values = {"value": said(path, here), "other": said(path, now)}
                self._note(event, path, origin.source, "kept_by_hand", **values)
            value = here if is_by_hand else now
            if value is not None:
                merged[path] = value
            if not is_by_hand and now != was:
                origin.changed[path] = self._now
                self._tell(event, str(theirs.get("title", "")), path, was, now)
        is_emptied = any(ours.get(path) and not merged.get(path) for path in _EMPTIED)
        if is_emptied and not is_over(ours, self._now):
            self._merge.emptied[event] = str(ours.get("title", ""))
        if merged == theirs:
            return new
        return there if merged == ours else _text(merged)

    def _tell(self, event: str, title: str, path: str, before: Any, after: Any) -> None:
        told = {"field": path, "before": said(path, before), "after": said(path, after)}
        self._merge.changes.append(Change(kind="changed", event=event, title=title, **told))

    def _cancel(self, event: str, origin: Origin) -> None:
        """Their source has it no more: it is told as cancelled, never deleted; what is over is left alone."""
        origin.removed = self._now
        there, base = self._there.get(event), self._base.get(event)
        if there is None:
            return
        ours = read_raw(there)
        if is_over(ours, self._now) or ours.get("status") == "cancelled":
            return
        trace = sentence("removed_trace", source=shown(origin.source), day=f"{self._now:%d/%m/%Y}")
        self._there[event] = _text({**ours, "status": "cancelled"}, status=trace)
        self._base[event] = _text({**read_raw(base or there), "status": "cancelled"}, status=trace)
        origin.changed["status"] = self._now
        self._merge.gone[event] = title = str(ours.get("title", ""))
        self._merge.changes.append(Change(kind="cancelled", event=event, title=title))
        self._note(event, "status", origin.source, "removed_at_source")

    def _others_ahead(self, lost: Collection[str]) -> Iterator[str]:
        """Events that are not over, besides those that are lost."""
        for event, text in self._there.items():
            if event not in lost and not is_over(read_raw(text), self._now):
                yield event

    def _note(self, event: str, path: str, source: str, what: str, **values: object) -> None:
        text = sentence(what, field=label_of(path), **values)
        self._merge.doubts.append(
            Doubt(where=shown(source), event=event, field=path, what=what, level="note", text=text)
        )


def _base(path: Path, there: Mapping[str, str]) -> dict[str, str]:
    """The events as the last imports wrote them, none when it is not known; what is still there is not kept twice."""
    try:
        return {event: there[event] if there.get(event) == text else text for event, text in written_items(path)}
    except (OSError, UnicodeDecodeError):
        return {}


def _text(raw: Raw, **comments: str) -> str:
    return "".join(f"{line}\n" for line in raw_lines(nested(raw), comments))


def said(path: str, value: Any) -> str:
    """A value as people read it in a sentence."""
    if value is None:
        return "—"
    if isinstance(value, dict):
        return ", ".join(str(part) for part in value.values() if isinstance(part, str))
    if isinstance(value, list):
        return ", ".join(_moment(v) if isinstance(v, dict) else str(v) for v in value) or "—"
    if isinstance(value, bool):
        return "oui" if value else "non"
    return str(value)


def _moment(slot: Mapping[str, Any]) -> str:
    """« 21/11/2027 09:00 – 12:00 », « 22/11/2027 – 26/11/2027 09:30-11:00 »."""
    if "days" in slot:
        first, _, last = str(slot["days"]).partition("/")
        return f"{_day(first)} – {_day(last)} {slot.get('hours', '')}".strip()
    (first, _, begin), (last, _, end) = (str(slot.get(name, "")).partition("T") for name in ("start", "end"))
    if slot.get("all_day"):
        return _day(first) if first == last else f"{_day(first)} – {_day(last)}"
    return f"{_day(first)} {begin} – {end if first == last else f'{_day(last)} {end}'}"


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))
