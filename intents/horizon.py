"""Where and when the programme is: what stories tell of elsewhere, or of long after, is not asked."""

from collections.abc import Callable, Collection
from datetime import timedelta

from intents.model import Scene, Span

#: Events may lie a little outside the programme's own days.
_AFTER = timedelta(days=7)


class Horizon:
    """The programme's areas and days, for what is told in passing."""

    def __init__(self, scene: Scene, areas: Callable[[str], Collection[str]]) -> None:
        """`areas` gives the codes of all that holds a place."""
        self.areas = areas
        self._scene = scene

    def holds(self, span: Span) -> bool:
        """Not « un entretien à Lyon », « je reprends en janvier », for a programme of November in Provence."""
        if span.family == "place":
            areas = {area for code in span.value.codes for area in self.areas(code)}
            return not (self._scene.areas and areas.isdisjoint(self._scene.areas))
        if span.family == "date" and self._scene.end and span.value.periods:
            last = self._scene.end + _AFTER
            return any(period.start is None or period.start.date() <= last for period in span.value.periods)
        return True
