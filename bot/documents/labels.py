"""Where names of towns go: beside their dots, as far as there is room. The most important are placed first."""

from collections.abc import Iterator, Sequence

from bot.documents.outlines import Box, Point


def place_labels(
    labels: Sequence[tuple[Point, float]], height: float, gap: float, taken: Sequence[Box], page: Box, most: int
) -> Iterator[tuple[int, Point]]:
    """For labels (the place of their dot, and their width), those that have room, and where their text begins.

    `gap` is left beside each dot; no text is put over what is taken, and no more than `most` are placed. A dot may
    stand on what is taken: it is the town where a pin points.
    """
    placed: list[Box] = []
    for i, (place, width) in enumerate(labels):
        x, y = place
        dot = Box(x, y, x, y).grown(gap, gap)
        if len(placed) == 2 * most or not _is_free(dot, placed, page):
            continue
        for left, bottom in _beside(place, width, height, gap):
            text = Box(left - 2, bottom - 0.25 * height, left + width + 2, bottom + 0.85 * height)
            if _is_free(text, (*taken, *placed), page):
                placed += [dot, text]
                yield i, (left, bottom)
                break


def _beside(place: Point, width: float, height: float, gap: float) -> Iterator[Point]:
    """Where a text may begin: to the right of its dot, to the left, above, below."""
    x, y = place
    low = y - 0.36 * height
    yield from ((x + gap, low), (x - gap - width, low))
    yield from ((x - width / 2, y + gap), (x - width / 2, y - gap - 0.75 * height))


def _is_free(box: Box, taken: Sequence[Box], page: Box) -> bool:
    is_inside = page.west <= box.west and box.east <= page.east and page.south <= box.south and box.north <= page.north
    return is_inside and not any(box.meets(other) for other in taken)
