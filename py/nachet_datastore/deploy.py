"""Bring a database to the state that the source describes: roles, tables, functions, views, grants, reference data.

Migrations run once each, through yoyo. Everything else is recreated at every deploy, in one transaction, so
that an edited function or view never stays behind; what is no longer in the source is dropped.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import LiteralString
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import psycopg
from psycopg import sql
from yoyo import get_backend, read_migrations

logger = logging.getLogger(__name__)

#: Advisory lock that one deploy at a time holds: "nachet" in ASCII.
_LOCK = 0x6E6163686574


def source_root() -> Path:
    """Folder of ``migrations/``, ``procedures/`` and ``sql/``: inside the installed package, or the checkout."""
    package = Path(str(resources.files("nachet_datastore")))
    installed = package / "_source"
    return installed if installed.is_dir() else package.parent.parent


@dataclass(frozen=True, slots=True)
class DeployReport:
    """What a deploy did: names of the migrations applied, numbers of functions and views, names of what was dropped."""

    migrations: tuple[str, ...]
    functions: int
    views: int
    dropped: tuple[str, ...]


def deploy(database_url: str = "", *, progress: Callable[[str], None] = logger.info) -> DeployReport:
    """Deploy to the database at ``database_url`` (a libpq URL; empty: the libpq environment variables).

    Repeated, it changes nothing. Raises ``psycopg.Error`` when the server refuses; the step that failed leaves
    no trace, and the next deploy goes on from there.
    """
    root = source_root()
    with psycopg.connect(database_url, autocommit=True) as conn:
        conn.execute("select pg_catalog.pg_advisory_lock(%s)", [_LOCK])
        progress("roles and schemas")
        conn.execute(_script(root / "sql" / "roles.sql"))
        applied = _migrate(database_url, root / "migrations", progress)
        with conn.transaction():
            progress("functions and views")
            conn.execute("set local role nachet_owner")
            conn.execute("set local check_function_bodies = off")
            before = _functions(conn)
            functions = [_create(conn, path, "function") for path in _files(root, "procedures/**/*.sql")]
            views = [_create(conn, path, "view") for path in _files(root, "sql/views/*.sql")]
            dropped = _drop_foreign(conn, before, [path.stem for path in views])
            progress("grants and reference data")
            for path in _files(root, "sql/grants.sql", "sql/reference/*.sql"):
                conn.execute(_script(path))
    return DeployReport(applied, len(functions), len(views), dropped)


def _migrate(database_url: str, folder: Path, progress: Callable[[str], None]) -> tuple[str, ...]:
    with get_backend(yoyo_url(database_url)) as backend:
        migrations = backend.to_apply(read_migrations(str(folder)))
        for migration in migrations:
            progress(f"migration {migration.id}")
            backend.apply_one(migration)
        return tuple(migration.id for migration in migrations)


def yoyo_url(database_url: str) -> str:
    """The same database as yoyo writes it: psycopg 3, its own tables in the schema ``nachet_deploy``."""
    parts = urlsplit(database_url or "postgresql:///")
    query = [*parse_qsl(parts.query), ("schema", "nachet_deploy")]
    return urlunsplit(("postgresql+psycopg", parts.netloc, parts.path, urlencode(query), ""))


def _create(conn: psycopg.Connection, path: Path, kind: str) -> Path:
    """Run a file that creates the function or view it is named after, dropping it first where its shape changed."""
    changed_shape = (psycopg.errors.InvalidFunctionDefinition, psycopg.errors.InvalidTableDefinition)
    try:
        with conn.transaction():
            conn.execute(_script(path))
    except changed_shape:
        with conn.transaction():
            _drop(conn, kind, path.stem)
            conn.execute(_script(path))
    return path


def _drop(conn: psycopg.Connection, kind: str, name: str) -> None:
    catalogue = (
        "select p.oid::regprocedure::text from pg_catalog.pg_proc as p"
        " where p.pronamespace = 'nachet'::regnamespace and p.proname = %s"
        if kind == "function"
        else "select c.oid::regclass::text from pg_catalog.pg_class as c"
        " where c.relnamespace = 'nachet'::regnamespace and c.relname = %s"
    )
    for (identity,) in conn.execute(catalogue, [name]).fetchall():
        conn.execute(sql.SQL("drop {} {}").format(sql.SQL(kind), sql.SQL(identity)))


def _functions(conn: psycopg.Connection) -> set[tuple[str, str]]:
    """Functions of the schema ``nachet`` with the transaction that wrote each: recreating one changes it."""
    return set(
        conn.execute(
            "select p.oid::regprocedure::text, p.xmin::text from pg_catalog.pg_proc as p"
            " where p.pronamespace = 'nachet'::regnamespace"
        ).fetchall()
    )


def _drop_foreign(conn: psycopg.Connection, before: set[tuple[str, str]], views: list[str]) -> tuple[str, ...]:
    """Drop what the source does not have: functions that this deploy did not recreate, other views."""
    foreign = [("function", identity) for identity, _ in sorted(before & _functions(conn))]
    foreign += conn.execute(
        "select 'view', c.oid::regclass::text from pg_catalog.pg_class as c"
        " where c.relnamespace = 'nachet'::regnamespace and c.relkind = 'v' and c.relname <> all (%s)",
        [views],
    ).fetchall()
    for kind, identity in foreign:
        conn.execute(sql.SQL("drop {} {}").format(sql.SQL(kind), sql.SQL(identity)))
    return tuple(identity for _, identity in foreign)


def _files(root: Path, *patterns: str) -> Iterator[Path]:
    for pattern in patterns:
        yield from sorted(root.glob(pattern))


def _script(path: Path) -> LiteralString:
    """Text of a SQL file of ours; trusted, as the type says."""
    return path.read_text(encoding="utf-8")
