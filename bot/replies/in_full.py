"""Abbreviations written out, for those who read best without."""

import re
from functools import cache
from typing import Any

from bot.replies.french import NBSP, is_plural
from bot.replies.rich import Rich, Run
from bot.replies.source import load


def in_full(text: Rich) -> Rich:
    """« 9 h 30, av. du Port » as « 9 heures 30, avenue du Port »; addresses of pages and of mail stay as they are."""
    return Rich(tuple(Run(_written_out(run.text), bold=run.bold, at=run.at) for run in text.runs))


def _written_out(text: str) -> str:
    known = _known()

    def written(found: re.Match[str]) -> str:
        if word := found["word"]:
            return str(known["words"][word])
        if not found["count"]:
            return found[0]  # an address of a page or of mail
        unit = known["units"][found["unit"]]
        count = float(found["count"].replace(",", "."))
        minutes = f"{NBSP}{found['minutes']}" if found["minutes"] else ""
        return f"{found['count']}{NBSP}{unit['other' if is_plural(count) else 'one']}{minutes}"

    return _pattern().sub(written, text)


@cache
def _known() -> dict[str, Any]:
    return load("abbreviations")


@cache
def _pattern() -> re.Pattern[str]:
    words, units = (
        "|".join(map(re.escape, sorted(_known()[name], key=len, reverse=True))) for name in ("words", "units")
    )
    return re.compile(
        rf"\S+(?:://|@)\S+|(?<!\w)(?P<word>{words})(?!\w)"
        rf"|(?<![\w,.])(?P<count>\d+(?:,\d+)?)\s?(?P<unit>{units})(?:(?<=h)\s?(?P<minutes>[0-5]\d))?(?!\w)"
    )
