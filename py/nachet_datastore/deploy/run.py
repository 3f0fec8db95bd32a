"""Deploy, plan, roll back: by one connection, one at a time, each step whole or not at all."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import psycopg
from psycopg import sql
from psycopg.errors import DeadlockDetected, LockNotAvailable
from psycopg.rows import dict_row
from yoyo import read_migrations
from yoyo.backends.core.postgresql import PostgresqlPsycopgBackend
from yoyo.connections import parse_uri
from yoyo.migrations import default_migration_table

from ..errors import DatabaseBusy, DeployRunning, UnknownMigration
from .source import Migration, Source

logger = logging.getLogger(__name__)
R = TypeVar("R")

#: Advisory lock that one deploy at a time holds, as ``nachet_deploy.take_turn`` does: "nachet" in ASCII.
_LOCK = 0x6E6163686574

#: How long a deploy waits for another one, and each of its steps for locks of others, in seconds.
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a deploy does: ``action`` is create, change, run, drop or repair; ``reasons`` what differs."""

    action: str
    target: str
    reasons: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.action} {self.target}" + (f" ({', '.join(self.reasons)})" if self.reasons else "")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a deploy would do: the migrations that are pending, and the steps after them."""

    migrations: tuple[Migration, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class DeployReport:
    """What a deploy did: the migrations applied, the steps after them; and how many functions and views there are."""

    migrations: tuple[str, ...]
    steps: tuple[Step, ...]
    functions: int
    views: int


def deploy(
    database_url: str = "",
    *,
    source: Source | None = None,
    patience: float = PATIENCE,
    progress: Callable[[str], None] = logger.info,
) -> DeployReport:
    """Deploy to the database at ``database_url`` (what libpq takes; empty: the libpq environment variables).

    It connects to the server itself, not to a pooler that shares connections. Repeated, it changes nothing. Raises
    DeployRunning, DatabaseBusy (after ``patience`` seconds), UnknownMigration, and ``psycopg.Error`` when the server
    refuses; the step that failed leaves no trace, and the next deploy goes on from there.
    """
    source = source or Source()
    with _turn(database_url, patience) as conn:
        progress("roles and schemas")
        pending = _pending(conn, source)
        with conn.transaction():
            _prepare(conn, source)
        for migration in pending:
            progress(f"migration {migration.id}")
            _patiently(conn, partial(_migrate, migration, "apply"), patience)
        progress("functions, views, grants and reference data")
        steps = _patiently(conn, partial(_apply, source), patience)
    kinds = [file.kind for file in source.files]
    return DeployReport(tuple(m.id for m in pending), steps, kinds.count("function"), kinds.count("view"))


def plan(database_url: str = "", *, source: Source | None = None, patience: float = PATIENCE) -> Plan:
    """What ``deploy`` would do. Changes nothing: what it must make in order to look is rolled back."""
    source = source or Source()
    with _turn(database_url, patience) as conn:
        pending = _pending(conn, source)
        with conn.transaction(force_rollback=True):
            _prepare(conn, source)
            _stage(conn, source)
            return Plan(pending, _steps(conn, "plan_sources", source.paths))


def rollback(
    database_url: str = "",
    *,
    to: int,
    source: Source | None = None,
    patience: float = PATIENCE,
    progress: Callable[[str], None] = logger.info,
) -> tuple[str, ...]:
    """Undo the migrations after number ``to``, the newest first, with all that they hold; their ids.

    Functions and views, which stand on the tables, are dropped before; the next deploy, of a package whose last
    migration this is, brings them back. Raises what ``deploy`` raises.
    """
    source = source or Source()
    with _turn(database_url, patience) as conn:
        undone = _undone(conn, source, to)
        if not undone:
            return ()
        with conn.transaction():
            _prepare(conn, source)
        progress("functions and views")
        _patiently(conn, _drop_all, patience)
        for migration in undone:
            progress(f"migration {migration.id}")
            _patiently(conn, partial(_migrate, migration, "rollback"), patience)
        with conn.transaction():
            _act_as_owner(conn)
            conn.execute("select nachet_deploy.record_tables()")
    return tuple(migration.id for migration in undone)


def plan_rollback(database_url: str = "", *, to: int, source: Source | None = None) -> tuple[Migration, ...]:
    """The migrations that ``rollback`` would undo, in its order."""
    with psycopg.connect(database_url, autocommit=True) as conn:
        return _undone(conn, source or Source(), to)


def _undone(conn: psycopg.Connection, source: Source, to: int) -> tuple[Migration, ...]:
    pending = _pending(conn, source)
    return tuple(m for m in reversed(source.migrations) if m.number > to and m not in pending)


def applied_migrations(conn: psycopg.Connection) -> set[str]:
    """Ids of the migrations that the database has, by whichever way they came."""
    found = conn.execute(
        "select has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select')"
        " from pg_catalog.pg_class as c inner join pg_catalog.pg_namespace as n on c.relnamespace = n.oid"
        " where n.nspname = 'nachet_deploy' and c.relname = '_yoyo_migration'"
    ).fetchone()
    if found is None:
        return set()
    with conn.transaction():
        if not found[0]:
            _act_as_owner(conn)
        return {row[0] for row in conn.execute("select m.migration_id from nachet_deploy._yoyo_migration as m")}


def _pending(conn: psycopg.Connection, source: Source) -> tuple[Migration, ...]:
    applied = applied_migrations(conn)
    if unknown := sorted(applied - {migration.id for migration in source.migrations}):
        raise UnknownMigration({"migrations": unknown})
    return tuple(migration for migration in source.migrations if migration.id not in applied)


@contextmanager
def _turn(database_url: str, patience: float) -> Iterator[psycopg.Connection]:
    """A connection that keeps other deploys out."""
    with psycopg.connect(database_url, autocommit=True, application_name="nachet-datastore deploy") as conn:
        try:
            with conn.transaction():
                conn.execute("select set_config('lock_timeout', %s, true)", [f"{max(1, round(patience * 1000))}ms"])
                conn.execute("select pg_advisory_lock(%s)", [_LOCK])
        except LockNotAvailable as error:
            raise DeployRunning(next(iter(_sessions(conn, _HOLDS_TURN)), None)) from error
        yield conn


#: Sessions that hold locks of this database, those that began first before the others.
_HOLDERS = """
    select distinct a.pid, a.usename as login, coalesce(nullif(a.application_name, ''), a.backend_type) as program,
        coalesce(a.xact_start, a.backend_start)::text as since
    from pg_catalog.pg_locks as l
    inner join pg_catalog.pg_stat_activity as a on l.pid = a.pid
    where l.granted and l.pid <> pg_backend_pid() and a.datname = current_database() and {}
    order by since
    limit 3
"""
_HOLDS_TURN = sql.SQL("l.locktype = 'advisory' and (l.classid::bigint << 32) + l.objid::bigint = {}").format(_LOCK)
_HOLDS_RELATION = sql.SQL(
    "l.relation in (select c.oid from pg_catalog.pg_class as c"
    " inner join pg_catalog.pg_namespace as n on c.relnamespace = n.oid where n.nspname in ('nachet', 'nachet_data'))"
)


def _sessions(conn: psycopg.Connection, condition: sql.Composable = _HOLDS_RELATION) -> list[dict[str, Any]]:
    with conn.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(sql.SQL(_HOLDERS).format(condition)).fetchall()


def _patiently(conn: psycopg.Connection, act: Callable[[psycopg.Connection], R], patience: float) -> R:
    """Do something that gives up soon where others hold a lock, again and again, so that nobody waits for long."""
    deadline: float | None = None
    pause = 0.2
    while True:
        try:
            return act(conn)
        except (LockNotAvailable, DeadlockDetected) as error:
            deadline = deadline or time.monotonic() + patience
            if time.monotonic() + pause > deadline:
                raise DatabaseBusy({"reason": error.diag.message_primary, "sessions": _sessions(conn)}) from error
            time.sleep(pause)
            pause = min(2 * pause, 5.0)


def _prepare(conn: psycopg.Connection, source: Source) -> None:
    conn.execute(source.roles)
    conn.execute(source.schemas)
    _act_as_owner(conn)
    conn.execute(source.machinery)
    # Those that yoyo applied by itself.
    contents = {migration.id: migration.sha256 for migration in source.migrations}
    conn.execute("select nachet_deploy.record_migrations(%s::jsonb)", [json.dumps(contents)])


def _act_as_owner(conn: psycopg.Connection) -> None:
    conn.execute("set local role nachet_owner")


class _Yoyo(PostgresqlPsycopgBackend):  # type: ignore[misc]
    """yoyo over a connection of ours: a migration and the note of it become one transaction, which yoyo's are not."""

    schema = "nachet_deploy"

    def __init__(self, conn: psycopg.Connection) -> None:
        self._ours = conn
        super().__init__(parse_uri("postgresql+psycopg:///"), default_migration_table)

    def connect(self, _uri: object) -> psycopg.Connection:
        return self._ours


def _migrate(migration: Migration, operation: str, conn: psycopg.Connection) -> None:
    (steps,) = (m for m in read_migrations(str(migration.path.parent)) if m.id == migration.id)
    yoyo = _Yoyo(conn)
    with yoyo.transaction() if migration.transactional else nullcontext():
        steps.process_steps(yoyo, operation)
        conn.execute("set role nachet_owner")
        conn.execute("select nachet_deploy.note_migration(%s, %s, %s)", [migration.id, operation, migration.sha256])
        conn.execute("reset role")


def _apply(source: Source, conn: psycopg.Connection) -> tuple[Step, ...]:
    with conn.transaction():
        _act_as_owner(conn)
        _stage(conn, source)
        return _steps(conn, "apply_sources", source.paths, [migration.id for migration in source.migrations])


def _drop_all(conn: psycopg.Connection) -> None:
    with conn.transaction():
        _act_as_owner(conn)
        _steps(conn, "apply_sources", [], sorted(applied_migrations(conn)))


def _stage(conn: psycopg.Connection, source: Source) -> None:
    conn.execute(
        "select nachet_deploy.stage_source(f.file, f.kind, f.sql)"
        " from unnest(%s::text[], %s::text[], %s::text[]) as f (file, kind, sql)",
        [source.paths, [file.kind for file in source.files], [file.sql for file in source.files]],
    )


def _steps(conn: psycopg.Connection, function: str, *arguments: list[str]) -> tuple[Step, ...]:
    query = sql.SQL("select s.action, s.target, s.reasons from {}({}) as s").format(
        sql.Identifier("nachet_deploy", function), sql.SQL(", ").join([sql.SQL("%s::text[]")] * len(arguments))
    )
    return tuple(Step(action, target, tuple(reasons)) for action, target, reasons in conn.execute(query, arguments))
