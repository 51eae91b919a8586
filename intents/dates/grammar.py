"""Applies rules to a message, in order: each rewrites what it matches into one symbol for what it made."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from intents.dates.lexicon import STOP, Row
from intents.dates.pattern import ANY, Kinds
from intents.dates.rule import Moment, Rule, Value

#: A message of more symbols is read stretch by stretch, since each rule looks at all of what it is given: no expression
#: goes over a stop, but in messages as short as « à 14 h. Merci ! ».
_WHOLE = 40
#: In so few symbols nothing stands far from what a rule needs beside it.
_NEAR = 20
#: Of what stands at more places than that, what is near each is not looked at.
_SEVERAL = 12

#: No word of any rule: a message goes on.
_GOES_ON = "…"


class Found(NamedTuple):
    """What stands in a message (token indices, half-open), and the last rule that made it."""

    first: int
    last: int
    value: Value
    rule: str


@dataclass(slots=True)
class Reading:
    """A message while rules are applied to it."""

    row: Row
    #: Its symbols, each after a space.
    text: str = field(init=False)
    #: What rules made, and which; symbols "@D3" point into it.
    made: list[Value] = field(default_factory=list)
    by: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.text = f" {' '.join(self.row.texts)} "

    def apply(self, rule: Rule, moment: Moment) -> list[int]:
        """Put one symbol for each match of a rule; where they stand."""
        text = self.text
        made: list[int] = []
        at = offset = 0
        for match in rule.pattern.regex.finditer(text):
            value = rule.produce(moment, *rule.captured(match.groups(), self.made))
            if value is None:
                continue
            start = text.rindex(" ", 0, match.start(1)) if rule.after else match.start()
            at += text.count(" ", offset, start)
            offset = match.end()
            kind = f"@{value.letter}"
            self.row.put(f"{kind}{len(self.made)}", kind, at, at + text.count(" ", start, offset))
            self.made.append(value)
            self.by.append(rule.name)
            made.append(at)
            at += 1
        if made:
            self.text = f" {' '.join(self.row.texts)} "
        return made

    def values(self) -> list[Found]:
        """What is left at the end."""
        if not self.made:
            return []
        left = [(at, int(text[2:])) for text, at in zip(self.row.texts, self.row.places, strict=True) if _is_made(text)]
        return [Found(*at, self.made[place], self.by[place]) for at, place in left]


def _is_made(text: str) -> bool:
    """A symbol for what a rule made."""
    return text[0] == "@" and text != "@"


def _stretches(row: Row) -> Iterator[Row]:
    """A message cut at its stops.

    Each stretch keeps those around it, and a word after the last, so as not to seem to begin or end the message.
    """
    edges = dict.fromkeys([0, *(i for i, text in enumerate(row.texts) if text == STOP), len(row) - 1])
    for first, last in pairwise(edges):
        part = row.part(first, last + 1)
        if last + 1 < len(row):
            part.add(_GOES_ON, _GOES_ON, 0, 0)
        yield part


class Grammar:
    """Rules in the order in which they are applied, and which of them a message may need at all."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        #: Each rule needs one of these, or what others make: without any of them a message says nothing.
        self.telling: Kinds = frozenset[str]().union(*(rule.pattern.needs[0] for rule in rules))
        #: Places of rules by the two kinds that may begin them; those that one kind begins stand beside any other too.
        self._by_opening: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for place, rule in enumerate(rules):
            for kind, following in rule.pattern.openings:
                self._by_opening[kind][following].append(place)
        for begun in self._by_opening.values():
            whatever = begun[ANY]
            begun.update({following: [*places, *whatever] for following, places in begun.items() if following != ANY})

    def read(self, row: Row, moment: Moment) -> list[Found]:
        """What the rules make of a message."""
        if len(row) <= _WHOLE:
            return self._applied(row, moment)
        return [found for stretch in _stretches(row) for found in self._applied(stretch, moment)]

    def _applied(self, row: Row, moment: Moment) -> list[Found]:
        if self.telling.isdisjoint(row.kinds):
            return []
        reading, once = Reading(row), set(row.kinds)
        places = sorted(self._begun([*row.kinds, ANY], range(len(row))), reverse=True)
        while places:
            place = places.pop()
            rule = self._rules[place]
            if rule.may_match(row.kinds, once) and (made := reading.apply(rule, moment)):
                # It may match again, and what was made may begin other expressions.
                kinds = [*row.kinds, ANY]
                begun = self._begun(kinds, {i for at in made for i in (max(at - 1, 0), at)})
                places = sorted({place, *places, *[later for later in begun if later > place]}, reverse=True)
                once = set(kinds)
        return reading.values()

    def _begun(self, kinds: Sequence[str], firsts: Iterable[int]) -> set[int]:
        """The places of the rules that some symbols may begin, each with the one after it or alone."""
        if len(kinds) > _NEAR:
            return self._begun_near(kinds, firsts)
        places: set[int] = set()
        for i in firsts:
            if begun := self._by_opening.get(kinds[i]):
                places.update(begun.get(kinds[i + 1], begun[ANY]))
        return places

    def _begun_near(self, kinds: Sequence[str], firsts: Iterable[int]) -> set[int]:
        """The same, less the rules of which something else that they need stands nowhere near."""
        places: set[int] = set()
        standing: dict[tuple[str, str], list[int]] = defaultdict(list)
        for i in firsts:
            if kinds[i] in self._by_opening:
                standing[kinds[i], kinds[i + 1]].append(i)
        for (kind, following), at in standing.items():
            begun = self._by_opening[kind]
            may_be = begun.get(following, begun[ANY])
            if len(at) <= _SEVERAL:
                may_be = [n for n in may_be if n not in places and self._rules[n].may_begin(kinds, at)]
            places.update(may_be)
        return places
