"""Who makes, reads, changes, ends and brings back what the tables hold: found by running each call, not by hand.

Each published function is called through the client in a world that has one of everything (world.py), the tables before
and after are compared, and all is rolled back. Who reads a column is found by changing it behind the functions' back:
those whose answers change read it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.rows import dict_row

from nachet_datastore import Datastore
from nachet_datastore.records import Decision
from nachet_datastore.wrapper import Call
from undone import MORE, UNDONE, Done, Undo
from world import CALLS, CHANGING, Things, World

Row = Mapping[str, Any]
Table = dict[tuple[Any, ...], Row]
Rows = dict[str, Table]

#: A row in which one of these has such a value is no longer there for those who read.
ENDED: Mapping[str, Callable[[Any], bool]] = {
    "deleted_at": lambda value: value is not None,
    "merged_into": lambda value: value is not None,
    "active": lambda value: value is False,
    "withdrawn_at": lambda value: value is not None,
    "purged_at": lambda value: value is not None,
    "ended_at": lambda value: value is not None,
    "state": lambda value: value in ("deactivated", "former"),
}

#: Written by every change; what is brought back is as it was but for these.
CLOCKS = {"updated_at"}

#: Made anew with a row that is put back: who is a member, or what is shared, says the rest of it.
RENEWED = {"id", "upload_date"}

#: What a change leaves besides: these rows are appended, and stay when it is undone.
LOGS = {"act", "seed_change", "identification", "blob_task"}

#: How many functions that read a column are looked for, in the order of their names.
ENOUGH = 3

#: By the type of a column, other values than the one that it has.
OTHERS: Mapping[str, tuple[str, ...]] = {
    "text": ("{0} || '!'", "'other'", "null"),
    "boolean": ("not {0}", "true"),
    "smallint": ("{0} + 1", "{0} - 1", "1"),
    "integer": ("{0} + 1", "{0} - 1", "1"),
    "bigint": ("{0} + 1", "{0} - 1", "1"),
    "double precision": ("{0} / 2", "{0} + 1", "0.5"),
    "timestamp with time zone": ("{0} + interval '1 hour'", "now() - interval '1 hour'", "null"),
    "date": ("{0} + 1",),
    "uuid": ("gen_random_uuid()", "null"),
    "jsonb": ("{0} || '{{\"other\": 1}}'", "'{{\"other\": 1}}'", "'[]'"),
    "bytea": ("sha256({0})",),
    "uuid[]": ("array[gen_random_uuid()]", "'{{}}'"),
    "double precision[]": ("array[0.123]", "'{{}}'"),
    "smallint[]": ("array[9]::smallint[]", "'{{}}'"),
    "boolean[]": ("array[true]", "'{{}}'"),
    "timestamp with time zone[]": ("array[now()]", "'{{}}'"),
    "integer[]": ("array[9]", "'{{}}'"),
    "text[]": ("array['other']", "'{{}}'"),
}


@dataclass
class Lifecycle:
    """What was found: functions by table and column (``""``: the row itself)."""

    columns: Mapping[str, tuple[str, ...]]
    made: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    read: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    shown: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    changed: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    ended: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    undone: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    #: What does not come back when a function is undone: function, table, column.
    lost: set[tuple[str, str, str]] = field(default_factory=set)


def trace(world: World, root: Path) -> Lifecycle:
    """Run all calls in ``world``, as its superuser; the sources below ``root`` say which functions may read a table."""
    with psycopg.connect(world.url) as conn:
        found = Lifecycle(_columns(conn))
        keys = _keys(conn)
        for table, column, view in conn.execute(_SHOWN).fetchall():
            found.shown[table, column].add(view)
        for name, call, undo in _changes():
            with _rolled_back(conn):
                _change(found, conn, keys, world, name, call, undo)
        with _rolled_back(conn):
            _read(found, conn, world, root)
    return found


# -- what changes ------------------------------------------------------------------------------------------------

Change = Callable[[UUID, Things], Call[Any]]


def _changes() -> Iterator[tuple[str, Change, Undo]]:
    for name in CHANGING:
        yield name, CALLS[name], UNDONE[name]
        for call, undo in MORE.get(name, ()):
            yield name, call, undo


def _change(
    found: Lifecycle,
    conn: psycopg.Connection[Any],
    keys: Mapping[str, tuple[str, ...]],
    world: World,
    name: str,
    call: Change,
    undo: Undo,
) -> None:
    datastore, user, things = Datastore(conn), world.users["admin"], world.things_for(name)
    before = _rows(conn, keys)
    answer = datastore.run(call(user, things))
    if isinstance(answer, Decision):
        answer = answer.answer
    after = _rows(conn, keys)
    for table in found.columns:
        old, new = before[table], after[table]
        for key in new.keys() - old.keys():
            found.made[table, ""].add(name)
            for column in _known(new[key]):
                found.made[table, column].add(name)
        if old.keys() - new.keys():
            found.ended[table, ""].add(name)
        for key in old.keys() & new.keys():
            for column in _differing(old[key], new[key]):
                found.changed[table, column].add(name)
                if column in ENDED and ENDED[column](new[key][column]):
                    found.ended[table, ""].add(name)
    if isinstance(undo, str):
        return

    undoing = undo(Done(datastore, user, things, answer, lambda table: before[table].values()))
    datastore.run(undoing)
    undoes = re.findall(r"nachet\.(\w+)", undoing.statement)[0]
    last = _rows(conn, keys)
    for table in found.columns.keys() - LOGS:
        _compare(found, name, undoes, table, before[table], after[table], last[table])


def _compare(found: Lifecycle, name: str, undoes: str, table: str, old: Table, new: Table, now: Table) -> None:
    """What came back when ``undoes`` was called after ``name``: the rows before, between and after."""
    put_back = [_facts(row) for key, row in now.items() if key not in new]
    for key in old.keys() | new.keys():
        if key not in old and (key not in now or _is_ended(now[key])):
            found.undone[table, ""].add(undoes)
        elif key not in old:
            found.lost.add((name, table, ""))
        elif key not in new and (key in now or _facts(old[key]) in put_back):
            found.undone[table, ""].add(undoes)
        elif key not in now:
            if key not in new or not put_back:
                found.lost.add((name, table, ""))
        else:
            changed, differing = _differing(old[key], new[key]), _differing(old[key], now[key])
            for column in set(changed) - set(differing):
                found.undone[table, column].add(undoes)
                if column in ENDED:
                    found.undone[table, ""].add(undoes)
            found.lost |= {(name, table, column) for column in differing}


def _facts(row: Row) -> Row:
    return {column: value for column, value in row.items() if column not in RENEWED | CLOCKS}


def _known(row: Row) -> list[str]:
    return [column for column, value in row.items() if value is not None]


def _differing(one: Row, other: Row) -> list[str]:
    """Columns; what was ended at another time is ended all the same."""
    return [
        column
        for column, value in one.items()
        if value != other[column]
        and column not in CLOCKS
        and not (column in ENDED and ENDED[column](value) and ENDED[column](other[column]))
    ]


def _is_ended(row: Row) -> bool:
    return any(column in row and ended(row[column]) for column, ended in ENDED.items())


def _rows(conn: psycopg.Connection[Any], keys: Mapping[str, tuple[str, ...]]) -> Rows:
    rows: Rows = {}
    for table, key in keys.items():
        statement = sql.SQL("select to_jsonb(t) from nachet_data.{} as t").format(sql.Identifier(table))
        every = [cast("Row", row) for (row,) in conn.execute(statement).fetchall()]
        rows[table] = {tuple(map(str, (row[column] for column in key))): row for row in every}
    return rows


def _columns(conn: psycopg.Connection[Any]) -> dict[str, tuple[str, ...]]:
    return dict(
        conn.execute(
            "select c.relname, array_agg(a.attname::text order by a.attnum) from pg_class as c"
            " join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped"
            " where c.relnamespace = 'nachet_data'::regnamespace and c.relkind = 'r' group by 1 order by 1"
        ).fetchall()
    )


def _keys(conn: psycopg.Connection[Any]) -> dict[str, tuple[str, ...]]:
    return {
        table: tuple(columns)
        for table, columns in conn.execute(
            "select c.relname, array_agg(a.attname::text order by a.attnum) from pg_class as c"
            " join pg_constraint as k on k.conrelid = c.oid and k.contype = 'p'"
            " join pg_attribute as a on a.attrelid = c.oid and a.attnum = any (k.conkey)"
            " where c.relnamespace = 'nachet_data'::regnamespace group by 1 order by 1"
        ).fetchall()
    }


# -- who reads ---------------------------------------------------------------------------------------------------

_SHOWN = """
select distinct t.relname, a.attname, v.relname
from pg_class as v
join pg_rewrite as r on r.ev_class = v.oid
join pg_depend as d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid and d.refobjsubid > 0
join pg_class as t on t.oid = d.refobjid and t.relnamespace = 'nachet_data'::regnamespace
join pg_attribute as a on a.attrelid = t.oid and a.attnum = d.refobjsubid
where v.relnamespace = 'nachet'::regnamespace and v.relkind = 'v'
"""

_COLUMNS = """
select c.relname as table, a.attname as column, format_type(a.atttypid, null) as type
from pg_class as c
join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
where c.relnamespace = 'nachet_data'::regnamespace and c.relkind = 'r'
order by c.relname, a.attnum
"""


def _read(found: Lifecycle, conn: psycopg.Connection[Any], world: World, root: Path) -> None:
    datastore, user = Datastore(conn), world.users["admin"]
    calls = {name: [CALLS[name], *(call for call, _ in MORE.get(name, ()))] for name in CALLS if name not in CHANGING}
    sources = _reached(root)

    def answers(name: str) -> list[Any]:
        told: list[Any] = []
        for call in calls[name]:
            with _rolled_back(conn):
                try:
                    told.append(datastore.run(call(user, world.things_for(name))))
                except Exception as error:  # noqa: BLE001 - another answer, whatever it is
                    told.append(type(error))
        return told

    usual = {name: answers(name) for name in calls}
    conn.execute("set session_replication_role = replica")
    with conn.cursor(row_factory=dict_row) as cursor:
        columns = cursor.execute(_COLUMNS).fetchall()
    for entry in columns:
        table, column = entry["table"], entry["column"]
        readers = [
            name
            for name in sorted(calls)
            if re.search(rf"\bnachet_data\.{table}\b", sources[name]) and re.search(rf"\b{column}\b", sources[name])
        ]
        for value in OTHERS[entry["type"]]:
            with _rolled_back(conn):
                if readers and _altered(conn, table, column, value):
                    reading = (name for name in readers if answers(name) != usual[name])
                    found.read[table, column] |= set(islice(reading, ENOUGH))
            if found.read[table, column]:
                break


def _altered(conn: psycopg.Connection[Any], table: str, column: str, value: str) -> bool:
    """Whether another value could be written: to all rows, or to those whose turn it could be."""
    name, place = sql.Identifier(column), sql.SQL(cast("Any", value)).format(sql.Identifier(column))
    statement = sql.SQL("update nachet_data.{} set {} = {}").format(sql.Identifier(table), name, place)
    try:
        with conn.transaction():
            conn.execute(statement)
    except psycopg.Error:
        pass
    else:
        return True
    done = False
    rows = conn.execute(sql.SQL("select ctid from nachet_data.{}").format(sql.Identifier(table))).fetchall()
    for (row,) in rows:
        try:
            with conn.transaction():
                conn.execute(statement + sql.SQL(" where ctid = %s"), [row])
                done = True
        except psycopg.Error:
            continue
    return done


def _reached(root: Path) -> dict[str, str]:
    """Each function's source with those of all that it calls."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(root.glob("procedures/**/*.sql")))
    bodies = dict(
        re.findall(r"create or replace function nachet\.(\w+)\(.*?\$function\$(.*?)\$function\$", text, flags=re.DOTALL)
    )
    # A view that a function reads shows the columns of its tables.
    for path in root.glob("sql/views/*.sql"):
        bodies[path.stem] = path.read_text(encoding="utf-8")

    def reach(name: str, seen: set[str]) -> str:
        seen.add(name)
        called = set(re.findall(r"\bnachet\.(\w+)", bodies[name])) & bodies.keys() - seen
        return "\n".join([bodies[name], *(reach(other, seen) for other in sorted(called) if other not in seen)])

    return {name: reach(name, set()) for name in bodies}


@contextmanager
def _rolled_back(conn: psycopg.Connection[Any]) -> Iterator[None]:
    with conn.transaction(force_rollback=True):
        yield
