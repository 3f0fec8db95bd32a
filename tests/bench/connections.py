"""The first calls of a connection, and calls over a network: what a connection costs, and what each statement does."""

from __future__ import annotations

import selectors
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import psycopg

from nachet_datastore import Datastore
from nachet_datastore.wrapper import Call

from .inferences import JOBS, Inferences
from .measure import CountingCursor, Measurement, Meter, Timing, interleave
from .setting import Setting

BOXES = 10
#: Seconds of a way and back.
ROUND_TRIP = 0.005


def connections(setting: Setting, repetitions: int) -> list[Measurement]:
    """Register, read and verify: the first calls of new connections, then calls over a slow network."""
    return [*_first_calls(setting, max(3, repetitions // 4)), *_far_away(setting, max(3, repetitions // 4))]


@contextmanager
def connected(setting: Setting, url: str) -> Iterator[Setting]:
    """The same setting on a connection of its own."""
    with psycopg.connect(url, autocommit=True, cursor_factory=CountingCursor) as conn:
        yield replace(setting, conn=conn, datastore=Datastore(conn))


def _first_calls(setting: Setting, repetitions: int) -> list[Measurement]:
    supply = Inferences(setting, BOXES)
    found = []
    for job in JOBS:
        # The first form is what the others are compared with: a connection that has all its plans.
        timings = {name: Timing() for name in ("the tenth call", "the first call", "the first call, warmed up")}
        timings |= {f"call {number}": Timing() for number in range(2, 7)}
        for _ in range(repetitions):
            with connected(setting, setting.url) as own:
                for number in range(1, 11):
                    name = {1: "the first call", 10: "the tenth call"}.get(number, f"call {number}")
                    _take(own, supply.ready_call(job), timings.get(name))
            with connected(setting, setting.url) as own:
                own.conn.execute("select nachet.warm_up()")
                _take(own, supply.ready_call(job), timings["the first call, warmed up"])
        found.append(Measurement(job, f"{BOXES} x 5, new connection", timings))
    return found


def _take(setting: Setting, call: Call[Any], timing: Timing | None) -> None:
    Meter(setting.conn).run(lambda: lambda: setting.conn.execute(call.statement, call.values), timing)


def _far_away(setting: Setting, repetitions: int) -> list[Measurement]:
    with far(setting.url, ROUND_TRIP) as url, connected(setting, url) as own:
        inferences = Inferences(own, BOXES)
        found = []
        for job in JOBS:
            forms = {form: (lambda job=job, form=form: inferences.ready(job, form)) for form in inferences.forms}
            size = f"{BOXES} x 5, {ROUND_TRIP * 1000:.0f} ms away"
            found.append(interleave(own.conn, job, size, forms, repetitions, warm_up=3, by="clock"))
    return found


@contextmanager
def far(url: str, seconds: float) -> Iterator[str]:
    """The same database behind a network on which a way and back takes so long."""
    parts = urlsplit(url)
    folder = parse_qs(parts.query).get("host", [None])[0]
    host, port = parts.hostname or "localhost", parts.port or 5432
    listening = socket.create_server(("127.0.0.1", 0))
    place = f"127.0.0.1:{listening.getsockname()[1]}"

    def serve() -> None:
        with suppress(OSError):
            while True:
                near, _ = listening.accept()
                near.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                if folder:
                    server = socket.socket(socket.AF_UNIX)
                    server.connect(str(Path(folder) / f".s.PGSQL.{port}"))
                else:
                    server = socket.create_connection((host, port))
                threading.Thread(target=_carry, args=(near, server, seconds / 2), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    user = f"{quote(parts.username or '')}:{quote(parts.password or '')}"
    try:
        yield f"postgresql://{user}@{place}{parts.path}?sslmode=disable"
    finally:
        listening.close()


def _carry(near: socket.socket, server: socket.socket, delay: float) -> None:
    """Pass on what comes from either side, later: what comes while it waits goes with it."""
    with selectors.DefaultSelector() as waiting, near, server, suppress(OSError):
        waiting.register(near, selectors.EVENT_READ, server)
        waiting.register(server, selectors.EVENT_READ, near)
        while True:
            for key, _ in waiting.select():
                time.sleep(delay)
                source: Any = key.fileobj
                data = source.recv(1 << 20)
                if not data:
                    return
                key.data.sendall(data)
