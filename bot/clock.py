"""The time of the programme's zone; it may be set to another day, and run faster."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

#: Moments that people may ask to be placed at: dates a century away from them can still be told.
_YEARS = range(1900, 2900)
#: A machine that was suspended, or whose clock was set, is noticed after this many seconds at most.
_LONGEST_SLEEP = 30.0


def _machine_time() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 — the one clock; everything else is told the time


def machine_ms() -> int:
    """Milliseconds since 1970 of the machine's own time: what pacing, leases and retries count in."""
    return int(_machine_time().timestamp() * 1000)


def local_moment(text: str) -> datetime | None:
    """A local time written « 2021-11-15T09:00 » (or a day alone: its midnight); None when it is none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return None if moment.tzinfo or moment.year not in _YEARS else moment


class Clock:
    """Gives local wall-clock times (naive) of one zone; it counts in instants, so that changes of hour do no harm."""

    def __init__(
        self,
        zone: ZoneInfo,
        *,
        at: datetime | None = None,
        speed: float = 1.0,
        machine_time: Callable[[], datetime] = _machine_time,
    ) -> None:
        """A clock that shows `at` (local; the present when None) and runs from then, `speed` times as fast."""
        self._zone: Callable[[], ZoneInfo] = lambda: zone
        self._speed = speed
        self._machine_time = machine_time
        self._started = machine_time()
        self._at = self._instant(at) if at else self._started

    def follow(self, zone: Callable[[], ZoneInfo]) -> None:
        """Show, from now on, the time of whatever zone this tells: that of the programme that is served then."""
        self._zone = zone

    def now(self) -> datetime:
        """Local wall-clock time; in the hour that comes twice, `fold` tells which."""
        return self._present().astimezone(self._zone()).replace(tzinfo=None)

    async def sleep_until(self, when: datetime) -> None:
        """Return at a local time, at once when it is past. An hour that the clock skips counts as the next one."""
        import asyncio  # imported late: `ask` does without, and starts sooner

        instant = self._instant(when)
        while (left := (instant - self._present()).total_seconds() / self._speed) > 0:  # noqa: ASYNC110 — time is what is waited for
            await asyncio.sleep(min(left, _LONGEST_SLEEP))

    def lasting(self, span: timedelta) -> timedelta:
        """How long a stretch of this clock's time takes on the machine's."""
        return span / self._speed

    def _present(self) -> datetime:
        elapsed: timedelta = self._machine_time() - self._started
        return self._at + elapsed * self._speed

    def _instant(self, local: datetime) -> datetime:
        return local.replace(tzinfo=self._zone()).astimezone(UTC)
