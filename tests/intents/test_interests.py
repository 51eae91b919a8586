"""What people say of kinds, sectors, themes, people and conditions, one phrase at a time."""

from collections import defaultdict
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

from intents.homophones import Homophones
from intents.interests import InterestReader
from intents.model import Span
from intents.reader import Reader
from intents.scope import by_family, negated, settle
from intents.text import Text
from intents.vocabulary import load

_CORPUS = Path(__file__).parent.parent / "corpus"
_GROUPS: list[dict[str, Any]] = [
    group
    for name in ("interests", "people")
    for group in yaml.safe_load((_CORPUS / f"{name}.yaml").read_text(encoding="utf-8"))
]
_PHRASES = [(phrase, group["says"]) for group in _GROUPS for phrase in group["phrases"]]
#: Families that say nothing by themselves.
_SILENT = {"none", "generic", "negation", "correction"}


@pytest.fixture(scope="module")
def interests() -> InterestReader:
    return InterestReader()


@pytest.fixture(scope="module")
def reader(interests: InterestReader) -> Reader:
    sms = load("sms")
    common = files("intents").joinpath("vocabulary/common_words.txt").read_text(encoding="utf-8").split()
    return Reader(
        sms=sms["sms"],
        abbreviations=sms["abbreviations"],
        vocabulary=interests.words,
        wider=interests.things,
        known=interests.known.union(common),
        mend=Homophones(sms["homophones"]).heard,
    )


def _values(text: Text, span: Span) -> list[Any]:
    if span.family == "audience":
        return [f"{span.value.role} {slug}" for slug in span.value.slugs]
    if span.family == "product":
        return [text.typed(span.first, span.last)]
    return list(span.value) if isinstance(span.value, tuple) else [span.value]


def _said(text: Text, interests: InterestReader) -> dict[str, Any]:
    """What stands of a message: values by family, in order."""
    spans, _ = settle([interests.find(text)])
    out = negated(text, spans, by_family(spans))
    said: dict[str, Any] = defaultdict(list)
    without: dict[str, Any] = defaultdict(list)
    for i, span in enumerate(spans):
        if span.family not in _SILENT:
            values = without if i in out else said
            values[span.family] += [v for v in _values(text, span) if v not in values[span.family]]
    return {**said, **({"without": dict(without)} if without else {})}


def _sorted(said: dict[str, Any]) -> dict[str, Any]:
    return {key: _sorted(value) if isinstance(value, dict) else sorted(value) for key, value in said.items()}


@pytest.mark.parametrize(("phrase", "says"), _PHRASES, ids=[phrase for phrase, _ in _PHRASES])
def test_phrase(phrase: str, says: dict[str, Any], interests: InterestReader, reader: Reader) -> None:
    assert _sorted(_said(reader.read(phrase), interests)) == _sorted(says)
