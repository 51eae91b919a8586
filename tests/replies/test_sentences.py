"""All sentences of the guide: « vous », calm, well set, used, and none missing."""

import re
from pathlib import Path

import pytest

from bot.events import vocabularies
from bot.replies.phrases import Phrases
from bot.replies.source import load
from bot.visits.pupils import LEVELS

PHRASES = Phrases.load()
#: Where the code asks for a sentence: a whole key, or one with holes.
_SAID = re.compile(r"""["']((?:[a-z_]+|\{[a-z_.]+\})\.[a-zA-Z_{][\w{}().\[\] -]*)["']""")
#: Classes that put the file's name before each key.
_SHORT = {
    "bot/conversation/one_event/facts.py": "event",
    "bot/conversation/lists/summary.py": "summary",
    "bot/conversation/news/words.py": "news",
    "bot/conversation/class_visits/words.py": "suggest_class_visit",
    "bot/visits/fitting.py": "suggest_class_visit",
}
_INFORMAL = re.compile(r"\b(?:tu|te|toi|ton|ta|tes)\b|\bt'", re.IGNORECASE)


def every_text(key: str) -> list[str]:
    """All variants of a sentence, singular and plural, with their placeholders' names put in."""
    values = {name: name for name in PHRASES.placeholders(key) - {"count"}}
    return [PHRASES.text(key, count=count, turn=turn, **values) for count in (1, 2) for turn in range(3)]


@pytest.mark.parametrize("key", sorted(PHRASES.keys))
def test_a_sentence_is_polite_and_calm(key: str) -> None:
    for text in every_text(key):
        assert not _INFORMAL.search(text), "the guide says « vous »: docs/decisions/0004-vous.md"
        assert "!" not in text
        assert not re.search(r" [:;?!»]|« ", text), "typeset() leaves no ordinary space there"
        assert "’" not in text, "apostrophes are straight: docs/decisions/0004-vous.md"


def code_keys() -> tuple[set[str], list[re.Pattern[str]]]:
    """Keys that the code names, and patterns of those it makes."""
    whole, made = set(), []
    for path in Path("bot").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        named = [match[1] for match in _SAID.finditer(text)]
        if prefix := _SHORT.get(path.as_posix()):
            named += [f"{prefix}.{key}" for key in re.findall(r'"([a-z_]+)"', text)]
            named += [f"{prefix}.{key}" for key in re.findall(r'f"([a-z_]+\{\w+\})"', text)]
        for key in named:
            if "{" in key:
                made.append(re.compile(".*".join(map(re.escape, re.split(r"\{[^}]*\}", key)))))
            else:
                whole.add(key)
    return whole, made


def test_every_sentence_is_said_somewhere() -> None:
    whole, made = code_keys()
    unused = {key for key in PHRASES.keys - whole if not any(pattern.fullmatch(key) for pattern in made)}
    assert unused == set()


@pytest.mark.parametrize(
    ("vocabulary", "slugs"),
    [
        ("kinds", vocabularies.KINDS),
        ("sectors", vocabularies.SECTORS),
        ("themes", vocabularies.THEMES),
        ("audiences", vocabularies.AUDIENCES),
        ("accessibility", vocabularies.ACCESSIBILITY),
        ("status", vocabularies.STATUSES),
        ("levels", tuple(LEVELS)),
    ],
)
def test_every_slug_has_a_label(vocabulary: str, slugs: tuple[str, ...]) -> None:
    assert set(load("labels")[vocabulary]) == set(slugs)
