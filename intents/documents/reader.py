"""Reads all the texts of one event."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from intents.documents.audiences import AudienceFinder
from intents.documents.facts import FactFinder
from intents.documents.hours import hours
from intents.documents.moments import Held, MomentReader
from intents.documents.passages import NOTE, TAGS, TEXT, TITLE, Mention, Passage, hits
from intents.documents.reserved import reserved
from intents.documents.topics import kinds, sectors, themes
from intents.entries import phrases, topic_entries
from intents.people import audience_entries
from intents.phrases import PhraseTable
from intents.prose import Prose
from intents.vocabulary import load

#: Families of the questions' vocabularies that say what an event is about, and on what conditions it is held.
_TOPICS = frozenset({"kind", "sector", "product", "theme", "interest", "none"})
_CONDITIONS = frozenset({"free", "women", "none"})
#: Groups of audiences.yaml that say who asks only in a question.
_OF_SEEKERS = frozenset({"work", "working"})


class DocumentReader:
    """Reads facts out of the texts of one event. Built once; keeps nothing of the texts."""

    def __init__(self) -> None:
        data = load("documents")
        self._topics = PhraseTable(_topics(data))
        self._conditions = PhraseTable(_conditions(data))
        self._audiences = AudienceFinder(data)
        self._facts = FactFinder(data)

    def mentions(self, *, title: str, tags: str = "", note: str = "", text: str = "") -> Sequence[Mention]:
        """What title, key words, conditions and text of an event state: a mention a field, or a value of a list.

        Besides fields of a programme: "hours" (two times of a day) and "length" (a timedelta), of its sessions.
        """
        texts = {TITLE: title, TAGS: tags, NOTE: note, TEXT: text}
        passages = [Passage(name, Prose.read(said)) for name, said in texts.items() if said]
        found = hits(self._topics, passages)
        stated = hits(self._conditions, passages)
        return [
            *hours(text),
            *reserved(f"{title}\n{text}\n{note}"),
            *kinds(found),
            *sectors(found),
            *themes(found),
            *self._audiences.mentions([*found, *stated]),
            *self._facts.mentions(stated, passages),
        ]

    def reserved(self, text: str) -> Sequence[Mention]:
        """What says that an event is kept for a named class or group: one mention at most."""
        return reserved(text)

    def moments(self, text: str, now: datetime) -> Sequence[Held]:
        """When something is held: « mardi 23 novembre de 9h à 12h »; days without a year are the next after `now`."""
        return self._moments.moments(text, now)

    @cached_property
    def _moments(self) -> MomentReader:
        return MomentReader()


def _topics(data: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, Any]]]:
    """Phrases, and the family and value that each stands for; those of documents go before those of questions."""
    yield from _listed(data["practical"], "none", None)
    for slug, listed in data["kinds"].items():
        yield from _listed(listed, "kind", (slug,))
    yield from ((phrase, reading) for phrase, reading in topic_entries() if reading[0] in _TOPICS)
    yield from ((phrase, ("audience", who)) for phrase, who in audience_entries() if who[0] not in _OF_SEEKERS)


def _conditions(data: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, Any]]]:
    yield from _listed(data["practical"], "none", None)
    yield from _listed(data["pupils"], "pupils", None)
    for certainty in ("sure", "perhaps"):
        for field, values in data[certainty].items():
            for value, listed in values.items():
                yield from _listed(listed, certainty, (field, value))
    yield from ((phrase, reading) for phrase, reading in topic_entries() if reading[0] in _CONDITIONS)


def _listed(listed: str, family: str, value: Any) -> Iterator[tuple[str, tuple[str, Any]]]:
    for phrase in phrases(listed):
        yield phrase, (family, value)
