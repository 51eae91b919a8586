"""What people type, as it is read and shared."""

from pathlib import Path

from intents import Gazetteer, Interpreter, Scene
from intents.documents import DocumentReader
from intents.vocabulary import load

_ROOT = Path(__file__).parents[2]
_FOLDER = _ROOT / "intents/vocabulary"


def test_readers_change_nothing_of_what_they_share() -> None:
    Interpreter(Gazetteer.load(_ROOT / "data/communes.csv"), Scene(areas=("reg:93",)))
    DocumentReader()
    for path in _FOLDER.rglob("*.yaml"):
        name = path.relative_to(_FOLDER).with_suffix("").as_posix()
        assert load(name) == load.__wrapped__(name), name
