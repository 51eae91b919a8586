"""One programme in a process of its own: time to load it, time for a question, memory. Prints JSON.

`python -m benchmarks.dialogue programme.yaml`
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from time import perf_counter

from benchmarks.messages import NOW, questions
from benchmarks.timing import peak_mb, rounds
from bot.app import App
from bot.conversation.message import IncomingMessage
from bot.conversation.session import Session

_ROUNDS = 6


def main(programme: Path) -> None:
    """Load, ask, print."""
    start = perf_counter()
    app = App.build(programme)
    loaded = perf_counter() - start
    first, again = rounds(
        lambda text: app.dialogue.handle(IncomingMessage(text=text), Session(), NOW), questions(), _ROUNDS
    )
    print(json.dumps({"load_s": loaded, "first": asdict(first), "again": asdict(again), "memory_mb": peak_mb()}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
