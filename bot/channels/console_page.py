"""Text on a terminal or in a file: styles and lines' width where there is a terminal, plain text elsewhere."""

import re
from collections.abc import Callable
from typing import TextIO

from prompt_toolkit.utils import get_cwidth

from bot.replies.rich import Rich, Run, rich

_BOLD = "\x1b[1m"
_PLAIN = "\x1b[0m"
#: Control characters but the end of line: a programme's text must not drive the terminal.
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


class Page:
    """Where replies are written."""

    def __init__(self, output: TextIO, *, styled: bool = False, width: Callable[[], int] | None = None) -> None:
        """`styled` allows bold; `width` gives the columns that lines must fit in, None leaves lines as they are."""
        self._output = output
        self._styled = styled
        self._width = width

    def write(self, text: Rich | str) -> None:
        """Write a paragraph."""
        runs = [Run(_CONTROLS.sub("", run.text), run.bold) for run in rich(text).runs]
        plain = "".join(run.text for run in runs)
        folded = fold(plain, self._width()) if self._width else plain
        first = 0
        for run in runs:
            last = first + len(run.text)
            is_styled = run.bold and self._styled
            self._output.write(f"{_BOLD}{folded[first:last]}{_PLAIN}" if is_styled else folded[first:last])
            first = last
        self._output.write("\n")
        self._output.flush()


def fold(text: str, width: int) -> str:
    """The same text with some spaces turned into line ends, so that lines fit; what has no space is never cut."""
    return "\n".join(_fold_line(line, width) for line in text.split("\n"))


def _fold_line(line: str, width: int) -> str:
    folded, column = "", 0
    for space, word in re.findall(r"( *)([^ ]*)", line):
        columns = get_cwidth(word)
        if column and space and column + len(space) + columns > width:
            folded, column = folded + space[:-1] + "\n" + word, columns
        else:
            folded, column = folded + space + word, column + len(space) + columns
    return folded


def unbroken(text: str) -> str:
    """A text that stays on one line."""
    return text.replace(" ", _NO_BREAK_SPACE)
