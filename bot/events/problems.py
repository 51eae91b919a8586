"""What is wrong in a programme file, collected so that one run says it all."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml
from rapidfuzz import fuzz, process


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One error of a file; `str` gives the French line that says it."""

    path: str
    #: Counted from 1; None when it concerns the whole file.
    line: int | None
    #: Id of the event, « événement n° 3 » when it has none, "programme", or "".
    entry: str
    #: A key of checks.yaml, and the field it is about, "" when it is about more.
    what: str
    field: str
    #: French sentence: the field, its value, what is accepted.
    text: str

    @property
    def where(self) -> str:
        """The file and the line."""
        return self.path if self.line is None else f"{self.path}:{self.line}"

    def __str__(self) -> str:
        return " : ".join(part for part in (self.where, self.entry, self.text) if part)


class ProgrammeErrors(Exception):  # noqa: N818 - it holds several
    """All errors of a programme file, in the order of its lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: p.line or 0))
        super().__init__("\n".join(map(str, self.problems)))


class Problems:
    """The errors found so far in one file."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.found: list[Problem] = []

    def add(self, line: int | None, entry: str, what: str, **values: object) -> None:
        """Note an error: `what` is a key of checks.yaml, `values` fill its places."""
        text = _sentences()[what].format_map(values)
        field = str(values.get("field", ""))
        self.found.append(Problem(path=self._path, line=line, entry=entry, what=what, field=field, text=text))


@lru_cache(maxsize=1)
def _sentences() -> dict[str, str]:
    text = files("bot.events").joinpath("checks.yaml").read_text(encoding="utf-8")
    sentences: dict[str, str] = yaml.safe_load(text)
    return sentences


def nth_event(rank: int) -> str:
    """What an event without an id is called."""
    return _sentences()["nth_event"].format(rank=rank)


def guess(value: str, accepted: Iterable[str]) -> str:
    """« ; vouliez-vous dire « visite » ? », or nothing when no accepted value is near."""
    found = process.extractOne(value.lower(), list(accepted), scorer=fuzz.ratio, score_cutoff=60)
    return _sentences()["guess"].format(nearest=found[0]) if found else ""
