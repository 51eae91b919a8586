"""What is known of a class that goes on a visit."""

from dataclasses import dataclass

from bot.visits.groups import parted


@dataclass(frozen=True, kw_only=True, slots=True)
class SchoolClass:
    """A class, as its teacher described it; what was not said is missing."""

    #: « 3e », « terminale ».
    level: str = ""
    #: Slugs of who they are among those whom events are for.
    audiences: tuple[str, ...] = ()
    pupils: int | None = None
    #: INSEE code of the school's commune.
    town: str | None = None


def group_sizes(pupils: int, seats: int) -> list[int]:
    """The fewest groups, of about the same size, that find seats: 28 pupils on 20 seats are [14, 14]."""
    return list(parted(pupils, -(-pupils // seats)))
