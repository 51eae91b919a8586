"""What a message wants of all that it names, and what it refuses."""

from collections.abc import Mapping, Sequence, Set
from datetime import datetime

from msgspec import Struct

from intents.corrections import taken_back
from intents.horizon import Horizon
from intents.model import Span
from intents.needless import of_day_denied, of_no_asker, of_other_days, of_that_time
from intents.requests import Requests
from intents.scope import by_family, negated
from intents.stories import Story
from intents.text import Text

#: What is told of a child, and how soon after: « mon neveu de 9 ans ».
_OF_A_CHILD, _AGE_REACH = frozenset({"age", "women"}), 3


class Wanted(Struct, frozen=True):
    """Readings that are neither taken back nor only told."""

    asked: Sequence[Span]
    #: Those of each family.
    families: Mapping[str, Sequence[Span]]
    #: What is refused for good.
    refused: Sequence[Span]
    #: Stretches that only tell, where others ask (token indices, half-open).
    told: Sequence[tuple[int, int]]
    #: Which clauses ask.
    requests: Requests


def wanted_of(
    text: Text,
    spans: Sequence[Span],
    families: Mapping[str, Sequence[Span]],
    story: Story,
    horizon: Horizon,
    now: datetime,
) -> Wanted:
    """What is wanted of all readings; `families` has those of each, `now` is local."""
    out = negated(text, spans, families)
    if "date" in families:
        out |= of_other_days(text, spans)
    if "no-date" in families:
        out |= of_day_denied(text, spans)
    old = taken_back(text, spans, families, out)
    if out and (others := of_that_time(text, spans, out) | of_no_asker(text, spans, out)):
        out, old = out - others, old | others
    left = _all_but(spans, out | old)
    requests = Requests(text, left, story, horizon, now)
    if out and (meant := {i for i in out if requests.is_meant(spans[i])}):
        out -= meant
        left = _all_but(spans, out | old)
        requests = Requests(text, left, story, horizon, now)
    asked = requests.asked(left)
    refused = _refused(spans, out, asked, requests) if out else []
    if any(s.family == "date" for s in refused):
        asked = _without_those_kept(asked, spans)
    return Wanted(asked, families if asked is spans else by_family(asked), refused, requests.told, requests)


def _refused(spans: Sequence[Span], out: Set[int], asked: Sequence[Span], requests: Requests) -> list[Span]:
    """What is refused for good, of the readings that are negated (indices)."""
    reasons = {i for i in out if spans[i].family == "date" and requests.explains(spans[i])}
    dated = any(s.family == "date" and s.value.periods for s in asked)
    if dated or any(spans[i].family == "date" for i in out - reasons):
        out = out - reasons
    return [s for i, s in enumerate(spans) if i in out and requests.refuses(s)]


def _all_but(spans: Sequence[Span], left: Set[int]) -> Sequence[Span]:
    """The readings but for those of some indices."""
    return [s for i, s in enumerate(spans) if i not in left] if left else spans


def _without_those_kept(wanted: Sequence[Span], spans: Sequence[Span]) -> list[Span]:
    """« du 16 au 18, mercredi je garde mon neveu de 9 ans »: who keeps one from coming does not come either."""
    kept = [
        range(s.first, s.last + _AGE_REACH) for s in spans if s.family == "negation" and s.value.startswith("beside")
    ]
    return [s for s in wanted if s.family not in _OF_A_CHILD or not any(s.first in stretch for stretch in kept)]
