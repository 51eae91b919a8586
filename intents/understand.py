"""The pipeline: message → tokens → readings → criteria → intent."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from intents.assemble import Assembled, Assembler
from intents.classify import Classifier
from intents.dates import DateReader
from intents.discretion import Discretion, without_contacts
from intents.entries import span_at
from intents.facts import NAMED, Signals
from intents.gazetteer import Gazetteer
from intents.homophones import Homophones
from intents.horizon import Horizon
from intents.interests import InterestReader
from intents.keywords import KeywordReader
from intents.levels import LevelReader
from intents.model import Context, Criteria, Exclusions, Hours, Reference, Scene, Span, Told, Understanding
from intents.places.reader import PlaceReader
from intents.reader import Reader
from intents.references import ReferenceReader
from intents.scope import CRITERIA, by_family, settle, tokens_of
from intents.stories import Story
from intents.text import Text, stem
from intents.vocabulary import common_words, load, other_words
from intents.weak_places import with_areas_by_number, without_weak_places

#: Below this confidence the guide asks what was meant.
SURE = 0.5
#: A message of that many words may change a distance by a number alone; nobody goes farther (km).
_SHORT, _FARTHEST = 6, 300
#: « dimanche », and what would say which one.
_WEEKDAYS = frozenset(map(stem, load("scope")["weekdays"]))
_WEEKS = frozenset(map(stem, load("scope")["which_week"]))
#: Rules of dates that count from the date spoken of, and what follows it.
_ANAPHORA = {
    "next-day": "day",
    "week-after": "week",
    "week-end-after": "week-end",
    "day-before": "day-before",
    "both-days": "both",
    "days-after": "days",
    "whole-day": "whole",
    "part-of-that-day": "that-day",
}
#: Intents that speak of one event: its date and its town are no criteria.
ABOUT_ONE = frozenset(
    {
        "event_details",
        "event_time",
        "event_place",
        "event_conditions",
        "event_registration",
        "set_reminder",
        "cancel_reminder",
        "add_to_calendar",
    }
)
#: Intents whose sentence carries criteria.
CARRIERS = frozenset({"search_events", "suggest_class_visit", "subscribe", "unsubscribe", "set_profile"})

#: Families that begin a search.
_SEARCHED = frozenset({"kind", "sector", "theme", "interest", "product", "generic"})
#: Criteria that only events have.
_OF_EVENTS = frozenset({"periods", "hours", "kinds", "sectors", "themes", "free", "available", "online"})
#: Criteria that say who one is, besides audiences and places.
_OF_PEOPLE = ("accessible", "accessibility", "women_only", "min_age_ok", "group_size")


class Interpreter:
    """Understands messages about one programme. Built once; keeps nothing of the messages."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        scene: Scene = Scene(),
        *,
        local: Collection[str] = (),
        names: Collection[str] = (),
        frequency: Callable[[str], int] = lambda word: 0,
        classifier: Classifier | None = None,
    ) -> None:
        """Build an interpreter.

        `local` are codes of the communes that the programme names; `names` are words of its titles (folded), which are
        spelt as they are; `frequency` tells how many of its events hold a
        word, whatever the word's ending; `classifier` stands for the ordinary one.
        """
        self._gazetteer = gazetteer
        self._horizon = Horizon(scene, gazetteer.areas)
        self._dates = DateReader(scene)
        self._interests = InterestReader()
        self._places = PlaceReader(gazetteer, scene, local, self._interests.words)
        self._levels = LevelReader()
        self._references = ReferenceReader()
        self._classifier = classifier or Classifier()
        self._frequency = frequency
        common = common_words()
        self._discretion = Discretion(lambda word: word in self._interests.words or bool(frequency(word)))
        self._keywords = KeywordReader(common, frequency)
        sms = load("sms")
        readers = (self._dates, self._interests, self._references, self._classifier)
        self._reader = Reader(
            sms=sms["sms"],
            abbreviations=sms["abbreviations"],
            vocabulary=frozenset(self._places.cue_words).union(*(reader.words for reader in readers)),
            wider=self._interests.things,
            real=other_words(),
            preferred=self._dates.telling | self._interests.kinds,
            known=common.union(
                self._interests.known,
                self._places.words,
                self._dates.look_alikes,
                self._classifier.known,
                names,
            ),
            places=self._places.words,
            is_slip_for_name=self._places.is_slip,
            openings=sms["openings"],
            pieces=sms["pieces"],
            mend=Homophones(sms["homophones"]).heard,
        )

    def understand(
        self, message: str, now: datetime, context: Context | Callable[[str], Context] = Context()
    ) -> Understanding:
        """What a message says by itself, at a local wall-clock time.

        `context` may be what tells it of the message's words, their spelling corrected.
        """
        return self._said(self._reader.read(message), message, now, context)

    def _said(
        self,
        text: Text,
        message: str,
        now: datetime,
        context: Context | Callable[[str], Context],
        *,
        explains: bool = False,
    ) -> Understanding:
        spelt = text.spelt
        if callable(context):
            context = context(spelt)
        story = Story(text)
        readings = [self._dates.find(text, now, story), self._places.find(text), self._interests.find(text)]
        spans, lost = settle(readings)
        spans, lost = with_areas_by_number(text, *without_weak_places(text, spans, lost, context))
        reference, rank = self._references.find(text, context)
        if rank is not None and reference is not None:
            spans, lost, reference = _rank_or_date(spans, lost, reference, rank)
        spans += _distance_again(text, spans) if context.has_radius else ()
        families = by_family(spans)
        assembler = Assembler(text, spans, families, story, self._horizon, now)
        assembled = assembler.assemble()
        keywords, left = self._keywords.find(text, spans, [*assembler.own, *assembler.told], follows=context.has_search)
        told = assembler.opening(of_event=context.mention >= NAMED)
        signals = self._signals(spans, families, reference, context, keywords, left)
        if assembled.criteria.online is False:  # « rien en ligne » asks, for no webinar
            signals = replace(signals, families=signals.families - {"online"} | {"search_question"})
        if told:
            signals = replace(signals, spans=_since(told, spans))
        asking = text.since(told)
        (intent, confidence), *others = self._classifier.classify(asking, signals)
        criteria = self._with_things(assembled, keywords) if intent in CARRIERS else assembled.criteria
        return Understanding(
            text=message,
            spelt=spelt,
            intent=intent,
            confidence=confidence,
            others=tuple(others),
            criteria=_for_intent(intent, confidence, criteria, assembled, families),
            told=_told(intent, assembled),
            mode=_mode(text, spans, families),
            bare_weekday=_is_bare_weekday(text, families.get("date", ())),
            time_of_day=_time_of_day(families.get("date", ())),
            following=_following(families),
            cleared=assembled.cleared,
            levels=self._levels.find(text, families),
            place_words=assembled.place_words,
            reference=reference,
            homonyms=assembled.homonyms,
            spans=tuple(spans),
            lost=tuple(lost),
            why=self._classifier.reasons(asking, signals, intent) if explains else (),
        )

    def sectors_of(self, thing: str) -> tuple[str, ...]:
        """The sectors to which a thing that people name belongs: « chocolat » is food."""
        spans = self._interests.find(self._reader.read(thing))
        return tuple(dict.fromkeys(sector for s in spans if s.family == "product" for sector in s.value))

    def anonymous(self, message: str) -> str:
        """A message without what could tell who wrote it: « … » stands for names, numbers, addresses, unknown words."""
        text = self._reader.read(without_contacts(message))
        return self._discretion.apply(text, self._places.find(text))

    def explain(self, message: str, now: datetime, context: Context = Context()) -> tuple[Text, Understanding]:
        """The tokens of a message and what it was understood to say, with why its intent is what it is."""
        text = self._reader.read(message)
        return text, self._said(text, message, now, context, explains=True)

    @staticmethod
    def _with_things(assembled: Assembled, keywords: Collection[str]) -> Criteria:
        """Things named are searched by their own word, « parfum » rather than all cosmetics.

        Words that no vocabulary holds count when nothing else says what it is about.
        """
        criteria = assembled.criteria
        found = [word for word, _ in assembled.things]
        if not (found or criteria.sectors or criteria.themes):
            found = list(keywords)
        return replace(criteria, keywords=tuple(dict.fromkeys(found))) if found else criteria

    def _signals(
        self,
        spans: Collection[Span],
        families: Mapping[str, Collection[Span]],
        reference: Reference | None,
        context: Context,
        keywords: Collection[str],
        left: int,
    ) -> Signals:
        marks = [f"mode:{s.value}" for s in families.get("mode", ())]
        return Signals(
            families=frozenset([*families, *marks]),
            spans=tuple(spans),
            mention=context.mention,
            reference=reference is not None,
            has_list=context.listed > 0 or context.has_search,
            has_event=context.has_event,
            content_left=left,
            familiar=any(map(self._frequency, keywords)),
        )


def _since(first: int, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Readings of a text without its first tokens."""
    return tuple(replace(s, first=s.first - first, last=s.last - first) for s in spans if s.first >= first)


def _distance_again(text: Text, spans: list[Span]) -> list[Span]:
    """« plutôt 40 », after « dans un rayon de 20 km »: a number that means nothing else in a short message."""
    taken = tokens_of(spans)
    numbers = [i for i, token in enumerate(text.tokens) if token.is_number and i not in taken]
    if len(numbers) != 1 or len(text) > _SHORT or not 0 < int(text.tokens[numbers[0]].norm) <= _FARTHEST:
        return []
    (i,) = numbers
    return [span_at(text, i, i + 1, "radius", float(text.tokens[i].norm), rule="distance again")]


def _rank_or_date(
    spans: list[Span], lost: list[Span], reference: Reference, rank: Span
) -> tuple[list[Span], list[Span], Reference | None]:
    """« le 2 » is the second event of the list where nothing else dates it."""
    rivals = [s for s in spans if s.first < rank.last and rank.first < s.last]
    if any(len(s) > len(rank) for s in rivals):
        alone = replace(reference, rank=None)
        return spans, [*lost, rank], alone if alone != Reference() else None
    return [*(s for s in spans if s not in rivals), rank], [*lost, *rivals], reference


def _for_intent(
    intent: str, score: float, criteria: Criteria, assembled: Assembled, families: Mapping[str, Collection[Span]]
) -> Criteria:
    """« Je suis enseignante au collège, à Vaison » tells who and where, and asks for nothing."""
    if intent == "unsubscribe":
        return _refused(criteria)
    if intent == "out_of_scope" and (criteria.places or criteria.near or criteria.radius_km is not None):
        words = all(s.value.is_word for s in families.get("place", ()))
        named = words and not criteria.asked() & _OF_EVENTS  # « une écharpe orange » names no town
        if named or score >= SURE:  # « il pleut à Brest » asks for nothing there
            return replace(criteria, places=(), near=False, radius_km=None)
    if intent == "search_events" and criteria.group_size and not _tells_of_class(families):
        return replace(criteria, group_size=None)
    if intent != "set_profile":
        return criteria
    told = {name: getattr(criteria, name) for name in _OF_PEOPLE}
    places, audiences = assembled.told.places or criteria.places, assembled.asker or criteria.audiences
    return Criteria(places=places, audiences=audiences, **told)


def _tells_of_class(families: Collection[str]) -> bool:
    """« nous serons 28 » alone may go on about a class, « notre club, 12 personnes, cherche… » not."""
    return _SEARCHED.isdisjoint(families) or "class" in families or "teacher" in families


def _refused(criteria: Criteria) -> Criteria:
    """« Je ne veux plus être prévenu pour les ateliers »: the subscription that is meant is one to workshops."""
    without = criteria.without
    lists = ("periods", "places", "kinds", "sectors", "themes", "audiences")
    meant: dict[str, Any] = {name: (*getattr(criteria, name), *getattr(without, name)) for name in lists}
    online = criteria.online if without.online is None else without.online
    return replace(criteria, without=Exclusions(), online=online, **meant)


def _mode(text: Text, spans: Collection[Span], families: Mapping[str, Collection[Span]]) -> str:
    """« Laisse tomber, je cherche plutôt un forum » begins anew, whatever follows; « ou Gardanne » adds."""
    if modes := [s.value for s in families.get("mode", ())]:
        return "reset" if "reset" in modes else str(modes[-1])
    opens_with_or = text.norms[:1] == ("ou",) and text.typed(0, 1).lower() == "ou"  # not « où »
    return "add" if opens_with_or and any(s.first == 1 and s.family in CRITERIA for s in spans) else ""


def _time_of_day(dates: Sequence[Span]) -> Hours | None:
    times = [s.value.alone for s in dates]
    return times[0] if times and all(times) else None


def _following(families: Mapping[str, Collection[Span]]) -> str:
    dates = [*families.get("date", ()), *families.get("offset", ())] or [*families.get("no-date", ())]
    return _ANAPHORA.get(dates[0].rule, "") if len(dates) == 1 else ""


def _is_bare_weekday(text: Text, dates: Sequence[Span]) -> bool:
    if not dates:
        return False
    said = [text.keys[s.first : s.last] for s in dates]
    return all(
        not _WEEKDAYS.isdisjoint(keys) and not any(key.isdigit() or key in _WEEKS for key in keys) for keys in said
    )


def _told(intent: str, assembled: Assembled) -> Told:
    if intent != "set_profile":
        return assembled.told
    criteria = assembled.criteria
    told = assembled.told
    return replace(told, audiences=told.audiences or criteria.audiences, places=told.places or criteria.places)
