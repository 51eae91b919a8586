"""The French sentences of imports, and the refusal of a whole source."""

from functools import lru_cache
from importlib.resources import files

import yaml


class Refused(Exception):  # noqa: N818 - it is an answer, in French
    """A source that cannot be imported; the message says why, and what is accepted."""

    def __init__(self, what: str, **values: object) -> None:
        """`what` is a key of intake.yaml, `values` fill its places."""
        super().__init__(sentence(what, **values))
        self.what = what


def sentence(what: str, **values: object) -> str:
    """The French sentence of a key of intake.yaml."""
    return _sentences()[what].format_map(
        {name: value if name == "accepted" else _shown(value) for name, value in values.items()}
    )


@lru_cache(maxsize=1)
def _sentences() -> dict[str, str]:
    text = files("bot.events.intake").joinpath("intake.yaml").read_text(encoding="utf-8")
    sentences: dict[str, str] = yaml.safe_load(text)
    return sentences


def _shown(value: object) -> str:
    """A value as a sentence shows it: never a whole page."""
    text = " ".join(str(value).split())
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


_SHOWN = 120
