"""French words as events are found by them: without case, accents, plurals and endings."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

import Stemmer
import yaml

_WORD = re.compile(r"[^\W_]+")
#: Accents, once they are parted from their letters.
_MARKS = re.compile("[\u0300-\u036f]+")
_STEMMER = Stemmer.Stemmer("french", 0)  # `stem` remembers
#: What is left of a word without its ending must be that long to say anything.
_ROOT = 4
#: Words of that many letters or fewer are no plurals.
_SHORT = 3


@lru_cache(maxsize=1)
def _data() -> dict[str, tuple[str, ...]]:
    text = files("bot.events").joinpath("words.yaml").read_text(encoding="utf-8")
    return {key: tuple(words.split()) for key, words in yaml.safe_load(text).items()}


@lru_cache(maxsize=1)
def _stop_words() -> frozenset[str]:
    return frozenset(_data()["stop_words"])


def small_talk() -> tuple[str, ...]:
    """Words of any question, which name nothing."""
    return _data()["small_talk"]


def fold(text: str) -> str:
    """Lower case, no accents: « Écoles » → "ecoles"."""
    if text.isascii():
        return text.lower()
    return _MARKS.sub("", unicodedata.normalize("NFD", text.lower().replace("œ", "oe").replace("æ", "ae")))


def words_of(folded: str) -> list[str]:
    """The words and numbers of a folded text, in their order."""
    return _WORD.findall(folded)


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of a folded word (Snowball's French): « confitures » → "confitur".

    Of a plural, that of its singular: by itself Snowball parts « vélo » and « vélos », « confit » and « confits ».
    """
    return str(_STEMMER.stemWord(_singular(word)))


def _singular(word: str) -> str:
    is_plural = len(word) > _SHORT and word.endswith(("s", "eaux", "eux")) and not word.endswith("ss")
    return word[:-1] if is_plural else word


def telling(words: Iterable[str]) -> list[str]:
    """Those of folded words that say something."""
    stop = _stop_words()
    return [word for word in words if word not in stop]


def content_words(text: str) -> list[str]:
    """The folded words of a text that say something, in their order."""
    return telling(words_of(fold(text)))


def stems(text: str) -> list[str]:
    """Stems of the words of a text that say something, in their order."""
    return [stem(word) for word in content_words(text)]


@lru_cache(maxsize=200_000)
def root(word: str) -> str | None:
    """What a folded word is made from, when it has an ending of trades and works: « soudeurs » → "soud"."""
    endings = [ending for ending in _data()["endings"] if word.endswith(ending) and len(word) - len(ending) >= _ROOT]
    if not endings:
        return None
    made_from = word[: -max(map(len, endings))]
    return made_from[:-1] if made_from.endswith("nn") else made_from  # « savonnerie », « savon »
