"""The pipeline: message → tokens → readings → criteria → intent."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime

from msgspec.structs import replace

from intents.assemble import Assembler
from intents.carried import carried, told
from intents.classify import Classifier
from intents.dates import DateReader
from intents.discretion import Discretion, without_contacts
from intents.facts import NAMED, Signals
from intents.gazetteer import Gazetteer
from intents.going_on import distance_again, following, is_bare_weekday, mode, time_of_day
from intents.homophones import Homophones
from intents.horizon import Horizon
from intents.interests import InterestReader
from intents.keywords import KeywordReader
from intents.levels import LevelReader
from intents.model import Context, Reference, Scene, Span, Understanding
from intents.places.reader import PlaceReader
from intents.reader import Reader
from intents.references import ReferenceReader
from intents.scope import by_family, settle
from intents.stories import Story
from intents.text import Text
from intents.vocabulary import common_words, load, other_words
from intents.wanted import wanted_of
from intents.weak_places import with_areas_by_number, without_weak_places


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
        spans += distance_again(text, spans) if context.has_radius else ()
        families = by_family(spans)
        wanted = wanted_of(text, spans, families, story, self._horizon, now)
        assembler = Assembler(text, wanted, self._horizon.areas)
        assembled = assembler.assemble()
        keywords, left = self._keywords.find(text, spans, [*assembler.own, *wanted.told], follows=context.has_search)
        opening = wanted.requests.opening(of_event=context.mention >= NAMED)
        signals = self._signals(spans, families, reference, context, keywords, left)
        if assembled.criteria.online is False:  # « rien en ligne » asks, for no webinar
            signals = replace(signals, families=signals.families - {"online"} | {"search_question"})
        if opening:
            signals = replace(signals, spans=_since(opening, spans))
        asking = text.since(opening)
        (intent, confidence), *others = self._classifier.classify(asking, signals)
        return Understanding(
            text=message,
            spelt=spelt,
            intent=intent,
            confidence=confidence,
            others=tuple(others),
            criteria=carried(intent, confidence, assembled, keywords, families),
            told=told(intent, assembled),
            mode=mode(text, spans, families),
            bare_weekday=is_bare_weekday(text, families.get("date", ())),
            time_of_day=time_of_day(families.get("date", ())),
            following=following(families),
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


def _rank_or_date(
    spans: list[Span], lost: list[Span], reference: Reference, rank: Span
) -> tuple[list[Span], list[Span], Reference | None]:
    """« le 2 » is the second event of the list where nothing else dates it."""
    rivals = [s for s in spans if s.first < rank.last and rank.first < s.last]
    if any(len(s) > len(rank) for s in rivals):
        alone = replace(reference, rank=None)
        return spans, [*lost, rank], alone if alone != Reference() else None
    return [*(s for s in spans if s not in rivals), rank], [*lost, *rivals], reference
