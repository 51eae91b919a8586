"""Ours and its peers on the same questions, in one process. Prints JSON; run by `.venv-bench`'s Python.

A peer that is not installed has no figures.
"""

import json
import warnings
from collections.abc import Callable
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml

from benchmarks.messages import NOW, questions
from benchmarks.timing import rounds
from benchmarks.understanding import interpreter
from intents.dates import DateReader
from intents.model import INTENTS, Scene
from intents.reader import Reader
from intents.vocabulary import load

_ROUNDS = 4
_ROOT = Path(__file__).parent.parent
_CORPUS, _EXAMPLES = _ROOT / "tests/corpus/intents", _ROOT / "intents/vocabulary/examples"
_ZONES = Path("/usr/share/zoneinfo")
Peer = Callable[[str], Any]


def main() -> None:
    """Measure all, print."""
    warnings.simplefilter("ignore")  # dateparser warns of dates without a year
    print(json.dumps({"dates": _dates(), "intents": _intents()}))


def _dates() -> dict[str, Any]:
    makers: dict[str, Callable[[], Peer]] = {"ours": _our_dates, "Duckling": _duckling, "dateparser": _dateparser}
    return {name: _measured(make) for name, make in makers.items()}


def _intents() -> dict[str, Any]:
    makers: dict[str, Callable[[], Peer]] = {"ours": _our_intent, "TF-IDF + LinearSVC": _linear_svc}
    return {name: _measured(make, accuracy=True) for name, make in makers.items()}


def _measured(make: Callable[[], Peer], *, accuracy: bool = False) -> dict[str, Any] | None:
    """Times of a peer, None when it is not there. With `accuracy`, its share of right intents in the corpus."""
    try:
        peer = make()
    except ImportError:
        return None
    first, again = rounds(peer, questions(), _ROUNDS)
    figures: dict[str, Any] = {"first": asdict(first), "again": asdict(again)}
    if accuracy:
        figures["right"] = _right(peer)
    return figures


def _our_dates() -> Peer:
    """Tokens, spelling undone, then their dates."""
    dates, sms = DateReader(Scene()), load("sms")
    reader = Reader(sms=sms["sms"], abbreviations=sms["abbreviations"], vocabulary=dates.words, known=dates.look_alikes)
    return lambda text: dates.find(reader.read(text), NOW)


def _duckling() -> Peer:
    duckling = import_module("duckling")
    zones = duckling.load_time_zones(str(_ZONES))
    moment = duckling.parse_ref_time(zones, "Europe/Paris", int(NOW.timestamp()))
    locale = duckling.parse_locale("FR", duckling.default_locale_lang(duckling.parse_lang("FR")))
    context = duckling.Context(moment, locale)
    dimensions = duckling.parse_dimensions(["time"])
    return lambda text: duckling.parse(text, context, dimensions, False)


def _dateparser() -> Peer:
    search = import_module("dateparser.search").search_dates
    settings = {"RELATIVE_BASE": NOW, "PREFER_DATES_FROM": "future"}
    return lambda text: search(text, languages=["fr"], settings=settings)


def _our_intent() -> Peer:
    ours = interpreter()
    return lambda text: ours.understand(text, NOW).intent


def _linear_svc() -> Peer:
    """TF-IDF over words and characters and a linear classifier, trained on the examples that ours learns from."""
    text, svm = import_module("sklearn.feature_extraction.text"), import_module("sklearn.svm")
    pipeline = import_module("sklearn.pipeline")
    words = text.TfidfVectorizer(strip_accents="unicode", ngram_range=(1, 2))
    characters = text.TfidfVectorizer(strip_accents="unicode", analyzer="char_wb", ngram_range=(2, 5))
    model = pipeline.make_pipeline(pipeline.make_union(words, characters), svm.LinearSVC())
    examples = [(phrase, intent) for intent in INTENTS for phrase in _examples(intent)]
    model.fit(*zip(*examples, strict=True))
    return lambda message: model.predict([message])[0]


def _examples(intent: str) -> list[str]:
    paths = _EXAMPLES.rglob(f"{intent}.txt")
    return [phrase for path in paths for phrase in path.read_text(encoding="utf-8").splitlines()]


def _right(peer: Peer) -> float:
    """The share of the corpus's messages, those that need no conversation, whose intent a peer finds."""
    corpus = [(phrase, intent) for intent in INTENTS for phrase in _messages(intent)]
    right = [phrase for phrase, intent in corpus if peer(phrase) == intent]
    return len(right) / len(corpus)


def _messages(intent: str) -> list[str]:
    parts: dict[str, list[str]] = yaml.safe_load((_CORPUS / f"{intent}.yaml").read_text(encoding="utf-8"))
    return parts.get("alone", [])


if __name__ == "__main__":
    main()
