"""What one would do oneself: « tester la réalité virtuelle », « j'aimerais bien tourner un bol »."""

from collections.abc import Iterable

from intents.model import TOPICS, Span
from intents.text import Opening, Text, stem
from intents.vocabulary import word_sets

_WORDS = word_sets("scope")
_WISHES: set[Opening] = set(map(stem, _WORDS["wishes"]))
#: What may stand between a wish and the verb; and before a verb that opens the message.
_AFTER_WISHES, _GREETING = _WORDS["after_wishes"], _WORDS["greetings"] | _WORDS["stops"]
_INFINITIVE = ("er", "ir", "oir", "dre", "ire", "tre")
#: What stands before a thing that one does something to; more after a wish: « métier à tisser » opens with no verb.
_OF_THINGS = _WORDS["done_to"]
_OF_WISHES = _OF_THINGS | _WORDS["done_to_if_wished"]
#: Readings of words that are verbs too.
_TOPICS = TOPICS | {"wish"}


def deed(text: Text, spans: Iterable[Span]) -> int | None:
    """The token of the verb that says what one would do, when what it is done to follows; None where none does.

    It opens the message, or follows a wish. `spans` are the message's readings.
    """
    verb = next((i for i in _verbs(text) if _is_done(text, i)), None)
    is_else = verb is not None and any(s.first <= verb < s.last and s.family not in _TOPICS for s in spans)
    return None if is_else else verb


def _verbs(text: Text) -> Iterable[int]:
    """Where verbs may stand, after each wish and at the beginning."""
    for wish in text.places(_WISHES):
        yield _past(text, wish + 1, _AFTER_WISHES)
    yield _past(text, 0, _GREETING)


def _past(text: Text, i: int, words: frozenset[str]) -> int:
    while i < len(text) and text.fixed[i] in words:
        i += 1
    return i


def _is_done(text: Text, i: int) -> bool:
    if i + 1 >= len(text) or not text.norms[i].endswith(_INFINITIVE) or text.norms[i] in _WORDS["no_deeds"]:
        return False
    is_wished = i > 0 and text.fixed[i - 1] not in _GREETING
    return text.fixed[i + 1] in (_OF_WISHES if is_wished else _OF_THINGS)
