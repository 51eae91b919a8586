"""How long calls take, and what a process holds."""

import os
import resource
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, TypeVar

T = TypeVar("T")
_STATUS = Path("/proc/self/status")


@dataclass(frozen=True, kw_only=True, slots=True)
class Timing:
    """Durations of many calls, in milliseconds."""

    median: float
    #: Ninety-nine calls of a hundred take no longer.
    p99: float
    longest: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> "Timing":
        """The summary of durations in seconds. ValueError when there are none."""
        ordered = sorted(seconds)
        p99 = ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]
        return cls(median=median(ordered) * 1000, p99=p99 * 1000, longest=ordered[-1] * 1000)


def seconds(call: Callable[[], Any]) -> float:
    """How long a call takes."""
    start = perf_counter()
    call()
    return perf_counter() - start


def rounds(call: Callable[[T], Any], inputs: Iterable[T], count: int) -> tuple[Timing, Timing]:
    """Each input in turn, `count` times over: the first round, where every word is new, and all those after it."""
    inputs = list(inputs)
    times = [[_once(call, item) for item in inputs] for _ in range(count)]
    return Timing.of(times[0]), Timing.of([t for again in times[1:] for t in again])


def _once(call: Callable[[T], Any], item: T) -> float:
    return seconds(lambda: call(item))


def processor_s(process: int) -> float:
    """Seconds that a process and its children have kept a processor; NaN where the system does not say."""
    if not _STATUS.exists():
        return float("nan")
    own = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    ticks = int(own[11]) + int(own[12])  # user and system (proc(5))
    return ticks / os.sysconf("SC_CLK_TCK") + sum(processor_s(int(child)) for child in children)


def copies_s() -> float:
    """Seconds that the processes that this one has begun, and that have ended, have kept a processor."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def copy_peak_mb() -> float:
    """The most memory that one of them has held, what it shared with this one included."""
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6


def peak_mb() -> float:
    """The most memory that this process has held, in megabytes (10⁶ bytes)."""
    if _STATUS.exists():
        line = next(line for line in _STATUS.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024 / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6
