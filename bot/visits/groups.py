"""How a class goes: all at once, or in groups one after the other when there are too few seats."""

from collections import defaultdict
from collections.abc import Sequence

from bot.events.model import Session

#: Groups in which a class is parted at the most.
_MOST = 3


def parted(number: int, groups: int) -> tuple[int, ...]:
    """How many are in each group, as alike as can be: 29 in three groups are (10, 10, 9)."""
    each, more = divmod(number, groups)
    return tuple(each + (i < more) for i in range(groups))


def least_seats(number: int) -> int:
    """The fewest seats with which a class can go in groups."""
    return max(parted(number, _MOST))


def sessions_for(
    number: int | None, seats: int | None, sessions: Sequence[Session]
) -> tuple[tuple[Session, ...], tuple[int, ...]]:
    """The sessions to go to, and how many go to each; nothing when the seats are too few.

    `sessions` come in the order in which they are liked. Groups go on one day. What is not known limits nothing.
    """
    if number is None or seats is None or seats >= number:
        return tuple(sessions[:1]), (number,) if number else ()
    for groups in range(2, _MOST + 1):
        sizes = parted(number, groups)
        if sizes[0] <= seats and (chosen := _on_one_day(sessions, groups)):
            return chosen, sizes
    return (), ()


def _on_one_day(sessions: Sequence[Session], count: int) -> tuple[Session, ...]:
    """So many sessions of the first day that has them."""
    by_day: dict[object, list[Session]] = defaultdict(list)
    for session in sessions:
        if session.has_hours:
            by_day[session.start.date()].append(session)
    found = next((day for day in by_day.values() if len(day) >= count), [])
    return tuple(sorted(found[:count]))
