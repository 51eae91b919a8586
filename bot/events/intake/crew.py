"""The same work on many things, shared among the processors; what comes of it is in the order of what goes in."""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain, islice
from threading import Thread
from time import sleep
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")
#: Things that are given away together; below so many of these batches, more processes cost more than they save.
_TOGETHER, _FEW = 250, 8
_MOST = 4
#: Each process has so many batches ahead of it.
_AHEAD = 2


def in_order(work: Callable[[Sequence[T]], R], things: Iterable[T]) -> Iterator[tuple[Sequence[T], R]]:
    """Batches of things, each with what `work` makes of it.

    `work` need not be one that can be written down, as processes begin as copies of this one; things and results must.
    """
    batches = iter(_batches(things))
    yield from ((batch, work(batch)) for batch in islice(batches, _FEW))
    following = next(batches, None)
    if following is None:
        return
    ahead = chain((following,), batches)
    count = _processes()
    if count < 2:
        yield from ((batch, work(batch)) for batch in ahead)
        return
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(count, fork, _begin, (work, os.getpid())) as pool:
        try:
            waiting = deque((batch, pool.submit(_do, batch)) for batch in islice(ahead, count * (_AHEAD + 1)))
            while waiting:
                batch, result = waiting.popleft()
                yield batch, result.result()
                waiting.extend((batch, pool.submit(_do, batch)) for batch in islice(ahead, 1))
        finally:
            pool.shutdown(cancel_futures=True)


def _batches(things: Iterable[T]) -> Iterator[list[T]]:
    things = iter(things)
    while batch := list(islice(things, _TOGETHER)):
        yield batch


def _processes() -> int:
    """How many are worth it here; 1 where none can begin as a copy."""
    if "fork" not in multiprocessing.get_all_start_methods():
        return 1
    return min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1, _MOST)


_work: Callable[[Sequence[Any]], Any]


def _begin(work: Callable[[Sequence[Any]], Any], first: int) -> None:
    """In a process that has just begun: only the first one is interrupted, and none outlives it."""
    global _work
    _work = work
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with, args=(first,), daemon=True).start()


def _end_with(first: int) -> None:
    """Work is waited for without end, also when the first process was killed and none will come."""
    while os.getppid() == first:
        sleep(1)
    os._exit(1)


def _do(batch: Sequence[Any]) -> Any:
    return _work(batch)
