"""Forms of one job, timed in turn: A B C A B C …, so that whatever else goes on meets all of them alike."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import psycopg

#: Gets something ready, untimed; what it gives is run and timed, once.
Form = Callable[[], Callable[[], object]]

#: Runs of each form before those that count: plans are made, caches filled, files grown.
WARM_UP = 8


class CountingCursor(psycopg.Cursor[Any]):
    """A cursor that counts the statements of all of its kind."""

    statements = 0

    def execute(self, *args: Any, **kwargs: Any) -> CountingCursor:
        CountingCursor.statements += 1
        super().execute(*args, **kwargs)
        return self


@dataclass(frozen=True, slots=True)
class Timing:
    """One form: the seconds of each run, and how many statements a run takes."""

    seconds: list[float]
    statements: int

    @property
    def median(self) -> float:
        """In milliseconds."""
        return statistics.median(self.seconds) * 1000


@dataclass(frozen=True, slots=True)
class Measurement:
    """A job with its forms by name; the first is the floor where there is more than one."""

    job: str
    size: str
    forms: Mapping[str, Timing]

    def ratio(self, form: str) -> float:
        """How many times the floor's median a form takes."""
        return self.forms[form].median / next(iter(self.forms.values())).median

    def as_json(self) -> dict[str, Any]:
        """What a program reads."""
        return {
            "job": self.job,
            "size": self.size,
            "forms": {
                name: {
                    "median_ms": round(timing.median, 4),
                    "fastest_ms": round(min(timing.seconds) * 1000, 4),
                    "slowest_ms": round(max(timing.seconds) * 1000, 4),
                    "ratio": round(self.ratio(name), 4),
                    "statements": timing.statements,
                }
                for name, timing in self.forms.items()
            },
        }


def interleave(job: str, size: str, forms: Mapping[str, Form], repetitions: int) -> Measurement:
    """Time the forms in turn, each ``repetitions`` times after the warm-up."""
    seconds: dict[str, list[float]] = {name: [] for name in forms}
    statements = {}
    for _ in range(WARM_UP + repetitions):
        for name, prepare in forms.items():
            run = prepare()
            counted = CountingCursor.statements
            gc.disable()
            begun = time.perf_counter()
            run()
            seconds[name].append(time.perf_counter() - begun)
            gc.enable()
            statements[name] = CountingCursor.statements - counted
    return Measurement(
        job, size, {name: Timing(timings[WARM_UP:], statements[name]) for name, timings in seconds.items()}
    )
