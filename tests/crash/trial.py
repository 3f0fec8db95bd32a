"""The world in which things are killed: a database, a store, and clients of both.

One page tells it all. ``begin`` makes the world that an operation finds; ``run`` runs it in a process of its own, in
which something happens at one of the points that points.py counts; ``aftermath`` looks with a reader's eyes, lets
a worker and the checker do what they do after a crash, repeats the operation, and says what is wrong then: nothing, or
what invariants.py found.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, NoReturn, TypeVar, cast

import invariants
import psycopg
from azure.storage.blob import BlobServiceClient
from operations import Operation, Scene, prepare
from points import Points, watch

from awaited import Awaited
from nachet_datastore import AsyncDatastore, Datastore
from nachet_datastore.blobs.flows import Progress
from nachet_datastore.blobs.steps import Flow
from nachet_datastore.blobs.stores import BlobStore, open_async_store, open_store
from nachet_datastore.demo.embedded import EmbeddedServer
from nachet_datastore.errors import DatabaseUnavailable, NachetError, StoreError

R = TypeVar("R")

#: The one clock of the database, for sessions in which it is ``test.later`` later: claims have run out there.
_CLOCK = """
create or replace function nachet._now() returns timestamptz language sql stable parallel safe
return pg_catalog.now() + coalesce(current_setting('test.later', true), '0')::interval
"""
#: Keeps what the tables hold, as text that brings it back; as superuser, whom no foreign key stops.
_SAVE = """
select format('create table saved.%1$I as table nachet_data.%1$I', t.table_name),
    format(
        'delete from nachet_data.%1$I; insert into nachet_data.%1$I (%2$s) select %2$s from saved.%1$I',
        t.table_name, string_agg(format('%I', t.column_name), ', ')
    )
from information_schema.columns as t
where t.table_schema = 'nachet_data' and t.is_generated = 'NEVER'
group by t.table_name
"""


class OneByOne(Datastore):
    """A client that does side by side one after the other, so that two runs come by the same points."""

    def _side_by_side(self, flows: Sequence[Flow[R]], limit: int) -> list[R | Exception]:  # noqa: ARG002
        return [self._outcome(flow) for flow in flows]


class AsyncOneByOne(AsyncDatastore):
    """The same for asyncio."""

    async def _side_by_side(self, flows: Sequence[Flow[R]], limit: int) -> list[R | Exception]:  # noqa: ARG002
        return [(await super(AsyncOneByOne, self)._side_by_side([flow], 1))[0] for flow in flows]


@dataclass(frozen=True)
class Run:
    """What a process did: the points that it came by, its exit code, what it answered unless it came to no end."""

    points: list[str]
    exit_code: int
    answer: str | None


@dataclass(frozen=True)
class Undisturbed(Run):
    """A run in peace, and what people and the store have in the end."""

    end: set[Any]


#: What a child tells besides the points: what the operation answered; and that the server is to crash now.
ANSWER, CRASH = "ANSWER ", "CRASH"


@dataclass(frozen=True)
class Child:
    """The pipes of a forked process, to and from the one that it was forked from."""

    to_parent: int
    from_parent: int

    def tell(self, line: str) -> None:
        """Tell the parent something."""
        os.write(self.to_parent, f"{line}\n".encode())


Happening = Callable[[str, Child], None]


def kill(_point: str, _child: Child) -> None:
    """The end of a process, as sudden as there is."""
    os.kill(os.getpid(), signal.SIGKILL)


def crash_server(point: str, child: Child) -> None:
    """The end of the server, and its new start. The answer to what it had just done is lost."""
    child.tell(CRASH)
    os.read(child.from_parent, 1)
    if point.startswith("after"):
        raise psycopg.OperationalError("the server closed the connection")


def fail_disk(number: int) -> Happening:
    """An error of the disk."""

    def fail(_point: str, _child: Child) -> NoReturn:
        raise OSError(number, os.strerror(number))

    return fail


class Trial:
    """A database and a store that nobody else uses; ``mended`` counts what the checker repaired in them.

    ``server`` is that of the database, if it may crash.
    """

    def __init__(
        self,
        superuser_url: str,
        backend_url: str,
        storage_url: str,
        options: dict[str, Any],
        server: EmbeddedServer | None = None,
    ) -> None:
        self._superuser_url, self._backend_url, self.server = superuser_url, backend_url, server
        self.storage_url, self.options = storage_url, options
        self.folder = None if "=" in storage_url else Path(storage_url)
        self.mended: Counter[str] = Counter()
        self.connect()
        self.conn.execute(_CLOCK)
        saved, restored = zip(*self.conn.execute(_SAVE), strict=True)
        self.conn.execute("; ".join(["create schema saved", *saved]).encode())
        self._restore = ["set session_replication_role = replica", *restored, "reset session_replication_role"]

    def connect(self) -> None:
        """Connect, also anew after a crash of the server."""
        self.store: BlobStore = open_store(self.storage_url, **self.options)
        urls = (f"{self._superuser_url}&options=-c%20timezone%3DUTC", self.url(), self.url("1h"), self.url("1d"))
        self._connections = [psycopg.connect(url, autocommit=True) for url in urls]
        self.conn, now, later, in_the_end = self._connections
        self.datastore, self.undone = OneByOne(now, self.store), Datastore(now)
        self._later, self._in_the_end = OneByOne(later, self.store), OneByOne(in_the_end, self.store)

    def crash_server(self) -> None:
        """Crash the server, and start it again."""
        assert self.server is not None
        self.server.stop("immediate")
        self.server.start()
        self.close()
        self.connect()

    def close(self) -> None:
        """Close the connections."""
        for conn in self._connections:
            conn.close()
        self.store.close()

    def url(self, later: str = "0") -> str:
        """The backend's database, with another time."""
        return f"{self._backend_url}&options=-c%20test.later%3D{later}"

    def begin(self, operation: Operation) -> None:
        """The world as an operation finds it."""
        self.conn.execute("; ".join(self._restore).encode())
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)
        else:
            with BlobServiceClient.from_connection_string(self.storage_url) as service:
                for container in service.list_containers():
                    service.delete_container(container.name)
        prepare(self.datastore)
        operation.before(Scene(self.datastore, self.undone, self.store))

    def undisturbed(self, operation: Operation, client: str = "sync") -> Undisturbed:
        """An operation in peace, and that all is well then."""
        self.begin(operation)
        run = self.run(operation, client=client)
        assert run.exit_code == 0
        assert [point for point in run.points if "MISSED" in point] == [], run.points
        assert self.recover() + invariants.rest(self.conn, self.store) == []
        return Undisturbed(run.points, run.exit_code, run.answer, invariants.state(self.conn, self.store))

    def run(
        self,
        operation: Operation,
        at: int | None = None,
        happen: Happening = kill,
        *,
        client: str = "sync",
    ) -> Run:
        """An operation in a process of its own with connections of its own; ``happen`` is called at point ``at``.

        ``client``: sync, async, or pool, which has a pool of connections and repeats what failed.
        """
        told, tell = os.pipe()
        heard, answer = os.pipe()
        pid = os.fork()
        if pid == 0:
            self._act(operation, client, Child(tell, heard), at, happen)
        os.close(tell)
        points, said = [], None
        with os.fdopen(told, encoding="utf-8") as lines:
            for line in map(str.rstrip, lines):
                if line.startswith(ANSWER):
                    said = line.removeprefix(ANSWER)
                elif line == CRASH:
                    self.crash_server()
                    os.write(answer, b".")
                else:
                    points.append(line)
        os.close(answer)
        os.close(heard)
        _, status = os.waitpid(pid, 0)
        return Run(points, os.waitstatus_to_exitcode(status), said)

    def _act(self, operation: Operation, kind: str, child: Child, at: int | None, happen: Happening) -> NoReturn:
        """What the process does; it never comes back to the code that it was forked from."""
        exit_code = 1
        try:
            client = self.client(kind, url=self.url("1h" if operation.later else "0"))
            watch(Points(child.tell, at, lambda point: happen(point, child)), self.folder)
            child.tell(f"{ANSWER}{self.act(operation, client, tries=1 if kind != 'pool' else 4)}")
            exit_code = 0
        except BaseException:  # noqa: BLE001 - whatever it is, it ends here
            traceback.print_exc()
        finally:
            os._exit(exit_code)

    def client(
        self, kind: str, storage_url: str = "", options: dict[str, Any] | None = None, *, url: str = ""
    ) -> Datastore:
        """A client of its own; of another store with other options, where these are given."""
        url, storage_url, options = url or self.url(), storage_url or self.storage_url, self.options | (options or {})
        if kind == "async":

            async def connect() -> AsyncDatastore:
                conn = await psycopg.AsyncConnection.connect(url, autocommit=True)
                return AsyncOneByOne(conn, open_async_store(storage_url, **options))

            return cast("Datastore", Awaited(asyncio.Runner(), connect))
        database = url if kind == "pool" else psycopg.connect(url, autocommit=True)
        return OneByOne(database, open_store(storage_url, **options))

    @staticmethod
    def act(operation: Operation, client: Datastore, tries: int = 1) -> str | None:
        """What an operation answers; None where it says that it is done already. What fails is tried again."""
        while True:
            tries -= 1
            try:
                return plain(operation.act(client))
            except (DatabaseUnavailable, StoreError):
                if not tries:
                    raise
            except NachetError as error:
                if operation.done is None or not isinstance(error, operation.done):
                    raise
                return None

    def aftermath(self, operation: Operation, undisturbed: Undisturbed, *, repeat_first: bool = False) -> list[str]:
        """What is wrong after something happened; at first for readers, then for all once it is repaired and repeated.

        A backend may repeat its request at once, or long after workers and checker came by.
        """
        found = [f"readers: {line}" for line in invariants.readers(self.conn, self.store)]
        if not repeat_first:
            found += [f"not repaired: {line}" for line in self.recover()]
            found += [f"repaired: {line}" for line in invariants.rest(self.conn, self.store)]
        answer = self.act(operation, self._later if operation.later else self.datastore)
        if operation.same_answer and answer not in (None, undisturbed.answer):
            found.append(f"repeated: {answer} instead of {undisturbed.answer}")
        found += [f"repeated, readers: {line}" for line in invariants.readers(self.conn, self.store)]
        found += [f"not repaired in the end: {line}" for line in self.recover()]
        found += [f"in the end: {line}" for line in invariants.rest(self.conn, self.store)]
        difference = invariants.state(self.conn, self.store) ^ undisturbed.end
        return found + [f"in the end: {line}" for line in difference]

    def recover(self, *, deep: bool = True) -> list[str]:
        """What happens after a crash: a worker does what is left to be done, the checker repairs the rest.

        ``deep``: the checker reads all bytes. What the checker could not mend, which is nothing.
        """
        while self._in_the_end.run_blob_tasks() != Progress(0, 0):
            pass
        report = self._in_the_end.check_store(repair=True, deep=deep, grace=timedelta(0))
        self.mended.update({str(kind): number for kind, number in report.repaired.items()})
        return [f"{number} {kind}" for kind, number in (Counter(report.found) - Counter(report.repaired)).items()]


def plain(answer: object) -> str:
    """An answer in one line, without its times."""
    return re.sub(r"datetime\.datetime\([^)]*\)", "…", repr(answer)).replace("\n", " ")
