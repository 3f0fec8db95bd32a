"""What tests may ask of the clock: no result depends on how fast the machine is at the moment."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

#: Seconds that a busy machine may add. Where the limit that is tested were missing, a call would take a minute.
_BUSY = 15


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """What is done here ends within its limit, on a machine that has nothing else to do."""
    began = time.monotonic()
    yield
    assert time.monotonic() - began < seconds + _BUSY


def until(condition: Callable[[], object], seconds: float = 60) -> None:
    """Wait for a condition, and fail if it does not come true."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)
