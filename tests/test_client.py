"""The clients, sync and async alike: connections, errors, one statement a call, answers that fit their records."""

from __future__ import annotations

import ast
import asyncio
import copy
import inspect
import io
import json
import math
import pickle
import re
import textwrap
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile
from types import NoneType, UnionType
from typing import (
    Any,
    Literal,
    NotRequired,
    Required,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import Connection
from psycopg.pq import TransactionStatus
from psycopg_pool import AsyncConnectionPool, ConnectionPool

from awaited import Clients
from conftest import as_user, execute
from nachet_datastore import AsyncDatastore, Datastore, Upload, errors, records
from nachet_datastore.blobs import flows, fsck, pictures
from nachet_datastore.blobs.stores import open_store
from nachet_datastore.errors import (
    AdministratorRequired,
    ClientClosed,
    Conflict,
    ContainerNotFound,
    InvalidEmail,
    InvalidInference,
    InvalidInput,
    InvalidValue,
    NachetError,
    NotAllowed,
    NotFound,
    PictureSetExists,
    SchemaMismatch,
    StoreMissing,
    TransactionOpen,
    UserExists,
    UserNotFound,
)
from nachet_datastore.records import User
from nachet_datastore.wrapper import AsyncDatabase, Database, calls, schema
from samples import png
from world import CALLS, World, box, document


def shows_user(url: str, email: str = "ana@example.org") -> bool:
    """Whether others see the user: whether it is committed."""
    with Database(url) as database:
        try:
            return database.get_user(email).email == email
        except UserNotFound:
            return False


# -- connections -------------------------------------------------------------------------------------------------


def test_a_url_is_enough_and_what_is_called_is_committed(clients: Clients, backend_url: str) -> None:
    datastore = clients.datastore(backend_url)
    datastore.create_user("ana@example.org")
    assert shows_user(backend_url)
    assert datastore.get_user("ANA@example.org").email == "ana@example.org"
    datastore.close()
    with pytest.raises(ClientClosed):
        datastore.get_user("ana@example.org")


def test_a_transaction_of_the_callers_is_the_callers_to_commit(clients: Clients, backend_url: str) -> None:
    for commit in (False, True):
        conn = clients.connect(backend_url)
        datastore = clients.datastore(conn)
        datastore.create_user("ana@example.org")
        assert conn.info.transaction_status == TransactionStatus.INTRANS
        assert not shows_user(backend_url)
        datastore.close()
        if commit:
            conn.commit()
        else:
            conn.rollback()
        assert shows_user(backend_url) == commit


def test_an_error_leaves_the_transaction_to_the_caller(clients: Clients, backend_url: str) -> None:
    conn = clients.connect(backend_url)
    datastore = clients.datastore(conn)
    with pytest.raises(UserNotFound):
        datastore.get_user("ana@example.org")
    assert conn.info.transaction_status == TransactionStatus.INERROR
    conn.rollback()
    assert datastore.schema_version() == calls.SCHEMA_VERSION


def test_on_a_connection_in_autocommit_each_call_is_committed(clients: Clients, backend_url: str) -> None:
    conn = clients.connect(backend_url, autocommit=True)
    clients.datastore(conn).create_user("ana@example.org")
    assert shows_user(backend_url)
    conn.execute("begin")
    clients.datastore(conn).create_user("bo@example.org")
    conn.execute("rollback")
    assert not shows_user(backend_url, "bo@example.org")


def test_a_pool_of_the_callers_commits_and_stays_open(clients: Clients, backend_url: str) -> None:
    pool = clients.pool(backend_url)
    datastore = clients.datastore(pool)
    datastore.create_user("ana@example.org")
    datastore.close()
    assert shows_user(backend_url)
    assert clients.datastore(pool).get_user("ana@example.org").permission == "manage"


def test_connections_are_warmed_ahead_of_need(backend_url: str, database_url: str) -> None:
    """Nobody has called yet, and the last statement of each is that one."""

    def warmed() -> int:
        ((found,),) = execute(
            database_url,
            "select count(*) from pg_stat_activity"
            " where datname = current_database() and usename = 'nachet_test_backend' and query like '%warm_up%'",
        )
        return int(found)

    async def wait_for(datastore: AsyncDatastore) -> int:
        async with datastore:
            await cast(AsyncConnectionPool[Any], datastore._database).wait()
            return warmed()

    with Datastore(backend_url, warm_connections=3) as datastore:
        cast(ConnectionPool[Any], datastore._database).wait()
        assert warmed() == 3
    assert asyncio.run(wait_for(AsyncDatastore(backend_url, warm_connections=3))) == 3
    with Datastore(backend_url) as datastore:
        datastore.schema_version()
        assert warmed() == 0


def test_a_warm_connection_reads_little_of_the_catalogue(world: World) -> None:
    def blocks(conn: Connection[Any]) -> int:
        row = conn.execute(
            "select sum(pg_stat_get_xact_blocks_fetched(c.oid)) from pg_class as c"
            " where c.relnamespace = 'pg_catalog'::regnamespace"
        ).fetchone()
        assert row is not None
        return int(row[0])

    def read(*, warm: bool) -> int:
        things = world.things["private"]
        owner = world.users["owner"]
        with psycopg.connect(world.url, autocommit=True) as conn:
            if warm:
                conn.execute(calls.warm_up().statement)
            before = blocks(conn)
            with conn.transaction(force_rollback=True):
                for name in ("register_inference", "get_inference", "verify_seed"):
                    call = CALLS[name](owner, things)
                    conn.execute(call.statement, call.values)
                return blocks(conn) - before

    assert read(warm=True) < read(warm=False) / 2


def test_a_callers_row_factory_does_not_matter(clients: Clients, world: World) -> None:
    conn = clients.connect(world.url, row_factory=psycopg.rows.dict_row)
    assert clients.datastore(conn).get_user("owner@example.org").user_id == world.users["owner"]


def test_no_picture_is_uploaded_inside_a_transaction_or_without_a_store(
    clients: Clients, backend_url: str, tmp_path: Path
) -> None:
    conn = clients.connect(backend_url)
    with pytest.raises(TransactionOpen):
        clients.datastore(conn, tmp_path).upload_picture(uuid4(), png())
    with pytest.raises(StoreMissing):
        clients.datastore(conn).upload_picture(uuid4(), png())
    with pytest.raises(StoreMissing):
        clients.datastore(conn).run_blob_tasks()
    assert conn.info.transaction_status == TransactionStatus.IDLE


def test_in_a_pipeline_nothing_is_written_before_it_is_committed(backend_url: str, tmp_path: Path) -> None:
    with psycopg.connect(backend_url, autocommit=True) as conn:
        datastore = Datastore(conn, tmp_path)
        with conn.pipeline():
            user = datastore.create_user("ana@example.org")
            with pytest.raises(TransactionOpen):
                datastore.upload_picture(user.user_id, png())
            assert list(open_store(tmp_path).list_containers()) == []
        datastore.run_blob_tasks()
        assert datastore.upload_picture(user.user_id, png())


def _closed() -> io.BytesIO:
    stream = io.BytesIO(png())
    stream.close()
    return stream


class _OfBytes:
    """A path whose name is no text and no bytes."""

    def __fspath__(self) -> Any:
        return 7


@pytest.mark.parametrize(
    "source",
    [
        None,
        7,
        [png()],
        bytearray(png()),
        object,
        _OfBytes(),
        "",
        "a\0.png",
        "\ud800.png",
        _closed(),
        io.StringIO("text"),
        io.StringIO(""),
        NamedTemporaryFile("w+"),  # noqa: SIM115 - closed when it goes
    ],
    ids=lambda source: type(source).__name__,
)
def test_what_is_no_source_of_a_picture_is_refused_with_its_place(
    source: Any, clients: Clients, backend_url: str, tmp_path: Path
) -> None:
    datastore = clients.datastore(backend_url, tmp_path)
    user_id = datastore.create_user("ana@example.org").user_id
    acts: dict[str, Callable[[], object]] = {
        "data": partial(datastore.upload_picture, user_id, source),
        "uploads[1].data": partial(datastore.upload_pictures, user_id, [png(), Upload(data=source, file="two")]),
        "uploads[0].data": partial(datastore.upload_pictures, user_id, [source, png()]),
    }
    for place, act in acts.items():
        with pytest.raises(InvalidValue) as raised:
            act()
        assert raised.value.detail["place"] == place
        assert raised.value.detail.get("file") == ("two" if "1" in place else None)
    report = datastore.upload_pictures(user_id, [source, png()], on_error="skip")
    assert [(one.number, type(one.error)) for one in report.refused] == [(0, InvalidValue)]


@pytest.mark.parametrize(
    "uploads",
    [None, 7, "a.png", Path("a.png"), png(), io.BytesIO(png()), Upload(data=png())],
    ids=lambda one: type(one).__name__,
)
def test_what_is_no_batch_is_refused(uploads: Any, clients: Clients, backend_url: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidValue) as raised:
        clients.datastore(backend_url, tmp_path).upload_pictures(uuid4(), uploads)
    assert raised.value.detail["place"] == "uploads"


@pytest.mark.parametrize(
    "target", [None, 7, "", "a\0.png", _OfBytes(), io.StringIO(), _closed()], ids=lambda one: type(one).__name__
)
def test_what_takes_no_bytes_is_refused(target: Any, clients: Clients, backend_url: str, tmp_path: Path) -> None:
    datastore = clients.datastore(backend_url, tmp_path)
    user_id = datastore.create_user("ana@example.org").user_id
    picture_id = datastore.upload_picture(user_id, png())
    with pytest.raises(InvalidValue) as raised:
        datastore.download_picture(user_id, picture_id, target)
    assert raised.value.detail["place"] == "target"


def _choices() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The parameters of the flows that take one of a few texts: flow, parameter, texts."""
    for name, flow in FLOWS.items():
        for parameter, kind in get_type_hints(flow).items():
            if get_origin(kind) is Literal and parameter != "return":
                yield name, parameter, get_args(kind)


def test_a_choice_that_is_none_is_refused(clients: Clients, backend_url: str, tmp_path: Path) -> None:
    datastore = clients.datastore(backend_url, tmp_path)
    found = list(_choices())
    assert ("upload_pictures", "on_error", ("refuse", "skip")) in found
    for flow, parameter, choices in found:
        needed = [one for one in inspect.signature(FLOWS[flow]).parameters.values() if one.default is one.empty]
        values: tuple[Any, ...] = ("ignore", "Skip", "", None, True, [])
        for wrong in values:
            with pytest.raises(InvalidValue) as raised:
                getattr(datastore, flow)(*([] for _ in needed), **{parameter: wrong})
            assert raised.value.detail == {"choices": list(choices), "place": parameter, "value": ascii(wrong)}


def test_what_follows_from_a_transaction_is_done_in_the_store_after_it(
    clients: Clients, database_url: str, backend_url: str, tmp_path: Path
) -> None:
    conn = clients.connect(backend_url)
    user = clients.datastore(conn, tmp_path).create_user("ana@example.org")
    store = open_store(tmp_path)
    assert list(store.list_containers()) == []
    conn.commit()
    later = clients.datastore(backend_url, tmp_path)
    assert later.run_blob_tasks() == flows.Progress(0, 0), "they are claimed for a minute"
    with psycopg.connect(database_url) as admin:
        admin.execute("update nachet_data.blob_task set run_after = now()")
    assert later.run_blob_tasks() == flows.Progress(2, 0)
    assert [found.name for found in store.list_containers()] == [user.container_name]


def test_the_client_of_the_calls_alone_leaves_the_store_to_the_workers(
    database_url: str, backend_url: str, tmp_path: Path
) -> None:
    async def create(email: str) -> User:
        async with AsyncDatabase(backend_url) as database:
            return await database.create_user(email)

    with Database(backend_url) as database:
        users = [database.create_user("ana@example.org"), asyncio.run(create("bo@example.org"))]
    execute(database_url, "update nachet_data.blob_task set run_after = now()")
    with Datastore(backend_url, tmp_path) as datastore:
        datastore.run_blob_tasks()
    assert {found.name for found in open_store(tmp_path).list_containers()} == {user.container_name for user in users}


# -- errors ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("act", "kind", "group", "detail"),
    [
        (lambda d, _: d.get_user("nobody@x.org"), UserNotFound, NotFound, {"email": "nobody@x.org"}),
        (
            lambda d, w: d.list_trash(w.users["outsider"], container_id=w.users["owner"]),
            ContainerNotFound,
            NotFound,
            None,
        ),
        (lambda d, _: d.create_user("OWNER@example.org"), UserExists, Conflict, {"email": "OWNER@example.org"}),
        (lambda d, w: d.create_picture_set(w.users["reader"], "GENERAL"), PictureSetExists, Conflict, None),
        (lambda d, _: d.create_user("x"), InvalidEmail, InvalidInput, {"email": "x"}),
        (
            lambda d, w: d.register_inference(w.users["reader"], uuid4(), {"boxes": 7}),
            InvalidInference,
            InvalidInput,
            {"place": "boxes", "value": 7},
        ),
        (lambda d, w: d.confirm_seed(w.users["owner"], uuid4()), AdministratorRequired, NotAllowed, None),
    ],
)
def test_an_error_of_the_database_has_its_class_values_and_hint(
    act: Callable[[Datastore, World], object],
    kind: type[NachetError],
    group: type[NachetError],
    detail: dict[str, Any] | None,
    clients: Clients,
    world: World,
) -> None:
    conn = clients.connect(world.url)
    with pytest.raises(group) as raised:
        act(clients.datastore(conn), world)
    error, cause = raised.value, raised.value.__cause__
    assert type(error) is kind
    assert isinstance(cause, psycopg.Error)
    assert error.sqlstate == cause.sqlstate == kind.sqlstate
    assert error.detail == (detail or error.detail) != {}
    assert (error.message, error.hint) == (cause.diag.message_primary, cause.diag.message_hint)
    assert str(error) == error.args[0] == error.message
    told = error.describe()
    assert all(part in told for part in (error.message, error.hint, *map(str, error.detail.values())))
    assert error.hint in "".join(traceback.format_exception(error))
    for twin in (copy.copy(error), copy.deepcopy(error), pickle.loads(pickle.dumps(error))):  # noqa: S301 - our own
        assert type(twin) is kind
        assert (str(twin), vars(twin)) == (str(error), vars(error))


def test_other_errors_of_the_server_pass_through(clients: Clients, world: World) -> None:
    analyst = clients.datastore(clients.connect(as_user(world.url, "nachet_test_analyst")))
    with pytest.raises(psycopg.errors.InsufficientPrivilege) as raised:
        analyst.create_user("ana@example.org")
    assert not isinstance(raised.value, NachetError)
    assert errors.from_database(raised.value) is None


def test_a_database_without_the_functions_is_told(clients: Clients, server_url: str) -> None:
    with pytest.raises(SchemaMismatch) as raised:
        clients.datastore(clients.connect(server_url)).get_user("ana@example.org")
    assert raised.value.detail == {"expected": calls.SCHEMA_VERSION, "found": None}
    assert isinstance(raised.value.__cause__, psycopg.errors.InvalidSchemaName)


def test_the_database_has_the_version_that_the_package_calls(clients: Clients, backend_url: str) -> None:
    assert clients.datastore(backend_url).schema_version() == calls.SCHEMA_VERSION


@pytest.mark.parametrize(
    ("found", "fits"),
    [("2.3", True), ("2.4", True), ("2.10", True), ("2.2", False), ("1.9", False), ("3.0", False), ("1", False)],
)
def test_a_database_fits_with_the_same_major_and_no_lower_minor_version(
    found: str, fits: bool, clients: Clients, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise the first call says so, whichever it is."""
    monkeypatch.setattr(calls, "SCHEMA_VERSION", "2.3")
    monkeypatch.setattr(schema, "KNOWN", set())
    conn = clients.connect(world.url)
    conn.execute(f"create or replace function nachet.schema_version() returns text language sql return '{found}'")
    datastore = clients.datastore(conn)
    if fits:
        datastore.get_user("owner@example.org")
    else:
        with pytest.raises(SchemaMismatch) as raised:
            datastore.get_user("owner@example.org")
        assert raised.value.detail == {"expected": "2.3", "found": found}
        assert ("deploy" in raised.value.hint) == (found != "3.0")
    conn.rollback()


def test_an_answer_without_a_key_of_its_record_is_told() -> None:
    with pytest.raises(SchemaMismatch) as raised:
        records.build(records.SeedName, {"seed_id": str(uuid4()), "younger": 1})
    assert raised.value.detail == {"record": "SeedName", "missing": ["seed_name"]}


def test_a_database_is_looked_at_once_whichever_client_calls(clients: Clients, world: World) -> None:
    statements: list[str] = []
    for _ in range(2):
        clients.datastore(clients.connect(world.url, statements)).get_user("owner@example.org")
    assert [statement.partition("(")[0].removeprefix("select nachet.") for statement in statements[-2:]] == [
        "get_user",
        "get_user",
    ]


def test_a_database_without_its_functions_is_looked_at_again(clients: Clients, database_url: str) -> None:
    datastore = clients.datastore(database_url)
    datastore.schema_version()
    execute(database_url, "drop schema nachet cascade")
    with pytest.raises(psycopg.errors.InvalidSchemaName):
        datastore.schema_version()
    with pytest.raises(SchemaMismatch):
        datastore.schema_version()


@pytest.mark.parametrize(
    ("function", "arguments", "place"),
    [
        ("rename_container", (uuid4(), None), "name"),
        ("rename_picture_set", (uuid4(), None, "new"), "picture_set_id"),
        ("list_trash", (None,), "user_id"),
        ("set_container_public", (uuid4(), "yes"), "public"),
        ("delete_pictures", (uuid4(), str(uuid4())), "picture_ids"),
        ("verify_seed", (uuid4(), uuid4(), 7), "boxes"),
        ("purge_trash", ("2026-01-01",), "before"),
    ],
)
def test_an_argument_of_another_kind_is_refused(function: str, arguments: tuple[Any, ...], place: str) -> None:
    with pytest.raises(InvalidValue) as raised:
        getattr(calls, function)(*arguments)
    assert raised.value.detail["place"] == place


# -- the methods -------------------------------------------------------------------------------------------------

#: What takes more than one call, by the name of its method.
FLOWS = {
    name: flow
    for module in (flows, fsck)
    for name, flow in vars(module).items()
    if inspect.isgeneratorfunction(flow) and flow.__module__ == module.__name__ and not name.startswith("_")
}
del FLOWS["decided"]  # It is part of every method of which steps in the blob store follow.


@pytest.mark.parametrize("name", sorted({*calls.FUNCTIONS, *FLOWS}))
def test_both_clients_have_it_with_the_same_parameters(name: str) -> None:
    declared = inspect.signature(FLOWS[name] if name in FLOWS else getattr(calls, name)).parameters
    expected = [(one.name, one.kind, one.default) for one in declared.values()]
    if name == "upload_picture":  # Its last one, ``**facts``, stands for the fields of a record.
        expected[-1:] = [
            (one.name, inspect.Parameter.KEYWORD_ONLY, one.default) for one in fields(records.PictureFacts)
        ]
    for client in (Datastore, AsyncDatastore):
        _, *found = inspect.signature(getattr(client, name)).parameters.values()
        assert [(one.name, one.kind, one.default) for one in found] == expected
        # What looks at bytes alone asks no database.
        assert ("SQL: ``nachet." in getattr(client, name).__doc__) is (name != "inspect_picture")
    assert inspect.iscoroutinefunction(getattr(AsyncDatastore, name))


def _told(name: str, client: type = Datastore) -> tuple[set[str], set[str]]:
    """What the docstring of a method says: the errors that it raises, the functions that it calls."""
    said = inspect.getdoc(getattr(client, name)) or ""
    raises, functions = (
        re.search(r"^Raises: (.*?)\.$", said, re.MULTILINE | re.DOTALL),
        re.search(r"^SQL: (.*)\Z", said, re.MULTILINE | re.DOTALL),
    )
    return (
        set(re.findall(r"\b[A-Z]\w+", raises[1] if raises else "")),
        set(re.findall(r"nachet\.(\w+)", functions[1] if functions else "")),
    )


class _Used:
    """What a flow uses, itself and through what it calls: SQL functions, and errors of the package and of a store."""

    def __init__(self, flow: Any) -> None:
        self.functions: set[str] = set()
        self.errors: set[str] = set()
        self._seen: set[int] = set()
        self._look(flow)

    def _look(self, thing: Any) -> None:
        thing = getattr(thing, "__wrapped__", thing)
        if id(thing) in self._seen or not (inspect.isfunction(thing) or inspect.isclass(thing)):
            return
        self._seen.add(id(thing))
        if thing.__qualname__.startswith("BlobStore."):
            raised = [*re.findall(r"[Rr]aises? (\w+)", inspect.getdoc(thing) or ""), "StoreMissing", "StoreUnavailable"]
            self.errors |= {name for name in raised if hasattr(errors, name)}
        if thing.__module__ not in (flows.__name__, fsck.__name__, pictures.__name__):
            return
        names = vars(inspect.getmodule(thing))
        for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(thing)))):
            match node:
                case ast.Attribute(value=ast.Name(id="calls"), attr=function):
                    self.functions.add(function)
                case ast.Raise(exc=ast.Name(id=name) | ast.Call(func=ast.Name(id=name))):
                    self.errors |= {name} if hasattr(errors, name) else {"InvalidValue"} if name == "refused" else set()
                case ast.Raise(exc=ast.Call(func=ast.Attribute(attr="refused"))):
                    self.errors.add("InvalidValue")
            if isinstance(node, ast.Name) and node.id in names:
                self._look(names[node.id])


#: Errors that a flow meets and does not raise: a step that fails is noted, and what the checker meets is found.
NOTED = {"BlobNotFound", "BlobExists", "BlobCorrupt", "SchemaMismatch"}
MET = {
    "run_blob_tasks": {*NOTED, "StoreUnavailable"},
    "check_store": {*NOTED, "InvalidBlobName"},
    **{name: {"BlobNotFound", "SchemaMismatch"} for name in ("upload_picture", "upload_crop", "upload_pictures")},
}


@pytest.mark.parametrize("name", sorted(FLOWS))
@pytest.mark.parametrize("client", [Datastore, AsyncDatastore])
def test_the_docstring_of_a_flow_tells_all_that_it_raises_and_calls(client: type, name: str) -> None:
    """Of the database's errors those of the functions that it calls and no other, as the methods of these tell them."""
    used = _Used(FLOWS[name])
    told, functions = _told(name, client)
    assert functions == used.functions
    of_the_database = {one for one in told if getattr(errors, one, NachetError).sqlstate.startswith("NX")}
    assert of_the_database == set().union(*(_told(function, client)[0] for function in used.functions))
    classes = tuple(getattr(errors, one) for one in told if hasattr(errors, one))
    untold = {one for one in used.errors - MET.get(name, set()) if not issubclass(getattr(errors, one), classes)}
    assert untold == set()


def test_a_method_that_answers_yes_or_no_promises_no_number() -> None:
    answers = {name for name in calls.FUNCTIONS if get_type_hints(getattr(Datastore, name))["return"] is bool}
    assert "has_verified_pictures" in answers
    for name in answers:
        assert "number" not in (inspect.getdoc(getattr(Datastore, name)) or "").partition("\n\n")[0]


def test_the_clients_have_the_same_methods() -> None:
    def methods(client: type) -> list[str]:
        return [name for name in dir(client) if not name.startswith("_")]

    assert methods(Datastore) == methods(AsyncDatastore)
    tables = {"confusion", "inferences", "show", "specimens"}
    assert set(methods(Datastore)) == {"call", "close", "run"} | tables | set(calls.FUNCTIONS) | set(FLOWS)
    assert methods(Database) == methods(AsyncDatabase)
    assert set(methods(Database)) == {"call", "close"} | set(calls.FUNCTIONS)


# -- one statement, one answer -----------------------------------------------------------------------------------


@pytest.fixture
def live(clients: Clients, world: World) -> Iterator[tuple[Datastore, Connection[Any], list[str]]]:
    """A client that acts as the backend, its connection, and what it ran there; all is rolled back."""
    statements: list[str] = []
    conn = clients.connect(as_user(world.url, "nachet_test_backend"), statements)
    datastore = clients.datastore(conn)
    datastore.schema_version()
    statements.clear()
    yield datastore, conn, statements
    conn.rollback()


@pytest.mark.parametrize("function", calls.FUNCTIONS)
def test_a_call_is_one_bare_statement(
    function: str, live: tuple[Datastore, Connection[Any], list[str]], world: World
) -> None:
    datastore, _, statements = live
    answer = datastore.run(CALLS[function](world.users["admin"], world.things_for(function)))
    assert answer is not None or get_args(calls.FUNCTIONS[function].answer) == (NoneType,)
    (statement,) = statements
    assert statement.startswith(f"select nachet.{function}(")


def test_a_flow_is_as_few_statements_as_it_can_be(clients: Clients, database_url: str, tmp_path: Path) -> None:
    statements: list[str] = []
    datastore = clients.datastore(clients.connect(database_url, statements, autocommit=True), tmp_path)

    def ran() -> list[str]:
        names = [statement.partition("(")[0].removeprefix("select nachet.") for statement in statements]
        statements.clear()
        return names

    user_id = datastore.create_user("ana@example.org").user_id
    assert ran() == ["schema_version", "create_user", "complete_blob_tasks"]
    folder = datastore.create_picture_set(user_id, "folder").picture_set_id
    assert ran() == ["create_picture_set", "complete_blob_tasks"]
    datastore.create_container(user_id)
    assert ran() == ["create_container", "complete_blob_tasks"]

    picture_id = datastore.upload_picture(user_id, png())
    assert ran() == ["register_pictures", "confirm_pictures"]
    assert datastore.upload_picture(user_id, png()) == picture_id
    assert ran() == ["register_pictures"]
    batch = [Upload(data=png(number), seed_name="Brassica napus") for number in (1, 2, 3)]
    verified = datastore.upload_pictures(user_id, batch, picture_set_id=folder)
    assert ran() == ["register_pictures", "confirm_pictures"]
    datastore.upload_crop(user_id, picture_id, png(4))
    assert ran() == ["get_picture", "register_pictures", "confirm_pictures"]

    assert datastore.read_picture(user_id, picture_id, verify=True) == png()
    assert datastore.download_picture(user_id, picture_id, io.BytesIO()).picture_id == picture_id
    assert datastore.picture_url(user_id, picture_id).startswith("file:")
    assert ran() == ["get_picture"] * 3

    datastore.move_pictures(user_id, [picture_id], folder)
    assert ran() == ["move_pictures", "complete_blob_tasks", "complete_blob_tasks"]
    assert datastore.delete_picture_set(user_id, folder, keep_verified=True).kept == len(verified)
    assert ran() == ["delete_picture_set", "complete_blob_tasks", "complete_blob_tasks"]
    assert datastore.run_blob_tasks() == flows.Progress(0, 0)
    assert ran() == ["claim_blob_tasks"]


def _misfits(kind: Any, value: Any, place: str, seen: set[Any]) -> Iterator[str]:
    """Where an answer has other keys than its record or document, or values of another kind; seen gets what was met."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Required, NotRequired):
        yield from _misfits(arguments[0], value, place, seen)
    elif origin in (Union, UnionType):
        if not any(list(_misfits(one, value, place, set())) == [] for one in arguments):
            yield place
        for one in arguments:
            yield from () if list(_misfits(one, value, place, set())) else _misfits(one, value, place, seen)
    elif origin in (list, tuple):
        if not isinstance(value, list):
            yield place
        for item in value if isinstance(value, list) else ():
            yield from _misfits(arguments[0], item, f"{place}[]", seen)
    elif origin is dict and isinstance(value, dict):
        for item in value.values():
            yield from _misfits(arguments[1], item, f"{place}.*", seen)
    elif is_dataclass(origin or kind) or is_typeddict(kind):
        seen.add(origin or kind)
        hints = get_type_hints(origin or kind, include_extras=True)
        known = dict(zip(getattr(origin, "__parameters__", ()), arguments, strict=True))
        needed = getattr(kind, "__required_keys__", hints.keys())
        if not isinstance(value, dict):
            yield place
            return
        # What a document is more than its type says is the users' own; those of the world have nothing.
        yield from (f"{place}.{name}" for name in (needed - value.keys()) | (value.keys() - hints.keys() - EXTRAS))
        for name in hints.keys() & value.keys():
            yield from _misfits(records._substituted(hints[name], known), value[name], f"{place}.{name}", seen)
    elif not _fits(kind if origin is None else origin, value, arguments):
        yield place


#: Keys that the world's own documents have.
EXTRAS = {"deployment"}


def _fits(kind: object, value: Any, arguments: tuple[Any, ...]) -> object:
    if kind is UUID:
        return isinstance(value, str) and str(UUID(value)) == value
    if kind is datetime:
        return isinstance(value, str) and bool(datetime.fromisoformat(value).tzinfo)
    if kind is float:
        return type(value) in (int, float)
    if kind is Literal:
        return value in arguments
    return value is None if kind is NoneType else kind is Any or type(value) is kind


def test_each_answer_has_the_keys_of_its_record_and_no_other(world: World) -> None:
    seen: set[Any] = set()
    with psycopg.connect(world.url) as conn:
        conn.execute("comment on view nachet.seed is 'changed by hand'")
        for function in calls.FUNCTIONS.values():
            for user, things in (
                ("admin", world.things_for(function.name)),
                ("owner", world.things["shared"]),
                ("reader", world.things["shared"]),
                ("guest", world.things["shared"]),
            ):
                call = CALLS[function.name](world.users[user], things)
                try:
                    with errors.database_errors(), conn.transaction(force_rollback=True):
                        (answer,) = conn.execute(call.statement, call.values).fetchone() or (None,)
                except (NotAllowed, errors.ContainerNotDeleted, errors.GroupNotFound):
                    continue
                expected = function.answer
                if get_origin(expected) is records.Decision:
                    (expected,) = get_args(expected)
                    tasks = answer.pop("blob_tasks")
                    assert list(_misfits(tuple[records.BlobTask, ...], tasks, function.name, seen)) == []
                if function.key is not None:
                    answer = answer[function.key]
                if expected is not NoneType:
                    assert list(_misfits(expected, answer, function.name, seen)) == []
        conn.rollback()
    given = {record for record in vars(records).values() if is_dataclass(record)}
    answers = given - {records.Decision, records.PictureFacts, records.Finding, records.Report}
    answers -= {records.DistributedThing, records.ClusterNode}  # There is one machine.
    assert seen >= answers


def test_a_folder_is_described_in_the_store_as_the_database_says_it() -> None:
    """Byte for byte: the checker compares hashes. Its ids are ids all the same, its times stay text."""
    ids = {name: str(uuid4()) for name in ("picture_set_id", "container_id", "owner_id")}
    told = {**ids, "upload_date": "2026-03-14T09:26:53.5+00:00", "picture_set": {"größe": [1, 2.0, None]}}
    content = records.build(records.FolderDescription, copy.deepcopy(told))
    assert flows.folder_json(content) == json.dumps(told, indent=2, ensure_ascii=False).encode()
    assert {name: str(content[name]) for name in ids} == ids  # type: ignore[literal-required]
    assert type(content["owner_id"]) is UUID


def test_the_content_of_a_task_is_that_of_its_kind() -> None:
    task: Any = dict.fromkeys(one.name for one in fields(records.BlobTask))
    task |= {name: str(uuid4()) for name in ("container_id", "task_id", "installation_id")}
    folder = {name: str(uuid4()) for name in ("picture_set_id", "container_id", "owner_id")}
    folder |= {"upload_date": "2026-03-14T09:26:53.5+00:00", "picture_set": {}}  # type: ignore[dict-item]
    written = records.build(records.BlobTask, task | {"content": folder}).content
    assert written is not None
    assert "etag" not in written
    assert type(written["picture_set_id"]) is UUID
    assert records.build(records.BlobTask, task | {"content": {"etag": "0x8DC"}}).content == {"etag": "0x8DC"}
    assert records.build(records.BlobTask, task).content is None


# -- documents ---------------------------------------------------------------------------------------------------


def _deep(depth: int) -> list[Any]:
    """Lists in lists."""
    lists: list[Any] = []
    for _ in range(depth):
        lists = [lists]
    return lists


def _cyclic() -> list[Any]:
    """A list that holds itself."""
    endless: list[Any] = []
    endless.append(endless)
    return endless


class _Silent:
    """What has no text."""

    def __repr__(self) -> str:
        raise LookupError


@pytest.mark.parametrize(
    "wrong",
    [
        math.nan,
        math.inf,
        -math.inf,
        "\0",
        "\ud800",
        10**5000,
        -(10**5000),
        Decimal("0.1"),
        b"bytes",
        {1, 2},
        object(),
        {1: "a key that is no text"},
        {(1, 2): "nor is this"},
        Fraction(1, 10**5000),
        {10**5000},
        _Silent(),
    ],
    ids=lambda wrong: type(wrong).__name__,
)
def test_what_no_database_can_hold_is_refused_with_its_place(wrong: object, clients: Clients, world: World) -> None:
    datastore: Any = clients.datastore(clients.connect(world.url))
    user = world.users["owner"]
    seeds = document(box(10, ("Brassica napus", 0.9)), box(20))
    seeds["boxes"][1]["note"] = [{"of": wrong}]
    entry = {"picture_id": uuid4(), "result": seeds}
    acts: dict[str, Callable[[], object]] = {
        "boxes[1].note[0].of": partial(datastore.register_inference, user, uuid4(), seeds),
        "inferences[0].result.boxes[1].note[0].of": partial(datastore.register_inferences, user, [entry]),
        "boxes[0].box.topX": partial(datastore.verify_seed, user, uuid4(), [{"box": {"topX": wrong}}]),
        "pictures[0].zoom": partial(datastore.register_pictures, user, [{"zoom": wrong}]),
        "metadata.seen": partial(datastore.create_picture_set, user, metadata={"seen": wrong}),
        "models[0].metrics[0]": partial(datastore.import_ml_structure, user, {"models": [{"metrics": [wrong]}]}),
    }
    for place, act in acts.items():
        with pytest.raises(InvalidValue) as raised:
            act()
        assert raised.value.detail["place"] == place
        assert len(raised.value.detail["value"]) <= 200


@pytest.mark.parametrize("document", [_deep(30), _deep(100_000), _cyclic()], ids=["just", "by far", "cyclic"])
def test_a_document_that_is_too_deep_is_refused_with_its_place(document: Any, clients: Clients, world: World) -> None:
    datastore = clients.datastore(clients.connect(world.url))
    with pytest.raises(InvalidValue) as raised:
        datastore.create_picture_set(world.users["owner"], metadata={"deep": document})
    assert raised.value.detail["place"] == "metadata.deep" + "[0]" * 30


def test_a_document_may_be_so_deep(live: tuple[Datastore, Connection[Any], list[str]], world: World) -> None:
    datastore, _, _ = live
    user = world.users["owner"]
    made = datastore.create_picture_set(user, metadata={"deep": _deep(29)})
    assert datastore.get_picture_set(user, made.picture_set_id).metadata == {"deep": _deep(29)}


NUMBERS = [
    0,
    1,
    1.0,
    -1.5,
    0.1,
    1e16,
    1e22,
    1e23,
    -1e23,
    1e300,
    1e308,
    1e-300,
    5e-324,
    2**53 + 1,
    10**30,
    10**308,
    10**400,
]


def test_numbers_come_back_as_they_were_sent(live: tuple[Datastore, Connection[Any], list[str]], world: World) -> None:
    datastore, _, _ = live
    user, things = world.users["owner"], world.things["private"]
    sent = document(box(10, ("Brassica napus", 0.9))) | {"numbers": NUMBERS, "text": '1e+23 "1e+23" \\'}
    registered = datastore.register_inference(user, things.picture_id, sent)
    for answer in (registered, datastore.get_inference(user, registered["inference_id"])):
        found: Any = answer
        assert [(type(one), one) for one in found["numbers"]] == [(type(one), one) for one in NUMBERS]
        assert found["text"] == sent["text"]


NO_IDS: list[Any] = ["", "no id", 7, 7.5, True, b"0123456789abcdef", ["x"], {}, object()]
#: Every parameter of a call that takes an id, or a number of them.
IDS = [
    (name, one)
    for name, function in calls.FUNCTIONS.items()
    for one, hint in get_type_hints(function.declared).items()
    if one != "return" and UUID in (*get_args(hint), *(kind for part in get_args(hint) for kind in get_args(part)))
]


@pytest.mark.parametrize(("name", "parameter"), IDS)
def test_what_is_no_id_is_refused_under_the_name_of_its_parameter(name: str, parameter: str) -> None:
    """By one class, whichever way an id goes to the database; an empty one does not stand for the user's own."""
    declared = inspect.signature(calls.FUNCTIONS[name].declared).parameters
    several = get_origin(get_type_hints(calls.FUNCTIONS[name].declared)[parameter]) is Iterable
    needed: dict[str, Any] = {one.name: str(uuid4()) for one in declared.values() if one.default is one.empty}
    needed |= {one: [uuid4()] for one in needed if one in ("picture_ids", "pictures", "inferences", "boxes", "tasks")}
    for wrong in NO_IDS:
        named = parameter in ("pipeline", "person", "dataset") or (name, parameter) == ("diff_datasets", "other")
        if named and isinstance(wrong, str):
            continue  # It may be a name, or an address.
        with pytest.raises(InvalidValue) as raised:
            getattr(calls, name)(**needed | {parameter: [uuid4(), wrong] if several else wrong})
        assert raised.value.detail["place"] == (f"{parameter}[1]" if several else parameter)
        assert raised.value.detail["value"]


def test_ids_are_parameters_of_most_calls() -> None:
    """What goes into the options or the filter too."""
    assert {("create_user", "user_id"), ("find_pictures", "after"), ("register_inference", "pipeline")} <= set(IDS)
    assert {("list_review_queue", "after"), ("list_expected_blobs", "after")}.isdisjoint(IDS)
    assert len({name for name, _ in IDS}) > len(calls.FUNCTIONS) / 2


def test_a_client_refuses_what_is_no_id_before_it_asks_the_database(clients: Clients, world: World) -> None:
    statements: list[str] = []
    datastore: Any = clients.datastore(clients.connect(world.url, statements))
    for parameter in ("container_id", "picture_set_id", "after", "parent"):
        with pytest.raises(InvalidValue) as raised:
            datastore.find_pictures(world.users["owner"], **{parameter: 7})
        assert raised.value.detail == {"place": parameter, "value": "7"}
    assert statements == []


def test_the_end_of_a_page_may_be_handed_back_as_it_is_or_as_text(clients: Clients, world: World) -> None:
    conn = clients.connect(world.url)
    datastore, user, container_id = clients.datastore(conn), world.users["owner"], world.things["shared"].container_id
    found = document(box(10, ("Brassica napus", 0.5)), box(20, ("Brassica napus", 0.4)))
    datastore.register_inference(user, world.things["shared"].picture_id, found, container_id=container_id)
    whole = datastore.list_review_queue(user, container_id=container_id)
    first = datastore.list_review_queue(user, limit=1, container_id=container_id)
    assert first.next is not None
    assert type(first.next["box_id"]) is UUID
    as_text: records.ReviewCursorInput = {"score": first.next["score"], "box_id": str(first.next["box_id"])}
    for after in (first.next, as_text):
        rest = datastore.list_review_queue(user, after=after, container_id=container_id)
        assert rest.items
        assert first.items + rest.items == whole.items
    conn.rollback()


def test_an_id_may_be_text(clients: Clients, world: World) -> None:
    datastore, user = clients.datastore(clients.connect(world.url)), world.users["owner"]
    assert datastore.get_picture_set(str(user), str(user)) == datastore.get_picture_set(user, user)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ([10**5000], "list"),
        ({"deep": [10**5000]}, "dict"),
        (Fraction(1, 10**5000), "Fraction"),
        (_deep(100_000), "list"),
        (_cyclic(), "[[...]]"),
        (_Silent(), "_Silent"),
        ([_Silent()], "list"),
        (10**5000, "int"),
        ("x" * 300 + "\0", f"'{'x' * 198}…"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_has_no_text_itself_is_refused_with_its_place(
    wrong: Any, told: str, clients: Clients, world: World
) -> None:
    datastore: Any = clients.datastore(clients.connect(world.url))
    user = world.users["owner"]
    acts: dict[str, Callable[[], object]] = {
        "name": partial(datastore.rename_container, user, wrong),
        "picture_id": partial(datastore.get_picture, user, wrong),
        "picture_ids[1]": partial(datastore.delete_pictures, user, [uuid4(), wrong]),
        "public": partial(datastore.set_container_public, user, wrong),
        "before": partial(datastore.purge_trash, wrong),
    }
    for place, act in acts.items():
        with pytest.raises(InvalidValue) as raised:
            act()
        assert raised.value.detail == {"place": place, "value": told}


@pytest.mark.parametrize("wrong", ["Avena\0fatua", "\ud800", b"Avena", 7])
def test_what_is_no_text_is_refused(wrong: Any, clients: Clients, world: World) -> None:
    with pytest.raises(InvalidValue) as raised:
        clients.datastore(clients.connect(world.url)).search_seeds(wrong)
    assert raised.value.detail["place"] == "text"


def test_a_registered_document_keeps_the_order_of_its_keys(
    live: tuple[Datastore, Connection[Any], list[str]], world: World
) -> None:
    datastore, _, _ = live
    things, user = world.things["private"], world.users["owner"]
    sent = document(box(10, ("Brassica napus", 0.9), ("Solanum nigrum", 0.1)), box(20))
    sent["boxes"][0] |= {"z": {"b": 1, "a": {"d": 1, "c": 2}}, "y": None}
    sent |= {"zebra": 1, "aa": [{"q": 1, "b": 2}]}
    for answered in (
        datastore.register_inference(user, things.picture_id, sent),
        datastore.register_inferences(user, [{"picture_id": things.picture_id, "result": sent}])[0],
    ):
        _require_order(sent, answered)
        assert set(list(answered)[len(sent) :]) == {"pipeline_id", "inference_id"}


def test_what_the_database_warns_of_is_logged_and_the_answer_is_the_document(
    clients: Clients, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    picture, user = world.things["private"].picture_id, world.users["owner"]
    known = document(box(10))
    unknown = known | {"models": [*known["models"], {"name": "finder", "version": "9"}]}
    for database in (clients.connect(world.url, autocommit=True), world.url):
        datastore = clients.datastore(database)
        caplog.clear()
        datastore.register_inference(user, picture, known)
        assert caplog.records == [], "nothing to tell"
        for _ in range(2):
            answer = datastore.register_inference(user, picture, unknown)
            assert {key: answer.get(key) for key in unknown if key != "boxes"} == {
                key: value for key, value in unknown.items() if key != "boxes"
            }
            (record,) = caplog.records
            assert (record.levelname, record.name) == ("WARNING", "nachet_datastore.wrapper.notices")
            assert str(answer["inference_id"]) in record.message
            assert '[{"name": "finder", "version": "9"}]' in record.message
            caplog.clear()


def test_what_the_caller_warns_of_is_not_logged(
    clients: Clients, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    conn = clients.connect(world.url)
    clients.datastore(conn).search_seeds("Brassica")
    caplog.clear()
    conn.execute("do $$begin raise warning 'of my own'; end$$")
    assert caplog.records == []


def _require_order(sent: Any, answered: Any) -> None:
    """The keys that were sent come first, in their order, at every depth."""
    if isinstance(sent, dict):
        assert list(answered)[: len(sent)] == list(sent)
        for key, value in sent.items():
            _require_order(value, answered[key])
    elif isinstance(sent, list):
        for item, answer in zip(sent, answered, strict=True):
            _require_order(item, answer)
    else:
        assert sent == answered


# -- names -------------------------------------------------------------------------------------------------------

NAMES = ["a/b", "v1.2", "général", "..", ".", "a\\b", "x" * 200, "🌱", "%", "' or 1=1 --", "CON", "面包 123"]


def test_any_name_is_good_for_a_folder(clients: Clients, backend_url: str, tmp_path: Path) -> None:
    datastore = clients.datastore(backend_url, tmp_path / "store")
    user_id = datastore.create_user("ana@example.org").user_id
    folders = {name: datastore.create_picture_set(user_id, name).picture_set_id for name in NAMES}
    pictures = {name: datastore.upload_picture(user_id, png(), picture_set_id=folders[name]) for name in NAMES}
    listed = {
        folder["folder_name"]: [picture["picture_id"] for picture in folder["pictures"]]
        for folder in datastore.list_picture_sets(user_id)
    }
    assert listed == {"General": []} | {name: [picture_id] for name, picture_id in pictures.items()}
    for name in NAMES:
        assert datastore.read_picture(user_id, pictures[name]) == png()
        with pytest.raises(PictureSetExists):
            datastore.create_picture_set(user_id, name.upper())
    blobs = {path.relative_to(tmp_path / "store").parts[1] for path in (tmp_path / "store").glob("user-*/*")}
    assert blobs == {str(folder_id) for folder_id in [user_id, *folders.values()]}


@pytest.mark.parametrize("name", ["General", "GENERAL", "general", " General\t", "Ｇeneral"])  # noqa: RUF001 - as it is typed in a fullwidth mode
def test_there_is_one_general(name: str, clients: Clients, world: World) -> None:
    conn = clients.connect(world.url)
    with pytest.raises(PictureSetExists):
        clients.datastore(conn).create_picture_set(world.users["owner"], name)
