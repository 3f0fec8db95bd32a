"""A deploy leaves the database as the source says, from wherever it starts, and nothing besides."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Event

import psycopg
import pytest
from psycopg import sql
from yoyo import get_backend, read_migrations

from conftest import ROOT, Databases, dump, execute, psql, read_sql
from nachet_datastore.deploy import Source, Step, deploy, plan, read_status, roles_script, rollback, script
from nachet_datastore.errors import (
    DatabaseBusy,
    DeployRunning,
    ForeignDependent,
    ForeignObject,
    OwnerMissing,
    UnknownMigration,
)
from world import CALLS
from world import build as build_world


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
                select 'deployed', d.object, d.xmin::text from nachet_deploy.deployed as d
                """
            ).fetchall()
        )


# -- again and again ---------------------------------------------------------------------------------------------


def test_repeated_it_changes_nothing(database_url: str) -> None:
    """The same catalogue, and not even a row of it written again."""
    before = dump(database_url), versions(database_url)
    report = deploy(database_url)
    assert (report.migrations, report.steps) == ((), ())
    assert (dump(database_url), versions(database_url)) == before


#: What someone may do to a database by hand; a deploy puts all of it right.
DRIFT = [
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
    "grant select on nachet_deploy.deployed to public",
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
    "alter function nachet.rename_seed(uuid, uuid, text, jsonb) security invoker",
    "drop function nachet.confirm_seed(uuid, uuid, jsonb)",
    "drop function nachet.merge_seeds(uuid, uuid, uuid, jsonb)",
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
        "repair table nachet_data.groups (comment)",
        "drop view nachet.foreign_view (foreign)",
        "change function nachet.get_user (grant to public)",
        "create view nachet.task",
    ]
    assert deploy(database_url).steps == planned.steps


def test_a_plan_for_an_empty_database_leaves_it_empty(empty: Databases) -> None:
    """Neither schemas nor yoyo's tables."""
    with empty() as url:
        before = dump(url)
        planned = plan(url)
        assert planned.migrations == Source().migrations
        assert {step.action for step in planned.steps} == {"create", "run", "repair"}
        assert [step.target for step in planned.steps if step.action == "repair"] == ["rights of public"]
        assert dump(url) == before


# -- the script --------------------------------------------------------------------------------------------------


def run_whole(url: str, path: Path) -> None:
    """As a console sends it: all statements in one string, one transaction."""
    execute(url, read_sql(path))


def run_by_statement(url: str, path: Path) -> None:
    """Each statement in a transaction of its own."""
    psql(url, "--file", path)


@pytest.mark.parametrize("run", [run_whole, pytest.param(run_by_statement, marks=pytest.mark.long)])
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
    assert script(database_url=database_url) == ""
    execute(database_url, *DRIFT)
    execute(database_url, *(f"alter schema {name} owner to postgres" for name in ("nachet", "nachet_deploy")))
    path.write_text(script(database_url=database_url), encoding="utf-8")
    run(database_url, path)
    assert dump(database_url) == deployed
    assert deploy(database_url).steps == ()


def test_the_script_for_a_database_holds_only_what_differs(database_url: str, copy: Path) -> None:
    """One edited function, and how it is taken note of."""
    replace(copy / "procedures" / "species" / "get_seed.sql", "as $function$\n", "as $function$\n-- Another.\n")
    text = script(Source(copy), database_url=database_url)
    assert text.count("create or replace function") == 1
    assert len(text.splitlines()) < 500
    execute(database_url, text)
    assert read_status(database_url, source=Source(copy)).problems == ()


def test_the_script_is_plain_sql() -> None:
    """No command of psql's."""
    assert not [line for line in script().splitlines() if line.startswith("\\")]


@pytest.mark.long
def test_the_script_spoils_no_other_database(database_url: str, copy: Path, tmp_path: Path) -> None:
    """Neither one that has it all, nor one in which a migration fails, nor a newer one; also where psql goes on."""
    before = dump(database_url)
    path = tmp_path / "deploy.sql"
    for run in (run_whole, run_by_statement):
        path.write_text(script(), encoding="utf-8")
        run(database_url, path)
        assert dump(database_url) == before
        assert (read_status(database_url).problems, deploy(database_url).steps) == ((), ())
    (copy / "sql" / "views" / "task.sql").unlink()
    add_migration(copy, "0902.bad", "select 1 / 0;\n")
    for text in (script(Source(copy)), script(Source(copy), database_url=database_url)):
        path.write_text(text, encoding="utf-8")
        psql(database_url, "--set=ON_ERROR_STOP=0", "--file", path)
        assert dump(database_url) == before
    add_migration(copy, "0902.bad", "create table nachet_data.newer (id integer);\n")
    deploy(database_url, source=Source(copy))
    newer = dump(database_url)
    path.write_text(script(), encoding="utf-8")
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState):
        run_whole(database_url, path)
    psql(database_url, "--set=ON_ERROR_STOP=0", "--file", path)
    assert dump(database_url) == newer


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


@pytest.mark.long
def test_yoyo_alone_applies_the_migrations(empty: Databases, database_url: str) -> None:
    """As yoyo.ini says; status tells what is missing, and a deploy adds it and takes yoyo's tables over."""
    with empty() as url:
        for name in ("roles", "schemas"):
            psql(url, "--file", ROOT / "sql" / f"{name}.sql")
        yoyo: list[str | Path] = [
            Path(sys.executable).with_name("yoyo"),
            "apply",
            "--batch",
            "--database",
            yoyo_url(url, "nachet_deploy"),
        ]
        subprocess.run(yoyo, cwd=ROOT, check=True, capture_output=True, stdin=subprocess.DEVNULL)
        found = read_status(url)
        assert (found.database, found.pending) == (None, ())
        assert found.problems == ("functions and views are not deployed",)
        assert deploy(url).migrations == ()
        execute(url, read_sql(ROOT / "tests" / "sql" / "_support.sql"))
        assert dump(url) == dump(database_url)
        assert read_status(url).problems == ()


# -- one at a time, whole or not at all --------------------------------------------------------------------------


@pytest.mark.long
def test_two_deploys_take_turns(empty: Databases) -> None:
    """Both succeed; the second finds everything done."""
    with empty() as url, ThreadPoolExecutor(2) as threads:
        reports = list(threads.map(deploy, [url, url]))
        assert sorted(len(report.migrations) for report in reports) == [0, len(Source().migrations)]
        assert deploy(url).steps == ()


TAKE_TURN = "select pg_advisory_xact_lock(121364558669172)"


def test_a_deploy_waits_for_another_only_so_long(database_url: str) -> None:
    """Then it says whose it is; so does the script's own wait."""
    with psycopg.connect(database_url, autocommit=True) as conn:
        deploy(database_url)
        with conn.transaction():
            conn.execute(TAKE_TURN)
            with pytest.raises(DeployRunning) as caught:
                deploy(database_url, patience=0.01)
            assert caught.value.detail["pid"] == conn.info.backend_pid


def test_a_deploy_gives_up_when_the_database_stays_busy(database_url: str, copy: Path) -> None:
    """It tries for as long as it may, and leaves nothing half done."""
    append(copy / "sql" / "views" / "task.sql", "comment on column nachet.task.name is 'Another.';\n")
    before = dump(database_url)
    with psycopg.connect(database_url) as conn:
        conn.execute("select from nachet.task")
        with pytest.raises(DatabaseBusy) as caught:
            deploy(database_url, source=Source(copy), patience=0.5)
        assert conn.info.backend_pid in [session["pid"] for session in caught.value.detail["sessions"]]
        assert dump(database_url) == before
    assert deploy(database_url, source=Source(copy)).steps == (Step("change", "view nachet.task", ("source",)),)


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def add_migration(root: Path, name: str, forward: str, back: str = "") -> None:
    (root / "migrations" / f"{name}.sql").write_text(forward, encoding="utf-8")
    (root / "migrations" / f"{name}.rollback.sql").write_text(back, encoding="utf-8")


def test_a_migration_that_fails_leaves_no_trace(database_url: str, copy: Path) -> None:
    """Neither in the tables nor in yoyo's notes; what came before it stays, and the next deploy goes on."""
    add_migration(copy, "0901.good", "create table nachet_data.good (id integer);\n")
    add_migration(copy, "0902.bad", "create table nachet_data.bad (id integer);\nselect 1 / 0;\n")
    with pytest.raises(psycopg.errors.DivisionByZero):
        deploy(database_url, source=Source(copy))
    found = read_status(database_url, source=Source(copy))
    assert found.problems == (
        "migration 0902.bad is pending",
        "a deploy ended after its migrations: deploy again",
    )
    add_migration(copy, "0902.bad", "create table nachet_data.bad (id integer);\n")
    assert deploy(database_url, source=Source(copy)).migrations == ("0902.bad",)


def test_a_file_that_fails_is_named_and_undoes_the_others(database_url: str, copy: Path) -> None:
    """Functions, views, grants and data come together or not at all."""
    append(copy / "procedures" / "users" / "get_user.sql", "comment on function nachet.get_user(text) is 'Another.';\n")
    append(copy / "sql" / "views" / "task.sql", "select 1 / 0;\n")
    before = dump(database_url)
    with pytest.raises(psycopg.errors.DivisionByZero, match=r"^sql/views/task\.sql: "):
        deploy(database_url, source=Source(copy))
    assert dump(database_url) == before


# -- what changes in the source ----------------------------------------------------------------------------------


def test_only_what_the_source_changed_is_made_again(database_url: str, copy: Path) -> None:
    """A file that is new, one that is another, one that is gone, one that lies elsewhere."""
    (copy / "procedures" / "users" / "get_user.sql").rename(copy / "procedures" / "shared" / "get_user.sql")
    (copy / "procedures" / "users" / "_user_document.sql").unlink()
    append(copy / "procedures" / "species" / "get_seed.sql", "-- Another.\n")
    (copy / "sql" / "views" / "one.sql").write_text("create view nachet.one as select 1 as one;\n", encoding="utf-8")
    found = read_status(database_url, source=Source(copy))
    assert found.outdated == ("function nachet.get_seed", "view nachet.one")
    assert found.removed == ("function nachet._user_document",)
    before = versions(database_url)
    steps = deploy(database_url, source=Source(copy)).steps
    assert [str(step) for step in steps] == [
        "drop function nachet._user_document(uuid)",
        "change function nachet.get_seed (source)",
        "create view nachet.one",
    ]
    written = {kind for kind, *_ in versions(database_url) - before}
    assert written == {"function", "relation", "deployed"}
    assert len([row for row in before - versions(database_url) if row[0] == "function"]) == 2
    deploy(database_url)
    assert read_status(database_url).problems == ()


def test_what_stands_on_a_changed_shape_comes_back(database_url: str, copy: Path) -> None:
    """Functions and views on a function whose answer is another now, views on a view that lost a column."""
    views = copy / "sql" / "views"
    write = {
        copy / "procedures" / "shared" / "_a.sql": "create or replace function nachet._a() returns {} return 1;\n",
        copy
        / "procedures"
        / "shared"
        / "_aa.sql": "create or replace function nachet._aa() returns text return nachet._a();\n",
        views / "z.sql": "create or replace view nachet.z as select nachet._aa() as one{};\n",
        views / "a.sql": "create or replace view nachet.a as select z.one from nachet.z;\n",
    }
    for path, text in write.items():
        path.write_text(text.format("integer") if "returns {}" in text else text.format(", 2 as two"), encoding="utf-8")
    deploy(database_url, source=Source(copy))
    for path, text in write.items():
        path.write_text(text.format("bigint") if "returns {}" in text else text.format(""), encoding="utf-8")
    deploy(database_url, source=Source(copy))
    assert read_status(database_url, source=Source(copy)).problems == ()
    with psycopg.connect(database_url) as conn:
        assert conn.execute("select * from nachet.a").fetchall() == [("1",)]
    # What someone built on it is theirs: nothing is taken away from under it.
    execute(database_url, "create view public.theirs as select * from nachet.z")
    write[views / "z.sql"] = "create or replace view nachet.z as select 1 as three;\n"
    (views / "z.sql").write_text(write[views / "z.sql"], encoding="utf-8")
    with pytest.raises(ForeignDependent) as caught:
        deploy(database_url, source=Source(copy))
    assert caught.value.detail == {"object": "view nachet.z", "dependents": ["view public.theirs"]}


SEVERAL = """\
-- What helps first.
create or replace function nachet._twice(p_n integer)
returns integer
language sql
immutable
as $function$
select 2 * p_n
$function$;

comment on function nachet._twice is 'Twice a number.';


create or replace function nachet.four_times(p_n integer)
returns integer
language sql
immutable
as $function$
select nachet._twice(nachet._twice(p_n))
$function$;

comment on function nachet.four_times is 'Four times a number.';
grant execute on function nachet.four_times to nachet_backend;
"""


def test_a_file_may_make_several_functions(database_url: str, copy: Path) -> None:
    """Each is an object of its own, without a right of everyone's."""
    folder = copy / "procedures" / "shared"
    (folder / "four_times.sql").write_text(SEVERAL, encoding="utf-8")
    steps = deploy(database_url, source=Source(copy)).steps
    assert [step.target for step in steps] == ["function nachet._twice", "function nachet.four_times"]
    assert execute(database_url, "select nachet.four_times(3)") == [(12,)]
    rights = "select p.proacl::text from pg_proc as p where p.proname in ('_twice', 'four_times') order by p.proname"
    assert execute(database_url, rights) == [
        ("{nachet_owner=X/nachet_owner}",),
        ("{nachet_owner=X/nachet_owner,nachet_backend=X/nachet_owner}",),
    ]
    replace(folder / "four_times.sql", "select 2 * p_n", "select p_n + p_n")
    execute(database_url, "grant execute on function nachet.four_times to public")
    assert [str(step) for step in deploy(database_url, source=Source(copy)).steps] == [
        "change function nachet._twice (source)",
        "change function nachet.four_times (grant to public)",
    ]
    assert read_status(database_url, source=Source(copy)).problems == ()
    (folder / "four_times.sql").write_text("select 1;\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"four_times\.sql"):
        plan(database_url, source=Source(copy))


def test_a_function_has_one_signature_after_it_got_a_parameter(database_url: str, copy: Path) -> None:
    """The former one goes in the same deploy."""
    path = copy / "procedures" / "users" / "get_user.sql"
    replace(path, "(p_email text)", "(p_email text, p_more text default '')")
    deploy(database_url, source=Source(copy))
    with psycopg.connect(database_url) as conn:
        found = conn.execute(
            "select p.oid::regprocedure::text from pg_proc as p where p.proname = 'get_user'"
        ).fetchall()
    assert found == [("nachet.get_user(text,text)",)]


SLOW = """\
create or replace function nachet._part(p_n integer{})
returns integer language sql stable as $function$
select 2 * p_n
$function$;

comment on function nachet._part is 'Twice.';

create or replace function nachet.slow()
returns integer language plpgsql stable as $function$
begin
    perform pg_sleep(1.5);
    return nachet._part(3{});
end
$function$;

comment on function nachet.slow is 'Six.';
"""
OTHER_PARAMETERS = SLOW.format(", p_more text", ", ''")
WITHOUT_HELPER = OTHER_PARAMETERS[OTHER_PARAMETERS.index("create or replace function nachet.slow") :].replace(
    "nachet._part(3, '')", "7"
)


@pytest.mark.parametrize("later", [OTHER_PARAMETERS, WITHOUT_HELPER])
def test_a_call_under_way_still_finds_the_helpers_of_its_version(database_url: str, copy: Path, later: str) -> None:
    """A helper that got another parameter or has gone is dropped when the calls that began before have ended."""
    path = copy / "procedures" / "shared" / "slow.sql"
    path.write_text(SLOW.format("", ""), encoding="utf-8")
    deploy(database_url, source=Source(copy))
    path.write_text(later, encoding="utf-8")
    with ThreadPoolExecutor(1) as threads:
        call = threads.submit(execute, database_url, "select nachet.slow()")
        waits = "select count(*) from pg_stat_activity as a where a.wait_event = 'PgSleep'"
        while execute(database_url, waits) == [(0,)]:
            pass
        deploy(database_url, source=Source(copy))
        assert call.result() == [(6,)]
    assert deploy(database_url, source=Source(copy)).steps == ()
    parts = "select p.pronargs::integer from pg_proc as p where p.proname = '_part'"
    assert execute(database_url, parts) == ([(2,)] if later == OTHER_PARAMETERS else [])
    assert read_status(database_url, source=Source(copy)).problems == ()


#: One that reads a column at its end; and one that does without.
READS = """\
create or replace function nachet.slow()
returns text language plpgsql volatile as $function$
begin
    perform nachet_data.fold(t.name) from nachet_data.task as t limit 1;
    perform pg_sleep(1.5);
    return {};
end
$function$;

comment on function nachet.slow is 'For a test.';
"""


@pytest.mark.long
def test_what_earlier_functions_use_is_taken_away_when_their_calls_have_ended(database_url: str, copy: Path) -> None:
    """By a migration "after: functions"; also if a deploy ends before it, and the next one goes on."""
    path = copy / "procedures" / "shared" / "slow.sql"
    add_migration(copy, "0901.note", "alter table nachet_data.users add column note text;\n")
    path.write_text(READS.format("coalesce(max(u.note), 'none') from nachet_data.users as u"), encoding="utf-8")
    deploy(database_url, source=Source(copy))
    path.write_text(READS.format("'gone'"), encoding="utf-8")
    late = "-- Takes a column away.\n-- after: functions\nalter table nachet_data.users drop column note;\n"
    add_migration(copy, "0902.no-note", late + "select 1 / 0;\n")
    with ThreadPoolExecutor(1) as threads:
        call = threads.submit(execute, database_url, "select nachet.slow()")
        waits = "select count(*) from pg_stat_activity as a where a.wait_event = 'PgSleep'"
        while execute(database_url, waits) == [(0,)]:
            pass
        with pytest.raises(psycopg.errors.DivisionByZero):
            deploy(database_url, source=Source(copy))
        assert call.result() == [("none",)]
    assert execute(database_url, "select nachet.slow()") == [("gone",)], "the functions are in place"
    add_migration(copy, "0902.no-note", late)
    assert deploy(database_url, source=Source(copy)).migrations == ("0902.no-note",)
    assert read_status(database_url, source=Source(copy)).problems == ()
    assert deploy(database_url, source=Source(copy)).steps == ()


def test_an_edited_or_unknown_migration_is_told(database_url: str, copy: Path) -> None:
    """What was applied said something else; what the package does not have keeps it from doing harm."""
    append(copy / "migrations" / "0002.species.sql", "-- Another.\n")
    assert read_status(database_url, source=Source(copy)).edited == ("0002.species",)
    for name in ("0006.blob-work.sql", "0006.blob-work.rollback.sql"):
        (copy / "migrations" / name).unlink()
    assert read_status(database_url, source=Source(copy)).unknown == ("0006.blob-work",)
    for act in (deploy, plan, lambda url, source: rollback(url, to=0, source=source)):
        with pytest.raises(UnknownMigration) as caught:
            act(database_url, source=Source(copy))
        assert caught.value.detail == {"migrations": ["0006.blob-work"]}


CONCURRENTLY = """\
-- An index that is built beside the work.
-- transactional: false
set lock_timeout = '5s';
set role nachet_owner;
create index concurrently if not exists picture_width_idx on nachet_data.picture (width);
reset role;
reset lock_timeout;
"""


@pytest.mark.long
def test_an_index_is_built_beside_the_work(database_url: str, copy: Path, tmp_path: Path) -> None:
    """A migration that says so runs outside a transaction, in a deploy and in the script."""
    add_migration(copy, "0902.width", CONCURRENTLY, "-- Loses nothing.\ndrop index nachet_data.picture_width_idx;\n")
    source = Source(copy)
    assert deploy(database_url, source=source).migrations == ("0902.width",)
    before = dump(database_url)
    assert read_status(database_url, source=source).problems == ()
    assert rollback(database_url, to=900, source=source) == ("0902.width",)
    path = tmp_path / "deploy.sql"
    path.write_text(script(source, database_url=database_url), encoding="utf-8")
    run_by_statement(database_url, path)
    assert dump(database_url) == before
    assert read_status(database_url, source=source).problems == ()


# -- and back ----------------------------------------------------------------------------------------------------


def test_up_down_and_up_again_is_the_same(database_url: str) -> None:
    """With rows in every table, half of the way and all of it."""
    before = dump(database_url)
    build_world(database_url)
    names = [migration.id for migration in Source().migrations]
    assert rollback(database_url, to=3) == tuple(reversed(names[3:]))
    assert read_status(database_url).pending == tuple(names[3:])
    assert tuple(sorted(deploy(database_url).migrations)) == tuple(names[3:])
    assert dump(database_url) == before
    assert rollback(database_url, to=0) == tuple(reversed(names))
    assert rollback(database_url, to=0) == ()
    left = execute(
        database_url,
        "select c.relname from pg_class as c inner join pg_namespace as n on c.relnamespace = n.oid"
        " where n.nspname in ('nachet', 'nachet_data')",
    )
    assert left == []
    assert tuple(sorted(deploy(database_url).migrations)) == tuple(names)
    assert dump(database_url) == before


def test_every_rollback_says_what_it_loses() -> None:
    """In its first line, for who is asked whether to go on."""
    assert [migration.id for migration in Source().migrations if not migration.loss.startswith("Loses ")] == []


# -- under load --------------------------------------------------------------------------------------------------

ADDITIVE = """\
-- A column, as most changes bring one.
set local lock_timeout = '1500ms';
set local role nachet_owner;
alter table nachet_data.{} add column added_later text not null default '';
reset role;
"""


def edit_everything(root: Path, mark: str) -> None:
    """Another text in each function and each view, as good as the former one."""
    for path in root.glob("procedures/*/*.sql"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("as $function$\n", f"as $function$\n-- {mark}\n"), encoding="utf-8")
    for path in root.glob("sql/views/*.sql"):
        text = path.read_text(encoding="utf-8")
        marked = f"\nselect\n    '{mark}' is not null as is_{mark},\n"
        path.write_text(text.replace("\nselect\n", marked), encoding="utf-8")


@pytest.mark.long
def test_no_call_fails_during_a_deploy(database_url: str, backend_url: str, analyst_url: str, copy: Path) -> None:
    """Four clients call every function and read every view, while a deploy replaces them and changes every table."""
    world = build_world(database_url)
    calls = [call(world.users["admin"], world.things_for(name)) for name, call in CALLS.items()]
    with psycopg.connect(database_url) as conn:
        views = conn.execute(
            "select c.relname from pg_class as c where c.relnamespace = 'nachet'::regnamespace and c.relkind = 'v'"
        ).fetchall()
        tables = conn.execute(
            "select c.relname from pg_class as c where c.relnamespace = 'nachet_data'::regnamespace and c.relkind = 'r'"
        ).fetchall()
    done = Event()

    def work(number: int) -> int:
        rounds = 0
        with (
            psycopg.connect(backend_url, autocommit=True) as conn,
            psycopg.connect(analyst_url, autocommit=True) as analyst,
        ):
            while not done.is_set():
                for call in calls[number:] + calls[:number]:
                    with conn.transaction(force_rollback=True):
                        conn.execute(call.statement, call.values)
                for (view,) in views:
                    analyst.execute(sql.SQL("select count(*) from {}").format(sql.Identifier("nachet", view)))
                rounds += 1
        return rounds

    for number, (table,) in enumerate(tables, 901):
        add_migration(copy, f"{number:04}.{table}-more", ADDITIVE.format(table), "-- Loses what was added.\n")
    with ThreadPoolExecutor(4) as clients:
        working = [clients.submit(work, number * 18) for number in range(4)]
        try:
            for mark in ("first", "second"):
                edit_everything(copy, mark)
                deploy(database_url, source=Source(copy))
        finally:
            done.set()
        assert min(client.result() for client in working) >= 1


@pytest.mark.long
def test_what_version_0_1_0_deployed_by_goes(database_url: str) -> None:
    """Functions are replaced in place, so that no call fails; then its own functions and tables are dropped."""
    before = dump(database_url)
    texts = Source().texts("procedures/**/*.sql") | Source().texts("sql/views/*.sql")
    with psycopg.connect(database_url) as conn:
        conn.execute("alter function nachet.get_user(text) cost 7; drop table nachet_deploy.deployed")
        conn.execute("set role nachet_owner")
        for name in ("object", "migration", "machinery"):
            conn.execute(f"create table nachet_deploy.{name} (a integer)".encode())
        conn.execute("create function nachet_deploy.take_turn() returns void language sql as ''")
        conn.execute("create table nachet_deploy.source (file text, kind text, sql text)")
        for path, text in texts.items():
            kind = "view" if path.startswith("sql/") else "function"
            conn.execute("insert into nachet_deploy.source values (%s, %s, %s)", [path, kind, text])
    ids = "select p.oid from pg_proc as p where p.pronamespace = 'nachet'::regnamespace order by p.oid"
    functions = execute(database_url, ids)
    dropped = [step.target for step in deploy(database_url).steps if step.action == "drop"]
    tables = ("machinery", "migration", "object", "source")
    assert dropped == ["function nachet_deploy.take_turn()", *(f"table nachet_deploy.{name}" for name in tables)]
    assert execute(database_url, ids) == functions
    assert dump(database_url) == before
    assert read_status(database_url).problems == ()


# -- an attacker who may create schemas --------------------------------------------------------------------------

TRAPS = [
    # Found by its exact type before pg_catalog's polymorphic one, where the search path has a schema of the login's.
    "create schema postgres;"
    " create function postgres.unnest(text[]) returns setof text language plpgsql as $$ begin"
    " alter role attacker superuser; return query select pg_catalog.unnest($1); end $$;"
    " create function postgres.format(text, text) returns text language plpgsql as $$ begin"
    " alter role attacker superuser; return pg_catalog.format($1, variadic array[$2]); end $$;"
    " grant usage on schema postgres to public",
    # Taken over with its trigger.
    "create schema nachet_deploy; create table nachet_deploy._yoyo_log (id varchar(36), migration_hash varchar(64),"
    " migration_id varchar(255), operation varchar(10), username varchar(255), hostname varchar(255),"
    " comment varchar(255), created_at_utc timestamp);"
    " create function nachet_deploy.trap() returns trigger language plpgsql as $$ begin"
    " reset role; alter role attacker superuser; return new; end $$;"
    " create trigger trap before insert on nachet_deploy._yoyo_log for each row execute function nachet_deploy.trap()",
    # Called by status.
    "create schema nachet; create function nachet.get_status() returns jsonb language plpgsql as $$ begin"
    " alter role attacker superuser; return '{}'; end $$",
]


@pytest.mark.long
@pytest.mark.parametrize("trap", TRAPS)
def test_who_may_create_schemas_gets_no_rights_of_who_deploys(empty: Databases, trap: str) -> None:
    """Neither by names that are found before the server's own nor by objects that wait to be taken over."""
    with empty() as url:
        name = url.rpartition("/")[2].partition("?")[0]
        execute(url, "create role attacker login", f"grant create on database {name} to attacker")
        try:
            execute(url, f"set role attacker; {trap}")
            read_status(url)
            execute(url, roles_script("postgres"))
            with suppress(OwnerMissing, ForeignObject):
                deploy(url)
            for text in (script(), "select 1"):
                with suppress(psycopg.Error):
                    execute(url, text)
            read_status(url)
            rights = "select r.rolsuper from pg_roles as r where r.rolname = 'attacker'"
            assert execute(url, rights) == [(False,)]
        finally:
            execute(url, "drop owned by attacker cascade", "drop role attacker")


# -- more ways for a function to change --------------------------------------------------------------------------


def function(name: str, parameters: str, body: str) -> str:
    return (
        f"create or replace function nachet.{name}({parameters})\nreturns integer language sql as $function$\n{body}\n"
        f"$function$;\n\ncomment on function nachet.{name} is 'For a test.';\n\n"
    )


@pytest.mark.long
@pytest.mark.parametrize("by_script", [False, True])
def test_an_overload_by_hand_costs_nobody_the_function(database_url: str, copy: Path, by_script: bool) -> None:
    """It is dropped first, so that the function of the source can be replaced in place."""
    append(copy / "procedures" / "users" / "get_user.sql", "-- Another.\n")
    execute(database_url, "create function nachet.get_user(a text, b text) returns integer language sql return 1")
    if by_script:
        execute(database_url, script(Source(copy), database_url=database_url))
    else:
        deploy(database_url, source=Source(copy))
    parts = "select p.oid::regprocedure::text from pg_proc as p where p.proname = 'get_user'"
    assert execute(database_url, parts) == [("nachet.get_user(text)",)]
    assert read_status(database_url, source=Source(copy)).problems == ()


@pytest.mark.long
def test_what_stands_on_a_function_with_another_type_is_made_again(database_url: str, copy: Path) -> None:
    path = copy / "procedures" / "shared" / "_a.sql"
    stands = "create or replace function nachet._b() returns integer language sql return nachet._a(1);\n"
    for kind in ("integer", "bigint"):
        path.write_text(function("_a", f"p_n {kind}", "select 1") + stands, encoding="utf-8")
        deploy(database_url, source=Source(copy))
        assert execute(database_url, "select nachet._b()") == [(1,)]
        assert read_status(database_url, source=Source(copy)).problems == ()


@pytest.mark.long
def test_a_view_of_somebodys_stays_while_a_migration_brings_what_ours_gets(database_url: str, copy: Path) -> None:
    """Our view gets a column that a migration adds, and a call of a helper that is new: nothing is dropped."""
    execute(database_url, "create view public.theirs as select t.name from nachet.task as t")
    add_migration(copy, "0902.note", "alter table nachet_data.task add column note text;\n")
    (copy / "procedures" / "shared" / "_new.sql").write_text(function("_new", "", "select 1"), encoding="utf-8")
    replace(copy / "sql" / "views" / "task.sql", "\nfrom ", ",\n    t.note,\n    nachet._new() as one\nfrom ")
    try:
        deploy(database_url, source=Source(copy))
        assert read_status(database_url, source=Source(copy)).problems == ()
    finally:
        execute(database_url, "drop view public.theirs")


@pytest.mark.long
def test_a_script_leaves_the_functions_as_stable_as_they_were(database_url: str, copy: Path) -> None:
    """They are volatile only while a migration rewrites a table; also where the migration fails."""
    add_migration(
        copy, "0902.twice", "alter table nachet_data.task add twice text generated always as (name) stored;\n"
    )
    execute(database_url, script(Source(copy), database_url=database_url))
    assert read_status(database_url, source=Source(copy)).problems == ()
    add_migration(copy, "0903.bad", "alter table nachet_data.task add bad text generated always as (none) stored;\n")
    with pytest.raises(psycopg.errors.UndefinedColumn):
        deploy(database_url, source=Source(copy))
    (copy / "migrations" / "0903.bad.sql").unlink()
    (copy / "migrations" / "0903.bad.rollback.sql").unlink()
    deploy(database_url, source=Source(copy))
    assert read_status(database_url, source=Source(copy)).problems == ()
