"""A deploy leaves the database as the source says, from wherever it starts, and nothing besides."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest
from yoyo import get_backend, read_migrations

from conftest import ROOT, dump, psql, read_sql
from nachet_datastore.deploy import Source, deploy, plan, read_status, script

Databases = Callable[[], AbstractContextManager[str]]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The source in a folder of the test's own, to be changed."""
    for folder in ("migrations", "procedures", "sql"):
        shutil.copytree(ROOT / folder, tmp_path / "source" / folder)
    return tmp_path / "source"


def versions(url: str) -> set[tuple[str, str, str]]:
    """Each row of the catalogue that a deploy could write, with the transaction that wrote it."""
    with psycopg.connect(url) as conn:
        return set(
            conn.execute(
                """
                select 'function', p.oid::text, p.xmin::text
                from pg_proc as p inner join pg_namespace as n on p.pronamespace = n.oid
                where n.nspname in ('nachet', 'nachet_data')
                union all
                select 'relation', c.oid::text, c.xmin::text
                from pg_class as c inner join pg_namespace as n on c.relnamespace = n.oid
                where n.nspname in ('nachet', 'nachet_data') and c.relkind in ('r', 'v')
                union all
                select 'schema', n.oid::text, n.xmin::text from pg_namespace as n where n.nspname like 'nachet%'
                union all
                select 'default', d.oid::text, d.xmin::text from pg_default_acl as d
                union all
                select 'role', r.oid::text, r.xmin::text from pg_authid as r where r.rolname like 'nachet%'
                union all
                select 'source', s.file, s.xmin::text from nachet_deploy.source as s
                union all
                select 'object', o.kind || o.identity, o.xmin::text from nachet_deploy.object as o
                """
            ).fetchall()
        )


def execute(url: str, *statements: LiteralString) -> None:
    with psycopg.connect(url, autocommit=True) as conn:
        for statement in statements:
            conn.execute(statement)


# -- again and again ---------------------------------------------------------------------------------------------


def test_repeated_it_changes_nothing(database_url: str) -> None:
    """The same catalogue, and not even a row of it written again."""
    before = dump(database_url), versions(database_url)
    report = deploy(database_url)
    assert (report.migrations, report.steps) == ((), ())
    assert (dump(database_url), versions(database_url)) == before


#: What someone may do to a database by hand; a deploy puts all of it right.
DRIFT: list[LiteralString] = [
    "grant execute on function nachet.get_user(text) to public",
    "grant execute on function nachet.create_group(uuid, text, text, jsonb) to nachet_analyst with grant option",
    "revoke execute on function nachet.get_seed(uuid, uuid) from nachet_backend",
    "grant execute on function nachet_data.uuid7() to nachet_backend",
    "grant select on nachet_data.users to nachet_analyst",
    "grant update (email) on nachet_data.users to nachet_backend",
    "grant select (email) on nachet.user to nachet_analyst",
    "grant insert on nachet.seed to nachet_backend",
    "revoke select on nachet.model from nachet_analyst",
    "grant usage on schema nachet_data to nachet_analyst",
    "grant create on schema nachet to public",
    "revoke usage on schema nachet from nachet_backend",
    "grant select on nachet_deploy.source to public",
    "grant execute on function nachet_deploy.take_turn() to public",
    "alter default privileges for role nachet_owner in schema nachet grant execute on functions to nachet_analyst",
    "alter default privileges for role nachet_owner grant select on tables to public",
    "alter default privileges for role nachet_owner grant execute on functions to public",
    "alter function nachet.list_pipelines(uuid) owner to postgres",
    "alter view nachet.task owner to postgres",
    "alter table nachet_data.model owner to postgres",
    "comment on function nachet.list_groups(uuid) is 'mine'",
    "comment on view nachet.pipeline is null",
    "comment on column nachet.pipeline.name is 'mine'",
    "comment on column nachet_data.users.email is 'mine'",
    "comment on table nachet_data.groups is null",
    "comment on schema nachet is 'mine'",
    "create or replace function nachet._now() returns timestamptz language sql stable as 'select now()'",
    "alter function nachet.search_seeds(text) cost 7 set work_mem = '64MB'",
    "alter function nachet.rename_seed(uuid, uuid, text) security invoker",
    "drop function nachet.confirm_seed(uuid, uuid)",
    "drop function nachet.merge_seeds(uuid, uuid, uuid)",
    "create function nachet.merge_seeds(p_a uuid, p_b uuid, p_c uuid) returns integer language sql as 'select 1'",
    "create function nachet.get_user(p_email text, p_more text) returns integer language sql as 'select 1'",
    "create function nachet.foreign_function() returns integer language sql as 'select 1'",
    "create procedure nachet.foreign_procedure() language sql as 'select 1'",
    "create aggregate nachet.foreign_aggregate(integer) (sfunc = int4pl, stype = integer)",
    "create view nachet.foreign_view as select * from nachet.seed",
    "create materialized view nachet.foreign_matview as select * from nachet.foreign_view",
    "alter view nachet.container set (security_barrier = true)",
    "alter view nachet.permission alter column name set default 'mine'",
    "create rule mine as on insert to nachet.object_type do instead nothing",
    "drop view nachet.blob_backlog",
    "create view nachet.blob_backlog as select 1 as mine",
    "drop view nachet.user_group",
]


def test_whatever_was_changed_by_hand_is_put_right(database_url: str) -> None:
    """Rights, owners, comments, bodies, attributes, and what nobody's source made."""
    before = dump(database_url)
    execute(database_url, *DRIFT)
    found = read_status(database_url).drift
    # After this the functions find nothing any more, not even this out.
    execute(database_url, *(f"alter schema {name} owner to postgres" for name in ("nachet", "nachet_deploy")))
    deploy(database_url)
    assert dump(database_url) == before
    assert read_status(database_url).drift == ()
    assert deploy(database_url).steps == ()
    # Each of them was seen.
    assert len(found) > 35


def test_a_plan_says_it_and_changes_nothing(database_url: str) -> None:
    """What the deploy then does."""
    execute(
        database_url,
        "grant execute on function nachet.get_user(text) to public",
        "comment on table nachet_data.groups is null",
        "create view nachet.foreign_view as select 1 as one",
        "drop view nachet.task",
    )
    before = dump(database_url), versions(database_url)
    planned = plan(database_url)
    assert (dump(database_url), versions(database_url)) == before
    assert planned.migrations == ()
    assert [str(step) for step in planned.steps] == [
        "change procedures/users/get_user.sql (grants)",
        "create sql/views/task.sql",
        "drop view nachet.foreign_view (foreign)",
        "repair table nachet_data.groups (comments)",
    ]
    assert deploy(database_url).steps == planned.steps


def test_a_plan_for_an_empty_database_leaves_it_empty(empty: Databases) -> None:
    """Neither schemas nor yoyo's tables."""
    with empty() as url:
        before = dump(url)
        planned = plan(url)
        assert planned.migrations == Source().migrations
        assert {step.action for step in planned.steps} == {"create", "change", "run"}
        assert dump(url) == before


# -- the script --------------------------------------------------------------------------------------------------


def run_whole(url: str, path: Path) -> None:
    """As a console sends it: all statements in one string, one transaction."""
    execute(url, read_sql(path))


def run_by_statement(url: str, path: Path) -> None:
    """Each statement in a transaction of its own."""
    psql(url, "--file", path)


@pytest.mark.parametrize("run", [run_whole, run_by_statement])
def test_the_script_does_what_a_deploy_does(
    run: Callable[[str, Path], None], empty: Databases, database_url: str, tmp_path: Path
) -> None:
    """On an empty database, on one that is deployed, and on one that was changed by hand."""
    path = tmp_path / "deploy.sql"
    path.write_text(script(), encoding="utf-8")
    deployed = dump(database_url)
    with empty() as url:
        run(url, path)
        execute(url, read_sql(ROOT / "tests" / "sql" / "_support.sql"))
        assert dump(url) == deployed
        before = versions(url)
        assert deploy(url).steps == ()
        assert versions(url) == before
        assert read_status(url).problems == ()
    before = versions(database_url)
    run(database_url, path)
    assert versions(database_url) == before
    execute(database_url, *DRIFT)
    run(database_url, path)
    assert dump(database_url) == deployed


def test_the_script_is_plain_sql() -> None:
    """No command of psql's."""
    assert not [line for line in script().splitlines() if line.startswith("\\")]


# -- yoyo --------------------------------------------------------------------------------------------------------


def yoyo_url(url: str, schema: str) -> str:
    return f"{url.replace('postgresql://', 'postgresql+psycopg://')}&schema={schema}"


def test_yoyo_finds_its_own_tables(database_url: str) -> None:
    """Those that a deploy makes are those that yoyo makes, and yoyo sees nothing pending."""
    execute(database_url, "create schema yoyo")
    with get_backend(yoyo_url(database_url, "yoyo")) as backend:
        assert len(backend.to_apply(read_migrations(str(ROOT / "migrations")))) == len(Source().migrations)
    with get_backend(yoyo_url(database_url, "nachet_deploy")) as backend:
        assert backend.to_apply(read_migrations(str(ROOT / "migrations"))).items == []
    with psycopg.connect(database_url) as conn:
        columns = """
            select c.table_name, c.column_name, c.data_type, c.character_maximum_length, c.is_nullable, c.column_default
            from information_schema.columns as c
            where c.table_schema = %s and c.table_name like '%%yoyo%%'
            order by c.table_name, c.ordinal_position
        """
        theirs, ours = (conn.execute(columns, [schema]).fetchall() for schema in ("yoyo", "nachet_deploy"))
    assert ours == theirs
