"""How well questions are understood: the labelled sets, read and held halves apart.

python -m benchmarks.quality [--talks PROGRAMME] [--misses SET]
"""

import argparse
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.app import App
from bot.ask import Asker
from bot.replies.phrases import Phrases

_FOLDER = Path(__file__).with_name("labelled")
#: The set whose programme others go with.
_LENDS = "paca-a"
_BORROWERS = {"paca-b", "oos-a"}
#: Intents whose criteria count, and those that list events.
_SEARCHES = frozenset({"search_events", "suggest_class_visit"})
_CARRIERS = _SEARCHES | {"subscribe", "set_profile"}
#: Criteria that are not compared: words may be found in several ways.
_LOOSE = frozenset({"keywords"})

Line = Mapping[str, Any]


def main() -> None:
    """Print a row for each half of each set."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality")
    parser.add_argument("--talks", type=Path, metavar="PROGRAMME", help="the programme that conversations speak of")
    parser.add_argument("--misses", metavar="SET", help="print what is wrong in the read half of a set")
    options = parser.parse_args()
    print("| set | half | questions | intent | criteria | events | event meant |\n|---|---|---|---|---|---|---|")
    for folder in sorted(_FOLDER.glob("*-*/")):
        programme = _programme(folder, options.talks)
        if programme is None or options.misses not in (None, folder.name):
            continue
        lines = [json.loads(line) for line in (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
        answers = _answers(programme, lines)
        for held in (False, True):
            half = [(line, answer) for line, answer in zip(lines, answers, strict=True) if is_held(line) is held]
            print(_row(folder.name, "held" if held else "read", half))
            if options.misses and not held:
                print(*_misses(half), sep="\n")


def is_held(line: Line) -> bool:
    """Whether a line is never read; a conversation is held as a whole."""
    return zlib.crc32(str(line.get("session") or line["id"]).encode()) % 5 < 2


def _programme(folder: Path, talks: Path | None) -> Path | None:
    if folder.name.startswith("talks"):
        return talks
    return _FOLDER / (_LENDS if folder.name in _BORROWERS else folder.name) / "programme.yaml"


def _answers(programme: Path, lines: Iterable[Line]) -> list[Line]:
    asker = Asker(App.build(programme).dialogue, Phrases.load(), datetime(2026, 11, 9, 9))
    return [json.loads(answer) for answer in asker.json(json.dumps(line) for line in lines)]


def _row(name: str, half: str, pairs: list[tuple[Line, Line]]) -> str:
    sums: dict[str, list[float]] = defaultdict(list)
    for line, answer in pairs:
        for key, value in _figures(line, answer):
            sums[key].append(value)
    told = [f"{sum(sums[k]) / len(sums[k]):.3f}" if sums[k] else "–" for k in ("intent", "criteria", "events", "meant")]
    return f"| {name} | {half} | {len(pairs)} | " + " | ".join(told) + " |"


def _figures(line: Line, answer: Line) -> Iterator[tuple[str, float]]:
    yield "intent", float(answer.get("intent") in (line["intent"], *line.get("also", ())))
    if line["intent"] in _CARRIERS:
        yield "criteria", float(not _differences(line, answer))
    if line["intent"] in _SEARCHES:
        yield "events", _f1(line["events"], answer["events"])
    elif line.get("events"):
        yield "meant", float(answer["events"][:1] == line["events"][:1])


def _misses(pairs: list[tuple[Line, Line]]) -> Iterator[str]:
    for line, answer in pairs:
        wrong = [name for name, value in _figures(line, answer) if value < 1]
        if wrong:
            yield f"{line['id']} {line['text']!r}: {', '.join(wrong)}: {answer['intent']} {_differences(line, answer)}"


def _differences(line: Line, answer: Line) -> dict[str, tuple[object, object]]:
    """Criteria that are other than expected: what was understood, and what is meant."""
    expected, found = line.get("criteria", {}), answer.get("criteria", {})
    names = (expected.keys() | found.keys()) - _LOOSE
    return {
        name: (found.get(name), expected.get(name))
        for name in sorted(names)
        if _plain(found.get(name)) != _plain(expected.get(name))
    }


def _plain(value: Any) -> object:
    """A value to compare: order does not count, what touches is one, what says nothing is nothing."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items() if _plain(one) is not None} or None
    if isinstance(value, list):
        if value and isinstance(value[0], dict):
            return _joined(value)
        return sorted(value) or None
    return value or (value if value is False else None)


def _joined(periods: list[dict[str, str | None]]) -> object:
    """« vendredi ou samedi » is also one period of two days."""
    ends = sorted((p["start"] or "", p["end"] or "9999") for p in periods)
    joined = [ends[0]]
    for start, end in ends[1:]:
        last = joined[-1]
        joined[-1:] = [(last[0], max(last[1], end))] if start <= last[1] else [last, (start, end)]
    return joined


def _f1(expected: list[str], found: list[str]) -> float:
    if not expected and not found:
        return 1.0
    return 2 * len(set(expected) & set(found)) / (len(set(expected)) + len(set(found)))


if __name__ == "__main__":
    main()
