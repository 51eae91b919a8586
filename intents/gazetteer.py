"""Every commune, département, region and intercommunality of France: names, positions, what lies in what.

Codes are those of the contract: "13055", "dep:13", "reg:93", "epci:200054807". Sources: `data/README.md`.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path

from intents.reader import PLAIN
from intents.text import Text, fold, stem

#: How the words of names are shortened, and « lez », « lès », « les », which are one word.
SHORT = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "lez": "les", "sr": "sur"}
_COMMUNES = ["code", "name", "key", "within", "postal_codes", "population", "lat", "lon"]
_AREAS = ["code", "name", "within", "population", "lat", "lon"]
_WORDS, _OPENINGS = ["word", "zipf"], ["opening"]
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


def name_words(text: Text) -> list[str]:
    """One word a token, as names are compared: what was typed, not what SMS or spelling made of it.

    « L'Isle » is ["l", "isle"], « St-Rémy » is ["saint", "remy"].
    """
    words = [fold(text.raw[start:end]) for start, end in zip(text.starts, text.ends, strict=True)]
    for i, (start, after) in enumerate(pairwise(text.starts)):
        if start == after:  # what was typed is the words of both
            words[i : i + 2] = text.norms[i : i + 2]
    return [SHORT.get(word, word) for word in words]


def split_name(name: str) -> list[str]:
    """`name_words` of a name of the gazetteer, faster."""
    return [SHORT.get(word, word) for word in _NOT_LETTERS.split(fold(name)) if word]


def name_key(words: Sequence[str]) -> str:
    """What a name is found by: the same for « Digne-les-Bains » and « digne les bain »; one word is its own key."""
    return words[0] if len(words) == 1 else "".join(map(stem, words))


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance between two positions (latitude, longitude in degrees)."""
    lat_a, lon_a, lat_b, lon_b = map(math.radians, (*a, *b))
    h = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(min(1.0, h)))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Place:
    name: str
    #: The place that holds this one: an arrondissement's commune, a commune's "epci:…", a département's "reg:…".
    within: str
    postal_codes: tuple[str, ...]
    population: int
    position: tuple[float, float] | None


class Gazetteer:
    """Places by code and by name. Rows stay text until someone asks for them: all of France loads at once."""

    def __init__(
        self, communes: Iterable[str], areas: Iterable[str], words: Iterable[str], openings: Iterable[str]
    ) -> None:
        """Lines of the CSV files of these names. ValueError when a header is not the expected one."""
        self._rows: dict[str, str] = {}
        self._keys: dict[str, str] = {}
        self._areas: dict[str, str] = {}
        for line in _body(communes, _COMMUNES):
            code, _, key, _ = line.split(",", 3)
            self._rows[code] = line
            self._keys[key] = f"{self._keys[key]} {code}" if key in self._keys else code
        for line in _body(areas, _AREAS):
            self._areas[line.split(",", 1)[0]] = line
        self._frequencies = dict(line.split(",") for line in _body(words, _WORDS))
        #: What communes' names of several words begin with (`intents.places.name.opening`).
        self.openings = frozenset(_body(openings, _OPENINGS))
        self._place = lru_cache(maxsize=4096)(self._read)

    @classmethod
    def load(cls, path: Path) -> "Gazetteer":
        """Read `communes.csv` at that path, and the files beside it."""
        tables = (path, *(path.with_name(f"{name}.csv") for name in ("areas", "words", "openings")))
        return cls(*(table.read_text(encoding="utf-8").splitlines() for table in tables))

    def __contains__(self, code: str) -> bool:
        return code in self._rows or code in self._areas

    def name(self, code: str) -> str:
        """Name as INSEE writes it: « La Seyne-sur-Mer », « Var »; empty when the code is unknown."""
        return self._place(code).name if code in self else ""

    def position(self, code: str) -> tuple[float, float] | None:
        """Latitude and longitude: a commune's town hall, where people live in an area. None when unknown; KeyError."""
        return self._place(code).position

    def population(self, code: str) -> int:
        """Inhabitants. KeyError when the code is unknown."""
        return self._place(code).population

    def postal_codes(self, code: str) -> tuple[str, ...]:
        """A commune's postal codes; none for areas. KeyError when the code is unknown."""
        return self._place(code).postal_codes

    def departement(self, code: str) -> str:
        """Number ("13", "2A") of the département of a commune, or the main one of an intercommunality. KeyError."""
        if code.startswith("dep:"):
            return code[4:]
        if code.startswith("epci:"):
            return self._place(code).within[4:]
        if code not in self._rows:
            raise _unknown(code)
        return code[: 3 if code[:2] in ("97", "98") else 2]

    def areas(self, code: str) -> frozenset[str]:
        """The place itself and all that hold it: "13055" → {"13055", "epci:…", "dep:13", "reg:93"}. KeyError."""
        found = {code}
        if code.startswith("reg:"):
            self._place(code)
            return frozenset(found)
        if code in self._rows:
            within = self._place(code).within
            found.add(within)
            if within in self._rows:
                found.add(self._place(within).within)
        departement = f"dep:{self.departement(code)}"
        found |= {departement, self._place(departement).within if departement in self._areas else ""}
        return frozenset(found - {""})

    def is_arrondissement(self, code: str) -> bool:
        """True for an arrondissement of Paris, Lyon or Marseille."""
        return code in self._rows and self._place(code).within in self._rows

    def arrondissements(self, code: str) -> tuple[str, ...]:
        """Codes of a commune's arrondissements, the first first; none elsewhere than in Paris, Lyon, Marseille."""
        return self._arrondissements.get(code, ())

    def communes_of(self, areas: Iterable[str]) -> tuple[str, ...]:
        """Codes of the communes (arrondissements left out) of regions and départements."""
        wanted = frozenset(areas)
        inside = tuple(d[4:] for d in self._areas if d.startswith("dep:") and not wanted.isdisjoint(self.areas(d)))
        parents = self._arrondissements
        halves = {arrondissement for codes in parents.values() for arrondissement in codes}
        return tuple([code for code in self._rows if code.startswith(inside) and code not in halves])

    def regions(self) -> tuple[str, ...]:
        """Codes of all regions."""
        return tuple(code for code in self._areas if code.startswith("reg:"))

    def areas_named(self) -> Iterator[tuple[str, str]]:
        """Code and name of every region, département and intercommunality."""
        return ((code, self.name(code)) for code in self._areas)

    @property
    def keys(self) -> Set[str]:
        """The `name_key` of every commune."""
        return self._keys.keys()

    def with_key(self, key: str) -> tuple[str, ...]:
        """Communes whose name has that `name_key`, most populous first."""
        codes = self._keys.get(key)
        return tuple(sorted(codes.split(), key=self.population, reverse=True)) if codes else ()

    def communes_named(self, name: str) -> tuple[str, ...]:
        """Communes of that name however it is written (case, accents, hyphens, « St »), most populous first."""
        words = name_words(PLAIN.read(name))
        return self.with_key(name_key(words)) if words else ()

    def with_postal_code(self, postal_code: str) -> tuple[str, ...]:
        """Communes (arrondissements before their commune) that have a postal code, most populous first."""
        halves = {code for codes in self._arrondissements.values() for code in codes}
        codes = self._postal.get(postal_code, ())
        return tuple(sorted(codes, key=lambda c: (c not in halves, -self.population(c))))

    def find_commune(self, name: str, postal_code: str | None = None) -> str | None:
        """The commune of that name, the arrondissement when the postal code is one's; None when there is none.

        « CEDEX » and what follows are left aside. Homonyms are told apart by postal code or, when it is no commune's
        own (CEDEX), by its département; without it, the most populous is taken.
        """
        codes = self.communes_named(fold(name).partition(" cedex")[0])
        if postal_code is None or not codes:
            return codes[0] if codes else None
        for code in codes:
            for exact in (*self.arrondissements(code), code):
                if postal_code in self.postal_codes(exact):
                    return exact
        near = (c for c in codes if self.departement(c).replace("A", "0").replace("B", "0")[:2] == postal_code[:2])
        return next(near, None)

    def nearest(self, lat: float, lon: float) -> str:
        """The commune (arrondissement left out) whose centre is the nearest to a position in degrees."""
        scale = math.cos(math.radians(lat))
        return min(self._positions, key=lambda p: (p[1] - lat) ** 2 + ((p[2] - lon) * scale) ** 2)[0]

    def frequency(self, word: str) -> float:
        """How frequent a word of names is in French: log 10 of occurrences in a thousand million; 0 below 2.3."""
        return float(self._frequencies.get(word, 0))

    def words(self, areas: Iterable[str] = ()) -> frozenset[str]:
        """Words of the names of these areas' communes (of all when none is given), folded: no spelling errors."""
        codes = self.communes_of(areas) if areas else self._rows
        return frozenset(word for code in codes for word in split_name(self._rows[code].split(",", 2)[1]))

    def _read(self, code: str) -> _Place:
        row = self._rows.get(code)
        if row is not None:
            _, name, _, within, postal, population, lat, lon = row.split(",")
        elif code in self._areas:
            _, name, within, population, lat, lon = self._areas[code].split(",")
            postal = ""
        else:
            raise _unknown(code)
        position = (float(lat), float(lon)) if lat else None
        return _Place(
            name=name,
            within=within,
            postal_codes=tuple(postal.split()),
            population=int(population),
            position=position,
        )

    @cached_property
    def _arrondissements(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for code, row in self._rows.items():
            if ",epci:" not in row and (parent := row.split(",", 4)[3]) in self._rows:
                found[parent] = (*found.get(parent, ()), code)
        return found

    @cached_property
    def _postal(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for code, row in self._rows.items():
            for postal in row.split(",", 5)[4].split():
                found.setdefault(postal, []).append(code)
        return found

    @cached_property
    def _positions(self) -> list[tuple[str, float, float]]:
        return [
            (code, *position)
            for code in self._rows
            if (position := self.position(code)) and not self.is_arrondissement(code)
        ]


def _body(lines: Iterable[str], header: list[str]) -> Iterator[str]:
    rows = iter(lines)
    first = next(rows, "")
    if first.split(",") != header:
        raise ValueError(f"header is {first!r}, expected {','.join(header)!r}")
    return rows


def _unknown(code: str) -> KeyError:
    return KeyError(f"no place has the code {code!r}: I know INSEE communes, dep:, reg: and epci: codes")
