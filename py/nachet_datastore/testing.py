"""Databases and servers for tests: deployed once, copied for each test, gone after the block.

``pytest_nachet_datastore`` makes fixtures of them; other frameworks, and tests of this package, use them as they are.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from getpass import getuser
from itertools import count
from pathlib import Path
from typing import TypeAlias
from urllib.parse import quote, urlsplit

import psycopg
from psycopg import sql
from pytest_postgresql.janitor import DatabaseJanitor

from .blobs import AsyncDatastore
from .connecting import parameters
from .demo.embedded import EmbeddedServer
from .deploy import deploy

#: Makes databases: ``with clone() as url``.
Clone: TypeAlias = Callable[[], AbstractContextManager[str]]

#: Settings of a server: a test's data need not survive a power cut, and to compile a statement takes longer than to
#: run it once. Without autovacuum no plan depends on when it came by.
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "jit": "off",
    "autovacuum": "off",
    "max_wal_size": "256MB",
    "max_connections": "200",
}


def fast_server(settings: Mapping[str, str] | None = None, bin_folder: Path | None = None) -> EmbeddedServer:
    """A PostgreSQL from the wheel, or from ``bin_folder``, for data that need not survive a power cut.

    Its data is in memory where there is room: a database is some hundred files, and to make one on a disk takes ten
    times as long.
    """
    return EmbeddedServer(FAST | dict(settings or {}), bin_folder=bin_folder, data_in=memory(2 << 30))


def memory(free: int) -> Path | None:
    """A folder in memory in which there is room for so many bytes, if there is one."""
    folder = Path("/dev/shm")  # noqa: S108
    return folder if os.access(folder, os.W_OK) and shutil.disk_usage(folder).free >= free else None


class _Janitor(DatabaseJanitor):
    """Copies the files, without their way through the log: where they are in memory, in half the time."""

    def init(self) -> None:
        names = {"name": sql.Identifier(self.dbname), "template": sql.Identifier(self.template_dbname or "template0")}
        with self.cursor() as cursor:
            cursor.execute(sql.SQL("create database {name} template {template} strategy file_copy").format(**names))
            if self.template_dbname != "template0":  # What a deploy did to the database itself is no part of the copy.
                cursor.execute(sql.SQL("revoke temporary on database {name} from public").format(**names))
                cursor.execute(sql.SQL("grant temporary on database {name} to nachet_owner").format(**names))


@contextmanager
def new_database(server_url: str, name: str, template: str = "template0") -> Iterator[str]:
    """A URL of a new database, gone after the block; ``server_url`` names the login that makes it, and a database.

    As a copy it has what the template has; nobody may be connected to that.
    """
    server = parameters(server_url)
    janitor = _Janitor(
        user=server.get("user") or os.environ.get("PGUSER") or getuser(),
        password=server.get("password"),
        host=server.get("host") or os.environ.get("PGHOST", ""),
        port=server.get("port") or os.environ.get("PGPORT", "5432"),
        dbname=name,
        template_dbname=template,
    )
    with janitor:
        yield urlsplit(server_url)._replace(path=f"/{quote(name)}").geturl()


def as_login(url: str, login: str, password: str) -> str:
    """The same database, as another login."""
    parts = urlsplit(url)
    return parts._replace(netloc=f"{login}:{password}@{parts.netloc.rpartition('@')[2]}").geturl()


@contextmanager
def deployed(server_url: str) -> Iterator[Clone]:
    """Deploy once; what is yielded makes databases of it: ``with clone() as url``, as a login with a backend's rights.

    ``server_url`` names a login that may make databases and roles. All of it is gone after the block.
    """
    name, password, numbers = f"nachet_testing_{secrets.token_hex(4)}", secrets.token_hex(16), count(1)
    login = {"login": sql.Identifier(name), "password": sql.Literal(password)}

    @contextmanager
    def clone() -> Iterator[str]:
        with new_database(server_url, f"{name}_{next(numbers)}", name) as url:
            yield as_login(url, name, password)

    with new_database(server_url, name) as template_url:
        deploy(template_url)
        _execute(server_url, "create role {login} login password {password} in role nachet_backend", login)
        try:
            yield clone
        finally:
            _execute(server_url, "drop role {login}", login)


def close(datastore: AsyncDatastore) -> None:
    """Close an async client where no loop runs: on its own loop, if that has not ended."""
    loop = datastore._loop
    if loop is None or loop.is_closed():
        asyncio.run(datastore.close())
    else:
        loop.run_until_complete(datastore.close())


def _execute(url: str, statement: str, names: Mapping[str, sql.Composable]) -> None:
    with psycopg.connect(**parameters(url), autocommit=True) as conn:
        conn.execute(sql.SQL(statement).format(**names))
