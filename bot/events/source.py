"""A programme file as YAML nodes, which know their lines.

A long file is parsed a few events at a time: nodes of 100,000 events together would fill 5 GB.
"""

import re
from collections.abc import Callable, Iterator
from hashlib import blake2b
from itertools import islice, pairwise
from typing import Any

import yaml

#: Events parsed together.
_BATCH = 100
_EVENTS = re.compile(r"^events:[ \t]*(?:#.*)?\n(?:[ \t]*(?:#.*)?\n)*(?P<indent> *)- ", re.MULTILINE)
_NO_EVENTS = re.compile(r"^events:[ \t]*\[\][ \t]*(?:#.*)?$", re.MULTILINE)
#: A line that ends the list: another key of the file, or a marker of YAML.
_NEXT_KEY = re.compile(r"^(?![\s#]|-\s).", re.MULTILINE)
_STR = "tag:yaml.org,2002:str"


class _Loader(yaml.CSafeLoader):
    """Resolves each spelling of a plain scalar once: dates, numbers and booleans come back often."""

    _tags: dict[str, str] = {}  # noqa: RUF012 - a cache shared on purpose; what a spelling means never changes

    def resolve(self, kind: type[yaml.Node], value: str | None, implicit: Any) -> str:
        if kind is not yaml.ScalarNode or value is None:
            return str(super().resolve(kind, value, implicit))  # type: ignore[no-untyped-call]
        if not implicit[0]:
            return _STR
        if value not in self._tags:
            if len(self._tags) > 100_000:
                self._tags.clear()
            self._tags[value] = str(super().resolve(kind, value, implicit))  # type: ignore[no-untyped-call]
        return self._tags[value]


def fingerprint(text: str) -> str:
    """A short text that two texts share only when they are the same."""
    return blake2b(text.encode(), digest_size=16).hexdigest()


class Source:
    """The text of a programme file, read as nodes. Lines count from 1; `first_line` is added to a node's own."""

    def __init__(self, text: str, refuse: Callable[[int, yaml.YAMLError], None]) -> None:
        """`refuse` is told of what is no YAML: the line, and the parser's error."""
        self._refuse = refuse
        self._text = text
        events = _EVENTS.search(text)
        self._start = self._end = len(text)
        self._indent = ""
        if events:
            self._indent = events["indent"]
            self._start = events.start("indent")
            last = _NEXT_KEY.search(text, self._start)
            self._end = last.start() if last else len(text)

    def around_events(self) -> tuple[str, str]:
        """The text before the key `events` and the text after its list."""
        key = _EVENTS.search(self._text) or _NO_EVENTS.search(self._text)
        if key is None:
            return self._text, ""
        return self._text[: key.start()], self._text[
            max(self._end if self._start < len(self._text) else 0, key.end()) :
        ]

    def root(self) -> yaml.Node | None:
        """All but the events (with them, when they are not written as a block of entries)."""
        between = "\n" * self._text.count("\n", self._start, self._end)
        return self._compose(self._text[: self._start] + between + self._text[self._end :], 1)

    def events(self) -> Iterator[tuple[int, yaml.Node]]:
        """Entries of the list `events` with the line that each one's own lines count from."""
        item = re.compile(rf"^{self._indent}-(?=\s)", re.MULTILINE)
        starts = (m.start() for m in item.finditer(self._text, self._start, self._end))
        line, begin = self._text.count("\n", 0, self._start) + 1, next(starts, self._end)
        while begin < self._end:
            ends = [*islice(starts, _BATCH)]
            end = ends[-1] if len(ends) == _BATCH else self._end
            yield from self._batch(begin, [*ends[:-1], end] if len(ends) == _BATCH else [*ends, end], line)
            line += self._text.count("\n", begin, end)
            begin = end

    def event_texts(self) -> Iterator[str]:
        """Entries of the list `events` as they stand, each with the comments below it."""
        item = re.compile(rf"^{self._indent}-(?=\s)", re.MULTILINE)
        bounds = [*(m.start() for m in item.finditer(self._text, self._start, self._end)), self._end]
        yield from (self._text[begin:end] for begin, end in pairwise(bounds))

    def _batch(self, begin: int, ends: list[int], line: int) -> Iterator[tuple[int, yaml.Node]]:
        try:
            node = _compose(self._text[begin : ends[-1]])
            if not isinstance(node, yaml.SequenceNode):
                raise yaml.MarkedYAMLError(problem="a list was expected")
            yield from ((line, item) for item in node.value)
        except yaml.YAMLError:
            for end in ends:  # one by one, so that the others are still checked
                node = self._compose(self._text[begin:end], line)
                if isinstance(node, yaml.SequenceNode):
                    yield from ((line, item) for item in node.value)
                line += self._text.count("\n", begin, end)
                begin = end

    def _compose(self, text: str, line: int) -> yaml.Node | None:
        try:
            return _compose(text)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            self._refuse(line + (mark.line if mark else 0), error)
            return None


def _compose(text: str) -> yaml.Node | None:
    loader = _Loader(text)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()
