"""What an event is and what it is about, told by all its texts together."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from intents.documents.passages import TAGS, TEXT, TITLE, Hit, Mention
from intents.topics import HIRING

#: What words weigh by where they stand, and the weight at which they are sure.
_WEIGHTS = {TITLE: 3, TAGS: 2, TEXT: 1}
_SURE = 2
#: A long text that speaks of more fields than that is about none: they are those of customers.
_MOST_OF_A_TEXT = 3
#: Ways to hold an event that say less than any other: « rencontre : job dating de l'industrie ».
_VAGUE = frozenset({"rencontre", "atelier", "immersion"})


def kinds(found: Sequence[Hit]) -> Iterator[Mention]:
    """The kind that the title names; without one, that key words or the text name alone."""
    named = [hit for hit in found if hit.family == "kind"]
    for where in (TITLE, TAGS):
        if here := [hit for hit in named if hit.where == where]:
            telling = [hit for hit in here if _kind(hit) not in _VAGUE] or here
            others = {_kind(hit) for hit in telling}
            yield Mention("kind", _kind(telling[0]), telling[0].words, where == TITLE or len(others) == 1)
            return
    of_text = [hit for hit in named if hit.where == TEXT]
    often = Counter(map(_kind, of_text))
    of_text = [hit for hit in of_text if _kind(hit) not in _VAGUE or len(hit.keys) > 1 or often[_kind(hit)] > 1]
    if of_text:
        others = {_kind(hit) for hit in of_text}
        is_sure = len(others) == 1 and of_text[0].value != HIRING
        yield Mention("kind", _kind(of_text[0]), of_text[0].words, is_sure)


def _kind(hit: Hit) -> str:
    """« Qui recrute » asks for two kinds; an event that recruits is the second."""
    return str(hit.value[-1] if hit.value == HIRING else hit.value[0])


def sectors(found: Sequence[Hit]) -> Iterator[Mention]:
    """Fields of industry. What is made weighs less than a field's own names: long texts name much of it."""
    named = [hit for hit in found if hit.family in ("sector", "product")]
    weights, said = defaultdict[str, int](int), defaultdict[str, list[Hit]](list)
    for hit in named:
        weight = _WEIGHTS.get(hit.where, 0) - (hit.family == "product" and (hit.where != TEXT or len(hit.value) > 1))
        for slug in hit.value:
            weights[slug] += weight
            said[slug].append(hit)
    stated = {slug for hit in named if hit.where != TEXT for slug in hit.value}
    proper = dict.fromkeys(slug for hit in named if hit.family == "sector" for slug in hit.value)  # in their order
    yield from _weighed("sectors", weights, said, stated, proper)


def themes(found: Sequence[Hit]) -> Iterator[Mention]:
    """What is spoken of across sectors; it is not worth a person's time when it is not sure."""
    weights, said = defaultdict[str, int](int), defaultdict[str, list[Hit]](list)
    for hit in found:
        if hit.family in ("theme", "interest"):
            for slug in hit.value:
                weights[slug] += _WEIGHTS.get(hit.where, 0)
                said[slug].append(hit)
    stated = {slug for hit in found if hit.where != TEXT and hit.family in ("theme", "interest") for slug in hit.value}
    yield from (mention for mention in _weighed("themes", weights, said, stated, set(weights)) if mention.is_sure)


def _weighed(
    field: str,
    weights: Mapping[str, int],
    said: Mapping[str, Sequence[Hit]],
    stated: Collection[str],
    proper: Collection[str],
) -> Iterator[Mention]:
    """What weighs enough; when nothing does, what is called by a name of its own, as a doubt.

    `stated` stand in the title or among the key words. When a text alone names many, they are customers' and none
    counts.
    """
    heavy = [slug for slug, weight in weights.items() if weight >= _SURE]
    of_text = [slug for slug in heavy if slug not in stated and slug in proper]
    sure = [slug for slug in heavy if slug in stated or (slug in of_text and len(of_text) <= _MOST_OF_A_TEXT)]
    for slug in sure or proper:
        words = dict.fromkeys(hit.words for hit in said[slug][:2])
        yield Mention(field, slug, " … ".join(words), slug in sure)
