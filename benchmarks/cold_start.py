"""`python -m bot ask`, from the start of the process to its first answer."""

import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.messages import NOW

_RUNS = 7
_QUESTION = "visites samedi à Toulon\n"


def start_seconds(programme: Path, runs: int = _RUNS) -> float:
    """The median of several starts, after one that compiles what has changed."""
    times = [_once(programme) for _ in range(runs + 1)]
    return median(times[1:])


def _once(programme: Path) -> float:
    command = [sys.executable, "-m", "bot", "ask", "--events", str(programme), "--now", NOW.isoformat()]
    start = perf_counter()
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("no pipe")
        process.stdin.write(_QUESTION)
        process.stdin.flush()
        if not process.stdout.readline():
            raise RuntimeError("the guide gave no answer")
        taken = perf_counter() - start
        process.stdin.close()
        process.stdout.read()
    return taken
