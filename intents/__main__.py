"""`python -m intents "samedi soir à Toulon"`: what matched, where, through which rule, and what lost."""

import argparse
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from intents import Gazetteer, Interpreter, Scene
from intents.model import Criteria, Span, Understanding


def main() -> int:
    """Explain each message of the command line, or of standard input when there is none."""
    parser = argparse.ArgumentParser(prog="python -m intents", description=__doc__)
    parser.add_argument("messages", nargs="*")
    parser.add_argument("--now", type=datetime.fromisoformat, default=datetime(2021, 11, 15, 9), metavar="T")
    parser.add_argument("--areas", nargs="*", default=["reg:93"], metavar="CODE", help="places the programme covers")
    parser.add_argument("--communes", type=Path, default=Path("data/communes.csv"))
    options = parser.parse_args()
    week = (datetime(2021, 11, 22).date(), datetime(2021, 11, 28).date())
    scene = Scene(start=week[0], end=week[1], areas=tuple(options.areas))
    try:
        interpreter = Interpreter(Gazetteer.load(options.communes), scene)
    except KeyError as unknown:
        parser.error(f"--areas: {unknown.args[0]}")
    for message in options.messages or map(str.strip, sys.stdin):
        print("\n".join(explain(interpreter, message, options.now)), end="\n\n")
    return 0


def explain(interpreter: Interpreter, message: str, now: datetime) -> Iterable[str]:
    """Lines that say how a message was understood."""
    text, said = interpreter.explain(message, now)
    yield f"« {message} »"
    yield "tokens    " + " ".join(t.norm if t.norm == t.fixed else f"{t.norm}→{t.fixed}" for t in text.tokens)
    yield from (f"  found   {_line(span, message)}" for span in said.spans)
    yield from (f"  lost    {_line(span, message)}" for span in said.lost)
    yield f"intent    {said.intent} ({said.confidence:.2f}); then " + _others(said)
    yield from (f"  because {reason}" for reason in said.why)
    yield from (f"criterion {name}: {value}" for name, value in _asked(said.criteria))
    if said.told.audiences or said.told.places:
        yield f"told      {', '.join((*said.told.audiences, *said.told.places))}"
    if said.levels:
        yield f"levels    {', '.join(said.levels)}"


def _line(span: Span, message: str) -> str:
    return f"{message[span.start : span.end]!r} {span.family} = {span.value} by {span.rule} ({span.score:.2f})"


def _others(said: Understanding) -> str:
    return ", ".join(f"{intent} {score:.2f}" for intent, score in said.others)


def _asked(criteria: Criteria) -> Iterable[tuple[str, object]]:
    asked = criteria.asked()
    return ((name, getattr(criteria, name)) for name in criteria.__struct_fields__ if name in asked)


if __name__ == "__main__":
    sys.exit(main())
