"""The class that goes, as far as it is known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.events.travel import Spot

#: Classes: the audience that they belong to (none for primary schools), and the ages of their pupils in the year.
LEVELS: dict[str, tuple[str | None, int, int]] = {
    "primaire": (None, 6, 11),
    "6e": ("collegiens", 11, 12),
    "5e": ("collegiens", 12, 13),
    "4e": ("collegiens", 13, 14),
    "3e": ("collegiens", 14, 15),
    "2de": ("lyceens", 15, 16),
    "1re": ("lyceens", 16, 17),
    "terminale": ("lyceens", 17, 18),
    "cap": ("lyceens", 15, 18),
}
#: Ages of those of whom no class is told. Audiences that are no pupils are not here.
AUDIENCES: dict[str, tuple[int, int]] = {
    "collegiens": (11, 15),
    "lyceens": (15, 18),
    "apprentis": (15, 29),
    "etudiants": (18, 29),
}
#: Those whose lessons keep to a school's days and hours; of others nobody knows.
_AT_SCHOOL = frozenset({"collegiens", "lyceens"})
#: As a rule one grown-up goes along for so many pupils.
_PUPILS_A_GROWN_UP = 15


@dataclass(frozen=True, kw_only=True, slots=True)
class Pupils:
    """Who goes: what is not known is empty."""

    #: Keys of LEVELS.
    levels: tuple[str, ...] = ()
    #: Keys of AUDIENCES.
    audiences: tuple[str, ...] = ()
    number: int | None = None
    #: The youngest and the oldest, in years.
    ages: tuple[int, int] | None = None
    #: Where they set out from.
    start: Spot | None = None
    #: Handicaps for which there must be access: slugs.
    handicaps: tuple[str, ...] = ()
    #: They go while there is school, and not on a Saturday or in the evening.
    in_school_time: bool = True


def grown_ups(pupils: int) -> int:
    """How many are likely to go along."""
    return -(-pupils // _PUPILS_A_GROWN_UP)


def pupils_of(audiences: Iterable[str]) -> tuple[str, ...]:
    """Those of the audiences that a class may be."""
    return tuple(slug for slug in audiences if slug in AUDIENCES)


def levels_of(levels: Iterable[str], audiences: Sequence[str]) -> tuple[str, ...]:
    """The classes that agree with the audiences asked for: « première année de BTS » is no class of a lycée."""
    own = pupils_of(audiences)
    return tuple(level for level in levels if not own or LEVELS[level][0] in own)


def audiences_of(levels: Iterable[str]) -> tuple[str, ...]:
    """The audiences that classes belong to."""
    return tuple(dict.fromkeys(slug for level in levels if (slug := LEVELS[level][0])))


def ages_of(levels: Sequence[str], audiences: Sequence[str]) -> tuple[int, int] | None:
    """The youngest and the oldest of classes, else of audiences; None when nothing is known."""
    known = [LEVELS[level][1:] for level in levels] or [AUDIENCES[slug] for slug in pupils_of(audiences)]
    return (min(age for age, _ in known), max(age for _, age in known)) if known else None


def keeps_school_time(audiences: Iterable[str]) -> bool:
    """Lessons bind them to school days: all but students and apprentices."""
    own = pupils_of(audiences)
    return not own or not _AT_SCHOOL.isdisjoint(own)
