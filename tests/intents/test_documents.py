"""What organisers write, and what must be read in it."""

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml

from intents.documents import DocumentReader, Mention

_CORPUS = Path(__file__).parent.parent / "corpus" / "documents.yaml"
_TEXTS: list[dict[str, Any]] = yaml.safe_load(_CORPUS.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def reader() -> DocumentReader:
    return DocumentReader()


def shown(mention: Mention) -> Any:
    if mention.field == "hours":
        return "-".join(f"{moment:%H:%M}" for moment in mention.value)
    return str(mention.value) if mention.field == "length" else mention.value


@pytest.mark.parametrize("text", _TEXTS, ids=lambda text: text["title"])
def test_what_is_read(reader: DocumentReader, text: dict[str, Any]) -> None:
    passages = {name: text.get(name, "") for name in ("title", "tags", "note", "text")}
    found: dict[bool, dict[str, list[Any]]] = {True: defaultdict(list), False: defaultdict(list)}
    for mention in reader.mentions(**passages):
        found[mention.is_sure][mention.field].append(shown(mention))
    assert {"says": found[True], "perhaps": found[False]} == {
        "says": text.get("says", {}),
        "perhaps": text.get("perhaps", {}),
    }


def test_each_fact_has_its_words(reader: DocumentReader) -> None:
    text = "Prévoir une pièce d’identité. Visite de l’usine dès\u00a012 ans."
    told = {mention.field: mention.words for mention in reader.mentions(title="Usine", text=text)}
    assert told == {
        "kind": "Visite de l’usine",
        "conditions.id_required": "Prévoir une pièce d’identité",
        "conditions.min_age": "dès\u00a012 ans",
    }
