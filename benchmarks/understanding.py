"""Understanding alone, with all of France, in a process of its own: start, time, memory. Prints JSON."""

import gc
import json
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from time import perf_counter

_START = perf_counter()  # before anything is imported: what the imports take is a part of the start

from benchmarks.messages import LONGEST, NOW, hostile, questions  # noqa: E402
from benchmarks.programmes import START  # noqa: E402
from benchmarks.timing import peak_mb, rounds, seconds  # noqa: E402
from intents import Gazetteer, Interpreter, Scene  # noqa: E402

_ROUNDS = 6
_COMMUNES = Path(__file__).parent.parent / "data" / "communes.csv"


def interpreter() -> Interpreter:
    """What understands questions about a programme of Provence-Alpes-Côte d'Azur."""
    scene = Scene(start=START, end=START + timedelta(days=6), areas=("reg:93",))
    return Interpreter(Gazetteer.load(_COMMUNES), scene)


def main() -> None:
    """Start, understand, print."""
    gc.disable()  # as the guide does until all is built
    reader = interpreter()
    gc.freeze()
    gc.enable()
    reader.understand("visites samedi à Toulon", NOW)
    started = perf_counter() - _START
    first, again = rounds(lambda text: reader.understand(text, NOW), questions(), _ROUNDS)
    memory = peak_mb()
    long = {
        name: [seconds(lambda text=text: reader.understand(text, NOW)) * 1000 for text in (half, whole)]  # type: ignore[misc]
        for (name, half), whole in zip(hostile(LONGEST // 2).items(), hostile().values(), strict=True)
    }
    print(
        json.dumps(
            {"start_s": started, "first": asdict(first), "again": asdict(again), "memory_mb": memory, "long_ms": long}
        )
    )


if __name__ == "__main__":
    main()
