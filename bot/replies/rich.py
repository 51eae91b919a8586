"""Text with bold stretches, free of any markup language: channels turn it into theirs.

Values of a programme never pass through a markup parser, so nothing in them can break a message.
"""

from collections.abc import Iterable

import msgspec


class Run(msgspec.Struct, frozen=True):
    """A stretch of text in one style. A struct, as an answer has dozens of them."""

    text: str
    bold: bool = False
    #: The instant that it tells (seconds since 1970): who is elsewhere may see it in their own time.
    at: int | None = None


class Rich(msgspec.Struct, frozen=True):
    """A sequence of runs."""

    runs: tuple[Run, ...] = ()

    def __str__(self) -> str:
        return "".join(run.text for run in self.runs)

    def __bool__(self) -> bool:
        return any(run.text for run in self.runs)

    def __add__(self, other: "Rich | str") -> "Rich":
        return Rich(self.runs + rich(other).runs)


def rich(text: Rich | str) -> Rich:
    """Plain text as rich text; rich text unchanged."""
    return text if isinstance(text, Rich) else Rich((Run(text),))


def bold(text: str) -> Rich:
    """Text in bold."""
    return Rich((Run(text, bold=True),))


def moment(text: str, at: int) -> Rich:
    """Text that tells an instant, in seconds since 1970."""
    return Rich((Run(text, at=at),))


def join(separator: str, parts: Iterable[Rich | str]) -> Rich:
    """Parts with a separator between them, as `str.join` does; empty parts are left out."""
    runs: list[Run] = []
    for part in map(rich, parts):
        if part:
            runs += (*rich(separator).runs, *part.runs) if runs else part.runs
    return Rich(tuple(runs))
