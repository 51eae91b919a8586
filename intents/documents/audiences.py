"""For whom an event is: people named after « pour », « ouvert aux », « public : », or in its title."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from intents.documents.passages import TEXT, Hit, Mention, Passage
from intents.entries import phrases
from intents.phrases import Match, PhraseTable
from intents.reader import keys

#: How many words may stand between a cue and the people it tells of: « aux jeunes lycéens ».
_REACH = 2
_BREAKS = frozenset({".", "?", "!", ";"})
#: Groups of audiences.yaml whose people are pupils, or anybody; the others are often named for other reasons.
_OPEN = frozenset({"pupils", "everyone"})
#: « Tout public » says it by itself, « les familles » does not.
_PUBLIC = "public"
_UNTOLD = ("collegiens", "lyceens")


class AudienceFinder:
    """Finds those an event is for."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        """`data`: the vocabulary of documents."""
        self._cues = PhraseTable((phrase, name) for name, listed in data["for"].items() for phrase in phrases(listed))
        self._people = frozenset(keys(phrase)[0] for phrase in phrases(data["people"]))

    def mentions(self, found: Sequence[Hit]) -> Iterator[Mention]:
        """Audiences; pupils of no level are told of as doubtful."""
        cues: dict[str, list[Match[str]]] = {}
        told: dict[str, str] = {}
        previous: Hit | None = None
        named = [hit for hit in found if hit.family == "audience" and hit.value[1]]
        for hit in named:
            if hit.where not in cues:
                cues[hit.where] = self._cues.find(hit.passage.prose)
            if self._is_for(hit, cues[hit.where]) or (previous and _is_listed(previous, hit)):
                told.setdefault(hit.value[1], hit.words)
                previous = hit
        yield from (Mention("audiences", slug, words) for slug, words in told.items())
        pupils = next((hit for hit in found if hit.family == "pupils"), None)
        if pupils and not told:
            yield from (Mention("audiences", slug, pupils.words, is_sure=False) for slug in _UNTOLD)

    def _is_for(self, hit: Hit, cues: Sequence[Match[str]]) -> bool:
        group = hit.value[0]
        is_people = not self._people.isdisjoint(hit.keys)
        if hit.where != TEXT and group in _OPEN and is_people and _is_plural(hit):
            return True
        cue = next((cue for cue in reversed(cues) if cue.first <= hit.first and cue.last <= hit.last), None)
        if cue is None or hit.first - cue.last > _REACH:
            return group == "everyone" and _PUBLIC in hit.keys
        if not _BREAKS.isdisjoint(_between(hit.passage, cue.last, hit.first)):
            return False
        return (
            cue.value == "you"
            or (cue.value == "strong" and (is_people or group == "jobs"))
            or (group in _OPEN and is_people)
        )


def _is_plural(hit: Hit) -> bool:
    """« L'apprenti sorcier » is nobody's audience."""
    return "s" in {word[-1] for word in hit.words.lower().split()}


def _is_listed(previous: Hit, hit: Hit) -> bool:
    """« collégiens, lycéens et apprentis »: in one list with people that it is for."""
    if previous.passage is not hit.passage or not 0 <= hit.first - previous.last <= _REACH:
        return False
    return _BREAKS.isdisjoint(_between(hit.passage, previous.last, hit.first))


def _between(passage: Passage, first: int, last: int) -> tuple[str, ...]:
    return passage.prose.keys[first:last]
