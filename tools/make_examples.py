"""Makes `intents/vocabulary/examples.npz`: what the words of the examples tell of their intents.

python -m tools.make_examples      (needs `scikit-learn`, which the guide itself does not: `make examples`)
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from zlib import crc32

import numpy as np

from intents import Gazetteer, Interpreter, Scene
from intents.examples import Feature, features
from intents.model import INTENTS

FOLDER = Path("intents/vocabulary/examples")
MODEL = FOLDER.with_suffix(".npz")
#: Examples speak of all regions; towns are read in those that have nicknames.
_SCENE = Scene(start=date(2021, 11, 22), end=date(2021, 11, 28), areas=("reg:93", "reg:53", "reg:84"))
_NOW = datetime(2021, 11, 15, 9)
#: The larger, the closer to the examples.
_CLOSENESS = 1.0
#: Weights below that are left out.
_LEAST = 0.04


def main() -> None:
    """Learn and write."""
    read = [(features(text, said.spans), intent) for text, said, intent in _understood()]
    codes, weights, bias = _learn([found for found, _ in read], [intent for _, intent in read])
    unit = float(np.abs(weights).max()) / 127
    kept = np.abs(weights).max(axis=1) > _LEAST
    np.savez_compressed(
        MODEL,
        codes=codes[kept],
        weights=np.round(weights[kept] / unit).astype(np.int8),
        unit=np.float32(unit),
        bias=bias.astype(np.float32),
        stamp=np.uint32(stamp()),
    )
    print(f"{len(read)} examples, {kept.sum()} of {len(kept)} features, {MODEL.stat().st_size // 1000} kB")


def stamp() -> int:
    """A number that changes with the examples."""
    return crc32(b"".join(path.read_bytes() for path in sorted(FOLDER.glob("*.txt"))))


def _understood() -> Iterator[tuple]:
    interpreter = Interpreter(Gazetteer.load(Path("data/communes.csv")), _SCENE)
    for intent in INTENTS:
        for phrase in (FOLDER / f"{intent}.txt").read_text(encoding="utf-8").splitlines():
            yield *interpreter.explain(phrase, _NOW), intent


def _learn(found: Sequence[Sequence[Feature]], intents: Sequence[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Codes in order, a row of weights for each, and what is added for each intent."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    codes = np.array(sorted({feature.code for each in found for feature in each}), dtype=np.uint32)
    rows = np.repeat(np.arange(len(found)), [len(each) for each in found])
    columns = np.searchsorted(codes, np.array([f.code for each in found for f in each], dtype=np.uint32))
    values = np.array([f.value for each in found for f in each], dtype=np.float32)
    matrix = csr_matrix((values, (rows, columns)), shape=(len(found), len(codes)))
    model = LogisticRegression(C=_CLOSENESS, max_iter=300, class_weight="balanced").fit(matrix, list(intents))
    order = [list(model.classes_).index(intent) for intent in INTENTS]
    return codes, model.coef_[order].T, model.intercept_[order]


if __name__ == "__main__":
    main()
