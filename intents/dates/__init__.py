"""French dates: what a message says of time, by named rules over its words."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from intents.dates import (
    amounts,
    clock,
    days,
    holidays,
    months,
    named,
    numeric,
    parts,
    programme,
    ranges,
    reminders,
    traps,
    vague,
    week_ends,
    weekdays,
    weeks,
)  # fmt: skip
from intents.dates.combine import asked_and_refused, combine, on_whole_days, until, with_hours
from intents.dates.grammar import Grammar
from intents.dates.holidays import is_day_off, school_zone, zone_named
from intents.dates.lexicon import NOT_TYPOS, TELLING_WORDS, WORDS_OF_DATES, symbols, words_for
from intents.dates.periods import at_hours
from intents.dates.reminders import hour_meant
from intents.dates.resolve import resolve, rest_of_week
from intents.dates.rule import Clock, DateValue, Days, Moment, NoDate, Offset, Rule, Stretch, Value
from intents.model import Hours, Period, Scene, Span
from intents.needless import is_pointed_at
from intents.stories import Story
from intents.text import Text
from intents.vocabulary import word_sets

__all__ = [
    "DateReader",
    "DateValue",
    "NoDate",
    "Offset",
    "asked_and_refused",
    "combine",
    "hour_meant",
    "is_day_off",
    "on_whole_days",
    "school_zone",
    "until",
    "with_hours",
]

#: In the order in which they are applied: what earlier rules made, later ones join.
RULES: tuple[Rule, ...] = (
    *programme.NAMES,
    *programme.DAYS,
    *weekdays.IN_DAYS,
    *amounts.RULES,
    *reminders.SHIFTS,
    *clock.OF_ONE,
    *months.RUNS,
    *traps.FIRST,
    *reminders.RULES,
    *numeric.RULES,
    *named.MONTHS,
    *parts.PARTS,
    *clock.POINTS,
    *clock.RANGES,
    *days.RULES,
    *holidays.SCHOOL,
    *vague.RULES,
    *ranges.WITHIN,
    *weeks.OF,
    *week_ends.OF,
    *months.MONTHS,
    *months.YEARS,
    *weeks.OF,
    *week_ends.OF,
    *weekdays.OF_THIS_WEEK,
    *holidays.FEASTS,
    *parts.WEEKDAYS,
    *named.WEEKDAYS,
    *weeks.WEEKS,
    *week_ends.RULES,
    *reminders.TIMED,
    *programme.RULES,
    *weekdays.RULES,
    *named.IN_ORDER,
    *ranges.RANGES,
    *months.PARTS,
    *named.ALONE,
    *parts.ARTICLES,
    *ranges.LISTS,
    *ranges.BOUNDS,
    *days.NEXT_DAYS,
    *ranges.STRETCHES,
    *parts.TIMED,
    *ranges.LISTS,
    *parts.ALONE,
    *traps.LAST,
)
_GRAMMAR = Grammar(RULES)
#: Without one of these words, and without a number, a message says nothing of time.
_TELLING = words_for(_GRAMMAR.telling)
#: Shorter stretches than this say in which week or month a weekday is.
_SCOPE = timedelta(days=120)
_FORTNIGHT = timedelta(days=14)
_FULL_STOPS = word_sets("scope")["full_stops"]
#: A week named so many tokens after a weekday is not meant for it.
_FAR = 6


class DateReader:
    """Finds the dates of messages about one programme."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        #: Words that look like slips for dates and are none: correctors should leave them alone.
        self.look_alikes: frozenset[str] = NOT_TYPOS
        #: Words that say when, which a spelling is likelier to mean than others.
        self.telling: frozenset[str] = TELLING_WORDS
        #: Every word that the grammar knows, folded.
        self.words: frozenset[str] = WORDS_OF_DATES.union(*(r.pattern.words for r in RULES))

    def find(self, text: Text, now: datetime, story: Story | None = None) -> list[Span]:
        """The dates of a message: "date" (a DateValue), "no-date" (a reason) and "offset" (an Offset) spans.

        From left to right; they do not overlap. `story` is the message's, when others look at it too.
        """
        if not text.digits and _TELLING.isdisjoint(text.fixed):
            return []
        moment = Moment(now, self._scene_of(text))
        found = _GRAMMAR.read(symbols(text), moment)
        if not found:
            return []
        scopes: dict[Period, int] = {}
        for said in found:
            for period in _scopes(moment, said.value):
                scopes.setdefault(period, said.first)
        spans = []
        story = story or Story(text)
        named: Days | None = None
        for first, last, value, rule in found:
            ahead = [(p, at) for p, at in scopes.items() if at < last + _FAR] if isinstance(value, Days) else ()
            near = [
                period
                for period, at in ahead
                if at != first  # « entre mardi et jeudi » is no part of itself
                and not ((_is_long(period) and _ends_between(text, at, first)) or story.parts(at, first))
            ]
            if isinstance(value, Days):
                if named and _is_any_week(value) and (week := rest_of_week(moment, named)):
                    near.append(week)
                named = value if value.days[0].number else named
            family, meaning, score = _meaning(moment, value, near)
            if rule == "feast" and _is_name(text, first, last):
                family, meaning = "no-date", "name"
            if rule == "part-of-today" and isinstance(value, Days) and is_pointed_at(text, first, last):
                meaning, rule = DateValue(hours=value.days[0].hours), "part-of-that-day"
            if family:
                spans.append(_span(text, first, last, family, meaning, rule, score))
        return spans

    def _scene_of(self, text: Text) -> Scene:
        """The programme's scene, in the school zone that a message names."""
        if "zone" not in text.fixed:
            return self._scene
        return replace(self._scene, school_zone=zone_named(text, self._scene.school_zone))


def _is_name(text: Text, first: int, last: int) -> bool:
    """« Noël Garcia »"""
    is_followed = last < len(text) and text.tokens[last].is_word
    return is_followed and last - first == 1 and text.typed(first, last + 1).istitle()


def _is_long(period: Period) -> bool:
    """A month and more, not a week."""
    return bool(period.start and period.end and period.end - period.start > _FORTNIGHT)


def _ends_between(text: Text, i: int, j: int) -> bool:
    """« je pars en décembre. Qu'y a-t-il le 16 ? »: a sentence ends between two tokens."""
    return any(token.fixed in _FULL_STOPS for token in text.tokens[i:j])


def _is_any_week(days: Days) -> bool:
    """« le dimanche »: this one, or each."""
    return all(day.every == "maybe" for day in days.days)


def _is_scope(period: Period) -> bool:
    return bool(period.start and period.end and timedelta(days=1) < period.end - period.start <= _SCOPE)


def _scopes(moment: Moment, value: Value) -> list[Period]:
    """The weeks, months and ranges of days in which a value's other weekdays are: « du 16 au 20, sauf le mercredi »."""
    if isinstance(value, Stretch) and value.kind != "bound":
        periods = value.periods
    elif isinstance(value, Days) and any(d.until for d in value.days):
        meant = resolve(moment, value)
        periods = meant.periods if meant else ()
    else:
        periods = ()
    return [p for p in periods if _is_scope(p) and (p.end is None or p.end > moment.now)]


def _meaning(moment: Moment, value: Value, scopes: Sequence[Period]) -> tuple[str, object, float]:
    """The family, value and score of a span; no family when it says nothing."""
    if isinstance(value, Days):
        meant = resolve(moment, value, scopes)
        if meant and value.is_loose:
            meant = replace(meant, is_loose=True)
        return ("date", meant, value.score) if meant else ("no-date", "recurrence", 1.0)
    if isinstance(value, Stretch):
        if value.kind == "assumed" and value.hours:
            return "date", _alone(moment, value.hours), 1.0
        return "date", DateValue(periods=value.periods, hours=value.hours, is_loose=value.is_loose), 1.0
    if isinstance(value, Offset):
        return "offset", value, 1.0
    if isinstance(value, NoDate):
        return ("no-date", value.reason, 1.0) if value.reason else ("", None, 0.0)
    hours = getattr(value, "hours", None)
    if hours is None:
        return "no-date", "programme", 1.0
    if isinstance(value, Clock) and value.is_point and moment.is_during:
        return "date", _alone(moment, hours), 1.0
    return "date", DateValue(hours=hours), 1.0


def _alone(moment: Moment, hours: Hours) -> DateValue:
    """A time of day with no day: today's, unless the message names one elsewhere."""
    return DateValue(periods=(at_hours(moment.today, hours),), alone=hours)


def _span(text: Text, first: int, last: int, family: str, value: object, rule: str, score: float) -> Span:
    """A span; letters corrected in it lower its score."""
    wrong = sum([token.cost for token in text.tokens[first:last]])
    return Span(
        first=first, last=last, start=text.starts[first], end=text.ends[last - 1],
        family=family, value=value, rule=rule, score=score * 0.95**wrong,
    )  # fmt: skip
