"""Applies rules to a message, in order: each rewrites what it matches into one symbol for what it made."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from intents.dates.lexicon import Symbol
from intents.dates.rule import Moment, Rule, Value


@dataclass(slots=True)
class Reading:
    """A message while rules are applied to it."""

    symbols: list[Symbol]
    #: What rules made, and which; symbols "@D3" point into it.
    made: list[Value] = field(default_factory=list)
    by: list[str] = field(default_factory=list)
    #: The kinds of the symbols.
    kinds: frozenset[str] = frozenset()
    _text: str = ""

    def __post_init__(self) -> None:
        self._join()

    def _join(self) -> None:
        self._text = "".join([f" {s.text}" for s in self.symbols]) + " "
        self.kinds = frozenset([s.kind for s in self.symbols])

    def apply(self, rule: Rule, moment: Moment) -> None:
        """Apply a rule for as long as it matches what it made."""
        while self._rewrite(rule, moment) and _may_match(rule, self.kinds):
            pass

    def _rewrite(self, rule: Rule, moment: Moment) -> bool:
        """Put one symbol for each match; False when there was none."""
        out: list[Symbol] = []
        kept = index = offset = 0
        for match in rule.pattern.regex.finditer(self._text):
            value = rule.produce(moment, *rule.captured(match.groups(), self.made))
            if value is None or match.end() == match.start():
                continue
            start = match.start(1) - 1 if rule.after else match.start()
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


class Grammar:
    """Rules in the order in which they are applied, and which of them a message may need at all."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        #: Rules by a word that they cannot do without; those that need no word, only what other rules made.
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._always: list[int] = []
        for place, rule in enumerate(rules):
            worded = [need for need in rule.pattern.needs if not any(kind[0] == "@" for kind in need)]
            if not worded:
                self._always.append(place)
                continue
            for word in min(worded, key=lambda need: ("n" in need, "le" in need, "de" in need, len(need))):
                self._by_word[word].append(place)

    def read(self, symbols: list[Symbol], moment: Moment) -> Reading:
        """Apply the rules to a message."""
        reading = Reading(symbols)
        places = set(self._always)
        for kind in {s.kind for s in symbols}:
            places.update(self._by_word.get(kind, ()))
        for place in sorted(places):
            if _may_match(self._rules[place], reading.kinds):
                reading.apply(self._rules[place], moment)
        return reading
