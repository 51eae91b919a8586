"""What a stretch of words names: communes, their short forms, areas and aliases, with how sure a bare name is.

The programme's region is known in detail (short forms, aliases, misspellings); the rest of France by its full names.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from intents.fuzzy import SHORTEST
from intents.gazetteer import Gazetteer, name_key, split_name
from intents.numbers import WORDS as NUMBERS
from intents.places.name import (
    ARTICLES,
    CONTRACTED,
    LEADING,
    LINKS,
    TOWN,
    Doubt,
    Name,
    doubt_of,
    expected_frequency,
    opening,
)
from intents.text import stem
from intents.vocabulary import FOLDER, load

_SAINTS = frozenset({"saint", "sainte", "saints", "saintes"})
#: A short form or an article-less name this many times more populous than the full name takes its place.
_ECLIPSES = 10
#: From there on nobody shortens a name to it.
_TOO_FREQUENT = 2.1
#: What ends the names of intercommunalities, what begins them, and nobody says; what stands between two names of one.
_TITLES_OF_EPCIS = frozenset({"communaute", "agglomeration", "agglo", "metropole", "intercommunalite", "intercom"})
_FORMS_OF_EPCIS, _BOTH = frozenset({"ca", "cc", "cu", "du", "de", "d", "des", "la", "le", "les", "l"}), " - "
#: Sections of the vocabularies.
_SECTIONS = {"names": Doubt.NONE, "ambiguous": Doubt.SOME, "weak": Doubt.WORD, "acronyms": Doubt.STRONG}


class PlaceNames:
    """Names of one programme's region and of France, by the `name_key` of their words."""

    def __init__(self, gazetteer: Gazetteer, areas: Collection[str], local: Collection[str], data: Any) -> None:
        """Index the names. `local` are codes or names of places outside the region that the programme names."""
        self._gazetteer = gazetteer
        self._everywhere = gazetteer.keys
        self._forms: dict[str, Name] = {}
        self._national: dict[str, tuple[Sequence[str], Name]] = {}
        regions = {r for a in areas for r in gazetteer.areas(a) if r.startswith("reg:")}
        self._departements = frozenset(
            code for code, _ in gazetteer.areas_named() if code.startswith("dep:") and regions & gazetteer.areas(code)
        )
        self._phrases: list[Sequence[str]] = []
        #: The programme's départements and regions.
        self._areas = self._departements | regions
        self._region = [*gazetteer.communes_of(regions), *self._named(local)]
        tables = [data, *(_regional(code) for code in sorted(regions))]
        self._add_communes()
        self._add_areas(regions)
        self._add_epcis()
        for table in tables:
            for section, doubt in _SECTIONS.items():
                self._add_aliases(table.get(section, {}), doubt)
        for doubt, section in ((Doubt.WORD, "abroad"), (Doubt.NONE, "not_places")):
            for name in data[section]:
                hides = doubt is Doubt.NONE  # Mons is in the Var before it is abroad
                self._add(split_name(name), Name(codes=(), rule="not-a-place", doubt=doubt), plain=hides)
        #: The town whose arrondissements are meant when none is named.
        self.city = next((t["city"] for t in tables if "city" in t), None)
        #: Names of several words, as their words.
        self.phrases: tuple[Sequence[str], ...] = tuple(self._phrases)
        self._openings = gazetteer.openings.union(map(opening, self._phrases))
        self._first_stems = frozenset(name.first for name in self._forms.values())
        self._single = sorted(key for key, name in self._forms.items() if not name.first)
        #: Words of the region's names: no spelling errors.
        self.words = frozenset(w for words in self._phrases for w in words if len(w) > 3) | frozenset(
            key for key, name in self._forms.items() if key.isalpha() and name.codes
        )

    def _named(self, local: Iterable[str]) -> Iterator[str]:
        for item in local:
            codes = (item,) if item in self._gazetteer else self._gazetteer.communes_named(item)[:1]
            yield from (code for code in codes if ":" not in code and code not in self._forms)

    def is_regional(self, departement: str) -> bool:
        """True for a département ("dep:13") of the programme's region."""
        return departement in self._departements

    def exact(self, first: str, key: str, size: int) -> Name | None:
        """What words name as they stand: the first of them, their `name_key` and their number."""
        found = self._form(first, key, size) or self._elsewhere(first, key, size)
        if found is None and size > 1 and first in CONTRACTED:
            key = _in_full(first, key)
            found = self._form(CONTRACTED[first], key, size) or self._elsewhere(CONTRACTED[first], key, size)
        return found

    def _form(self, first: str, key: str, size: int) -> Name | None:
        """A name of the region; « les ai » has the letters of Le Saix, and not its first word."""
        found = self._forms.get(key)
        return found if found is None or size == 1 or found.first in ("", stem(first)) else None

    def may_open(self, word: str) -> bool:
        """False for a word that no name begins with, nor the letters of one: « mar seille »."""
        if word in LEADING or word in LINKS:
            return word in LEADING
        if word in self._forms or word in self._everywhere:
            return True
        if word in self._openings or stem(word) in self._first_stems:
            return True
        at = bisect_left(self._single, stem(word))
        return at < len(self._single) and self._single[at].startswith(stem(word))

    def may_follow_article(self, word: str) -> bool:
        """Some name begins with an article and that word."""
        return any(f"{leading} {stem(word)}" in self._openings for leading in LEADING)

    def may_name(self, first: str, keys: Sequence[str]) -> list[int]:
        """How many of the words that begin with `first` may be a name: most first; `keys` are theirs, one more each."""
        longer = keys[1:]
        sizes = self._known(longer)
        if first in CONTRACTED:
            sizes = sorted({*sizes, *self._known([_in_full(first, key) for key in longer])})
        if first in self._forms or first in self._everywhere:
            sizes.insert(0, 1)
        return sizes[::-1]

    def _known(self, longer: Sequence[str]) -> list[int]:
        """How many words keys of two and more have, where some name has such a key."""
        if self._forms.keys().isdisjoint(longer) and self._everywhere.isdisjoint(longer):
            return []
        return [size for size, key in enumerate(longer, 2) if key in self._forms or key in self._everywhere]

    # Building

    def _add(self, words: Sequence[str], name: Name, *, plain: bool = False) -> None:
        """Add a name under its key; `plain` replaces what the key stood for."""
        key = name_key(words)
        if len(words) > 1:
            name = replace(name, first=stem(words[0]))
        if plain or key not in self._forms:
            self._forms[key] = name
        if len(words) > 1:
            self._forms.setdefault("".join(words), name)
            self._phrases.append(words)

    def _add_communes(self) -> None:
        by_words: dict[tuple[str, ...], list[str]] = defaultdict(list)
        short: dict[tuple[str, ...], list[str]] = defaultdict(list)
        order = sorted(set(self._region), key=self._gazetteer.population, reverse=True)
        for code in order:
            words = tuple(split_name(self._gazetteer.name(code)))
            by_words[words].append(code)
            for form in _short_forms(words):
                short[form].append(code)
        for words, codes in by_words.items():
            self._add_full(words, codes, short.pop(words, []))
        for words, codes in short.items():
            self._add_short(words, codes)

    def _add_full(self, words: tuple[str, ...], codes: list[str], longer: list[str]) -> None:
        population = self._gazetteer.population
        if longer and population(longer[0]) >= _ECLIPSES * population(codes[0]) and population(longer[0]) >= TOWN:
            self._add_short(words, [longer[0], *codes, *longer[1:]])
            return
        others = [c for c in self._gazetteer.with_key(name_key(words)) if c not in codes]
        name = Name(
            codes=(codes[0],),
            rule="commune",
            homonyms=(*codes[1:], *others),
            doubt=doubt_of(self._gazetteer, words, codes[0]),
        )
        self._add(words, name)

    def _add_short(self, words: tuple[str, ...], codes: list[str]) -> None:
        large = self._gazetteer.population(codes[0]) >= TOWN
        doubt = doubt_of(self._gazetteer, words, codes[0])
        content = [w for w in words if w not in LINKS]
        holy = content[0] in _SAINTS and len(content) > 1
        if not large and not holy and (doubt or len(content) == 1):
            return
        if not large and holy:  # « à Saint-Bonnet », but schools bear such names too
            doubt = Doubt.WORD
        if len(content) == 1 and content[0] in NUMBERS:  # nobody says « Six » for Six-Fours
            return
        frequency = self._gazetteer.frequency(content[0]) if len(content) == 1 else 0.0
        if frequency > expected_frequency(self._gazetteer.population(codes[0])) + _TOO_FREQUENT:
            return
        if len("".join(content)) <= 3 or (doubt and content[-1] in _SAINTS):
            doubt = max(doubt, Doubt.SOME)
        self._add(words, Name(codes=(codes[0],), rule="commune-short", homonyms=tuple(codes[1:]), doubt=doubt))

    def _add_areas(self, regions: Collection[str]) -> None:
        for code, name in self._gazetteer.areas_named():
            if code.startswith("epci:"):
                continue
            words = split_name(name)
            # « Paris » is the town, not its département
            towns = self._gazetteer.with_key(words[0]) if len(words) == 1 else ()
            town = any(code not in self._areas or code in self._gazetteer.areas(c) for c in towns)
            known = self._forms.get(name_key(words))
            if town or (known and code not in self._areas):  # nor is « Saint-Martin » an island to those of Crau
                continue
            frequency = max((self._gazetteer.frequency(w) for w in words if w not in LINKS), default=0.0)
            single = len([w for w in words if w not in LINKS]) == 1
            own = code in self._departements or code in regions
            doubt = Doubt.NONE
            if single and frequency >= (4.4 if own else 3.0):
                doubt = Doubt.STRONG if frequency >= 4.7 else Doubt.WORD
            rule = "departement" if code.startswith("dep:") else "region"
            self._add(words, Name(codes=(code,), rule=rule, doubt=doubt), plain=True)

    def _add_epcis(self) -> None:
        """Intercommunalities of the region, by their own names; « agglo de Gap » is read by the reader."""
        epcis = {a for code in self._region for a in self._gazetteer.areas(code) if a.startswith("epci:")}
        for code in sorted(epcis):
            whole, _, acronym = self._gazetteer.name(code).partition("(")
            name = Name(codes=(code,), rule="epci")
            for part in dict.fromkeys((whole, *whole.split(_BOTH))):  # « la Pointe du Raz »
                words = split_name(part)
                while words and words[0] in _FORMS_OF_EPCIS:
                    words = words[1:]
                if len(words) > 1:
                    self._add(words, name)
                while words and words[-1] in _TITLES_OF_EPCIS:
                    words = words[:-1]
                if len([w for w in words if w not in LINKS]) > 1:  # « Monts d'Arrée Communauté »
                    self._add(words, name)
            if len(acronym) > 4:
                self._add(split_name(acronym.rstrip(") ")), name)

    def _add_aliases(self, table: Mapping[str, list[str]], doubt: Doubt) -> None:
        for codes, names in table.items():
            for alias in names:
                words = split_name(alias)
                name = Name(codes=tuple(codes.split()), rule="alias", doubt=doubt)
                known = self._forms.get(name_key(words))
                if known and known.codes == name.codes:  # the table only says how sure the name is
                    name = replace(known, doubt=doubt)
                self._add(words, name, plain=True)

    def spellings(self) -> dict[str, Name]:
        """What misspelt names are compared with: names of the region, words written as one, most populous first."""
        whole = {"".join(words): self._forms.get(name_key(words)) for words in self._phrases}
        known = {**self._forms, **{spelling: name for spelling, name in whole.items() if name}}
        near = {spelling: name for spelling, name in known.items() if self._is_near(name)}
        return dict(sorted(near.items(), key=lambda item: -self._gazetteer.population(item[1].codes[0])))

    def _is_near(self, name: Name) -> bool:
        """A place of the region, which may be misspelt; areas elsewhere must be written right."""
        own = not name.is_area or name.rule in ("alias", "epci") or name.codes[0] in self._areas
        return bool(name.codes) and own

    def _elsewhere(self, first: str, key: str, size: int) -> Name | None:
        """A commune outside the region, by its whole name, as many words as it has."""
        if key not in self._everywhere:
            return None
        if key not in self._national:
            codes = self._gazetteer.with_key(key)
            spelt = split_name(self._gazetteer.name(codes[0]))
            self._national[key] = (spelt, self._national_name(spelt, codes))
        words, name = self._national[key]
        # « l'étranger » has the letters of Le Tranger
        return name if (size > 1) == (len(words) > 1) and words[0] == first else None

    def _national_name(self, words: Sequence[str], codes: tuple[str, ...]) -> Name:
        doubt = doubt_of(self._gazetteer, words, codes[0])
        small = self._gazetteer.population(codes[0]) < TOWN
        if small and (doubt or len(words) == 1):
            doubt = Doubt.STRONG
        elif len(words) == 1 and len(words[0]) < SHORTEST:
            doubt = max(doubt, Doubt.WORD)
        return Name(codes=codes[:1], rule="commune-elsewhere", homonyms=codes[1:], doubt=doubt, score=0.9)


def _in_full(contracted: str, key: str) -> str:
    """The key of « le castellet », from that of « du castellet »."""
    return CONTRACTED[contracted] + key[len(stem(contracted)) :]


def _short_forms(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """« Salon-de-Provence » → salon; « La Ciotat » → ciotat; « Aix-en-Provence » → aix, aix provence."""
    bare = words[1:] if words[0] in ARTICLES else words
    starts = [words] if bare == words else [words, bare]
    for start in starts:
        for end in range(1, len(start)):
            form = start[:end]
            if form[-1] not in LINKS and form[-1] not in _SAINTS:
                yield form
    if bare != words and bare[-1] not in LINKS:
        yield bare
    plain = tuple(w for i, w in enumerate(words) if w not in LINKS or i == 0)
    if len(plain) < len(words) and len(plain) > 1:
        yield plain


def _regional(region: str) -> Any:
    """Aliases of a region ("reg:93"), from `vocabulary/places/93.yaml`; none when nobody wrote them yet."""
    name = f"places/{region.removeprefix('reg:')}"
    return load(name) if (FOLDER / f"{name}.yaml").is_file() else {}
