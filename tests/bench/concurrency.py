"""Many clients at once, beside the same number of clients that run the floor's plain statements.

Each client is a process with a connection of its own. It registers a picture's boxes, reads three inferences and
verifies one, again and again; half of the clients work in one container, the others each in their own. What they send
is ready before the clock starts. The two forms take turns, so that whatever else goes on meets both alike.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypedDict
from uuid import UUID

import click
import psycopg

from nachet_datastore import Datastore

from .blocks import table, write_block
from .inferences import Inferences, Run
from .measure import CountingCursor, Meter, percentile
from .setting import Setting, opened

CLIENTS = (1, 4, 8, 16, 32)

#: One round of a client.
READS = 3


class Phase(TypedDict):
    """What clients did in one phase, all together."""

    seconds: float
    #: Of the server's processes for their connections.
    server: float
    #: Of each statement, in milliseconds.
    clock: list[float]


class _Client:
    """What one process does."""

    def __init__(self, setting: Setting, url: str, boxes: int, user_id: UUID) -> None:
        conn = psycopg.connect(url, autocommit=True, cursor_factory=CountingCursor)
        own = replace(setting, conn=conn, datastore=Datastore(conn), user_id=user_id)
        self._meter, self._setting, self._boxes = Meter(conn), own, boxes
        self._inferences = Inferences(own, boxes)
        self._forms: Mapping[str, tuple[Callable[..., Run], Callable[..., Run], Callable[..., Run]]] = {
            name: self._inferences.runs(name) for name in ("floor", "call")
        }

    def prepare(self, form: str, rounds: int) -> list[Run]:
        """The statements of so many rounds."""
        register, read, verify = self._forms[form]
        statements = []
        for _ in range(rounds):
            registered = self._inferences.registered()
            statements.append(register(self._inferences.picture(), self._setting.document(self._boxes)))
            statements += [read(registered)] * READS
            statements.append(verify(registered))
        return statements

    def run(self, statements: list[Run]) -> Phase:
        """Run them, and say how long each took."""
        clock, server, begun = [], self._meter.server(), time.perf_counter()
        for statement in statements:
            started = time.perf_counter()
            statement()
            clock.append((time.perf_counter() - started) * 1e3)
        return {"seconds": time.perf_counter() - begun, "server": self._meter.server() - server, "clock": clock}


def _work(pipe: Connection, setting: Setting, url: str, boxes: int, user_id: UUID) -> None:
    """Prepare and run what the pipe says, until it says nothing more."""
    client = _Client(setting, url, boxes, user_id)
    while (told := pipe.recv()) is not None:
        statements = client.prepare(*told)
        pipe.send(None)
        pipe.recv()
        pipe.send(client.run(statements))


@contextmanager
def _clients(setting: Setting, url: str, boxes: int, number: int) -> Iterator[list[Connection]]:
    """So many processes; every second one acts in the setting's own container."""
    context, started = get_context("fork"), []
    for n in range(number):
        user_id = setting.add_user() if n % 2 else setting.user_id
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, setting, url, boxes, user_id), daemon=True)
        process.start()
        started.append((process, ours))
    yield [pipe for _, pipe in started]
    for process, pipe in started:
        pipe.send(None)
        process.join()


def _phase(pipes: list[Connection], form: str, rounds: int) -> Phase:
    """One phase of all clients, which start together."""
    for pipe in pipes:
        pipe.send((form, rounds))
    for pipe in pipes:
        pipe.recv()
    begun = time.perf_counter()
    for pipe in pipes:
        pipe.send(None)
    phases: list[Phase] = [pipe.recv() for pipe in pipes]
    return {
        "seconds": time.perf_counter() - begun,
        "server": sum(phase["server"] for phase in phases),
        "clock": [clock for phase in phases for clock in phase["clock"]],
    }


def _multixacts(setting: Setting) -> int:
    """The next of the ids that a row gets which several transactions hold at a time."""
    row = setting.conn.execute("checkpoint; select next_multixact_id::text::bigint from pg_control_checkpoint()")
    while row.nextset():
        pass
    found = row.fetchone()
    assert found is not None
    return int(found[0])


def measure(setting: Setting, url: str, boxes: int, number: int, rounds: int, turns: int) -> dict[str, Any]:
    """The two forms with so many clients: medians of the ratios of each turn."""
    phases: dict[str, list[Phase]] = {"floor": [], "call": []}
    multixacts = dict.fromkeys(phases, 0)
    with _clients(setting, url, boxes, number) as pipes:
        # Plans are made on tables that are filled and analysed; each connection keeps what it made of its statements.
        for form in phases:
            _phase(pipes, form, max(2, rounds // number))
        setting.conn.execute("analyze")
        for form in phases:
            _phase(pipes, form, 8)
        for turn in range(turns):
            for form in sorted(phases, reverse=bool(turn % 2)):
                before = _multixacts(setting)
                phases[form].append(_phase(pipes, form, max(2, rounds // number)))
                multixacts[form] += _multixacts(setting) - before
    calls, floors = phases["call"], phases["floor"]
    registered = sum(len(phase["clock"]) for phase in calls) // (READS + 2)

    def ratio(of: Callable[[Phase], float]) -> float:
        return round(statistics.median(of(c) / of(f) for c, f in zip(calls, floors, strict=True)), 3)

    return {
        "clients": number,
        "throughput": ratio(lambda phase: len(phase["clock"]) / phase["seconds"]),
        "p95": ratio(lambda phase: percentile(phase["clock"], 95)),
        "median": ratio(lambda phase: statistics.median(phase["clock"])),
        "server": ratio(lambda phase: phase["server"]),
        "calls_per_second": round(statistics.median(len(phase["clock"]) / phase["seconds"] for phase in calls)),
        "multixacts_a_registration": round(multixacts["call"] / registered, 2),
        "the_floor_s": round(multixacts["floor"] / registered, 2),
    }


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--database-url", metavar="URL", help="A running server, as its superuser, instead of an embedded one.")
@click.option("--clients", multiple=True, type=int, default=CLIENTS, show_default=True, help="How many at a time.")
@click.option("--boxes", default=10, show_default=True, help="Of each picture.")
@click.option("--rounds", default=96, show_default=True, help="Of all clients together in one phase.")
@click.option("--turns", default=5, show_default=True, help="Phases of each form.")
@click.option(
    "--without-species-keys", is_flag=True, help="Drop the foreign keys from boxes and people's words to species."
)
@click.option("--json", "output", type=click.Path(path_type=Path), help="Also write the figures to this file.")
@click.option("--write", "page", type=click.Path(path_type=Path), help="Also write the table into this page.")
def main(
    database_url: str | None,
    clients: tuple[int, ...],
    boxes: int,
    rounds: int,
    turns: int,
    without_species_keys: bool,
    output: Path | None,
    page: Path | None,
) -> None:
    """Measure clients that call beside clients that run plain statements: ratios, call over floor."""
    figures = []
    with opened(database_url) as setting:
        url = setting.conn.info.dsn
        if without_species_keys:
            _drop_species_keys(setting)
        for number in clients:
            figures.append(measure(setting, url, boxes, number, rounds, turns))
            click.echo(json.dumps(figures[-1]))
    if page is not None:
        names = list(figures[0])
        rows = ([str(row[name]) for name in names] for row in figures)
        write_block(page, "concurrency", table([name.replace("_", " ") for name in names], rows))
    if output is not None:
        output.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def _drop_species_keys(setting: Setting) -> None:
    keys = setting.conn.execute(
        "select format('alter table %s drop constraint %I', c.conrelid::regclass, c.conname) from pg_constraint as c"
        " where c.contype = 'f' and c.confrelid = 'nachet_data.seed'::regclass"
        " and c.conrelid in ('nachet_data.specimen'::regclass, 'nachet_data.identification'::regclass,"
        " 'nachet_data.picture_seed'::regclass)"
    ).fetchall()
    for (statement,) in keys:
        setting.conn.execute(statement)


if __name__ == "__main__":
    main()
