"""What people type, as it is read and shared."""

from pathlib import Path

import pytest
import yaml

from intents import Gazetteer, Interpreter, Scene
from intents.documents import DocumentReader
from intents.text import fold
from intents.vocabulary import common_words, load, no_things, other_words, proper_names

_ROOT = Path(__file__).parents[2]
_FOLDER = _ROOT / "intents/vocabulary"


def test_readers_change_nothing_of_what_they_share() -> None:
    Interpreter(Gazetteer.load(_ROOT / "data/communes.csv"), Scene(areas=("reg:93",)))
    DocumentReader()
    for path in _FOLDER.rglob("*.yaml"):
        name = path.relative_to(_FOLDER).with_suffix("").as_posix()
        assert load(name) == load.__wrapped__(name), name


def test_lists_of_words_hold_nothing_else() -> None:
    for words in (common_words(), other_words(), no_things(), proper_names()):
        assert len(words) > 1000
        assert not [word for word in words if not word.isalpha() or word != fold(word)]


def test_what_is_written_is_what_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = "words: [on, no, true]\ncounts: {1: one, '20:30': 2.5}\nnested:\n  - a: [b, {c: ~}]\n"
    (tmp_path / "sample.yaml").write_text(written, encoding="utf-8")
    (tmp_path / "twice.yaml").write_text("outer:\n  key: 1\n  key: 2\n", encoding="utf-8")
    monkeypatch.setattr("intents.vocabulary.FOLDER", tmp_path)
    read = load.__wrapped__("sample")
    assert read == {
        "words": ["on", "no", True],
        "counts": {1: "one", "20:30": 2.5},
        "nested": [{"a": ["b", {"c": None}]}],
    }
    with pytest.raises(yaml.YAMLError, match="repeated key 'key'"):
        load.__wrapped__("twice")
