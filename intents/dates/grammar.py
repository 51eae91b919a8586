"""Applies rules to a message, in order: each rewrites what it matches into one symbol for what it made."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise, repeat

from intents.dates.lexicon import STOP, Symbol
from intents.dates.pattern import ANY
from intents.dates.rule import Moment, Rule, Value

#: A message of more symbols is read stretch by stretch, since each rule looks at all of what it is given: no expression
#: goes over a stop, but in messages as short as « à 14 h. Merci ! ».
_WHOLE = 40

#: No word of any rule: a message goes on.
_GOES_ON = Symbol("…", "…", 0, 0)


@dataclass(slots=True)
class Reading:
    """A message while rules are applied to it."""

    symbols: list[Symbol]
    #: What rules made, and which; symbols "@D3" point into it.
    made: list[Value] = field(default_factory=list)
    by: list[str] = field(default_factory=list)
    #: The kinds of the symbols, …
    kinds: frozenset[str] = frozenset()
    #: … and what may begin an expression: the kinds of two neighbours, or one and `ANY`.
    openings: frozenset[tuple[str, str]] = frozenset()
    _text: str = ""

    def __post_init__(self) -> None:
        self._join()

    def _join(self) -> None:
        self._text = "".join([f" {s.text}" for s in self.symbols]) + " "
        kinds = [s.kind for s in self.symbols]
        self.kinds = frozenset(kinds)
        self.openings = frozenset(chain(pairwise(kinds), zip(kinds, repeat(ANY), strict=False)))

    def apply(self, rule: Rule, moment: Moment) -> bool:
        """Apply a rule for as long as it matches what it made; False when it never did."""
        made = len(self.made)
        while _may_match(rule, self.kinds) and self._rewrite(rule, moment):
            pass
        return len(self.made) > made

    def _rewrite(self, rule: Rule, moment: Moment) -> bool:
        """Put one symbol for each match; False when there was none."""
        out: list[Symbol] = []
        kept = index = offset = 0
        for match in rule.pattern.regex.finditer(self._text):
            value = rule.produce(moment, *rule.captured(match.groups(), self.made))
            if value is None or match.end() == match.start():
                continue
            start = self._text.rindex(" ", 0, match.start(1)) if rule.after else match.start()
            index += self._text.count(" ", offset, start)
            end = index + self._text.count(" ", start, match.end())
            offset = match.end()
            out += self.symbols[kept:index]
            name = f"@{value.letter}"
            out.append(Symbol(f"{name}{len(self.made)}", name, self.symbols[index].first, self.symbols[end - 1].last))
            self.made.append(value)
            self.by.append(rule.name)
            kept = index = end
        if not kept:
            return False
        self.symbols = out + self.symbols[kept:]
        self._join()
        return True

    def values(self) -> list[tuple[Symbol, Value, str]]:
        """What is left at the end, with the rule that made it."""
        places = [(s, int(s.text[2:])) for s in self.symbols if s.text[0] == "@" and s.text != "@"]
        return [(s, self.made[place], self.by[place]) for s, place in places]


def _may_match(rule: Rule, kinds: frozenset[str]) -> bool:
    """The message has what the rule cannot do without."""
    for need in rule.pattern.needs:  # noqa: SIM110 - runs for each rule and message; a generator costs twice as much
        if kinds.isdisjoint(need):
            return False
    return True


def _stretches(symbols: list[Symbol]) -> Iterator[list[Symbol]]:
    """A message cut at its stops.

    Each stretch keeps those around it, and a word after the last, so as not to seem to begin or end the message.
    """
    edges = dict.fromkeys([0, *(i for i, symbol in enumerate(symbols) if symbol.text == STOP), len(symbols) - 1])
    for first, last in pairwise(edges):
        ends = last + 1 == len(symbols)
        yield symbols[first : last + 1] if ends else [*symbols[first : last + 1], _GOES_ON]


class Grammar:
    """Rules in the order in which they are applied, and which of them a message may need at all."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        #: Rules by how they may begin.
        self._by_opening: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place, rule in enumerate(rules):
            for opening in rule.pattern.openings:
                self._by_opening[opening].append(place)

    def read(self, symbols: list[Symbol], moment: Moment) -> list[tuple[Symbol, Value, str]]:
        """What the rules make of a message: where it stands, the value, the last rule that made it."""
        stretches = [symbols] if len(symbols) <= _WHOLE else _stretches(symbols)
        return [made for stretch in stretches for made in self._applied(stretch, moment).values()]

    def _applied(self, symbols: list[Symbol], moment: Moment) -> Reading:
        reading = Reading(symbols)
        places = sorted(self._begun(reading.openings))
        while places:
            place, *places = places
            before = reading.openings
            if reading.apply(self._rules[place], moment):  # what was made may begin other expressions
                begun = self._begun(reading.openings - before)
                places = sorted({*places, *(later for later in begun if later > place)})
        return reading

    def _begun(self, openings: Iterable[tuple[str, str]]) -> set[int]:
        """The places of the rules that these may begin."""
        return set(chain.from_iterable([self._by_opening.get(opening, ()) for opening in openings]))
