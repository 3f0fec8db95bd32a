"""When the database is away: one clear error within seconds, none once it is back, and nothing done twice."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import sql

from awaited import Clients
from azurite import Azurite
from conftest import execute, fast_server
from nachet_datastore import AsyncDatastore, Datastore, Timeouts, errors
from nachet_datastore.demo.embedded import EmbeddedServer
from nachet_datastore.deploy import deploy
from nachet_datastore.errors import (
    DatabaseConflict,
    DatabaseRefused,
    DatabaseUnavailable,
    InvalidDatabaseUrl,
    InvalidValue,
    OtherEventLoop,
)
from nachet_datastore.wrapper import calls
from samples import png
from timing import until, within
from world import CALLS, World

SOON = Timeouts(connect=2, pool=3, answer=2)


@pytest.fixture(scope="module")
def server() -> Iterator[EmbeddedServer]:
    """A server that the tests stop and start."""
    with fast_server() as running:
        deploy(running.url())
        yield running


@pytest.fixture(autouse=True)
def _running(request: pytest.FixtureRequest) -> Iterator[None]:
    """The server runs again after each test, as it did before."""
    yield
    if "server" in request.fixturenames:
        running: EmbeddedServer = request.getfixturevalue("server")
        with suppress(psycopg.Error):
            execute(running.url(), "alter system reset all", "select pg_reload_conf()")
            return
        running.start()


class Relay:
    """A port before the server's socket. ``open`` closed: what comes waits. ``losing``: the next answer is lost."""

    def __init__(self, folder: Path) -> None:
        self._target = str(folder / ".s.PGSQL.5432")
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.open = threading.Event()
        self.open.set()
        self.losing = b""
        threading.Thread(target=self._accept, daemon=True).start()

    def url(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres?sslmode=disable"

    def close(self) -> None:
        self.open.set()
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(self._target)
                lost = threading.Event()
                for source, target in ((client, server), (server, client)):
                    threading.Thread(
                        target=self._carry, args=(source, target, source is client, lost), daemon=True
                    ).start()

    def _carry(self, source: socket.socket, target: socket.socket, request: bool, lost: threading.Event) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                self.open.wait()
                if request and self.losing and self.losing in data:
                    self.losing = b""
                    lost.set()
                elif not request and lost.is_set():
                    break
                target.sendall(data)
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def relay(server: EmbeddedServer) -> Iterator[Relay]:
    running = Relay(server.folder)
    yield running
    running.close()


# -- no connection comes -----------------------------------------------------------------------------------------


@pytest.fixture
def holes() -> Iterator[dict[str, str]]:
    """Where nobody answers, each in its way."""
    with ExitStack() as opened:

        def listening(backlog: int) -> socket.socket:
            listener = opened.enter_context(socket.socket())
            listener.bind(("127.0.0.1", 0))
            if backlog >= 0:
                listener.listen(backlog)
            return listener

        silent, full, closed = listening(64), listening(0), listening(-1)
        for _ in range(3):  # Its queue is full: the kernel drops what comes to knock, as a firewall does.
            knocking = opened.enter_context(socket.socket())
            knocking.setblocking(False)
            knocking.connect_ex(full.getsockname())
        yield {
            "nothing listens": f"postgresql://127.0.0.1:{closed.getsockname()[1]}/x",
            "packets are dropped": f"postgresql://127.0.0.1:{full.getsockname()[1]}/x",
            "the handshake never ends": f"postgresql://127.0.0.1:{silent.getsockname()[1]}/x?sslmode=require",
            "the login never ends": f"postgresql://127.0.0.1:{silent.getsockname()[1]}/x?sslmode=disable",
            "there is no such host": "postgresql://nowhere.invalid/x",
            "there is no such socket": "postgresql:///x?host=/nowhere",
        }


@pytest.mark.parametrize(
    "hole",
    [
        "nothing listens",
        "packets are dropped",
        "the handshake never ends",
        "the login never ends",
        "there is no such host",
        "there is no such socket",
    ],
)
def test_a_server_that_cannot_be_reached_is_told_with_the_reason(
    hole: str, holes: dict[str, str], clients: Clients
) -> None:
    datastore = clients.datastore(holes[hole], timeouts=SOON)
    with within(4.5), pytest.raises(DatabaseUnavailable) as raised:
        datastore.get_user("ana@example.org")
    assert raised.value.detail["waited_seconds"] == 3
    assert raised.value.detail["reason"]
    assert raised.value.transient
    assert not raised.value.may_be_done
    assert raised.value.__cause__ is not None


@pytest.mark.parametrize("wrong", ["/nowhere?host={}", "/x?host={}&user=nobody", "/postgres?host={}&sslmode=x"])
def test_a_login_that_is_refused_is_told_at_once(wrong: str, server: EmbeddedServer, clients: Clients) -> None:
    url = f"postgresql://{wrong.format(server.folder)}"
    with within(1.9), pytest.raises(DatabaseRefused) as raised:
        clients.datastore(url, timeouts=SOON).schema_version()
    assert not raised.value.transient
    assert raised.value.detail["reason"]


@pytest.mark.parametrize(
    "url",
    [
        *("nonsense", "postgresql://u:PW@[host/x", "postgresql://u:PW%/x@host", "postgresql://u:1PW/ss@host/db"),
        *("host=x passwort=PW", "postgresql://u:12/PW@host/db", "postgresql://host:0/x", "host=x port=70000"),
    ],
)
def test_what_is_no_url_of_a_database_is_refused_and_never_repeated(url: str, clients: Clients) -> None:
    with pytest.raises(InvalidDatabaseUrl) as raised:
        clients.datastore(url)
    assert "PW" not in raised.value.describe()


def test_a_wait_is_a_number_of_seconds() -> None:
    for wrong in ({"pool": 0}, {"connect": -1}, {"answer": float("nan")}, {"idle": "1"}, {"store_read": True}):
        with pytest.raises(InvalidValue):
            Timeouts(**wrong)


# -- it goes and comes back --------------------------------------------------------------------------------------


def together(datastore: Datastore, number: int) -> None:
    """Have so many connections in use at one moment, so that the pool has as many."""
    with ThreadPoolExecutor(number) as threads:
        for done in [threads.submit(datastore.get_status) for _ in range(number * 4)]:
            done.result()


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_no_call_fails_that_begins_after_a_restart(mode: Any, server: EmbeddedServer) -> None:
    with Datastore(server.url(), timeouts=SOON) as datastore:
        together(datastore, 8)
        for _ in range(2):
            server.stop(mode)
            server.start()
            for _ in range(20):
                assert datastore.schema_version() == calls.SCHEMA_VERSION
            together(datastore, 8)


def test_no_call_of_an_async_client_fails_that_begins_after_a_restart(server: EmbeddedServer) -> None:
    async def run() -> None:
        async with AsyncDatastore(server.url(), timeouts=SOON) as datastore:
            for _ in range(2):
                await asyncio.gather(*(datastore.get_status() for _ in range(20)))
                server.stop("immediate")
                server.start()
                await asyncio.gather(*(datastore.get_status() for _ in range(20)))

    asyncio.run(run())


def test_a_server_that_is_down_is_told_and_found_again(server: EmbeddedServer, clients: Clients) -> None:
    datastore = clients.datastore(server.url(), timeouts=SOON)
    datastore.schema_version()
    server.stop()
    for _ in range(2):
        with within(4), pytest.raises(DatabaseUnavailable):
            datastore.schema_version()
    server.start()
    with within(3.5):
        assert datastore.schema_version() == calls.SCHEMA_VERSION


def test_a_call_waits_for_a_server_that_starts(server: EmbeddedServer, clients: Clients) -> None:
    datastore = clients.datastore(server.url())
    datastore.schema_version()
    server.stop()
    starting = threading.Timer(1, server.start)
    starting.start()
    assert datastore.schema_version() == calls.SCHEMA_VERSION
    starting.join()


@pytest.mark.parametrize(("mode", "may_be_done"), [("fast", False), ("immediate", None)])
def test_a_call_under_way_when_the_server_stops_is_told_whether_it_may_be_done(
    mode: Any, may_be_done: bool | None, server: EmbeddedServer, clients: Clients
) -> None:
    datastore = clients.datastore(server.url())
    datastore.schema_version()
    conn = psycopg.connect(server.url())
    conn.execute("lock table nachet_data.users")
    threading.Timer(0.5, server.stop, [mode]).start()
    with within(3), pytest.raises(DatabaseUnavailable) as raised:
        datastore.create_user("ana@example.org")
    conn.close()
    assert may_be_done in (None, raised.value.may_be_done)
    assert raised.value.transient


def test_a_server_that_was_made_read_only_is_left(server: EmbeddedServer, clients: Clients) -> None:
    datastore = clients.datastore(server.url(), timeouts=SOON)
    datastore.schema_version()
    execute(server.url(), "alter system set default_transaction_read_only = on", "select pg_reload_conf()")
    until(lambda: execute(server.url(), "show default_transaction_read_only") == [("on",)])
    with within(4), pytest.raises(DatabaseUnavailable, match="not available") as raised:
        datastore.create_user(f"{uuid4()}@example.org")
    assert not raised.value.may_be_done
    reading = clients.datastore(f"{server.url()}&target_session_attrs=any", timeouts=SOON)
    assert reading.schema_version() == calls.SCHEMA_VERSION
    with psycopg.connect(server.url(), autocommit=True) as conn:
        conn.execute("set default_transaction_read_only = off")
        conn.execute("alter system reset default_transaction_read_only")
        conn.execute("select pg_reload_conf()")
    until(lambda: execute(server.url(), "show default_transaction_read_only") == [("off",)])
    with within(3.5):
        datastore.create_user(f"{uuid4()}@example.org")


def test_a_session_that_may_not_write_any_more_is_closed(server: EmbeddedServer, clients: Clients) -> None:
    datastore = clients.datastore(server.url(), max_connections=1)
    datastore.schema_version()
    with psycopg.connect(server.url()) as conn:
        conn.execute("create or replace function nachet.get_status() returns jsonb language sql as "
                     "$$ select to_jsonb(set_config('transaction_read_only', 'on', false)) $$")  # fmt: skip
        conn.rollback()
    conn = clients.connect(f"{server.url()}&options=-c%20default_transaction_read_only%3Don")
    with pytest.raises(DatabaseUnavailable) as raised:
        clients.datastore(conn).create_user(f"{uuid4()}@example.org")
    assert raised.value.detail["sqlstate"] == "25006"
    assert isinstance(raised.value.__cause__, psycopg.errors.ReadOnlySqlTransaction)


def test_too_many_connections_are_told(server: EmbeddedServer, clients: Clients) -> None:
    execute(server.url(), "create role crowded login connection limit 1", "grant nachet_backend to crowded")
    url = server.url(user="crowded")
    with psycopg.connect(url), within(4), pytest.raises(DatabaseUnavailable) as raised:
        clients.datastore(url, timeouts=SOON).schema_version()
    assert "too many connections" in raised.value.detail["reason"]
    execute(server.url(), "drop role crowded")


def test_who_holds_the_connections_is_told(server: EmbeddedServer) -> None:
    brief = Timeouts(pool=2)
    with Datastore(server.url(), max_connections=1, timeouts=brief) as datastore, ThreadPoolExecutor(1) as threads:
        datastore.schema_version()
        with psycopg.connect(server.url()) as conn:
            conn.execute("lock table nachet_data.users")
            waiting = threads.submit(datastore.create_user, f"{uuid4()}@example.org")
            until(lambda: execute(server.url(), "select pid from pg_locks where not granted"))
            with within(4), pytest.raises(DatabaseUnavailable) as raised:
                datastore.schema_version()
        assert raised.value.detail["reason"] == "all 1 connections are in use"
        assert raised.value.detail["held"][0].startswith("create_user for ")
        assert waiting.result().email


def test_an_answer_that_does_not_come_is_given_up_and_the_call_cancelled(
    server: EmbeddedServer, clients: Clients
) -> None:
    datastore = clients.datastore(server.url(), timeouts=Timeouts(answer=0.5))
    datastore.schema_version()
    email = f"{uuid4()}@example.org"
    with psycopg.connect(server.url()) as conn:
        conn.execute("lock table nachet_data.users")
        with within(3), pytest.raises(DatabaseUnavailable) as raised:
            datastore.create_user(email)
    assert raised.value.may_be_done
    with pytest.raises(errors.UserNotFound):
        datastore.get_user(email)


def test_a_network_that_falls_silent_is_told(relay: Relay, clients: Clients) -> None:
    datastore = clients.datastore(relay.url(), timeouts=Timeouts(connect=2, pool=2, answer=1, idle=0.2))
    datastore.schema_version()
    relay.open.clear()
    with within(3), pytest.raises(DatabaseUnavailable) as raised:  # Used just now, so nobody asks whether it lives.
        datastore.schema_version()
    assert raised.value.may_be_done
    relay.open.set()
    datastore.schema_version()
    time.sleep(0.3)
    relay.open.clear()
    with within(6), pytest.raises(DatabaseUnavailable) as raised:
        datastore.schema_version()
    assert not raised.value.may_be_done
    relay.open.set()
    assert datastore.schema_version() == calls.SCHEMA_VERSION


def test_what_others_did_at_the_same_moment_may_be_tried_again(server: EmbeddedServer, clients: Clients) -> None:
    conn = clients.connect(server.url(), autocommit=True)
    conn.execute("set lock_timeout = '50ms'")
    with psycopg.connect(server.url()) as other:
        other.execute("lock table nachet_data.users")
        with pytest.raises(DatabaseConflict) as raised:
            clients.datastore(conn).create_user(f"{uuid4()}@example.org")
    assert (raised.value.detail["sqlstate"], raised.value.transient, raised.value.may_be_done) == ("55P03", True, False)


# -- what is repeated --------------------------------------------------------------------------------------------


def test_with_retry_calls_outlive_a_restart(server: EmbeddedServer, clients: Clients) -> None:
    datastore = clients.datastore(server.url(), timeouts=SOON, retry=20)
    datastore.schema_version()
    server.stop()
    starting = threading.Timer(3, server.start)
    starting.start()
    assert datastore.schema_version() == calls.SCHEMA_VERSION
    starting.join()


def test_what_may_be_done_is_repeated_only_where_that_is_harmless(relay: Relay, clients: Clients) -> None:
    datastore = clients.datastore(relay.url(), retry=10)
    user = datastore.create_user(f"{uuid4()}@example.org").user_id
    for container_id in (None, uuid4()):
        name = str(uuid4())
        relay.losing = b"create_container"
        if container_id is None:
            with pytest.raises(DatabaseUnavailable) as raised:
                datastore.create_container(user, name)
            assert raised.value.may_be_done
        else:
            assert datastore.create_container(user, name, container_id=container_id).container_id == container_id
        assert relay.losing == b""
        listed = [one.name for one in datastore.list_containers(user)]
        assert listed.count(name) == 1
    relay.losing = b"list_containers"
    assert datastore.list_containers(user)


def test_without_retry_nothing_is_repeated(relay: Relay, clients: Clients) -> None:
    datastore = clients.datastore(relay.url())
    datastore.schema_version()
    relay.losing = b"get_status"
    with pytest.raises(DatabaseUnavailable) as raised:
        datastore.get_status()
    assert raised.value.may_be_done
    assert datastore.get_status().schema_version == calls.SCHEMA_VERSION


def _with_own_id(function: calls.Function, call: calls.Call[Any]) -> dict[str, Any]:
    """The values of a call, with an id of the caller's own where that makes it repeatable."""
    values: dict[str, Any] = dict(call.values)
    if isinstance(function.repeat, str):
        values["p_options"] = json.dumps({**json.loads(values["p_options"]), function.repeat: str(uuid4())})
    elif callable(function.repeat):
        entries = json.loads(values["p_inferences"])
        values["p_inferences"] = json.dumps([{**entry, "inference_id": str(uuid4())} for entry in entries])
    return values


def _rows(conn: psycopg.Connection[Any]) -> dict[str, Any]:
    """All rows of the datastore."""
    tables = conn.execute(
        "select c.relname from pg_class as c where c.relnamespace = 'nachet_data'::regnamespace and c.relkind = 'r'"
    ).fetchall()
    rows = sql.SQL("select to_jsonb(t)::text from nachet_data.{} as t order by 1")
    return {name: conn.execute(rows.format(sql.Identifier(name))).fetchall() for (name,) in tables}


@pytest.mark.parametrize("name", sorted(calls.FUNCTIONS))
def test_what_is_called_repeatable_is_done_once(name: str, world: World) -> None:
    function = calls.FUNCTIONS[name]
    with psycopg.connect(world.url) as conn:
        volatility = conn.execute(
            "select p.provolatile from pg_proc as p where p.pronamespace = 'nachet'::regnamespace and p.proname = %s",
            [name],
        ).fetchone()
        assert function.reads == (volatility != ("v",)), "the verb says whether it only reads"
        if function.reads or not function.repeat:
            assert CALLS[name](world.users["admin"], world.things_for(name)).repeatable == function.reads
            return
        for role in ("admin", "owner"):
            call = CALLS[name](world.users[role], world.things_for(name) if role == "admin" else world.things["shared"])
            values = _with_own_id(function, call)
            try:
                with errors.database_errors(), conn.transaction():
                    conn.execute(function.statement, values)
            except errors.NachetError:
                continue
            before = _rows(conn)
            conn.execute(function.statement, values)
            assert _rows(conn) == before
            break
        else:
            pytest.fail("neither of them may call it")
        conn.rollback()


# -- event loops -------------------------------------------------------------------------------------------------


def test_a_loop_that_ends_while_a_client_connects_ends_though_nobody_closed_it(holes: dict[str, str]) -> None:
    async def main() -> None:
        asyncio.create_task(AsyncDatastore(holes["the login never ends"]).get_status())  # noqa: RUF006 - it never ends
        await asyncio.sleep(0.2)

    running = threading.Thread(target=asyncio.run, args=[main()], daemon=True)
    running.start()
    until(lambda: not running.is_alive(), 30)


def test_an_async_client_outlives_its_event_loop(server: EmbeddedServer, azurite: Azurite) -> None:
    datastore = AsyncDatastore(server.url(), azurite.new_account())

    async def upload(number: int) -> UUID:
        user = await datastore.create_user(f"{uuid4()}@example.org")
        picture_id = await datastore.upload_picture(user.user_id, png(number + 5))
        assert await datastore.read_picture(user.user_id, picture_id) == png(number + 5)
        if number == 1:
            await datastore.close()
        return picture_id

    assert asyncio.run(upload(0)) != asyncio.run(upload(1))


def test_an_async_client_is_not_shared_by_two_event_loops(server: EmbeddedServer) -> None:
    async def use(datastore: AsyncDatastore, others: Callable[[], None]) -> None:
        async with datastore:
            await datastore.schema_version()
            await asyncio.to_thread(others)

    datastore = AsyncDatastore(server.url())

    def other() -> None:
        with pytest.raises(OtherEventLoop):
            asyncio.run(datastore.schema_version())

    asyncio.run(use(datastore, other))
