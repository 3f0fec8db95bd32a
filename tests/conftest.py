"""What the tests stand on: a PostgreSQL and an Azure Blob API of their own, for one session.

A test that commits takes ``database_url``, a database of its own; one that can be rolled back takes ``connection``,
which is much quicker. Both have everything deployed and ``tests/sql/_support.sql`` loaded.

``NACHET_TEST_POSTGRES`` names the folder with the programs of another PostgreSQL than the embedded one;
``NACHET_TEST_DATABASE_URL`` a running server, as a superuser of it; ``NACHET_TEST_DEBIAN`` the folder in which
``make test-15`` unpacked what Debian has and PyPI has not.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any, LiteralString
from urllib.parse import urlsplit

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from awaited import Clients
from awaited import clients as open_clients
from azurite import Azurite
from figures import Summary
from nachet_datastore import testing
from nachet_datastore.blobs.stores import BlobStore, open_store
from nachet_datastore.demo.embedded import EmbeddedServer, wheel_programs
from nachet_datastore.deploy import deploy
from nachet_datastore.testing import as_login, new_database
from world import World
from world import build as build_world

ROOT = Path(__file__).parent.parent

#: Makes databases: ``with clone() as url``.
Databases = Callable[[], AbstractContextManager[str]]

DEBIAN = os.environ.get("NACHET_TEST_DEBIAN")
collect_ignore = [] if DEBIAN else ["debian"]

# How long tests/test_fuzz.py looks: the short form in every run, the long one with --hypothesis-profile=long.
settings.register_profile(
    "short", max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.register_profile("long", settings.get_profile("short"), max_examples=500)
settings.load_profile("short")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Summary())
    # What the command line says is compared in English, on a machine of any locale.
    os.environ["LANGUAGE"] = "en"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where both clients are tested on both kinds of store, some of the pairs are left to the long form."""
    if config.getoption("--without-npm"):
        left_out = [item for item in items if _needs_npm(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not _needs_npm(item)]
    for item in items:
        chosen = getattr(item, "callspec", None)
        pair = chosen and (chosen.params.get("clients"), chosen.params.get("storage_url"))
        if pair in _LONG_PAIRS and "backend_url" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.long)


def _needs_npm(item: pytest.Item) -> bool:
    chosen = getattr(item, "callspec", None)
    return bool({"azurite", "browser"} & set(getattr(item, "fixturenames", ()))) or bool(
        chosen and "azurite" in chosen.params.values()
    )


_LONG_PAIRS = {("sync", "azurite"), ("async", "local")}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--long",
        action="store_true",
        help="the long form of tests/crash, tests/test_access.py, tests/test_amplification.py, test_import_legacy.py",
    )
    parser.addoption(
        "--without-npm", action="store_true", help="leave out what needs packages of npm: Azurite, the browser"
    )
    parser.addoption("--seed", type=int, help="of what happens at random in tests/crash: as printed by a run before")


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """A superuser's URL of the server's database ``postgres``."""
    if given := os.environ.get("NACHET_TEST_DATABASE_URL"):
        yield given
        return
    with fast_server() as server:
        yield server.url()


@pytest.fixture(scope="session")
def template(server_url: str) -> Iterator[str]:
    """Name of the database that the others are copies of; nobody may be connected to it."""
    with template_database(server_url) as name:
        yield name


Clone = Callable[..., AbstractContextManager[str]]


@pytest.fixture(scope="session")
def clone(server_url: str, template: str) -> Clone:
    """Makes databases: ``with clone() as url`` gives a fresh copy of the template, gone after the block.

    ``clone(url)`` copies that database, to which nobody may be connected.
    """
    numbers = count(1)
    return lambda url="": new_database(
        server_url, f"{template}_{next(numbers)}", urlsplit(url).path.removeprefix("/") or template
    )


@pytest.fixture(scope="session")
def empty(server_url: str) -> Databases:
    """Makes databases with nothing in them."""
    numbers = count(1)
    return lambda: new_database(server_url, f"nachet_empty_{os.getpid()}_{next(numbers)}")


@pytest.fixture
def database_url(clone: Clone) -> Iterator[str]:
    """A database of the test's own, as superuser."""
    with clone() as url:
        yield url


@pytest.fixture(scope="session")
def reused_url(clone: Callable[[], AbstractContextManager[str]]) -> Iterator[str]:
    """The database behind ``emptied_url``."""
    with clone() as url:
        yield url


@pytest.fixture
def emptied_url(reused_url: str) -> str:
    """A database without users and all that is theirs, for tests that commit; quicker than one of the test's own."""
    with psycopg.connect(reused_url) as conn:
        conn.execute("truncate nachet_data.users cascade")
        conn.execute(read_sql(ROOT / "sql" / "reference" / "archive.sql"))
    return reused_url


@pytest.fixture
def backend_url(database_url: str) -> str:
    """The test's own database, as a login that is a member of ``nachet_backend``."""
    return as_user(database_url, "nachet_test_backend")


@pytest.fixture
def analyst_url(database_url: str) -> str:
    """The test's own database, as a login that is a member of ``nachet_analyst``."""
    return as_user(database_url, "nachet_test_analyst")


@pytest.fixture(scope="session")
def shared_connection(clone: Clone) -> Iterator[psycopg.Connection]:
    """The connection behind ``connection``: tests take that one."""
    with clone() as url, psycopg.connect(url) as conn:
        yield conn


@pytest.fixture
def connection(shared_connection: psycopg.Connection) -> Iterator[psycopg.Connection]:
    """A superuser's connection to a database that many tests share: what the test does is rolled back."""
    yield shared_connection
    shared_connection.rollback()


@pytest.fixture(scope="session")
def world(clone: Clone) -> Iterator[World]:
    """A database with one of everything, which many tests share: what they do is rolled back."""
    with clone() as url:
        yield build_world(url)


@pytest.fixture(params=["sync", "async"])
def clients(request: pytest.FixtureRequest) -> Iterator[Clients]:
    """Opens clients: the test runs once with the sync ones and once with the async ones."""
    with open_clients(request.param) as opened:
        yield opened


@pytest.fixture(scope="session")
def world_template(clone: Clone) -> Iterator[World]:
    """What ``fresh`` copies; nobody may be connected to it."""
    with clone() as url:
        yield build_world(url)


@pytest.fixture
def fresh(clone: Clone, world_template: World) -> Iterator[World]:
    """A world of the test's own, in which it may commit."""
    with clone(world_template.url) as url:
        yield replace(world_template, url=url)


@pytest.fixture(scope="session")
def azurite() -> Iterator[Azurite]:
    """The Azure Blob API of the session."""
    with Azurite() as emulator:
        yield emulator


@pytest.fixture(params=["local", "azurite"])
def storage_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty store that nobody else uses: the test runs once on a local folder and once on Azure."""
    if request.param == "local":
        return str(tmp_path / "store")
    azurite: Azurite = request.getfixturevalue("azurite")
    return azurite.new_account()


@pytest.fixture
def store(storage_url: str) -> Iterator[BlobStore]:
    """The store of ``storage_url``, open."""
    with closing(open_store(storage_url)) as opened:
        yield opened


def fast_server(settings: Mapping[str, str] | None = None, bin_folder: Path | None = None) -> EmbeddedServer:
    """The PostgreSQL that is tested, or another, for data that need not survive a power cut."""
    return testing.fast_server(settings, bin_folder or programs())


def execute(url: str, *statements: str) -> list[tuple[Any, ...]]:
    """Run statements that a test wrote, each in a transaction of its own; the rows of the last one."""
    with psycopg.connect(url, autocommit=True) as conn:
        for statement in statements:
            cursor = conn.execute(statement)
        return cursor.fetchall() if cursor.description else []


def dump(url: str, folder: Path | None = None) -> str:
    """The whole schema of a database with owners, grants and comments, as ``pg_dump`` writes it.

    Without the rights to the server's own functions, which differ by whether a superuser deployed.
    """
    text = run_program("pg_dump", "--schema-only", url, folder=folder)
    # It guards its text with a word that is another each time.
    text = re.sub(r"--\n-- Name: FUNCTION lo_[^\n]*\n--\n\n(REVOKE [^\n]*\n)+\n\n", "", text)
    return "\n".join(line for line in text.splitlines() if not line.startswith(("\\restrict ", "\\unrestrict ")))


def psql(url: str, *arguments: str | Path) -> str:
    """Run psql, which must not fail."""
    return run_program("psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", *arguments, url)


def run_program(program: str, *arguments: str | Path, folder: Path | None = None) -> str:
    """Run a program of the PostgreSQL that is tested, or of the one in this folder; it must not fail."""
    folder = folder or programs() or wheel_programs()
    result = subprocess.run([folder / program, *arguments], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout


def programs() -> Path | None:
    """The folder with the programs of the PostgreSQL that is tested; None for the embedded one."""
    folder = os.environ.get("NACHET_TEST_POSTGRES") or (DEBIAN and f"{DEBIAN}/usr/lib/postgresql/15/bin")
    return Path(folder) if folder else None


def read_sql(path: Path) -> LiteralString:
    """Text of a SQL file of ours; trusted, as the type says."""
    return path.read_text(encoding="utf-8")


def libpq(url: str) -> dict[str, str]:
    """The environment variables that have libpq take a database where nothing else is said."""
    names = {"host": "PGHOST", "port": "PGPORT", "dbname": "PGDATABASE", "user": "PGUSER", "password": "PGPASSWORD"}
    return {names[key]: str(value) for key, value in conninfo_to_dict(url).items() if key in names}


def as_user(url: str, user: str) -> str:
    """The same database, as one of the logins that ``template`` made."""
    return as_login(url, user, "test")


@contextmanager
def template_database(server_url: str) -> Iterator[str]:
    """Name of a database with everything deployed, the tests' own SQL, and a login for each kind of user."""
    with new_database(server_url, f"nachet_test_{os.getpid()}") as url:
        deploy(url)
        with psycopg.connect(url, autocommit=True) as conn:
            conn.execute(read_sql(ROOT / "tests" / "sql" / "_support.sql"))
            for role in ("backend", "analyst"):
                conn.execute(
                    sql.SQL("drop role if exists {0}; create role {0} login password 'test' in role {1}").format(
                        sql.Identifier(f"nachet_test_{role}"), sql.Identifier(f"nachet_{role}")
                    )
                )
        yield urlsplit(url).path.removeprefix("/")
