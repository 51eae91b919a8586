"""Each labelled message, said again and again until it fills one of Telegram's: whether time grows as length does.

python -m benchmarks.repeated        prints the slowest, and those whose time grows most when their length doubles
"""

import json
from collections.abc import Sequence
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from benchmarks.messages import LONGEST, NOW, questions
from benchmarks.timing import seconds
from benchmarks.understanding import interpreter
from intents import Interpreter

_LABELLED = Path(__file__).with_name("labelled")
#: Longer ones are said too seldom to show much (characters).
_SHORT = 90
#: One message of so many is said.
_EACH = 6
_SHOWN = 12


class _Repeated(NamedTuple):
    """A message, how long it takes (ms) when it fills a message, and how many times as long as half of that."""

    text: str
    ms: float
    growth: float


def main() -> None:
    """Print what takes longest."""
    reader = interpreter()
    for question in questions():
        reader.understand(question, NOW)
    found = [_repeated(reader, text) for text in _texts()]
    print(
        f"{len(found)} messages of {LONGEST} characters; median {sorted(f.ms for f in found)[len(found) // 2]:.0f} ms"
    )
    for title, key in (("slowest", "ms"), ("grow most", "growth")):
        print(f"\n{title}\n")
        for each in sorted(found, key=attrgetter(key), reverse=True)[:_SHOWN]:
            print(f"{each.ms:5.0f} ms, {each.growth:.1f} times its half: {each.text}")


def _texts() -> Sequence[str]:
    files = [path.read_text(encoding="utf-8") for path in _LABELLED.glob("*/questions.jsonl")]
    texts = {json.loads(line)["text"] for file in files for line in file.splitlines()}
    return sorted(text for text in texts if len(text) <= _SHORT)[::_EACH]


def _repeated(reader: Interpreter, text: str) -> _Repeated:
    """The quicker of two readings each: the first makes what is kept of its words."""
    half, whole = (
        min(seconds(lambda: reader.understand(filled, NOW)) for _ in range(2))  # noqa: B023 - called at once
        for filled in ((f"{text} " * (LONGEST // len(text)))[:length] for length in (LONGEST // 2, LONGEST))
    )
    return _Repeated(text, whole * 1000, whole / half)


if __name__ == "__main__":
    main()
