"""Rich text → the texts and entities of Telegram messages. Pure.

Telegram counts in UTF-16 units: 1 to 4,096 a message, and entities' offsets too
(https://core.telegram.org/bots/api#messageentity). No parse mode is used, so no text can be invalid markup.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate

import msgspec

from bot.delivery.model import Json
from bot.replies.rich import Rich, Run

#: UTF-16 units in one message, and in the caption of a file.
LIMIT, CAPTION = 4096, 1024

#: Control characters that Telegram drops or replaces too; direction overrides would turn what follows around.
_CONTROL = {code: " " for code in range(32) if chr(code) != "\n"} | {ord("\r"): "", 0x2028: "\n", 0x2029: "\n"}
_CONTROL |= dict.fromkeys(range(0x202A, 0x202F), "")

#: Where a long text may be cut, best first: after a paragraph, a line, a sentence, a word.
_CUTS = tuple(re.compile(pattern) for pattern in (r"\n[^\S\n]*\n", r"\n", r"[.!?…][\s\u00a0]", r"\s"))


class FormattedText(msgspec.Struct, frozen=True, kw_only=True):
    """The text of one message, valid for Telegram."""

    text: str
    #: As the Bot API takes them: {"type", "offset", "length"}.
    entities: tuple[Json, ...] = ()


def utf16_length(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clean(text: str) -> str:
    """`text` without lone surrogates, which UTF-8 cannot hold, and control characters."""
    if text.isprintable() or text.replace("\n", "").replace("\u00a0", "").replace("\u202f", "").isprintable():
        return text  # nearly always
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.translate(_CONTROL)


def is_blank(text: str) -> bool:
    """Whether Telegram sees nothing in it: white space, invisible and unassigned characters."""
    return all(unicodedata.category(character)[0] in "CZM" or character in "\u2800\u3164\ufffc" for character in text)


def format_rich(rich: Rich, limit: int = LIMIT) -> tuple[FormattedText, ...]:
    """One text for each message, in order; none when there is nothing to read."""
    runs = [(clean(run.text), _style(run)) for run in rich.runs]
    text = "".join(part for part, _ in runs)
    ends = list(accumulate(len(part) for part, _ in runs))
    marked = [(end - len(part), end, style) for (part, style), end in zip(runs, ends, strict=True) if style and part]
    return tuple(
        FormattedText(text=text[start:end], entities=tuple(_entities(text, start, end, marked)))
        for start, end in _stretches(text, limit)
    )


def _stretches(text: str, limit: int) -> Iterator[tuple[int, int]]:
    """Start and end of each part of `text` that fits in a message, white space around it left out."""
    start = 0
    while start < len(text):
        end = _cut(text, start, limit)
        part = text[start:end]
        if not is_blank(part):
            yield start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())
        start = end


def _cut(text: str, start: int, limit: int) -> int:
    """Where a message that begins at `start` ends: at the best place of its second half."""
    if utf16_length(text[start:]) <= limit:
        return len(text)
    # No more than `limit` characters can fit, as each is one unit or two.
    window = text[start : start + limit]
    units = list(accumulate(2 if character > "\uffff" else 1 for character in window))
    fitting = next((index for index, length in enumerate(units) if length > limit), len(window))
    for pattern in _CUTS:
        ends = [match.end() for match in pattern.finditer(window, fitting // 2, fitting)]
        if ends:
            return start + ends[-1]
    return start + fitting


def _style(run: Run) -> Json:
    """What makes it other than plain text. A moment is shown as it is written, and in the reader's own time when tapped

    (https://core.telegram.org/bots/api#date-time-entity-formatting).
    """
    if run.at is not None:
        return {"type": "date_time", "unix_time": run.at}
    return {"type": "bold"} if run.bold else {}


def _entities(text: str, start: int, end: int, marked: list[tuple[int, int, Json]]) -> Iterator[Json]:
    offset, position = 0, start
    for mark_start, mark_end, style in marked:
        first, last = max(mark_start, start), min(mark_end, end)
        if first < last and not is_blank(text[first:last]):
            offset += utf16_length(text[position:first])
            length = utf16_length(text[first:last])
            yield style | {"offset": offset, "length": length}
            offset, position = offset + length, last
