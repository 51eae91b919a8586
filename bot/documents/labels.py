"""Where names of towns go: beside their dots, as far as there is room. The most important are placed first."""

from collections.abc import Iterator, Sequence

from bot.documents.outlines import Box, Point


def place_labels(
    labels: Sequence[tuple[Point, float]], height: float, gap: float, taken: Sequence[Box], page: Box, most: int
) -> Iterator[tuple[int, Point]]:
    """For labels (the place of their dot, and their width), those that have room, and where their text begins.

    `gap` is left around each dot; nothing is put over what is taken, and no more than `most` are placed.
    """
    taken, count = list(taken), 0
    for i, ((x, y), width) in enumerate(labels):
        if count == most or not _is_free(Box(x, y, x, y), (), page):
            continue
        low = y - height * 0.36
        choices = (
            (x + gap, low),
            (x - gap - width, low),
            (x - width / 2, y + gap),
            (x - width / 2, y - gap - height * 0.75),
        )
        for left, bottom in choices:
            text = Box(left - 2, bottom - 0.25 * height, left + width + 2, bottom + 0.85 * height)
            if _is_free(text, taken, page):
                taken.append(text)
                count += 1
                yield i, (left, bottom)
                break


def _is_free(box: Box, taken: Sequence[Box], page: Box) -> bool:
    is_inside = page.west <= box.west and box.east <= page.east and page.south <= box.south and box.north <= page.north
    return is_inside and not any(box.meets(other) for other in taken)
