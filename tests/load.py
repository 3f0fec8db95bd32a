"""``make load``: many clients at once, while all that they need fails now and then; then what they were told, counted.

32 people register, read, verify, upload, list, delete and share, with sync and async clients (``people.py``) whose
pools are too small. Meanwhile the database server is restarted in order and as in a crash, the blob store is slow and
fails, and processes of clients are killed and started anew. In the end a worker and the checker do what they do after
a crash, and what was acknowledged is compared with the database and the store. Needs Linux, for the memory in /proc.

The exit code is 1 where a promise does not hold.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal
from uuid import uuid4

import invariants
import psycopg
from operations import MODELS
from trial import Trial

import people
from azurite import Azurite
from conftest import as_user, fast_server, template_database
from nachet_datastore import Datastore
from nachet_datastore.demo.embedded import EmbeddedServer
from nachet_datastore.errors import StoreUnavailable
from proxy import Answer, Drop, Hang, Proxy, Request

#: Processes of clients and how many people use each; those after the first STEADY are killed now and then.
PROCESSES, PEOPLE, STEADY = 4, 8, 2
#: Seconds within which each call ends, whatever happens.
LONGEST = 30.0
#: How much more memory a process may have in the second half than it ever had in the first.
GROWTH = 1.2

#: What is in the database, as ``people.py`` names it.
STATES = """
select concat('picture ', p.id),
    concat(encode(p.sha256, 'hex'), case when p.deleted_at is not null then ', in the trash' end)
from nachet_data.picture as p where p.state = 'confirmed'
union all
select concat('inference ', i.id), case when i.verified then 'verified' else concat(i.nb_object, ' boxes') end
from nachet_data.inference as i
union all
select concat('share of ', c.container_id, ' with ', u.email), p.name
from nachet_data.user_container as c
inner join nachet_data.users as u on c.user_id = u.id
inner join nachet_data.permission as p on c.permission_id = p.id
"""
_CONNECTED = "select count(*) from pg_stat_activity as a where a.usename = 'nachet_test_backend'"


@dataclass(frozen=True)
class Figure:
    """A row of the table: what was measured, and the most that was promised of it."""

    name: str
    value: float
    promise: float | None = None

    @property
    def holds(self) -> bool:
        """Whether the promise holds."""
        return self.promise is None or self.value <= self.promise

    def __str__(self) -> str:
        value = f"{self.value:,.2f}" if isinstance(self.value, float) else f"{self.value:,}"
        promise = "" if self.promise is None else f"at most {self.promise:g}{'' if self.holds else '  BROKEN'}"
        return f"{value:>12}  {self.name:<70}{promise}".rstrip()


class Load:
    """A run: ``run`` lets it happen, ``figures`` counts once; ``wrong`` then says what was not as promised."""

    def __init__(self, server: EmbeddedServer, database: str, proxy: Proxy, account: str, folder: Path) -> None:
        self._server, self._proxy, self._account, self._folder = server, proxy, account, folder
        self.superuser_url = server.url(database)
        self._backend_url = as_user(self.superuser_url, "nachet_test_backend")
        self._mark = f"NACHET_LOAD={uuid4()}"
        self._journals: list[Path] = []
        self._living: dict[int, subprocess.Popen[bytes]] = {}
        #: Bytes that a process has, by its number: in the first half of the time and in the second.
        self._memory: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        self.happened: Counter[str] = Counter()
        self.wrong: list[str] = []

    def run(self, seconds: float) -> None:
        """Let people work for so long, and let everything happen to them meanwhile."""
        with Datastore(self.superuser_url, self._account) as datastore:
            admin = datastore.create_user("admin@example.org", permission="admin")
            datastore.import_ml_structure(admin.user_id, MODELS)
            emails = [f"person{number}@example.org" for number in range(PROCESSES * PEOPLE)]
            users = [(str(datastore.create_user(email).user_id), email) for email in emails]
        self._jobs = [
            people.Job(
                kind=("sync", "async")[number % 2],
                database_url=self._backend_url,
                storage_url=self._proxy.account(self._account),
                people=dict(users[number * PEOPLE : (number + 1) * PEOPLE]),
                everyone=emails,
                journal="",
                retry=(0, 5, 5, 0)[number],
            )
            for number in range(PROCESSES)
        ]
        for number in range(PROCESSES):
            self._start(number)
        while not all(journal.exists() and journal.stat().st_size for journal in self._journals):
            assert all(process.poll() is None for process in self._living.values()), self._said()
            time.sleep(0.05)
        self._seconds, self._began = seconds, time.monotonic()
        pace = min(10.0, seconds / 14)
        fast, immediate = partial(self.restart, "fast"), partial(self.restart, "immediate")
        happenings: list[Callable[[], None]] = [self.kill, fast, self.slow_down, self.kill, self.fail, immediate]
        following = cycle(happenings)
        while time.monotonic() < self._began + seconds - 2 * pace:
            self._wait(pace)
            next(following)()
        self._end_disturbance()
        self._wait(self._began + seconds - time.monotonic())
        self._end()

    # What happens ---------------------------------------------------------------------------------------------------

    def kill(self) -> None:
        """Kill a process of clients, and start another for the same people."""
        self._end_disturbance()
        number = random.randrange(STEADY, PROCESSES)  # noqa: S311 - no secret
        self._living[number].kill()
        self._living[number].communicate()
        self.happened["processes of clients were killed"] += 1
        self._start(number)

    def restart(self, mode: Literal["fast", "immediate"]) -> None:
        """Restart the server."""
        self._end_disturbance()
        self._server.stop(mode)
        self._server.start()
        self.happened[f"restarts of the server, {mode}"] += 1

    def slow_down(self) -> None:
        """Have the store take long for each request."""

        def delay(_: Request) -> None:
            self.happened["requests to the store were slow"] += 1
            time.sleep(0.4)

        self._proxy.before = delay

    def fail(self) -> None:
        """Have the store fail half of the requests, before it did them or after."""
        faults = [None, Answer(503), None, Drop(), None, Drop(0.5), None, Answer(500, "InternalError"), None, Hang()]

        def fail(_: Request) -> Any:
            fault = random.choice(faults)  # noqa: S311 - no secret
            self.happened["requests to the store failed"] += fault is not None
            return fault

        self._proxy.before = self._proxy.after = fail

    def _end_disturbance(self) -> None:
        self._proxy.before = self._proxy.after = lambda _: None

    # Processes ------------------------------------------------------------------------------------------------------

    def _start(self, number: int) -> None:
        self._journals.append(self._folder / f"{len(self._journals)}.jsonl")
        job = replace(self._jobs[number], journal=str(self._journals[-1]))
        name, _, value = self._mark.partition("=")
        with self._journals[-1].with_suffix(".err").open("wb") as errors:
            self._living[number] = subprocess.Popen(
                [sys.executable, people.__file__, job.argument()],
                stdin=subprocess.PIPE,
                stderr=errors,
                env={**os.environ, name: value},
            )

    def _wait(self, seconds: float) -> None:
        """Wait, and measure the processes meanwhile."""
        until = time.monotonic() + seconds
        while (now := time.monotonic()) < until:
            half = now > self._began + self._seconds / 2
            for number, process in self._living.items():
                with suppress(OSError):
                    pages = Path(f"/proc/{process.pid}/statm").read_text(encoding="ascii").split()[1]
                    self._memory[number][half].append(int(pages) * os.sysconf("SC_PAGE_SIZE"))
            self._proxy.requests.clear()
            time.sleep(min(0.25, max(0.0, until - now)))

    def _end(self) -> None:
        """Wait for the processes to end, and count what is left of them."""
        for process in self._living.values():
            assert process.stdin
            process.stdin.close()
        for number, process in self._living.items():
            try:
                code = process.wait(LONGEST)
            except subprocess.TimeoutExpired:
                process.kill()
                code = process.wait()
            if code:
                self.wrong.append(f"process {number} ended with {code}: {self._said()}")
        self.ended_badly = len(self.wrong)
        until = time.monotonic() + 5
        while (left := self._left()) != (0, 0) and time.monotonic() < until:
            time.sleep(0.1)
        self.connections_left, self.processes_left = left

    def _said(self) -> list[str]:
        """The end of each traceback of a process."""
        texts = (path.read_text(encoding="utf-8") for path in self._folder.glob("*.err"))
        return [text[-500:] for text in texts if "Traceback" in text]

    def _left(self) -> tuple[int, int]:
        """Connections of clients, and processes that they started."""
        with psycopg.connect(self.superuser_url) as conn:
            ((connections,),) = conn.execute(_CONNECTED)
        processes = 0
        for environment in Path("/proc").glob("[0-9]*/environ"):
            with suppress(OSError):
                processes += self._mark.encode() in environment.read_bytes().split(b"\0")
        return connections, processes

    # What is counted ------------------------------------------------------------------------------------------------

    def figures(self) -> list[Figure]:
        """What was measured, with what was promised."""
        entries = list(self._entries())
        calls = [entry for entry in entries if "call" in entry]
        errors = [entry for entry in calls if "error" in entry]
        foreign = [entry for entry in errors if not entry["ours"]]
        lasting = [entry for entry in errors if entry["ours"] and not entry["transient"]]
        self.wrong += [f"{entry['call']}: {entry['error']}: {entry['told']}" for entry in foreign + lasting]
        lost = self.lost()
        left, repaired = self._after_repair()
        self.wrong += lost + left
        second = {number: max(both[1]) for number, both in self._memory.items() if both[1]}
        growth = max(second[number] / max(self._memory[number][0]) for number in range(STEADY))
        highest = max(max(half, default=0) for both in self._memory.values() for half in both)
        return [
            Figure("people, half of them with sync clients, half with async ones", PROCESSES * PEOPLE),
            Figure("seconds", self._seconds),
            *(Figure(name, number) for name, number in sorted(self.happened.items())),
            Figure("calls", len(calls)),
            Figure("calls a second", len(calls) / self._seconds),
            Figure("seconds of the slowest call", max(entry["seconds"] for entry in calls), LONGEST),
            *(
                Figure(f"calls failed: {name}", number)
                for name, number in Counter(entry["error"] for entry in errors).most_common()
            ),
            Figure("errors that are not ours", len(foreign), 0),
            Figure("errors after which trying again does not help", len(lasting), 0),
            Figure("acts acknowledged", sum(len(entry.get("done", ())) for entry in calls)),
            Figure("acknowledged acts lost, or not seen by those who did them", len(lost), 0),
            Figure("findings of fsck after work, which it repaired", repaired),
            Figure("orphans, dangling rows, other bytes and tasks after that", len(left), 0),
            Figure("connections left", self.connections_left, 0),
            Figure("processes left", self.processes_left, 0),
            Figure("processes that ended otherwise than they should", self.ended_badly, 0),
            Figure("MB of the largest process of clients", round(highest / 1e6)),
            Figure("memory in the second half, as a share of the first's", growth, GROWTH),
        ]

    def _entries(self) -> Iterator[dict[str, Any]]:
        for journal in self._journals:
            if journal.exists():  # It may have been killed before it wrote anything.
                for line in journal.read_text(encoding="utf-8").splitlines():
                    yield json.loads(line)

    def lost(self) -> list[str]:
        """Things that are not in the state that was acknowledged last, nor in one that was tried since."""
        entries = list(self._entries())
        possible: dict[str, set[str | None]] = {}
        for entry in entries:
            for thing, state in entry.get("trying", {}).items():
                possible.setdefault(thing, {None}).add(state)
            for thing, state in entry.get("done", {}).items():
                possible[thing] = {state}
        with psycopg.connect(self.superuser_url) as conn:
            actual: Mapping[str, str] = dict(conn.execute(STATES).fetchall())
        lost = [entry["lost"] for entry in entries if "lost" in entry]
        return lost + [
            f"lost: {thing} is {actual.get(thing)}, not {states}"
            for thing, states in possible.items()
            if actual.get(thing) not in states
        ]

    def _after_repair(self) -> tuple[list[str], int]:
        """What is wrong between rows and blobs after a worker and the checker came by; how much these repaired."""
        trial = Trial(self.superuser_url, self._backend_url, self._account, {})
        try:
            unmended = _patiently(trial)
            return unmended + invariants.rest(trial.conn, trial.store), trial.mended.total()
        finally:
            trial.close()


def _patiently(trial: Trial) -> list[str]:
    """What the checker could not mend; it is run again where the store, which has had a hard time, does not answer."""
    for _ in range(9):
        with suppress(StoreUnavailable):
            return trial.recover(deep=False)  # The bytes are read next.
        time.sleep(10)
    return trial.recover(deep=False)


@contextmanager
def load(azurite: Azurite, settings: Mapping[str, str] | None = None) -> Iterator[Load]:
    """All that a run needs, for as long as a block lasts."""
    with (
        fast_server({"synchronous_commit": "on"} | dict(settings or {})) as server,
        template_database(server.url()) as database,
        Proxy(azurite.url) as proxy,
        TemporaryDirectory() as folder,
    ):
        yield Load(server, database, proxy, azurite.new_account(), Path(folder))


def main() -> int:
    """Run it for some minutes, and print the table."""
    parser = argparse.ArgumentParser(description="Many clients at once, while all that they need fails now and then.")
    parser.add_argument("--minutes", type=float, default=10, help="how long (default 10)")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="a setting of the server")
    options = parser.parse_args()
    with Azurite() as azurite, load(azurite, dict(one.split("=", 1) for one in options.set)) as run:
        run.run(60 * options.minutes)
        figures = run.figures()
        sys.stdout.writelines(f"{line}\n" for line in (*figures, *run.wrong[:20]))
    return 0 if all(figure.holds for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
