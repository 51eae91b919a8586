"""All that is timed, as tables. `--quick` leaves out the largest programme and the peers."""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.cold_start import start_seconds
from benchmarks.imports import FORMS
from benchmarks.messages import LONGEST, questions
from benchmarks.peer_environment import FOLDER, python_of
from benchmarks.programmes import write

_SIZES, _LARGE = (100, 10_000), 100_000
#: The most that a measure may take.
_PATIENCE = timedelta(minutes=5).total_seconds()
#: And that all rounds of all bots may take.
_CROWDS = timedelta(minutes=90).total_seconds()

Figures = Mapping[str, Any]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="neither the largest programme nor the peers")
    quick = parser.parse_args().quick
    print(f"{len(questions())} questions, median and 99th percentile in milliseconds.")
    print("« first » is the first round, where no word was seen before; the others follow.\n")
    _whole_guide(_SIZES if quick else (*_SIZES, _LARGE))
    _understanding()
    _imports(_SIZES if quick else (*_SIZES, _LARGE))
    _reminders((0, 10_000, 100_000) if quick else (0, 10_000, 100_000, 1_000_000))
    _punctuality()
    _flood()
    _pictures()
    _news(_SIZES if quick else (*_SIZES, _LARGE))
    if not quick:
        _peers()
        _bots()


def _measure(
    module: str, *arguments: object, python: str | Path = sys.executable, patience: float = _PATIENCE
) -> Figures:
    """What a benchmark prints, run in a fresh process."""
    command = [str(python), "-m", f"benchmarks.{module}", *map(str, arguments)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=patience)
    figures: Figures = json.loads(done.stdout)
    return figures


def _whole_guide(sizes: Iterable[int]) -> None:
    rows = []
    with TemporaryDirectory() as directory:
        for size in sizes:
            programme = Path(directory) / f"{size}.yaml"
            write(programme, size)
            found = _measure("dialogue", programme)
            start = start_seconds(programme) if size <= min(_SIZES) else None
            rows.append([f"{size:,}", *_times(found), f"{found['load_s']:.2f} s", _cold(start), _memory(found)])
    _table("One question through the whole guide", ["events", *_TIMES, "load", "cold start of `ask`", "memory"], rows)


def _understanding() -> None:
    found = _measure("understanding")
    rows = [[*_times(found), f"{found['start_s']:.2f} s", _memory(found)]]
    _table("Understanding alone, with all of France", [*_TIMES, "start", "memory"], rows)
    long = sorted(found["long_ms"].items(), key=lambda item: -item[1][1])
    rows = [[name, *(f"{taken:.1f}" for taken in times)] for name, times in long]
    _table("Long messages (ms)", ["filled with", f"{LONGEST // 2} characters", f"{LONGEST} characters"], rows)


def _imports(sizes: Iterable[int]) -> None:
    rows = []
    for size in sizes:
        for form in FORMS:
            found = _measure("imports", size, form)
            times = (f"{found['source_mb']:.1f} MB", f"{found['seconds']:.1f} s", f"{found['processor']:.1f} s")
            rows.append([f"{size:,}", form, *times, _memory(found)])
    _table("Importing a programme", ["events", "format", "source", "time", "processor", "memory"], rows)


def _reminders(sizes: Iterable[int]) -> None:
    rows, none = [], 0.0
    with TemporaryDirectory() as directory:
        for size in sizes:
            found = _measure("reminders", directory, size)
            none = none or found["memory_mb"]
            measures = [(what, when) for what in ("wake_up", "claim", "add") for when in ("median", "p99", "processor")]
            times = [f"{found[what][when]:.2f}" for what, when in measures]
            rows.append([f"{size:,}", *times, f"{max(0.0, found['memory_mb'] - none):.1f} MB"])
    columns = [column for what in ("wake-up", "claim 100", "add one") for column in (what, "p99", "processor")]
    header = ["pending", *columns, "memory for them"]
    _table("Reminders in SQLite, each call a transaction of its own (ms)", header, rows)


def _punctuality() -> None:
    found = _measure("punctuality")
    late = [f"{found['late'][what]:.0f}" for what in ("median", "p99", "longest")]
    _table(
        "How late reminders leave, at Telegram's pace (ms)",
        ["reminders", "median", "p99", "longest", "within 2 s"],
        [[f"{found['reminders']:,}", *late, f"{found['within']:.1%}"]],
    )


def _flood() -> None:
    found = _measure("flood")
    rows = [
        [f"{name} messages", when, *(f"{figures[when][what]:.0f}" for what in ("median", "p99", "longest"))]
        for name, figures in found.items()
        for when in ("before", "meanwhile", "after")
    ]
    _table("How long others wait while one person floods (ms)", ["fifty", "asked", "median", "p99", "longest"], rows)


def _pictures() -> None:
    found = dict(_measure("pictures"))
    first = found.pop("first_ms")
    rows = [
        [
            name,
            *(f"{figures['time'][what]:.1f}" for what in ("median", "p99", "longest")),
            f"{figures['heaviest_kb']:.0f} kB",
        ]
        for name, figures in found.items()
    ]
    _table(
        f"Pictures and pages (ms of a processor; the first map of a process: {first:.0f})",
        ["", "median", "p99", "longest", "heaviest"],
        rows,
    )


def _news(sizes: Iterable[int]) -> None:
    rows = []
    for size in sizes:
        found = _measure("news", size)
        halt = max(found["reload_halt_ms"], found["tell_halt_ms"])
        times = [f"{found[what]:.2f} s" for what in ("reload_s", "reload_cpu_s", "first_s", "all_s", "all_cpu_s")]
        rows.append([f"{size:,}", *times, f"{found['letters']:,.0f}", f"{halt:.0f} ms"])
    header = ["events, subscriptions", "read again", "processor", "first told", "all told", "processor"]
    header += ["messages", "longest halt"]
    _table("500 events change", header, rows)


def _peers() -> None:
    found = _measure("peers", python=python_of(FOLDER))
    rows = [[name, *_times(figures)] for name, figures in found["dates"].items()]
    _table("Dates alone, in one process", ["", *_TIMES], rows)
    rows = [
        [name, *_times(figures), f"{figures['right']:.3f}" if figures else "–"]
        for name, figures in found["intents"].items()
    ]
    _table(
        "Whole understanding (the classifier tells the intent only), in one process",
        ["", *_TIMES, "right intents in the corpus"],
        rows,
    )


def _bots() -> None:
    found: Any = _measure("bots", python_of(FOLDER), patience=_CROWDS)
    for crowd in found:
        rows = [
            [name, f"{one['per_second']:.0f}", f"{one['processor']:.2f}", f"{one['latency']:.1f}"]
            for name, one in crowd["bots"].items()
        ]
        header = ["", "updates a second, all at once", "processor (ms) for one", "milliseconds for one, 20 a second"]
        _table(f"Bots, by {crowd['way']}, where a call of the Bot API takes {crowd['delay']} ms", header, rows)


_TIMES = ["first median", "first p99", "median", "p99"]


def _times(figures: Figures | None) -> list[str]:
    if figures is None:
        return ["not installed", "–", "–", "–"]
    return [f"{figures[when][what]:.2f}" for when in ("first", "again") for what in ("median", "p99")]


def _cold(seconds: float | None) -> str:
    return "–" if seconds is None else f"{seconds:.2f} s"


def _memory(figures: Figures) -> str:
    return f"{figures['memory_mb']:.0f} MB"


def _table(title: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a Markdown table."""
    print(f"## {title}\n")
    for row in (header, ["---"] * len(header), *rows):
        print(f"| {' | '.join(row)} |")
    print(flush=True)


if __name__ == "__main__":
    main()
