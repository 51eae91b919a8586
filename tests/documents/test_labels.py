"""Names of towns: those that have room, the first ones first, over nothing that is taken."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from bot.documents.labels import place_labels
from bot.documents.outlines import Box

PAGE = Box(0, 0, 1000, 600)


def placed(*places: tuple[float, float], taken: tuple[Box, ...] = (), most: int = 9) -> dict[int, tuple[float, float]]:
    """Labels of 100 by 30, by rank."""
    return dict(place_labels([(place, 100.0) for place in places], 30, 10, taken, PAGE, most))


def test_a_name_stands_to_the_right_of_its_dot_where_it_can() -> None:
    ((x, y),) = placed((500, 300)).values()
    assert (x, 285 < y < 300) == (510, True)


def test_at_the_edge_it_stands_to_the_left() -> None:
    assert placed((980, 300))[0][0] == 870


def test_under_a_pin_it_stands_below() -> None:
    assert placed((500, 300), taken=(Box(380, 296, 620, 400),))[0][1] < 285


def test_where_there_is_no_room_there_is_no_name() -> None:
    assert placed((500, 300), taken=(Box(350, 200, 650, 400),)) == {}
    assert placed((1200, 300)) == {}


def test_the_first_have_their_names() -> None:
    assert list(placed((500, 300), (501, 301), (200, 100), (800, 500), most=2)) == [0, 2]


@given(st.lists(st.tuples(st.floats(0, 1000), st.floats(0, 600)), max_size=30))
def test_names_do_not_touch(places: list[tuple[float, float]]) -> None:
    texts = [Box(x, y, x + 100, y + 20) for x, y in placed(*places).values()]
    assert not any(a.meets(b) for a, b in combinations(texts, 2))
