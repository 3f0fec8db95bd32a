"""``make concurrency``: 1 to 32 clients at once, beside the same mix of plain statements.

Each client is a process with a connection, a user and pictures of its own: of five jobs one registers ten boxes, three
read, and one verifies. What the jobs need is ready before the clock starts. The two forms take turns, so that the
machine's moods meet both; the processor time is that of the server's processes for the clients.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import statistics
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import click
import psycopg

from nachet_datastore import Datastore

from .blocks import table, write_block
from .inferences import Inferences
from .measure import CountingCursor, Meter, percentile
from .setting import Setting, opened

CLIENTS = (1, 4, 8, 16, 32)
BOXES = 10
MIX = ("register", "read back", "read back", "read back", "verify")
#: Rounds of the mix in all, shared by the clients.
ROUNDS = 256
#: At least this part of the throughput of plain statements, and at most this multiple of their p95.
GOAL, P95_GOAL = 0.9, 2.0

_FORK = multiprocessing.get_context("fork")


@dataclass(frozen=True)
class Facts:
    """What every client needs to know."""

    url: str
    pipeline_id: UUID
    seeds: dict[str, UUID]
    versions: dict[str, UUID]


@dataclass(frozen=True)
class Run:
    """A form at a number of clients: jobs a second; of a job the 95th percentile and processor time, in ms."""

    rate: float
    p95: float
    server: float


def _client(facts: Facts, form: str, rounds: int, barrier: Any, answers: Any) -> None:
    with psycopg.connect(facts.url, autocommit=True, cursor_factory=CountingCursor) as conn:
        datastore = Datastore(conn)
        user_id = datastore.create_user(f"{os.urandom(8).hex()}@example.org").user_id
        setting = Setting(conn, facts.url, datastore, user_id, facts.pipeline_id, facts.seeds, facts.versions)
        inferences = Inferences(setting, BOXES)
        for name in MIX * 2:
            inferences.ready(name, form)()
        jobs = [inferences.ready(name, form) for _ in range(rounds) for name in MIX]
        meter, took = Meter(conn), []
        barrier.wait()
        server, begun = meter.server(), time.perf_counter()
        for job in jobs:
            started = time.perf_counter()
            job()
            took.append((time.perf_counter() - started) * 1e3)
        answers.put((begun, time.perf_counter(), (meter.server() - server) * 1e3, took))


def run(facts: Facts, form: str, clients: int) -> Run:
    """So many clients at once."""
    barrier, answers = _FORK.Barrier(clients), _FORK.Queue()
    rounds = max(1, ROUNDS // clients)
    processes = [
        _FORK.Process(target=_client, args=(facts, form, rounds, barrier, answers), daemon=True) for _ in range(clients)
    ]
    for process in processes:
        process.start()
    found = [answers.get(timeout=600) for _ in processes]
    for process in processes:
        process.join()
    took = [one for *_, jobs in found for one in jobs]
    seconds = max(ended for _, ended, *_ in found) - min(begun for begun, *_ in found)
    return Run(len(took) / seconds, percentile(took, 95), sum(server for _, _, server, _ in found) / len(took))


def multixacts(conn: psycopg.Connection[Any]) -> int:
    """The next multixact: rows that several transactions lock at the same time take one each."""
    row = conn.execute("select next_multixact_id::text::bigint from pg_control_checkpoint()").fetchone()
    assert row is not None
    return int(row[0])


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--database-url", metavar="URL", help="A running server, as its superuser, instead of an embedded one.")
@click.option("--turns", default=3, show_default=True, help="Turns of the two forms at each number of clients.")
@click.option("--json", "output", type=click.Path(path_type=Path), help="Also write the figures to this file.")
@click.option("--write", "page", type=click.Path(path_type=Path), help="Also write the table into this page.")
def main(database_url: str | None, turns: int, output: Path | None, page: Path | None) -> None:
    """Print the throughput of the calls as a part of that of plain statements, and their p95."""
    rows = []
    with opened(database_url) as setting:
        facts = Facts(setting.url, setting.pipeline_id, setting.seeds, setting.versions)
        for clients in CLIENTS:
            pairs = []
            spent = 0
            for turn in range(turns):
                forms = ("floor", "call") if turn % 2 == 0 else ("call", "floor")
                done = {}
                for form in forms:
                    setting.conn.execute("checkpoint")
                    before = multixacts(setting.conn)
                    done[form] = run(facts, form, clients)
                    setting.conn.execute("analyze")
                    setting.conn.execute("checkpoint")
                    spent += multixacts(setting.conn) - before if form == "call" else 0
                pairs.append((done["floor"], done["call"]))
            row = {
                "clients": clients,
                "floor_per_s": round(statistics.median(floor.rate for floor, _ in pairs), 1),
                "call_per_s": round(statistics.median(call.rate for _, call in pairs), 1),
                "throughput": round(statistics.median(call.rate / floor.rate for floor, call in pairs), 2),
                "p95_ms": round(statistics.median(call.p95 for _, call in pairs), 1),
                "p95_ratio": round(statistics.median(call.p95 / floor.p95 for floor, call in pairs), 2),
                "server_ratio": round(statistics.median(call.server / floor.server for floor, call in pairs), 2),
                "multixacts_per_registration": round(spent / turns / (ROUNDS // clients * clients), 2),
            }
            rows.append(row)
            click.echo(" ".join(f"{name} {value}" for name, value in row.items()))
    if page is not None:
        names = [name.replace("_", " ") for name in rows[0]]
        write_block(page, "concurrency", table(names, ([str(value) for value in row.values()] for row in rows)))
    if output is not None:
        output.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
