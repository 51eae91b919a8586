"""Makes `intents/vocabulary/examples.npz`: what the words of the examples tell of their intents.

python -m tools.make_examples      (needs `scikit-learn`, which the guide itself does not: `make examples`)
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any
from zlib import crc32

import numpy as np

from intents import ABOUT_ONE, Context, Gazetteer, Interpreter, Scene
from intents.classify import Classifier
from intents.examples import WORD, Features, code_of
from intents.facts import Signals
from intents.model import INTENTS
from intents.sums import UNIT
from intents.text import Text

#: First messages, and in `after_list/` what people say once a list was shown.
FOLDER = Path("intents/vocabulary/examples")
MODEL = FOLDER.with_suffix(".npz")
#: Examples speak of all regions; towns are read in those that have nicknames.
_SCENE = Scene(start=date(2021, 11, 22), end=date(2021, 11, 28), areas=("reg:93", "reg:53", "reg:84"))
_NOW = datetime(2021, 11, 15, 9)
#: The larger, the closer to the examples.
_CLOSENESS = 1.0
#: 1: all intents count as much, however few their examples; 0: all examples do.
_EVENNESS = 0.5
#: Weights below that are left out.
_LEAST = 0.04


class Observer(Classifier):
    """Keeps what it saw of the last message."""

    def classify(self, text: Text, signals: Signals) -> list[tuple[str, float]]:
        """All intents, best first."""
        self.seen = self.features(text, signals)
        return super().classify(text, signals)


def main() -> None:
    """Learn and write."""
    found, intents = zip(*_observed(), strict=True)
    codes, weights, bias = _learn(found, intents)
    kept = np.abs(weights).max(axis=1) > _LEAST
    np.savez_compressed(
        MODEL,
        codes=codes[kept],
        weights=_counted(weights[kept], WORD * UNIT, np.int8),
        bias=_counted(bias, UNIT, np.int32),
        stamp=np.uint32(stamp()),
    )
    print(f"{len(found)} messages, {kept.sum()} of {len(kept)} features, {MODEL.stat().st_size // 1000} kB")


def _counted(values: np.ndarray, unit: float, kind: type[np.signedinteger[Any]]) -> np.ndarray:
    """Values as whole numbers of a unit. ValueError when one is too large for its kind."""
    counts = np.round(values / unit)
    if np.abs(counts).max() > np.iinfo(kind).max:
        raise ValueError(f"a weight of {np.abs(values).max():.2f} is no {kind.__name__} of {unit}")
    return counts.astype(kind)


def stamp() -> int:
    """A number that changes with the examples."""
    return crc32(b"".join(path.read_bytes() for path in sorted(FOLDER.rglob("*.txt"))))


def _observed() -> Iterator[tuple[Features, str]]:
    """The features of each example, in several states of the conversation, and its intent."""
    observer, chance = Observer(), Random(5)
    interpreter = Interpreter(Gazetteer.load(Path("data/communes.csv")), _SCENE, classifier=observer)
    for path in sorted(FOLDER.rglob("*.txt")):
        intent, follows = path.stem, path.parent != FOLDER
        for phrase in path.read_text(encoding="utf-8").splitlines():
            for context in _contexts(intent, chance, follows=follows):
                interpreter.understand(phrase, _NOW, context)
                yield observer.seen, intent


def _contexts(intent: str, chance: Random, *, follows: bool) -> list[Context]:
    """Where the conversation may stand when such a message comes; a question about one event mostly names it."""
    if follows:
        event = Context(listed=5, has_search=True, has_event=True, mention=chance.choice([0, 0, 0.3, 0.5]))
        return [event, Context(listed=5, has_search=True, mention=chance.choice([0, 0, 0.2, 0.4]))]
    about_one = intent in ABOUT_ONE
    mention = chance.choice([0, 0.3, 0.7] if about_one else [0, 0, 0.3])
    later = Context(listed=5, has_search=True, has_event=chance.random() < 0.5, mention=mention)
    if about_one:
        return [Context(mention=chance.uniform(0.3, 1)), later, Context(mention=chance.choice([0, 0.2, 0.9]))]
    return [Context(), later, Context(mention=chance.uniform(0, 0.55))]


def _learn(found: Sequence[Features], intents: Sequence[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Codes in order, a row of weights for each, and what is added for each intent."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    codes = np.array(sorted({code_of(name) for each in found for name in each}), dtype=np.uint32)
    rows = np.repeat(np.arange(len(found)), [len(each) for each in found])
    columns = np.searchsorted(codes, np.array([code_of(name) for each in found for name in each], dtype=np.uint32))
    values = np.array([value / WORD for each in found for value in each.values()], dtype=np.float32)
    matrix = csr_matrix((values, (rows, columns)), shape=(len(found), len(codes)))
    usual = len(intents) / len(INTENTS)
    weights = {intent: (usual / count) ** _EVENNESS for intent, count in Counter(intents).items()}
    model = LogisticRegression(C=_CLOSENESS, max_iter=200, class_weight=weights).fit(matrix, list(intents))
    order = [list(model.classes_).index(intent) for intent in INTENTS]
    return codes, model.coef_[order].T, model.intercept_[order]


if __name__ == "__main__":
    main()
