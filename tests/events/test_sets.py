"""Sets of events as whole numbers."""

import numpy as np
import pytest

from bot.events.sets import ALL, as_mask, set_of, set_where


@pytest.mark.parametrize("size", [0, 1, 8, 9, 1000])
def test_a_mask_and_its_set_are_the_same(size: int) -> None:
    mask = np.arange(size) % 3 == 0
    events = set_where(mask)
    assert events == set_of(range(0, size, 3))
    assert as_mask(events, size).tolist() == mask.tolist()


def test_all_is_what_nothing_is_taken_from() -> None:
    some = set_of([0, 2])
    assert some & ALL == some
    assert as_mask(set_of(range(4)) & ~some, 4).tolist() == [False, True, False, True]
