"""Makes entries of a programme of drafts: clean texts, valid values, facts read out of free text."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from bot.events import vocabularies as words
from bot.events.communes import Communes
from bot.events.intake.cleaning import debris, line, printable
from bot.events.intake.draft import TEXT, Doubt, Draft, Found
from bot.events.intake.ids import event_id
from bot.events.intake.places import PlaceSettler
from bot.events.intake.refusal import sentence
from bot.events.intake.scalars import scalar
from bot.events.intake.sessions import settle_sessions
from bot.events.intake.text_reader import Mention, TextReader
from bot.events.reading import EMAIL, PHONE, URL

#: Texts, and the characters they may have.
_OF_PLACES = {"name": 200, "address": 300, "city": 100}
_TEXTS = {
    "title": 200,
    "summary": 2000,
    "organiser": 200,
    "conditions.note": 500,
    "meeting_point.note": 500,
    **{f"{place}.{name}": most for place in ("place", "meeting_point") for name, most in _OF_PLACES.items()},
}
_MATCHING = {
    "url": URL,
    "registration.url": URL,
    "registration.email": EMAIL,
    "registration.phone": PHONE,
}
_SLUGS = {"kind": words.KINDS, "status": words.STATUSES}
_LISTS = {
    "sectors": words.SECTORS,
    "themes": words.THEMES,
    "audiences": words.AUDIENCES,
    "accessibility": words.ACCESSIBILITY,
}
_NUMBERS: dict[str, Callable[[Any], bool]] = {
    "conditions.min_age": lambda value: type(value) is int and 0 <= value <= 120,
    "conditions.capacity": lambda value: type(value) is int and 1 <= value <= 1_000_000,
    "conditions.price_eur": lambda value: type(value) in (int, float) and 0 <= value <= 100_000,
}
#: What is read of a text for its sessions.
_OF_SESSIONS = frozenset({"hours", "length"})
_CUT_END = re.compile(r"\s*(?:…|\.\.\.)\s*$")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An event as a programme may hold it."""

    id: str
    #: By path; `sessions` holds a list of `Session`. All of it valid.
    values: dict[str, Found]
    #: The draft it was made of.
    draft: Draft
    doubts: list[Doubt] = field(default_factory=list)


class Settler:
    """Settles the drafts of one import. Ids are those of one programme: none twice."""

    def __init__(self, communes: Communes, areas: frozenset[str], zone: ZoneInfo, reader: TextReader) -> None:
        """`areas`: the programme's place codes; `zone` the one its times are local to."""
        self._places = (PlaceSettler(communes, areas, "place"), PlaceSettler(communes, areas, "meeting_point"))
        self._zone = zone
        self._reader = reader
        self._ids: set[str] = set()
        #: What was left out, and why.
        self.refused: list[Doubt] = []

    def settle(self, draft: Draft) -> Entry | None:
        """The entry of a draft; None when it is left out, which `refused` tells."""
        event = self.admit(draft)
        return None if event is None else self.entry(draft, event)

    def admit(self, draft: Draft) -> str | None:
        """The id of the event that a draft makes; None when it is left out, which `refused` tells."""
        event = event_id(draft.source, draft.key) if draft.key else ""
        refusal = draft.refusal or self._refusal(draft, event)
        if refusal:
            name = "title" if refusal[0] in ("no_title", "only_title") else "id"
            self.refused.append(_doubt(draft, event, (name, refusal[0], "refused", refusal[1])))
            return None
        self._ids.add(event)
        return event

    def entry(self, draft: Draft, event: str) -> Entry:
        """The entry of a draft that was admitted. What others are does not matter any more."""
        if not draft.removed:
            self._settle_values(draft)
        doubts = [_doubt(draft, event, told) for told in draft.doubts]
        return Entry(id=event, values=draft.values, draft=draft, doubts=doubts)

    def _refusal(self, draft: Draft, event: str) -> tuple[str, dict[str, object]] | None:
        """Why a draft makes no event; None when it does."""
        if not draft.key:
            return "no_key" if draft.get("title") else "not_record", {}
        if event in self._ids:
            return "repeated_key", {"value": event}
        clean = printable if draft.is_complete else line
        has_title = draft.removed or clean(str(draft.get("title") or ""))
        return None if has_title else ("no_title", {})

    def _settle_values(self, draft: Draft) -> None:
        if draft.is_complete:
            _keep_texts(draft)
        else:
            _join_texts(draft)
            for name, most in _TEXTS.items():
                if name in draft.values:
                    _settle_text(draft, name, most)
        for places in self._places:
            places.settle(draft)
        for name, pattern in _MATCHING.items():
            value = draft.get(name)
            if value is not None and not pattern.fullmatch(str(value).strip()):
                draft.drop(name, "not_valid")
            elif value is not None:
                draft.put(name, str(value).strip(), draft.values[name].origin)
        _settle_vocabularies(draft)
        mentions = [] if draft.is_complete else self._mentions(draft)
        settle_sessions(draft, self._zone, [mention for mention in mentions if mention.field in _OF_SESSIONS])
        _put_mentions(draft, mentions)
        if (kept := draft.values.get("reserved")) and kept.origin == TEXT:
            draft.doubt("reserved", "reserved_read", "note", words=kept.words)
        if not draft.get("kind"):
            draft.put("kind", "evenement", "")
            if not any(field == "kind" for field, *_ in draft.doubts):
                draft.doubt("kind", "kind_unknown", accepted=", ".join(words.KINDS))

    def _mentions(self, draft: Draft) -> Sequence[Mention]:
        title, note, text = (draft.get(name) or "" for name in ("title", "conditions.note", "summary"))
        return self._reader.mentions(title=title, tags=draft.tags, note=note, text=text)


def _put_mentions(draft: Draft, mentions: Sequence[Mention]) -> None:
    """Facts that the source has no field for, or left empty."""
    given = frozenset(draft.values)
    perhaps: dict[str, list[Mention]] = {}
    for mention in mentions:
        name = mention.field
        if name in given or name in _OF_SESSIONS:
            continue
        if not mention.is_sure:
            perhaps.setdefault(name, []).append(mention)
        elif name in _LISTS:
            said = draft.values.get(name)
            values, told = (said.value, said.words) if said else ([], "")
            draft.put(name, [*values, mention.value], TEXT, ", ".join(filter(None, (told, mention.words))))
        else:
            draft.put(name, mention.value, TEXT, mention.words)
    for name, doubtful in perhaps.items():
        values = ", ".join("oui" if mention.value is True else scalar(mention.value) for mention in doubtful)
        told = " », « ".join(dict.fromkeys(mention.words for mention in doubtful))
        draft.doubt(name, "kind_perhaps" if name == "kind" else "perhaps", value=values, words=told)


def _join_texts(draft: Draft) -> None:
    """The long text goes on the short one, which often is its beginning."""
    for name in ("title", "summary"):
        if found := debris(str(draft.get(name) or "")):
            draft.doubt(name, "debris_cleaned", "note", value=found)
    if found := debris(draft.text, of_pages=False):  # long texts are pages in some sources, and meant so
        draft.doubt("summary", "debris_cleaned", "note", value=found)
    short, long = line(str(draft.get("summary") or "")), line(draft.text)
    if long and not long.startswith(_CUT_END.sub("", short)):
        long = f"{short} {long}"
    origin = draft.values["summary"].origin if "summary" in draft.values else TEXT
    draft.put("summary", long or short, origin)
    draft.tags = line(draft.tags)


def _keep_texts(draft: Draft) -> None:
    """What is a programme's own is not cleaned, but of what no file can hold."""
    for name in _TEXTS:
        if (found := draft.values.pop(name, None)) and (text := printable(str(found.value))):
            draft.put(name, text, found.origin, found.words)


def _settle_text(draft: Draft, name: str, most: int) -> None:
    found = draft.values.pop(name)
    value = line(str(found.value))
    if len(value) > most:
        draft.doubt(name, "cut", "note", most=most)
        value = value[: most - 1].rstrip() + "…"
    draft.put(name, value, found.origin, found.words)


def _settle_vocabularies(draft: Draft) -> None:
    for name, accepted in _SLUGS.items():
        value = draft.get(name)
        if value is not None and value not in accepted:
            draft.drop(name, "not_valid")
    for name, accepted in _LISTS.items():
        found = draft.values.pop(name, None)
        if found:
            values = found.value if isinstance(found.value, list) else [found.value]
            for value in values:
                if value not in accepted:
                    draft.doubt(name, "not_valid", value=value)
            draft.put(name, [v for v in dict.fromkeys(values) if v in accepted], found.origin, found.words)
    for name, is_valid in _NUMBERS.items():
        if draft.get(name) is not None and not is_valid(draft.get(name)):
            draft.drop(name, "not_valid")


def _doubt(draft: Draft, event: str, told: tuple[str, str, str, dict[str, object]]) -> Doubt:
    name, what, level, values = told
    text = sentence(what, **{"field": draft.name_of(name), **values})
    return Doubt(where=draft.place_of(name), event=event, field=name, what=what, level=level, text=text)
