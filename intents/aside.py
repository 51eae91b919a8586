"""Where a message goes on with what is not asked: « annule mon rappel, je suis malade », « …, pas mes rappels »."""

from collections.abc import Set

from intents.facts import ASKED_FOR, CUE, FOREIGN, PRACTICAL, Phrases, Signals, tokens_stating
from intents.text import Text
from intents.vocabulary import word_sets

_WORDS = word_sets("scope")
#: What people ask of the guide and then give reasons for; what reasons begin with.
_ORDERS = frozenset({"cancel_reminder", "unsubscribe"})
#: How soon such a message comes to it.
_AT_ONCE = 4
#: … and a refusal; and what is refused after « pas ».
_SOON = 2
_REASONS = _WORDS["stops"] | _WORDS["reasons"] | _WORDS["subjects"] | _WORDS["owners"] | {"y"}
#: What the guide keeps for its askers.
_KEPT = frozenset({"reminder", "alert", "calendar"})
#: What a reason may speak of that is not asked, and « pas » too.
_ASIDE = FOREIGN | {PRACTICAL}
BESIDE = _ASIDE | _KEPT
#: What leads to « pas les rappels », and what that may hold besides.
_TURNS = frozenset({",", "et", "mais"})
_DENIED = _WORDS["articles"] | _WORDS["at"] | _WORDS["stops"] | {"s", "se", "il", "te", "vous", "plait", "merci"}


def end_of_request(text: Text, signals: Signals, facts: Set[str], phrases: Phrases) -> int:
    """The token at which « annule mon rappel », or « pas la chimie », goes on with why; 0 when it does not.

    Or « mes alertes » with what is not meant: « pas les rappels ». `facts` has one of `BESIDE`.
    """
    if not _KEPT.isdisjoint(facts) and (end := _end_before_denied(text, facts, phrases)):
        return end
    if _ASIDE.isdisjoint(facts):
        return 0
    end = 0 if FOREIGN.isdisjoint(facts) else _end_of_order(text, phrases)
    return end or _end_of_refusal(text, signals)


def _end_before_denied(text: Text, facts: Set[str], phrases: Phrases) -> int:
    """« à mon agenda, pas de rappel »: of what the guide keeps, something is meant and the last thing is not."""
    i = max(text.where.get("pas", ()), default=0)
    if i < 2 or text.fixed[i - 1] not in _TURNS:
        return 0
    kept = set[int]().union(*(tokens_stating(phrases, notion) for notion in _KEPT & facts))
    denied = range(i + 1, len(text))
    is_last = all(j in kept or text.fixed[j] in _DENIED for j in denied) and not kept.isdisjoint(denied)
    return i - 1 if is_last and min(kept) < i else 0


def _end_of_order(text: Text, phrases: Phrases) -> int:
    """« annule mon rappel, je suis malade »: what belongs to other guides is all in the reason."""
    orders = [
        m.last
        for m in phrases
        if m.first <= _AT_ONCE and any(name in _ORDERS and weight >= CUE for name, weight in m.value)
    ]
    if not orders:
        return 0
    end = next((i for i in range(min(orders), len(text)) if text.fixed[i] in _REASONS), 0)
    strange = set[int]().union(*(tokens_stating(phrases, notion) for notion in FOREIGN))
    return end if end <= min(strange) else 0


def _end_of_refusal(text: Text, signals: Signals) -> int:
    """« pas la chimie, j'ai mal à la tête », said of a list."""
    cues = [s.last for s in signals.spans if s.family == "negation" and s.first <= _SOON]
    if not (cues and signals.has_list):
        return 0
    refused = [s for s in signals.spans if s.family in ASKED_FOR and 0 <= s.first - cues[0] <= _SOON]
    end = refused[0].last if refused else len(text)
    return end if text.fixed[end : end + 1] == (",",) and not _REASONS.isdisjoint(text.fixed[end + 1 : end + 2]) else 0
