"""Whether events are asked for online, in person, or either: « dans le Var ou en ligne »."""

from collections.abc import Sequence

from intents.model import Span
from intents.text import Text

#: Where one will be, or « en présentiel ».
ON_THE_SPOT = "sur place"
#: How far after « en ligne ou » a place may begin: « dans le Var ».
_AT_MOST = 3


def asked_online(
    text: Text, said: Sequence[Span], refused: Sequence[Span], places: Sequence[Span], told: Sequence[tuple[int, int]]
) -> bool | None:
    """True: online; False: in person; None: neither is asked, or both are.

    `said` and `refused` are the readings « en ligne », « en présentiel »; `told` are stretches that tell a story (token
    indices, half-open).
    """
    if not (said or refused):
        return None
    wanted = {s.value for s in said if not _is_there(s, places, told) and not _is_either(text, s, places)}
    wanted |= {not s.value for s in refused}
    return wanted.pop() if len(wanted) == 1 else None  # « sur place ou à distance »


def _is_there(online: Span, places: Sequence[Span], told: Sequence[tuple[int, int]]) -> bool:
    """« nous serons à Gap : un atelier sur place ? » says where, not how."""
    before = (s for s in places if s.first < online.first)
    return online.rule == ON_THE_SPOT and any(first <= s.first < last for s in before for first, last in told)


def _is_either(text: Text, online: Span, places: Sequence[Span]) -> bool:
    """« dans le Var ou en ligne », « en ligne ou à Gap »."""
    before = online.first > 0 and text.fixed[online.first - 1] == "ou"
    after = text.fixed[online.last : online.last + 1] == ("ou",)
    return (before and any(s.last == online.first - 1 for s in places)) or (
        after and any(online.last < s.first <= online.last + _AT_MOST for s in places)
    )
