"""How well questions are understood: the labelled sets, read and held halves apart.

python -m benchmarks.quality [SET…] [--other PROGRAMME] [--misses]
"""

import argparse
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.app import App
from bot.ask import Asker
from bot.replies.phrases import Phrases

_FOLDER = Path(__file__).with_name("labelled")
#: The sets that go with the programme of another. Dates and what is out of scope go with any.
_LENT = {
    "paca-a": (
        *("paca-b", "paca-c", "paca-f", "paca-m", "paca-n", "paca-q", "talks-c"),
        *("oos-a", "oos-b", "oos-c", "oos-d", "oos-e"),
        *("dates-a", "dates-b", "dates-c", "dates-d", "dates-e", "dates-f", "dates-g"),
    ),
    "paca-g": ("paca-i", "paca-l", "paca-v", "paca-x", "paca-za"),
    "paca-j": ("paca-t", "paca-u", "paca-z", "talks-h"),
    "paca-k": ("paca-r", "paca-w", "paca-y", "talks-f"),
    "paca-o": ("paca-p", "paca-s"),
    "bre-c": ("bre-d", "bre-e", "bre-g", "bre-i", "bre-j", "bre-l"),
    "bre-a": ("bre-b", "bre-f", "bre-h", "bre-k", "talks-i"),
    "ara-a": ("ara-b", "ara-d", "ara-e", "ara-h"),
    "ara-c": ("ara-f", "ara-g", "talks-j"),
}
_LENDER = {borrower: lender for lender, borrowers in _LENT.items() for borrower in borrowers}
#: Intents whose criteria count, and those that list events.
_SEARCHES = frozenset({"search_events", "suggest_class_visit"})
_CARRIERS = _SEARCHES | {"subscribe", "unsubscribe", "set_profile"}
#: Criteria that are not compared: words may be found in several ways.
_LOOSE = frozenset({"keywords"})
_COLUMNS = {
    "intent": "intent",
    "criteria": "criteria",
    "events": "events",
    "meant": "event meant",
    "placeless": "no place",
    "days": "days",
    "exact": "to the minute",
}

#: How the sets about anything else are called.
_ANYTHING = "oos"
#: An end that never comes.
_OPEN = "9999"

Line = Mapping[str, Any]


def main() -> None:
    """Print a row for each half of each set."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality")
    parser.add_argument(
        "sets", nargs="*", metavar="SET", help="a folder of benchmarks/labelled; all when none is named"
    )
    parser.add_argument(
        "--other", type=Path, metavar="PROGRAMME", help="the programme of the sets that are about none here"
    )
    parser.add_argument("--misses", action="store_true", help="print what is wrong in the halves that may be read")
    options = parser.parse_args()
    print("| set | half | lines |", " | ".join(_COLUMNS.values()), "|\n|" + "---|" * (3 + len(_COLUMNS)))
    for folder in sorted(_FOLDER.glob("*-*/")):
        programme = _programme(folder, options.other)
        if programme is None or (options.sets and folder.name not in options.sets):
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


def _programme(folder: Path, other: Path | None) -> Path | None:
    file = _FOLDER / _LENDER.get(folder.name, folder.name) / "programme.yaml"
    return file if file.exists() else other


def _answers(programme: Path, lines: Iterable[Line]) -> list[Line]:
    asker = Asker(App.build(programme).dialogue, Phrases.load(), datetime(2026, 11, 9, 9))
    return [json.loads(answer) for answer in asker.json(json.dumps(line) for line in lines)]


def _row(name: str, half: str, pairs: list[tuple[Line, Line]]) -> str:
    sums: dict[str, list[float]] = defaultdict(list)
    for line, answer in pairs:
        for key, value in _figures(line, answer):
            sums[key].append(value)
    if not name.startswith(_ANYTHING):  # elsewhere, who asks for the weather may well name a town
        sums.pop("placeless", None)
    told = [f"{sum(sums[key]) / len(sums[key]):.3f}" if sums[key] else "–" for key in _COLUMNS]
    return f"| {name} | {half} | {len(pairs)} | " + " | ".join(told) + " |"


def _figures(line: Line, answer: Line) -> Iterator[tuple[str, float]]:
    if "intent" not in line:  # an expression, that is a date or none
        expected, found = (_plain(one.get("periods")) for one in (_expected(line), answer["criteria"]))
        if "periods" not in line:
            expected, found = _ends(expected), _ends(found)
        yield "exact", float(expected == found if "periods" not in line else not _differences(line, answer))
        yield "days", float(_days(expected) == _days(found))
        return
    yield "intent", float(answer.get("intent") in (line["intent"], *line.get("also", ())))
    if line["intent"] in _CARRIERS:
        yield "criteria", float(not _differences(line, answer))
    if line["intent"] in _SEARCHES:
        yield "events", _f1(line["events"], answer["events"])
    elif line.get("events"):
        yield "meant", float(answer["events"][:1] == line["events"][:1])
    elif line["intent"] == "out_of_scope":
        yield "placeless", float(not answer["criteria"]["places"])


def _misses(pairs: list[tuple[Line, Line]]) -> Iterator[str]:
    for line, answer in pairs:
        wrong = [name for name, value in _figures(line, answer) if value < 1]
        if wrong:
            yield f"{line['id']} {line['text']!r}: {', '.join(wrong)}: {answer['intent']} {_differences(line, answer)}"


def _differences(line: Line, answer: Line) -> dict[str, tuple[object, object]]:
    """Criteria that are other than expected: what was understood, and what is meant."""
    expected, found = _expected(line), answer.get("criteria", {})
    names = {"periods", "hours"} if "intent" not in line else (expected.keys() | found.keys()) - _LOOSE
    same = {name: (_plain(found.get(name)), _plain(expected.get(name))) for name in sorted(names)}
    return {name: (found.get(name), expected.get(name)) for name, (got, meant) in same.items() if got != meant}


def _expected(line: Line) -> Mapping[str, Any]:
    if "intent" in line:
        expected: Mapping[str, Any] = line.get("criteria", {})
        return {**expected, "near": True} if expected.get("radius_km") else expected
    whole = {"start": line.get("start"), "end": line.get("end")}
    return {"periods": line.get("periods") or ([whole] if any(whole.values()) else []), "hours": line.get("hours")}


def _ends(periods: Any) -> list[tuple[str, str]]:
    """The first and the last moment, as one period: some labels say no more."""
    return [(periods[0][0], max(end for _, end in periods))] if periods else []


def _days(periods: Any) -> list[tuple[str, str]]:
    """The first and the last day of each period."""
    return [(start[:10], _last_day(end)) for start, end in periods or ()]


def _last_day(end: str) -> str:
    return end if end == _OPEN else (datetime.fromisoformat(end) - timedelta(minutes=1)).date().isoformat()


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
    ends = sorted((p["start"] or "", p["end"] or _OPEN) for p in periods)
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
