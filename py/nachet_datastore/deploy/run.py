"""Deploy, plan, roll back: by one connection, one at a time, each step whole or not at all; or by a script."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterable
from functools import partial
from importlib.metadata import version
from typing import Any, NamedTuple, TypeVar

import psycopg
from psycopg.errors import DeadlockDetected, LockNotAvailable, UndefinedColumn, UndefinedFunction, UndefinedTable
from psycopg.rows import dict_row
from psycopg.sql import quote

from ..errors import DatabaseBusy, DeployRunning
from .plan import AS_OWNER, LATE, Plan, Planner, Step, record_of
from .source import Item, Migration, Source, statements_of
from .spread import has_citus, spread
from .state import PINS, State, connect, read_state

R = TypeVar("R")
logger = logging.getLogger(__name__)
LOCK = 0x6E6163686574  #: The advisory lock that one deploy at a time holds: "nachet" in ASCII.
PATIENCE = 60.0  #: How long a deploy waits for another one, and each of its steps for locks of others, in seconds.

#: Sessions that hold locks of ours: the one that deploys, then those that are at it for the longest.
_HOLDERS = """
select a.pid, a.usename as login, coalesce(nullif(a.application_name, ''), a.backend_type) as program,
    coalesce(a.xact_start, a.backend_start)::text as since
from pg_locks as l
inner join pg_stat_activity as a on l.pid = a.pid left join pg_class as c on l.relation = c.oid
where l.granted and l.pid <> pg_backend_pid() and a.datname = current_database() and (
    (l.locktype = 'advisory' and (l.classid::bigint << 32) + l.objid::bigint = %s)
    or c.relnamespace in (to_regnamespace('nachet'), to_regnamespace('nachet_data'))
)
group by 1, 2, 3, 4 order by bool_or(l.locktype = 'advisory') desc, since limit 3
"""

_HEADER = """\
-- Deploys the Nachet datastore, package version {version}, to {what}. To be run by the database's owner, by statement
-- or, without migrations that must not run in a transaction, as a whole, until it ends without an error.
"""

#: Stops where the applied migrations are not those that the script expects.
_GUARD = """\
do $once$
declare
    c_applied constant jsonb := to_jsonb(array(select y.migration_id from nachet_deploy._yoyo_migration as y));
begin
    perform pg_advisory_xact_lock({lock});
    if not (c_applied <@ {known} and c_applied @> {wanted}) then
        raise object_not_in_prerequisite_state using message = 'the database has other migrations than this script',
            hint = 'See what failed before; or write the script anew: nachet-datastore deploy --plan --sql.';
    end if;
    {body}
end
$once$"""
_ONCE = """\
if not c_applied ? {id} then
        set local role none;
        execute $source${text}$source$;
        set local role nachet_owner;
        {record}
    end if;"""


class DeployReport(NamedTuple):
    """What a deploy did: the migrations that it applied or rolled back, and its steps."""

    migrations: tuple[str, ...]
    steps: tuple[Step, ...]


def deploy(url: str = "", *, source: Source | None = None, patience: float = PATIENCE) -> DeployReport:
    """Deploy to the database at ``url`` (what libpq takes; empty: the libpq environment variables).

    It connects to the server itself, not to a pooler that shares connections. Repeated, it changes nothing. Before it
    writes anything it raises DeployRunning, ReadOnlyServer, WrongEncoding, RolesMissing, RightMissing, OwnerMissing,
    UnknownMigration, ForeignObject or ForeignDependent; later DatabaseBusy, after ``patience`` seconds, or
    ``psycopg.Error``: the step that failed leaves no trace, and the next deploy goes on from there.
    """
    return _bring(url, source or Source(), None, patience)


def rollback(url: str = "", *, to: int, source: Source | None = None, patience: float = PATIENCE) -> tuple[str, ...]:
    """Undo the migrations after number ``to``, the newest first, with all that they hold; their ids.

    Functions and views, which stand on the tables, are dropped before; the next deploy, of a package whose last
    migration this is, brings them back. Raises what ``deploy`` raises.
    """
    return _bring(url, source or Source(), to, patience).migrations


def plan(url: str = "", *, source: Source | None = None, to: int | None = None) -> Plan:
    """What ``deploy`` would do, or ``rollback``; it raises what they raise, and changes nothing."""
    with connect(url) as conn:
        return _patiently(conn, PATIENCE, _look, conn, source or Source(), to, PATIENCE)


def script(source: Source | None = None, *, database_url: str | None = None) -> str:
    """The statements that a deploy to the database would run, or none; without a database, all for an empty one."""
    source = source or Source()
    what = "an empty database" if database_url is None else "the database that it was written for"
    whole = Planner(source, State(), None, lambda _: False)
    planned = whole.plan() if database_url is None else plan(database_url, source=source)
    known = quote(json.dumps([migration.id for migration in source.migrations]))
    guard = partial(_GUARD.format, lock=LOCK, known=known)
    texts = [_HEADER.format(version=version("nachet-datastore"), what=what), f"{PINS}; set lock_timeout = '10s';\n"]
    texts.append(_transaction(planned.prepare))
    for migration in planned.migrations:
        *alone, last = statements_of(migration.sql)
        texts += [*alone, last] if alone else []
        body = record_of(source, migration, "apply")
        body = body if alone else _ONCE.format(id=quote(migration.id), text=last, record=body)
        texts.append(_transaction([AS_OWNER[1], guard(wanted="'[]'", body=body)]))
    texts.append(_transaction([*AS_OWNER, guard(wanted=known, body=""), *planned.statements, *planned.late]))
    texts.append("reset all;\n")
    return "\n".join(texts) if planned else ""


def _transaction(statements: Iterable[str]) -> str:
    return "begin;\n\n{}\ncommit;\n".format("\n".join(f"{text.rstrip().removesuffix(';')};\n" for text in statements))


def roles_script(login: str, source: Source | None = None) -> str:
    """The statements that make the roles and let ``login`` deploy, for someone who may create roles."""
    text = (source or Source()).text("sql/roles.sql")
    return f"set search_path = pg_catalog, pg_temp; set nachet.deployer = {quote(login)};\n{text}reset all;\n"


def _bring(url: str, source: Source, to: int | None, patience: float) -> DeployReport:
    migrations, steps = list[str](), list[Step]()
    with connect(url) as conn:
        try:
            with conn.transaction():
                conn.execute("select set_config('lock_timeout', %s, true)", [f"{max(1, round(patience * 1000))}ms"])
                conn.execute("select pg_advisory_lock(%s)", [LOCK])
        except LockNotAvailable as error:
            raise DeployRunning(conn.cursor(row_factory=dict_row).execute(_HOLDERS, [LOCK]).fetchone()) from error
        # It plans again after the migrations, which change what is left to do, and at last to check.
        for _ in range(4):
            if not (planned := _patiently(conn, patience, _look, conn, source, to, patience)):
                break
            # Citus must know of the roles before the schemas, and of these before what is in them.
            apart = 2 if has_citus(conn) else 0
            for part in (*((text,) for text in planned.prepare[:apart]), planned.prepare[apart:]):
                _patiently(conn, patience, _run, conn, source, (AS_OWNER[0], *part))
            early = [migration for migration in planned.migrations if to is not None or LATE not in migration.sql]
            if to is not None or not early:
                logger.info("functions, views, grants and reference data")
                _patiently(conn, patience, _run, conn, source, (*AS_OWNER, *planned.statements))
                _outlast(conn, planned.late)
                _patiently(conn, patience, _run, conn, source, (*AS_OWNER, *planned.late))
                steps += planned.steps
            _outlast(conn, planned.migrations)
            for migration in early or planned.migrations:
                logger.info("migration %s", migration.id)
                _patiently(conn, patience, _migrate, conn, source, migration, "apply" if to is None else "rollback")
                migrations.append(migration.id)
        if to is None and has_citus(conn):
            steps += spread(conn, source)
    return DeployReport(tuple(migrations), tuple(steps))


def _look(conn: psycopg.Connection, source: Source, to: int | None, patience: float) -> Plan:
    def works(item: Item) -> bool:
        try:
            # Waits by itself: begun anew for one view that is in use, the whole look would meet the next one.
            wrote = _patiently(conn, patience, _try, conn, source, item)
        except psycopg.Error as error:
            # What a migration or a file before it is yet to make: it is tried again, or succeeds in its turn.
            return isinstance(error, UndefinedColumn | UndefinedFunction | UndefinedTable)
        return not item.name.startswith("data ") or not wrote

    return Planner(source, read_state(conn, source, rollback=to is not None), to, works).plan()


def _try(conn: psycopg.Connection, source: Source, item: Item) -> bool:
    """Run an item and undo it; whether it wrote rows."""
    with conn.transaction(force_rollback=True):
        conn.execute(";\n".join((source.text("sql/roles.sql"), *AS_OWNER, item.sql)))
        return conn.execute("select pg_current_xact_id_if_assigned() is not null").fetchone() == (True,)


def _outlast(conn: psycopg.Connection, reason: object) -> None:
    """Before what hurts calls under way, wait for the transactions of others to end: some seconds, no longer."""
    query = "select virtualtransaction from pg_locks where locktype = 'virtualxid' and pid <> pg_backend_pid()"
    first, deadline = set(conn.execute(query)), time.monotonic() + 5.0
    while reason and first & set(conn.execute(query)) and time.monotonic() < deadline:
        time.sleep(0.02)


def _patiently(conn: psycopg.Connection, patience: float, act: Callable[..., R], *values: Any) -> R:
    """Do something that gives up soon where others hold a lock, again and again, so that nobody waits for long."""
    deadline, pause = 0.0, 0.2
    while True:
        try:
            return act(*values)
        except (LockNotAvailable, DeadlockDetected) as error:
            deadline = deadline or time.monotonic() + patience
            if time.monotonic() + pause > deadline:
                sessions = conn.cursor(row_factory=dict_row).execute(_HOLDERS, [LOCK]).fetchall()
                raise DatabaseBusy({"reason": error.diag.message_primary, "sessions": sessions}) from error
            time.sleep(pause)
            pause = min(2 * pause, 5.0)


def _run(conn: psycopg.Connection, source: Source, statements: Iterable[str]) -> None:
    """All of them or none; an error says which file's it is."""
    paths = {item.sql: item.path for item in source.items}
    with conn.transaction():
        for text in statements:
            try:
                conn.execute(text)
            except psycopg.Error as error:
                error.args = (": ".join(filter(None, (paths.get(text), str(error)))),)
                raise


def _migrate(conn: psycopg.Connection, source: Source, migration: Migration, operation: str) -> None:
    """One transaction with the record of it; or, where the migration says so, each statement by itself."""
    *alone, last = statements_of(migration.sql if operation == "apply" else migration.undo)
    for text in alone:
        conn.execute(text)
    _run(conn, source, (last, AS_OWNER[1], record_of(source, migration, operation)))
