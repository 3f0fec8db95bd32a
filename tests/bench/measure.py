"""Forms of one job, timed in turn: A B C B A C …, so that whatever else goes on meets all of them alike.

What counts is processor time: that of the server is what its process for the connection took, as the kernel counts it;
the clock is told beside it. A machine has fast and slow minutes, which a ratio of medians would mix: what is compared
are runs of the same turn, and the ratio is the median of theirs.
"""

from __future__ import annotations

import gc
import random
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import psycopg

#: Of the table: what was done to how much in which form; medians in milliseconds of processor time of server and
#: client and on the clock, its 95th percentile, statements, requests to the blob store, kB of write-ahead log, and the
#: ratio to the first form.
COLUMNS = ("job", "size", "form", "server", "client", "clock", "p95", "statements", "requests", "WAL kB", "ratio")

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


@dataclass(slots=True)
class Timing:
    """One form: milliseconds of each run, on the clock and of both processors, and what a run takes besides."""

    clock: list[float] = field(default_factory=list)
    server: list[float] = field(default_factory=list)
    client: list[float] = field(default_factory=list)
    wal: list[int] = field(default_factory=list)
    statements: int = 0
    requests: int = 0

    def add(self, clock: float, server: float, client: float, wal: int, statements: int) -> None:
        """One more run."""
        self.clock.append(clock * 1e3)
        self.server.append(server * 1e3)
        self.client.append(client * 1e3)
        self.wal.append(wal)
        self.statements = statements

    def as_json(self) -> dict[str, Any]:
        """What a program reads."""
        return {
            f"{name}_ms": {"median": _round(statistics.median(values)), "p95": _round(percentile(values, 95))}
            for name, values in (("server", self.server), ("client", self.client), ("clock", self.clock))
        } | {"wal_bytes": int(statistics.median(self.wal)), "statements": self.statements, "requests": self.requests}


@dataclass(frozen=True, slots=True)
class Measurement:
    """A job with its forms by name; the first is the floor where there is more than one."""

    job: str
    size: str
    forms: Mapping[str, Timing]
    #: What is compared: processor time of the server, or the clock.
    by: Literal["server", "clock"] = "server"

    def ratio(self, form: str) -> float:
        """How many times as long as the floor a form takes."""
        own, floor = self.forms[form], next(iter(self.forms.values()))
        pairs = zip(getattr(own, self.by), getattr(floor, self.by), strict=True)
        # What a run took may be counted with the next one: then it tells nothing.
        return float(statistics.median(one / least for one, least in pairs if least))

    def rows(self) -> list[tuple[str, ...]]:
        """A row of the table for each form, as COLUMNS."""
        return [
            (
                self.job,
                self.size,
                name,
                *(_told(values) for values in (timing.server, timing.client, timing.clock)),
                f"{percentile(timing.clock, 95):.2f}",
                str(timing.statements or ""),
                str(timing.requests or ""),
                f"{statistics.median(timing.wal) / 1000:.1f}" if any(timing.wal) else "",
                "" if name == next(iter(self.forms)) else f"{self.ratio(name):.2f}",
            )
            for name, timing in self.forms.items()
        ]

    def as_json(self) -> dict[str, Any]:
        """What a program reads."""
        return {
            "job": self.job,
            "size": self.size,
            "forms": {
                name: timing.as_json() | {"ratio": _round(self.ratio(name))} for name, timing in self.forms.items()
            },
        }


class Meter:
    """What the server's process for a connection took: seconds of its processor, and bytes of the log."""

    def __init__(self, conn: psycopg.Connection[Any]) -> None:
        self._conn = conn
        self._schedule = Path(f"/proc/{conn.info.backend_pid}/schedstat")

    def server(self) -> float:
        """The seconds of processor time so far; on the clock where the server is elsewhere."""
        try:
            return int(self._schedule.read_text(encoding="ascii").split()[0]) / 1e9
        except OSError:
            return time.perf_counter()

    def wal(self) -> int:
        """The bytes of the write-ahead log so far, of all connections."""
        with psycopg.Cursor(self._conn) as cursor:
            row = cursor.execute("select pg_current_wal_insert_lsn() - '0/0'").fetchone()
        assert row is not None
        return int(row[0])

    def run(self, form: Form, timing: Timing | None = None) -> None:
        """Run once, and add to the timing."""
        run = form()
        counted, wal = CountingCursor.statements, self.wal()
        gc.disable()
        server, client, clock = self.server(), time.process_time(), time.perf_counter()
        run()
        took = time.perf_counter() - clock, self.server() - server, time.process_time() - client
        gc.enable()
        if timing is not None:
            timing.add(*took, self.wal() - wal, CountingCursor.statements - counted)


def interleave(
    conn: psycopg.Connection[Any],
    job: str,
    size: str,
    forms: Mapping[str, Form],
    repetitions: int,
    warm_up: int = WARM_UP,
    by: Literal["server", "clock"] = "server",
) -> Measurement:
    """Time the forms in turn, each ``repetitions`` times after the warm-up."""
    meter = Meter(conn)
    timings = {name: Timing() for name in forms}
    for number in range(warm_up + repetitions):
        # In another order each time: what follows another finds what that one left in the caches.
        for name in random.sample(list(forms), len(forms)):
            meter.run(forms[name], timings[name] if number >= warm_up else None)
    return Measurement(job, size, timings, by)


def percentile(values: list[float], percent: int) -> float:
    """The smallest value that so many of a hundred do not exceed."""
    return sorted(values)[max(0, -(-len(values) * percent // 100) - 1)]


def _told(values: list[float]) -> str:
    return f"{statistics.median(values):.2f}" if any(values) else ""


def _round(value: float) -> float:
    return round(value, 3)
