"""Places said by number: « dans le 84 », « (13) », « Marseille 8e », « 13008 »."""

from collections.abc import Collection, Sequence
from typing import Any

from msgspec import Struct

from intents.gazetteer import Gazetteer
from intents.numbers import WORDS, number_at
from intents.places.name import ARTICLES, CONTRACTED
from intents.places.names import PlaceNames
from intents.text import Text

#: What leads to a number of a list and belongs to it.
_BEFORE_NUMBER = ARTICLES | CONTRACTED.keys()
#: A number above this is no day of a month.
_LAST_DAY = 31
_MONTHS = 12
#: Before « le treize » these say that it is a département.
_INSIDE = frozenset({"dans", "ds", "dan", "sur", "hors"})
#: Events of an area are many: « l'atelier du 13 » is of that day.
_MANY = ("s", "dating")
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "demain")
_BOUNDARIES = frozenset(
    {",", ".", "?", "!", ";", ")", "(", "et", "ou", "/", "-", "pour", "avec", "svp", "stp", "merci", *_DAYS}
)


class Numbered(Struct, frozen=True, kw_only=True):
    """A place said by number; token indices, half-open."""

    first: int
    last: int
    code: str
    rule: str
    score: float
    homonyms: tuple[str, ...] = ()


class NumberReader:
    """Reads départements, postal codes and arrondissements."""

    def __init__(self, gazetteer: Gazetteer, names: PlaceNames, data: Any) -> None:
        """`data` is the vocabulary « places »."""
        self._gazetteer, self._names = gazetteer, names
        self._departement_words = frozenset(data["departement_words"])
        self._prepositions = frozenset(data["number_prepositions"])
        self._months = frozenset(data["months"])
        self._counted = self._months | frozenset(data["counted"])
        self._dated = self._months | frozenset(data["times"])
        self._arrondissement = frozenset(data["arrondissement"])
        self._suffixes = frozenset(data["ordinal_suffixes"])
        self._ordinals: dict[str, int] = data["ordinals"]
        self._joins = frozenset(data["joins"])
        self._news, self._sending, self._stopping = (frozenset(data[name]) for name in ("news", "sending", "stopping"))

    def may_begin(self, text: Text) -> list[int]:
        """The tokens at which `at` may find something."""
        ordinals, norms = self._ordinals, text.norms
        if "le" not in norms and ordinals.keys().isdisjoint(norms) and not text.digits:
            return []
        return [
            i for i, norm in enumerate(norms)
            if norm.isdecimal() or norm in ordinals or (i and norms[i - 1] == "le" and text.fixed[i] in WORDS)
        ]  # fmt: skip

    def at(self, text: Text, i: int, previous: Numbered | None) -> Numbered | None:
        """The place that a number at a token stands for, if any; `previous` is the one before it, for lists."""
        token = text.tokens[i]
        if spelt := self._spelt_out(text, i):
            return spelt
        if token.norm in self._ordinals:
            return self._bare_arrondissement(text, i, self._ordinals[token.norm], i + 1)
        if not token.is_number or (token.glued and i and text.tokens[i - 1].is_number):
            return None
        if len(token.norm) == 5:
            return self._postal_code(text, i)
        ordinal = self._ordinal(text, i)
        if ordinal and (found := self._bare_arrondissement(text, i, *ordinal)):
            return found
        return self._departement(text, i, previous)

    def _spelt_out(self, text: Text, i: int) -> Numbered | None:
        """« dans le treize », « dans le quatre-vingt-quatre », « le zéro six »."""
        token = text.tokens[i]
        if not i or text.tokens[i - 1].norm != "le" or not token.is_word:
            return None
        zero = token.fixed == "zero" and i + 1 < len(text.tokens)
        number = number_at(text, i + zero)
        if number is None or (number[1] == i + 1 + zero and text.tokens[i + zero].is_number):
            return None
        code, last = f"dep:{number[0]:02}", number[1]
        led = i > 1 and text.tokens[i - 2].norm in _INSIDE
        if not self._names.is_regional(code) or not (led or zero) or self._counts(text, last):
            return None
        return Numbered(first=i - 1, last=last, code=code, rule="departement-spelt-out", score=0.9)

    def departement_at(self, text: Text, i: int) -> tuple[str, int] | None:
        """Code and end of the département whose number is at a token: "84", "06", "2A", "974"."""
        if i >= len(text.tokens) or not text.tokens[i].is_number:
            return None
        number, last = text.tokens[i].norm, i + 1
        after = text.tokens[last] if last < len(text.tokens) else None
        if number == "2" and after and after.glued and after.norm in ("a", "b"):
            number, last = number + after.norm.upper(), last + 1
        elif number == "20":
            number = "2A"
        if len(number) == 1 and self._is_after(text, i, self._departement_words):
            number = f"0{number}"
        code = f"dep:{number}"
        return (code, last) if code in self._gazetteer else None

    def suffix(self, text: Text, last: int, code: str, homonyms: Sequence[str] = ()) -> tuple[str, int]:
        """What follows a commune's name: (83), its département, its postal code or an arrondissement's number.

        The code (the arrondissement's, when there is one; the homonym's that is meant) and where the whole ends.
        """
        opened = last < len(text.tokens) and text.tokens[last].norm == "("
        i = last + opened
        if i >= len(text.tokens) or not text.tokens[i].is_number:
            return code, last
        same = (self._same_departement(text, i, c) for c in (code, *homonyms))
        found, end = self._arrondissement_of(text, i, code) or next(filter(None, same), (code, last))
        if end > last and opened:
            end = end + 1 if end < len(text.tokens) and text.tokens[end].norm == ")" else last
        return (found, end) if end > last else (code, last)

    def _same_departement(self, text: Text, i: int, code: str) -> tuple[str, int] | None:
        if code.startswith(("reg:", "epci:")):
            return None
        if text.tokens[i].norm in self._gazetteer.postal_codes(code):
            return code, i + 1
        departement = self.departement_at(text, i)
        if departement and departement[0] == f"dep:{self._gazetteer.departement(code)}":
            return None if self._counts(text, departement[1]) else (code, departement[1])
        return None

    def _arrondissement_of(self, text: Text, i: int, code: str) -> tuple[str, int] | None:
        halves = self._gazetteer.arrondissements(code)
        if not halves:
            return None
        if len(text.tokens[i].norm) == 5:
            found = [c for c in self._gazetteer.with_postal_code(text.tokens[i].norm) if c in halves]
            return (found[0], i + 1) if found else None
        number, last = self._ordinal(text, i) or (int(text.tokens[i].norm), i + 1)
        last = self._after_word(text, last)
        plain = last == i + 1
        if not 0 < number <= len(halves) or (plain and not self._ends(text, last)):
            return None
        return halves[number - 1], last

    def more_arrondissements(self, text: Text, last: int, city: str) -> tuple[tuple[str, ...], int]:
        """« ou 9e » after « Marseille 8e »: what a list adds, and where it ends."""
        more: tuple[str, ...] = ()
        while last + 2 < len(text.tokens) and text.tokens[last].norm in self._joins:
            i = last + 1 + (text.tokens[last + 1].norm == "le")
            found = self._arrondissement_of(text, i, city) if text.tokens[i].is_number else None
            if found is None or self._ordinal(text, i) is None:
                break
            more, last = (*more, found[0]), found[1]
        return more, last

    def _after_word(self, text: Text, last: int) -> int:
        return last + (last < len(text.tokens) and text.tokens[last].norm in self._arrondissement)

    def _ordinal(self, text: Text, i: int) -> tuple[int, int] | None:
        """« 8e », « 8 ème »: the number and where it ends."""
        last = i + 1
        if last < len(text.tokens) and text.tokens[last].norm in self._suffixes:
            return int(text.tokens[i].norm), last + 1
        if last < len(text.tokens) and text.tokens[last].norm in self._arrondissement:
            return int(text.tokens[i].norm), last
        return None

    def _bare_arrondissement(self, text: Text, first: int, number: int, last: int) -> Numbered | None:
        """« le 13e arrondissement » with no town: the region's own."""
        halves = self._gazetteer.arrondissements(self._names.city or "")
        if self._after_word(text, last) == last or not 0 < number <= len(halves):
            return None
        return Numbered(first=first, last=last + 1, code=halves[number - 1], rule="arrondissement", score=0.9)

    def _postal_code(self, text: Text, i: int) -> Numbered | None:
        codes = self._gazetteer.with_postal_code(text.tokens[i].norm)
        if not codes or self._counts(text, i + 1):
            return None
        return Numbered(first=i, last=i + 1, code=codes[0], rule="postal-code", score=0.9, homonyms=codes[1:])

    def _departement(self, text: Text, i: int, previous: Numbered | None) -> Numbered | None:
        found = self.departement_at(text, i)
        if found is None or (self._counts(text, found[1]) and not self._opens(text, i)):
            return None
        code, last = found
        first, score = self._said(text, i, last, code)
        if previous and self.is_list(text, previous, i) and not self._is_day(text, i, code):
            score = max(score, previous.score)
        if not score:
            return None
        rule = "departement-number" if score > 0.5 else "departement-number-weak"
        return Numbered(first=first, last=last, code=code, rule=rule, score=score)

    def _said(self, text: Text, i: int, last: int, code: str) -> tuple[int, float]:
        """Where « dans le 13 » begins, and how surely it is a département: 0 when nothing says so."""
        words = text.norms[max(0, i - 3) : i]
        before = words[-1] if words else ""
        number = text.tokens[i].norm
        own = self._names.is_regional(code)
        no_day = (not number.isdecimal()) or int(number) > _LAST_DAY or last > i + 1
        padded = number.startswith("0")
        if self._is_after(text, i, self._departement_words):
            return i, 1.0
        if before == "(" and last < len(text.tokens) and text.tokens[last].norm == ")":
            return i, 1.0 if own else 0.8
        if before in ("le", "au", "du", "l") and (own or before != "au"):
            led = len(words) > 1 and words[-2] in self._prepositions
            if led and words[-2] in ("dans", "ds", "sur", "hors") and before == "le":
                return i - 1, 1.0
            if no_day or (padded and own):
                return i - 1, 0.9 if own else 0.8
            if own and before == "du" and "".join(words[-2:-1]).endswith(_MANY) and self._is_of_news(text):
                return i - 1, 0.9
            return i - 1, 0.6 if led and own else 0.5 if own and before != "au" else 0.0
        if before in ("dans", "ds", "dept", "sur") and (own or no_day):
            return i, 0.9
        loose = not text.tokens[i].glued and before != "a" and before not in self._months
        if (own or last > i + 1) and loose and (no_day or padded) and self._ends(text, last):
            return i, 0.7
        if own and (self._opens(text, i) or self._is_aside(text, i, last)):
            return i, 0.7 if padded else 0.5  # « mes BTS, 13, à Toulon » counts them
        return i, 0.6 if own and len(text.tokens) == 1 else 0.0

    def _is_of_news(self, text: Text) -> bool:
        """« préviens-moi des ateliers du 13 », « plus la peine de m'envoyer ceux du 13 »: news come from an area."""
        words = frozenset(text.fixed)
        return not self._news.isdisjoint(words) or not (
            self._sending.isdisjoint(words) or self._stopping.isdisjoint(words)
        )

    def _is_day(self, text: Text, i: int, code: str) -> bool:
        """« dans le 84, le 20 »: the 20th, for that département is far from the region."""
        number, before = text.tokens[i].norm, text.norms[max(0, i - 2) : i]
        may_be = number.isdecimal() and int(number) <= _LAST_DAY and not self._names.is_regional(code)
        return may_be and before == (",", "le")

    def before_in_list(self, text: Text, found: Numbered, covered: Collection[int]) -> Numbered | None:
        """A bare number that a list joins to a département: the « 29 » of « 29 ou 56 »."""
        i = found.first - 2
        joined = i >= 0 and text.tokens[i + 1].norm in self._joins and i not in covered
        earlier = self.departement_at(text, i) if joined and found.code.startswith("dep:") else None
        if earlier is None or earlier[1] != i + 1 or not self._names.is_regional(earlier[0]):
            return None
        first = i - (i > 0 and text.norms[i - 1] in _BEFORE_NUMBER)  # « du 84, du 13 ou du 06 »
        return Numbered(first=first, last=i + 1, code=earlier[0], rule=found.rule, score=found.score)

    def is_list(self, text: Text, previous: Numbered, i: int) -> bool:
        """« dans le 13 et 84 », « le 04 ou le 05 »."""
        between = text.norms[previous.last : i]
        joined = len(between) <= 3 and not self._joins.isdisjoint(between)  # « dans le 35 le 22 » names a day
        return joined and all(w in self._joins or w in ("le", "dans") for w in between)

    def are_bare_list(self, text: Text, one: Numbered, other: Numbered) -> bool:
        """Two départements of the region, and nothing that leads to them: « 35 ou 56 »."""
        own = self._names.is_regional(one.code) and self._names.is_regional(other.code)
        bare = (
            len(one.code) + len(other.code) == 2 * len("dep:00")
            and one.last - one.first == other.last - other.first == 1
        )
        return own and bare and self.is_list(text, one, other.first)

    def _is_after(self, text: Text, i: int, words: Sequence[str] | frozenset[str]) -> bool:
        before = list(text.norms[max(0, i - 3) : i])
        while before and before[-1] in ("du", "de", "le", ".", ":", "n", "numero", "("):
            before.pop()
        return bool(before) and before[-1] in words

    def _counts(self, text: Text, last: int) -> bool:
        """A number before what is counted, a month or an hour."""
        if last >= len(text.tokens):
            return False
        token, before, after = text.tokens[last], text.norms[last - 1], text.tokens[last + 1 : last + 2]
        if token.norm in "/.-" and token.glued and after:
            is_day = before.isdecimal() and int(before) <= _LAST_DAY  # « 83/06 » is a list
            return is_day and after[0].glued and after[0].is_number and int(after[0].norm) <= _MONTHS
        if token.norm == ":":  # « à 13 : 30 », not « 04 et 05 : qui recrute ? »
            return bool(after) and after[0].is_number
        return token.norm in self._counted or token.fixed in self._counted

    def _opens(self, text: Text, i: int) -> bool:
        """« 06 visite du spatial », not « 06 décembre »."""
        after = text.tokens[1] if i == 0 and len(text) > 1 and text.norms[0][0] == "0" else None
        return after is not None and after.is_word and not after.glued and after.norm not in self._months

    def _is_aside(self, text: Text, i: int, last: int) -> bool:
        """« visites de labos, 13, à partir du 22 », not « le 12, 13, 14 »."""
        if text.norms[i - 1 : i] != (",",) or text.norms[last : last + 1] not in ((",",), ()):
            return False
        beside = {*text.norms[i - 2 : i - 1], *text.norms[last + 1 : last + 2]}
        return beside.isdisjoint(self._dated) and not any(word.isdecimal() for word in beside)

    def _ends(self, text: Text, last: int) -> bool:
        return last >= len(text.tokens) or text.tokens[last].norm in _BOUNDARIES
