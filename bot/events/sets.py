"""Sets of events as whole numbers: bit i stands for event i. `&`, `|` and `~` cost next to nothing for a few events."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]

#: All events, however many.
ALL = -1


def set_of(numbers: Iterable[int]) -> int:
    """The set of a few events; none twice."""
    return sum(1 << number for number in numbers)


def set_where(mask: Mask) -> int:
    """The set of the events for which a mask is true."""
    return int.from_bytes(np.packbits(mask, bitorder="little").tobytes(), "little")


def as_mask(events: int, size: int) -> Mask:
    """Which of `size` events are in a set."""
    packed = np.frombuffer(events.to_bytes((size + 7) // 8, "little"), np.uint8)
    return np.unpackbits(packed, count=size, bitorder="little").view(np.bool_)
