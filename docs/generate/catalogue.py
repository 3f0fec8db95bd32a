"""What the catalogue of a deployed database says of the schemas ``nachet_data`` and ``nachet``."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any, LiteralString, TypeVar

import psycopg
from psycopg.rows import namedtuple_row

T = TypeVar("T")


@dataclass(frozen=True)
class Column:
    """A column of a table or view."""

    name: str
    type: str
    not_null: bool
    default: str | None
    generated: bool
    comment: str


@dataclass(frozen=True)
class Constraint:
    """A constraint: ``kind`` as in pg_constraint (p, u, f, c); a foreign key names what it points to."""

    name: str
    kind: str
    definition: str
    columns: tuple[str, ...]
    target: str | None


@dataclass(frozen=True)
class Index:
    """An index that is not there for a constraint."""

    name: str
    definition: str
    columns: tuple[str, ...]
    unique: bool
    condition: str | None


@dataclass(frozen=True)
class Table:
    """A table with all that hangs on it."""

    name: str
    comment: str
    columns: tuple[Column, ...]
    constraints: tuple[Constraint, ...]
    indexes: tuple[Index, ...]
    grants: tuple[str, ...]


@dataclass(frozen=True)
class Composite:
    """The type of rows that functions hand on."""

    name: str
    comment: str
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class View:
    """A view: its columns, what it reads, and a hash of its query."""

    name: str
    comment: str
    columns: tuple[Column, ...]
    reads: tuple[str, ...]
    hash: str
    grants: tuple[str, ...]


@dataclass(frozen=True)
class Function:
    """A function: its signature, its attributes as ``create function`` writes them, and its body."""

    schema: str
    name: str
    arguments: str
    result: str
    attributes: tuple[str, ...]
    body: str
    comment: str
    grants: tuple[str, ...]

    @property
    def published(self) -> bool:
        """Whether it belongs to the published interface."""
        return self.schema == "nachet" and not self.name.startswith("_")


@dataclass(frozen=True)
class Catalogue:
    """Both schemas; everything by name."""

    schemas: dict[str, tuple[str, ...]]
    types: dict[str, Composite]
    tables: dict[str, Table]
    views: dict[str, View]
    functions: tuple[Function, ...]


# What others than the owner may do, by object: "execute to nachet_backend".
_GRANTS = """
    select
        o.object,
        string_agg(distinct lower(a.privilege_type), ', ')
            || coalesce(' (' || string_agg(distinct o.attribute, ', ') || ')', '')
            || ' to ' || case when a.grantee = 0 then 'public' else a.grantee::regrole::text end as grant
    from (
        select
            'schema ' || n.nspname as object, coalesce(n.nspacl, acldefault('n', n.nspowner)) as acl, n.nspowner, null
        from pg_namespace as n
        where n.nspname in ('nachet', 'nachet_data')
        union all
        select
            n.nspname || '.' || c.relname, coalesce(c.relacl, acldefault('r', c.relowner)), c.relowner, null
        from pg_class as c
        inner join pg_namespace as n on n.oid = c.relnamespace
        where n.nspname in ('nachet', 'nachet_data') and c.relkind in ('r', 'v')
        union all
        select
            n.nspname || '.' || c.relname, a.attacl, c.relowner, a.attname
        from pg_attribute as a
        inner join pg_class as c on c.oid = a.attrelid
        inner join pg_namespace as n on n.oid = c.relnamespace
        where n.nspname in ('nachet', 'nachet_data') and a.attacl is not null
        union all
        select
            'function ' || n.nspname || '.' || p.proname, coalesce(p.proacl, acldefault('f', p.proowner)), p.proowner,
            null
        from pg_proc as p
        inner join pg_namespace as n on n.oid = p.pronamespace
        where n.nspname in ('nachet', 'nachet_data')
    ) as o (object, acl, owner, attribute)
    cross join lateral aclexplode(o.acl) as a
    where a.grantee <> o.owner
    group by o.object, a.grantee, o.attribute is null
    order by o.object, a.grantee::regrole::text
"""

_COLUMNS = """
    select
        c.relname as relation, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
        a.attnotnull as not_null, pg_get_expr(d.adbin, d.adrelid, true) as default,
        a.attgenerated <> '' as generated, coalesce(col_description(c.oid, a.attnum), '') as comment
    from pg_class as c
    inner join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef as d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relnamespace = %s::regnamespace and c.relkind in ('r', 'v', 'c')
    order by c.relname, a.attnum
"""

# "Not null" is told by the column: PostgreSQL 18 keeps it as a constraint too.
_CONSTRAINTS = """
    select
        t.relname as relation, k.conname as name, k.contype::text as kind,
        pg_get_constraintdef(k.oid, true) as definition,
        array(
            select a.attname::text
            from unnest(k.conkey) with ordinality as u (number, place)
            inner join pg_attribute as a on a.attrelid = k.conrelid and a.attnum = u.number
            order by u.place
        ) as columns,
        r.relname as target
    from pg_constraint as k
    inner join pg_class as t on t.oid = k.conrelid
    left join pg_class as r on r.oid = k.confrelid
    where t.relnamespace = 'nachet_data'::regnamespace and k.contype in ('p', 'u', 'f', 'c')
    order by t.relname, position(k.contype::text in 'pufc'), k.conname
"""

_INDEXES = """
    select
        t.relname as relation, x.relname as name, pg_get_indexdef(i.indexrelid) as definition,
        array(
            select pg_get_indexdef(i.indexrelid, n.n, true) from generate_series(1, i.indnkeyatts) as n (n)
        ) as columns,
        i.indisunique as unique, pg_get_expr(i.indpred, i.indrelid, true) as condition
    from pg_index as i
    inner join pg_class as x on x.oid = i.indexrelid
    inner join pg_class as t on t.oid = i.indrelid
    where t.relnamespace = 'nachet_data'::regnamespace
        and not exists (select from pg_constraint as k where k.conindid = i.indexrelid and k.contype in ('p', 'u'))
    order by t.relname, x.relname
"""

_RELATIONS = """
    select
        c.relname as name, coalesce(obj_description(c.oid, 'pg_class'), '') as comment,
        case when c.relkind = 'v' then pg_get_viewdef(c.oid, true) end as query,
        array(
            select distinct r.relname::text
            from pg_rewrite as w
            inner join pg_depend as d
                on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid and d.refclassid = 'pg_class'::regclass
            inner join pg_class as r on r.oid = d.refobjid
            where w.ev_class = c.oid and r.oid <> c.oid and r.relkind in ('r', 'v')
            order by 1
        ) as reads
    from pg_class as c
    where c.relnamespace = %s::regnamespace and c.relkind in ('r', 'v')
    order by 1
"""

_TYPES = """
    select t.typname as name, coalesce(obj_description(t.oid, 'pg_type'), '') as comment
    from pg_type as t
    inner join pg_class as c on c.oid = t.typrelid
    where t.typnamespace = 'nachet_data'::regnamespace and c.relkind = 'c'
    order by 1
"""

_FUNCTIONS = """
    select
        n.nspname as schema, p.proname as name, pg_get_function_arguments(p.oid) as arguments,
        pg_get_function_result(p.oid) as result,
        array_remove(
            array[
                'language ' || l.lanname,
                case p.provolatile when 'i' then 'immutable' when 's' then 'stable' else 'volatile' end,
                case when p.proisstrict then 'strict' end,
                case when p.prosecdef then 'security definer' end,
                case p.proparallel when 's' then 'parallel safe' when 'r' then 'parallel restricted' end
            ] || array(select 'set ' || c.setting from unnest(p.proconfig) as c (setting)), null
        ) as attributes,
        coalesce(pg_get_function_sqlbody(p.oid), p.prosrc) as body,
        coalesce(obj_description(p.oid, 'pg_proc'), '') as comment
    from pg_proc as p
    inner join pg_namespace as n on n.oid = p.pronamespace
    inner join pg_language as l on l.oid = p.prolang
    where n.nspname in ('nachet', 'nachet_data')
    order by n.nspname, p.proname
"""


def read(conn: psycopg.Connection[Any]) -> Catalogue:
    """Read the catalogue; names are written out whatever the session's settings."""
    conn.execute("set local search_path = pg_catalog")
    granted: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for row in _rows(conn, _GRANTS):
        granted[row.object] += (row.grant,)
    constraints = _by_relation(conn, _CONSTRAINTS, Constraint)
    indexes = _by_relation(conn, _INDEXES, Index)
    table_columns = _by_relation(conn, _COLUMNS, Column, ["nachet_data"])
    view_columns = _by_relation(conn, _COLUMNS, Column, ["nachet"])
    return Catalogue(
        schemas={name: granted[f"schema {name}"] for name in ("nachet", "nachet_data")},
        types={row.name: Composite(row.name, row.comment, table_columns[row.name]) for row in _rows(conn, _TYPES)},
        tables={
            row.name: Table(
                row.name,
                row.comment,
                table_columns[row.name],
                constraints[row.name],
                indexes[row.name],
                granted[f"nachet_data.{row.name}"],
            )
            for row in _rows(conn, _RELATIONS, ["nachet_data"])
        },
        views={
            row.name: View(
                row.name,
                row.comment,
                view_columns[row.name],
                tuple(row.reads),
                fingerprint(_without_qualifiers(row.query)),
                granted[f"nachet.{row.name}"],
            )
            for row in _rows(conn, _RELATIONS, ["nachet"])
        },
        functions=tuple(
            Function(
                **row._asdict() | {"attributes": tuple(row.attributes)},
                grants=granted[f"function {row.schema}.{row.name}"],
            )
            for row in _rows(conn, _FUNCTIONS)
        ),
    )


def fingerprint(text: str) -> str:
    """A few letters that change when the text does."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _without_qualifiers(query: str) -> str:
    """A view's query without the names before the dots: since PostgreSQL 16 those of a single table are left out."""
    return re.sub(r"\b[a-z]\w*\.(?=[\"a-z])", "", query)


def _rows(conn: psycopg.Connection[Any], query: LiteralString, values: list[str] | None = None) -> list[Any]:
    with conn.cursor(row_factory=namedtuple_row) as cursor:
        return cursor.execute(query, values).fetchall()


def _by_relation(
    conn: psycopg.Connection[Any], query: LiteralString, kind: type[T], values: list[str] | None = None
) -> dict[str, tuple[T, ...]]:
    found: dict[str, list[T]] = defaultdict(list)
    for row in _rows(conn, query, values):
        fields = {name: tuple(value) if isinstance(value, list) else value for name, value in row._asdict().items()}
        found[row.relation].append(kind(**{name: fields[name] for name in fields if name != "relation"}))
    return defaultdict(tuple, {name: tuple(items) for name, items in found.items()})
