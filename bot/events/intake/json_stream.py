"""A JSON document read piece by piece: one value of a list in memory at a time, nests and lengths bounded.

The json module decodes one value at the place it is told; when the text breaks off there, more of it is read.
"""

import json
from collections.abc import Iterator
from io import TextIOWrapper
from typing import Any

from bot.events.intake.refusal import Refused

_PIECE = 1 << 16
#: One value is never longer, in characters.
_LONGEST = 8_000_000
#: How near to the end of what was read an error may be that more text would mend: « tru », « \\u00 ».
_TAIL = 16
_WHITE = " \t\r\n"
_DECODE = json.JSONDecoder().raw_decode


class JsonStream:
    """Reads a document from left to right. Raises ValueError, RecursionError when it is none; Refused when too long."""

    def __init__(self, file: TextIOWrapper, name: str) -> None:
        """`name` is what people know the document by."""
        self._file, self._name = file, name
        self._text, self._at, self._is_whole = "", 0, False
        self._forgotten = 0

    def peek(self) -> str:
        """The next character that is no space, "" at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _WHITE:
                self._at += 1
            if self._at < len(self._text) or not self._fill():
                return self._text[self._at : self._at + 1]

    def value(self) -> Any:
        """The next value, whole."""
        self.peek()
        while True:
            try:
                found, end = _DECODE(self._text, self._at)
            except json.JSONDecodeError as error:
                is_cut = error.pos >= len(self._text) - _TAIL or error.msg.startswith("Unterminated")
                if not is_cut or not self._fill():
                    raise
                continue
            if end == len(self._text) and self._fill():  # a number may go on
                continue
            self._at = end
            return found

    def items(self) -> Iterator[Any]:
        """The values of the list that begins here."""
        yield from (self.value() for _ in self._members("[", "]"))

    def fields(self) -> Iterator[str]:
        """The keys of the mapping that begins here, one at a time: its value is to be read before the next."""
        for _ in self._members("{", "}"):
            key = self.value()
            if not isinstance(key, str):
                raise ValueError("key ?")
            self._take(":")
            yield key

    def bound(self) -> None:
        """Refuse a document of which too much was read, when all of it is kept. Raises Refused."""
        if self._forgotten + self._at > _LONGEST:
            raise Refused("long_record", name=self._name, megabytes=_LONGEST // 1_000_000)

    def end(self) -> None:
        """Nothing but spaces may follow."""
        if found := self.peek():
            raise ValueError(f"{found} ?")

    def _members(self, opening: str, closing: str) -> Iterator[None]:
        self._take(opening)
        if self.peek() == closing:
            return self._take(closing)
        while True:
            yield
            if self.peek() == closing:
                return self._take(closing)
            self._take(",")

    def _take(self, mark: str) -> None:
        if self.peek() != mark:
            raise ValueError(f"{mark} ?")
        self._at += 1

    def _fill(self) -> bool:
        """Read on; False at the end. What was taken is forgotten."""
        if self._is_whole:
            return False
        rest = self._text[self._at :]
        if len(rest) > _LONGEST:
            raise Refused("long_record", name=self._name, megabytes=_LONGEST // 1_000_000)
        more = self._file.read(max(_PIECE, len(rest)))  # twice as much each time: a long value is not decoded too often
        self._forgotten += self._at
        self._text, self._at, self._is_whole = rest + more, 0, not more
        return bool(more)
