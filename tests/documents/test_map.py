"""Maps: pictures of the right size, in every region, on which each pin can be read and points to its place."""

from io import BytesIO
from itertools import combinations
from math import dist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.documents.map import WIDTH, map_picture
from bot.documents.outlines import Box, project
from bot.documents.pins import place_heads
from bot.documents.scene import extent, is_asker_shown, on_one_map
from tests.documents.scenes import SCENES, outlines, scene

RED, INK = (179, 38, 30), (30, 42, 56)
SIZE = (1280.0, 900.0)
PLACES = st.lists(st.tuples(st.floats(100, 1180), st.floats(100, 800)), min_size=1, max_size=10)


def picture(name: str) -> Image.Image:
    """The map of a scene."""
    return Image.open(BytesIO(map_picture(SCENES[name], outlines())))


@pytest.mark.parametrize("name", SCENES)
def test_a_picture_is_light_and_as_wide_as_telegram_shows(name: str) -> None:
    data = map_picture(SCENES[name], outlines())
    width, height = picture(name).size
    assert len(data) < 100_000
    assert (width, 0.6 * WIDTH < height <= WIDTH) == (WIDTH, True)


@pytest.mark.parametrize("name", SCENES)
def test_every_pin_is_within_the_picture(name: str) -> None:
    box = extent(SCENES[name], outlines()).box
    places = [project(pin.lat, pin.lon) for pin in SCENES[name].pins]
    assert all(box.west < x < box.east and box.south < y < box.north for x, y in places)


def pixels(name: str, colour: tuple[int, int, int]) -> int:
    """How many pixels of a map have a colour, or nearly."""
    found = np.asarray(picture(name).convert("RGB"), dtype=np.int16)
    return int((abs(found - colour).max(axis=2) < 12).sum())


def test_there_is_a_head_for_each_pin() -> None:
    """A head has 2,800 pixels, less its number, and a needle."""
    assert 5 * 1800 < pixels("spread", RED) < 5 * 3600
    assert 1800 < pixels("one", RED) < 3600


def test_the_scale_stands_beside_what_shows_the_whole_area() -> None:
    lower_left = np.asarray(picture("inset at the lower left").convert("RGB"), dtype=np.int16)[-80:, :700]
    dark = (abs(lower_left - INK).max(axis=2) < 12).any(axis=0).nonzero()[0]
    assert dark.min() > 300


def test_towns_have_their_names() -> None:
    """A name has about 700 dark pixels."""
    assert pixels("spread", INK) > 9 * 400


def test_the_same_scene_is_drawn_once() -> None:
    assert map_picture(SCENES["spread"], outlines()) is map_picture(SCENES["spread"], outlines())


@given(PLACES)
def test_heads_do_not_hide_each_other(places: list[tuple[float, float]]) -> None:
    heads = place_heads(places, 30, SIZE)
    assert all(dist(a, b) > 45 for a, b in combinations(heads, 2))
    assert all(30 < x < SIZE[0] - 30 and 30 < y < SIZE[1] - 30 for x, y in heads)


def test_a_lone_head_stands_above_its_place() -> None:
    ((x, y),) = place_heads([(640, 400)], 30, SIZE)
    assert (x, 440 < y < 480) == (640, True)


def test_what_is_spread_shows_the_whole_area() -> None:
    shown = extent(SCENES["spread"], outlines())
    area = outlines().box(["04", "05", "06", "13", "83", "84"])
    assert area
    assert shown.whole is None
    assert (shown.box.west < area.west, shown.box.north > area.north) == (True, True)


def test_what_is_close_shows_a_part_and_where_it_lies() -> None:
    shown = extent(SCENES["close"], outlines())
    assert shown.whole
    assert 1 < shown.box.width < 1.5  # about 100 km
    assert shown.box.meets(shown.whole)


def test_an_asker_who_is_far_away_does_not_shrink_the_map() -> None:
    shown = extent(SCENES["outside"], outlines()).box
    assert not is_asker_shown(SCENES["outside"], shown)
    assert is_asker_shown(SCENES["close"], extent(SCENES["close"], outlines()).box)


def test_an_area_overseas_does_not_lie_beside_france() -> None:
    everywhere = scene("reg:93", "Marseille", "Lille")
    both = (*everywhere.departements, "974", "971")
    shown = extent(type(everywhere)(departements=both, pins=everywhere.pins), outlines()).box
    assert shown.width < 20


def test_places_an_ocean_apart_stand_on_no_one_map() -> None:
    marseille, lille, saint_denis = (43.3, 5.4), (50.6, 3.1), (-20.9, 55.5)
    assert on_one_map([marseille, saint_denis, lille]) == [0, 2]
    assert on_one_map([saint_denis, marseille]) == [0]
    assert on_one_map([]) == []


def test_boxes() -> None:
    box = Box.around([(0, 0), (4, 2)])
    assert box.grown(8, 1) == Box(-2, 0, 6, 2)
    assert box.meets(Box(4, 2, 5, 5))
    assert not box.meets(Box(4.1, 0, 5, 2))
