"""What is asked for and what is only spoken of: « une usine de thé », « après mon thé »; « soudeuse, je cherche … »."""

from collections.abc import Sequence
from itertools import islice

from intents.model import Span
from intents.scope import is_list
from intents.text import Text, stem
from intents.vocabulary import word_sets

_WORDS = word_sets("scope")
_INTRODUCING, _ARTICLES, _WORKING = (
    frozenset(map(stem, _WORDS[name])) for name in ("introduces", "articles", "working")
)
#: What a clause holds that goes on about something else than a list of trades.
_TALKING = _WORDS["subjects"] | _WORDS["requesting"] | {"y"}
#: Families that a thing may follow: « une visite de rizerie ».
_LEADING = frozenset({"kind", "generic"})
#: A message of so few words is its subject.
_BARE = 8
#: How far before what is done those may stand who do it: « la boîte qui fait », « voir les gens faire ».
_MAKES = 3
#: Who makes things, nobody knows who.
_DOERS = (("on",), ("ils",))
#: How far after a thing what is said of it may stand: « le thé, ça se visite ? ».
_REACH = 4

#: What may head a question; so many words on at most there is a colon.
_HEADINGS, _HEADING = frozenset({"kind", "product", "sector"}), 6
#: … or a thing of a town that is then taken up.
_TOPICAL, _THE = _HEADINGS - {"kind"}, frozenset({"le", "la", "les"})
_AT, _TAKEN_UP = (("a",), ("au",), ("de",), ("du",)), frozenset({"ce", "ca", ","})


def heads(text: Text, thing: Span) -> bool:
    """« fonderie de Brest : reste des places ? » asks of that one, « visites : des places ? » of all.

    « l'acier à Dunkerque, c'est payant ? » does, « l'acier, c'est gratuit ? » does not.
    """
    if thing.first == 1 and thing.family in _TOPICAL and text.fixed[0] in _THE:
        following = text.fixed[thing.last : thing.last + _HEADING]
        return following[:1] in _AT and not _TAKEN_UP.isdisjoint(following)
    is_one = thing.first == 0 and thing.family in _HEADINGS and text.tokens[0].norm[-1:] not in ("s", "x")
    return is_one and ":" in text.fixed[thing.last : thing.last + _HEADING]


def before(text: Text, i: int) -> int:
    """Index of the token before a word and its articles; -1 at the beginning."""
    i -= 1
    while i >= 0 and text.keys[i] in _ARTICLES:
        i -= 1
    return i


def is_subject(text: Text, i: int) -> bool:
    """« un truc sur l'horlogerie », « j'adore les drones »: what is asked for, though no event holds it."""
    introducing = before(text, i)
    if introducing >= 0 and text.tokens[introducing].fixed in _WORDS["making"]:
        said = text.fixed[:introducing]
        where = said[-1:] in _DOERS and "ou" in said  # « où c'est qu'on fait du savon ? »
        return where or "comment" in said or not _WORDS["makers"].isdisjoint(said[-_MAKES:])
    if introducing > 0 and text.tokens[introducing].norm == "chez":
        return text.keys[introducing - 1] not in _WORKING  # not « je travaille chez Airbus »
    if introducing > 0 and text.tokens[introducing].norm == "dans":
        return text.tokens[introducing - 1].fixed in _WORDS["work"]  # « du taf dans la conserve »
    if introducing > 0 and text.tokens[introducing].norm == "a":  # « une usine à bonbons »
        return text.tokens[introducing - 1].fixed in _WORDS["made_by"]
    return introducing >= 0 and text.keys[introducing] in _INTRODUCING


def is_introduced(text: Text, first: int, last: int, asked: Sequence[Span]) -> bool:
    """Whether a thing of every day is asked for; `asked` are the topics that stand before it."""
    if first and text.tokens[first - 1].fixed in _WORDS["owners"]:
        return False
    words = list(islice((i for i, token in enumerate(text.tokens) if token.is_word), _BARE + 1))
    if len(words) <= _BARE and _WORDS["of_oneself"].isdisjoint(text.tokens[i].fixed for i in words):
        return True
    if asked and (is_list(text.fixed[asked[-1].last : first]) or _leads(text, asked[-1], first)):
        return True
    said = {*text.fixed[last : last + _REACH]}
    return is_subject(text, first) or not said.isdisjoint(_WORDS["said_of_things"])


def _leads(text: Text, span: Span, first: int) -> bool:
    return span.family in _LEADING and before(text, first) < span.last <= first


def is_own_trade(text: Text, first: int, last: int) -> bool:
    """« je suis soudeuse », « apprenti maçon », « cariste, je cherche … »: a trade that says who asks."""
    if text.tokens[last - 1].norm[-1:] in ("s", "x"):
        return False
    i = first - 1
    if i >= 0 and text.tokens[i].fixed in ("un", "une"):
        i -= 1
    if i >= 0 and text.tokens[i].fixed in _WORDS["of_trades"]:
        return True
    opens = i < 0 or text.tokens[i].fixed in _WORDS["stops"]
    return opens and i == first - 1 and _goes_on_about_oneself(text, last)


def _goes_on_about_oneself(text: Text, last: int) -> bool:
    """« au chômage », « de métier », or « , je »."""
    following = text.fixed[last : last + 12]
    if following[:1] == (",",):
        return not _TALKING.isdisjoint(following)
    return not _WORDS["states"].isdisjoint(following[:3])
