"""What a date rule is, and the values that rules build from a message. For patterns see `pattern.py`.

The values are structs: like frozen dataclasses, and made thirty times as fast.
"""

from collections.abc import Callable, Iterable, Sequence, Set
from datetime import date, datetime, time
from typing import Any, ClassVar

from msgspec import Struct

from intents.dates.pattern import UNITS, Pattern, compile_pattern
from intents.dates.periods import monday_of, whole_days
from intents.model import Hours, Period, Scene


class DateValue(Struct, frozen=True, kw_only=True):
    """What a stretch of a message says of time. No period and hours: a time of day, on whatever day is asked."""

    periods: tuple[Period, ...] = ()
    hours: Hours | None = None
    #: A time of day with no day (« à 15h », and « en soirée » if it is the whole message): `periods` took today for it.
    alone: Hours | None = None
    #: « en semaine »: days of a week that nothing names, which give way to days that are named.
    is_loose: bool = False
    #: Days named one by one, « mardi et jeudi »: each takes the hours; a run of days leaves them in `hours`.
    is_list: bool = False


class Offset(Struct, frozen=True, kw_only=True):
    """A moment before an event: « 2 h avant », « la veille à 18 h ». `at` is a wall-clock time of that day.

    `shift`: minutes by which a moment that is known is put off, « repousse d'une heure »; less than 0, it is sooner.
    """

    letter: ClassVar[str] = "O"

    days: int = 0
    hours: int = 0
    minutes: int = 0
    at: time | None = None
    shift: int = 0


class NoDate(Struct, frozen=True):
    """A stretch that looks like a date and is none, for this reason."""

    letter: ClassVar[str] = "X"

    reason: str


class Day(Struct, frozen=True, kw_only=True):
    """A day as named: `known` when its date is clear at once, else what was said of it; or a range or an open bound."""

    known: date | None = None
    #: 0 is Monday.
    weekday: int | None = None
    number: int | None = None
    month: int | None = None
    year: int | None = None
    #: Each such weekday: « les mercredis » ("all"), « le mercredi » ("maybe": the coming one when that makes no sense),
    #: those of a stretch that is named beside it (« le week-end », "named": else the coming one).
    every: str = ""
    hours: Hours | None = None
    #: The last day of a range that begins here.
    until: "Day | None" = None
    #: "from", "after", "before" or "until" that day.
    bound: str = ""
    #: Only what is left of it is meant: « ce week-end », said on Saturday at noon.
    is_left: bool = False

    @property
    def is_bare(self) -> bool:
        """A weekday with no number and no date: a week named elsewhere tells which."""
        return self.known is None and self.number is None


class Days(Struct, frozen=True, kw_only=True):
    """Days, alternatives of one another."""

    letter: ClassVar[str] = "D"

    days: tuple[Day, ...]
    #: Lower when the words may mean something else: « le 13 ».
    score: float = 1.0
    is_loose: bool = False


class Stretch(Struct, frozen=True, kw_only=True):
    """Known periods: a week, a month, the programme…"""

    letter: ClassVar[str] = "P"

    periods: tuple[Period, ...]
    #: "week", "month", "year", "holidays" or "": what « début de » means of it.
    kind: str = ""
    hours: Hours | None = None
    is_loose: bool = False


class Programme(Struct, frozen=True, kw_only=True):
    """The programme by its name, which says when only after « pendant », « avant »…"""

    letter: ClassVar[str] = "N"

    periods: tuple[Period, ...]
    kind: str = ""
    hours: None = None


class Point(Struct, frozen=True):
    """A clock time: what it means alone, and as an end of a range."""

    letter: ClassVar[str] = "C"

    hours: Hours
    #: Minutes after midnight.
    minutes: int


class Clock(Struct, frozen=True):
    """A time of day."""

    letter: ClassVar[str] = "H"

    hours: Hours
    #: « à 14 h », which with no day is today's while the programme runs; « le matin » is any day's.
    is_point: bool = False
    #: « tous les soirs »
    is_each: bool = False


class Quantity(Struct, frozen=True):
    """« trois jours », « une demi-heure » (30 minutes): a count of "minute", "hour", "day", "week", "month", "year"."""

    count: int
    unit: str


Value = Days | Stretch | Programme | Point | Clock | NoDate | Offset


class Moment(Struct, frozen=True):
    """When the message was sent, and the programme it is about."""

    now: datetime
    scene: Scene
    #: Bare weekdays are sought from this day on; from today when None.
    first: date | None = None

    @property
    def today(self) -> date:
        """The day of the message."""
        return self.now.date()

    @property
    def weekday(self) -> int:
        """0 on Monday."""
        return self.now.weekday()

    @property
    def monday(self) -> date:
        """The first day of this week."""
        return monday_of(self.today)

    @property
    def is_during(self) -> bool:
        """The programme has begun and is not over."""
        return bool(self.scene.start and self.scene.end and self.scene.start <= self.today <= self.scene.end)

    @property
    def programme(self) -> Period | None:
        """The programme's own days."""
        if self.scene.start is None or self.scene.end is None:
            return None
        return whole_days(self.scene.start, self.scene.end)


def one(day: date) -> Days:
    """A single known day."""
    return Days(days=(Day(known=day),))


class Rule:
    """A named expression: `produce` gets the moment and what the pattern captured, and may decline with None.

    `after`: what stands before the first capture tells what it means, and is left to be read by others.
    """

    def __init__(self, name: str, pattern: str, produce: Callable[..., Value | None], *, after: bool = False) -> None:
        self.name, self.after = name, after
        self.produce = produce
        self.pattern: Pattern = compile_pattern(pattern)
        #: What it needs that no other rule makes, and within how many symbols.
        self._typed = [need for need in self.pattern.needs if not any(kind[0] == "@" for kind in need)]
        self._reach = self.pattern.reach

    def may_begin(self, kinds: Sequence[str], firsts: Iterable[int]) -> bool:
        """From one of some symbols on, what the rule needs stands near enough; others may make the rest."""
        for first in firsts:
            near = kinds[first : first + self._reach]
            for need in self._typed:
                if need.isdisjoint(near):
                    break
            else:
                return True
        return False

    def may_match(self, kinds: Sequence[str], once: Set[str]) -> bool:
        """A message with symbols of these kinds, `once` each of them, has what the rule cannot do without."""
        for need in self.pattern.needs:
            if need.isdisjoint(once):
                return False
        for kind in self.pattern.twice:  # noqa: SIM110 - runs for each rule and message; a generator costs twice as much
            if kinds.count(kind) < 2:
                return False
        return True

    def captured(self, groups: Sequence[str | None], made: Sequence[Value]) -> list[Any]:
        """What a match captured, in order, without what was missing."""
        return [
            made[int(group)] if kind == "@" else int(group) if kind == "n" else _quantity(group)
            for kind, group in zip(self.pattern.captures, groups, strict=True)
            if group is not None
        ]


def _quantity(text: str) -> Quantity:
    count, _, unit = text.partition(" ")
    times, name = UNITS[unit.removeprefix("de ")]
    if count == "quelques":
        return Quantity(3 * times, name)
    return Quantity((int(count[1:]) if count[0] == "n" else 1) * times, name)
