"""The stopwatch of all benchmarks: seconds of processor time, the fastest of several runs."""

import time
from collections.abc import Callable, Iterable
from typing import Any


def fastest(work: Callable[[], Any], *, times: int = 3) -> tuple[float, Any]:
    """Return the seconds of the fastest run, and what the last one gave."""
    best, found = float("inf"), None
    for _ in range(max(1, times)):
        begun = time.process_time()
        found = work()
        best = min(best, time.process_time() - begun)
    return best, found


def spent(work: Callable[[], object], *, times: int = 3) -> float:
    """Return the seconds of the fastest run alone."""
    return fastest(work, times=times)[0]


def seconds(run: Callable[[Any], object], things: Iterable[Any], *, times: int = 3) -> float:
    """Return the seconds of the fastest pass over all things; results are thrown away."""

    def one_pass() -> None:
        for thing in things:
            run(thing)

    return spent(one_pass, times=times)
