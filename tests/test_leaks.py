"""What views hide stays hidden from an analyst who brings a cheap function or a failing cast.

PostgreSQL may apply a condition of the reader before the one by which a view hides rows, where that is cheaper: a
function that tells each value it is given then tells hidden ones, and a cast that fails names its value. A view with
``security_barrier`` applies its own conditions first. Each column of each view is read with all ways of joining that
the planner may be left with; whatever the function or the error told, must be a value that the view shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from typing import Any

import psycopg
import pytest
from psycopg import sql
from psycopg.errors import InvalidTextRepresentation

from conftest import as_user
from nachet_datastore import Datastore
from world import World

#: What the planner may be left without.
_JOINS = ("enable_hashjoin", "enable_mergejoin", "enable_nestloop")
_LEAK = """
create function pg_temp.leak(p_value anyelement) returns boolean language plpgsql stable cost 0.0000001 as
$$ begin raise notice 'leak:%', p_value::text; return true; end $$
"""

#: By view its columns, and of each the values that it shows, as texts.
Shown = Mapping[str, Mapping[str, frozenset[str]]]


@dataclass(frozen=True)
class Told:
    """What an analyst was told that no view shows, as (view, column, value), and in how many cases."""

    hidden: frozenset[tuple[str, str, str]]
    cases: int


@pytest.fixture
def hiding(fresh: World) -> World:
    """A world that hides much: beside what is trashed, pending and archived, boxes that people reviewed."""
    admin, shared, public = fresh.users["admin"], fresh.things["shared"], fresh.things["public"]
    with psycopg.connect(fresh.url, autocommit=True) as conn:
        datastore = Datastore(conn)
        seen = [shared.picture_id, shared.verified_id]
        datastore.delete_pictures(admin, seen, container_id=shared.container_id)
        datastore.withdraw_inference(admin, public.inference_id, container_id=public.container_id)
        hidden = conn.execute(
            "update nachet_data.picture as p set description = 'hidden ' || p.id"
            " where p.state <> 'confirmed' or p.deleted_at is not null returning p.state"
        ).fetchall()
        assert {state for (state,) in hidden} >= {"pending", "confirmed"}
        # Without this no analyst has functions of their own.
        conn.execute(
            sql.SQL("grant temporary on database {} to nachet_analyst").format(sql.Identifier(conn.info.dbname))
        )
        conn.execute("analyze")
    return fresh


def _shown(conn: psycopg.Connection[Any]) -> Shown:
    columns = conn.execute(
        """
        select c.relname, a.attname::text
        from pg_catalog.pg_class as c
        inner join pg_catalog.pg_attribute as a on c.oid = a.attrelid and a.attnum > 0 and not a.attisdropped
        where c.relnamespace = 'nachet'::regnamespace
            and c.relkind = 'v'
            and has_column_privilege('nachet_analyst', c.oid, a.attnum, 'select')
        order by c.relname, a.attnum
        """
    ).fetchall()
    shown: dict[str, dict[str, frozenset[str]]] = {}
    for view, column in columns:
        query = sql.SQL("select distinct v.{}::text from {} as v").format(
            sql.Identifier(column), sql.Identifier("nachet", view)
        )
        values = frozenset(str(value) for (value,) in conn.execute(query))
        shown.setdefault(view, {})[column] = values
    return shown


@contextmanager
def _notices(conn: psycopg.Connection[Any]) -> Iterator[set[str]]:
    told = set[str]()

    def hear(diagnostic: psycopg.errors.Diagnostic) -> None:
        message = diagnostic.message_primary or ""
        if message.startswith("leak:"):
            told.add(message.removeprefix("leak:"))

    conn.add_notice_handler(hear)
    yield told
    conn.remove_notice_handler(hear)


def _attack(world: World, views: set[str] | None = None) -> Told:
    hidden, cases = set[tuple[str, str, str]](), 0
    with psycopg.connect(as_user(world.url, "nachet_test_analyst"), autocommit=True) as conn:
        conn.execute(_LEAK)
        shown = _shown(conn)
        for settings in product("01", repeat=len(_JOINS)):
            for name, value in zip(_JOINS, settings, strict=True):
                conn.execute("select set_config(%s, %s, false)", [name, value])
            for view, columns in shown.items():
                for column, values in columns.items() if views is None or view in views else ():
                    names = {"column": sql.Identifier(column), "view": sql.Identifier("nachet", view)}
                    with _notices(conn) as told:
                        conn.execute(sql.SQL("select from {view} as v where pg_temp.leak(v.{column})").format(**names))
                        told.discard("<NULL>")
                    cast = sql.SQL("select from {view} as v where ('~' || v.{column}::text)::integer > 0")
                    try:
                        conn.execute(cast.format(**names))
                    except InvalidTextRepresentation as error:
                        found = re.search(r'"~(.*)"$', error.diag.message_primary or "", re.DOTALL)
                        assert found is not None
                        told.add(found[1])
                    cases += 2
                    hidden |= {(view, column, value) for value in told - values}
    return Told(frozenset(hidden), cases)


def test_no_reader_is_told_what_a_view_hides(hiding: World) -> None:
    """The leaky function and the failing cast, for each column of each view, in each way of joining."""
    told = _attack(hiding)
    assert told.cases >= 5_000
    assert sorted(told.hidden) == []


def test_the_attack_succeeds_where_there_is_no_barrier(hiding: World) -> None:
    """Or else the test before would prove nothing."""
    views = {"picture", "picture_summary", "object", "specimen", "identification", "inference", "tally"}
    with psycopg.connect(hiding.url, autocommit=True) as conn:
        for view in views:
            conn.execute(sql.SQL("alter view {} reset (security_barrier)").format(sql.Identifier("nachet", view)))
    told = _attack(hiding, views)
    assert {view for view, _, _ in told.hidden} == views
    assert any(value.startswith("hidden ") for _, _, value in told.hidden)
