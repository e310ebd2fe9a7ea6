"""Does the cost of a function grow with the length of its text, or faster?

No number of seconds passes or fails: the same function meets a text and one 64 times as long. In proportion the second
costs 64 times as much, as a square 4,096 times. The line between them is drawn at their geometric mean, so a machine
that is eight times slower for a moment says nothing, and three such moments in a row are needed for a false alarm.
"""

import gc
import time
from collections.abc import Callable

LONGER = 64
LIMIT = LONGER**1.5


def growth(run: Callable[[str], object], piece: str, *, length: int) -> float:
    """Return how many times as much `length` characters of repeated pieces cost as a 64th of them.

    The least of up to three ratios; one within the limit is enough.
    """
    short, long = (piece * max(1, size // len(piece)) for size in (length // LONGER, length))
    run(short)  # patterns compiled, lexicons read
    best = float("inf")
    for _ in range(3):
        best = min(best, _seconds(run, long) / min(_seconds(run, short) for _ in range(5)))
        if best < LIMIT:
            break
    return best


def assert_in_proportion(run: Callable[[str], object], piece: str, *, length: int) -> None:
    """Fail when a longer text of repeated pieces costs clearly more than its length says."""
    ratio = growth(run, piece, length=length)
    assert ratio < LIMIT, f"{length:,} characters of {piece!r} cost {ratio:,.0f} times a {LONGER}th of them"


def _seconds(run: Callable[[str], object], text: str) -> float:
    """Processor seconds of one run, without the collector: what else lives in memory is not asked."""
    gc.collect()
    gc.disable()
    try:
        begun = time.process_time()
        run(text)
        return time.process_time() - begun
    finally:
        gc.enable()
