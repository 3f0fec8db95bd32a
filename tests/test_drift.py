"""What someone changed by hand is told by its name, and what a deploy does about it; what is theirs it refuses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from anywhere import base_backup, start_from
from conftest import Clone, as_user, dump, execute, fast_server
from nachet_datastore.deploy import Source, deploy, plan, read_status, rollback, script
from nachet_datastore.errors import (
    ForeignDependent,
    ForeignObject,
    NachetError,
    ReadOnlyServer,
    RightMissing,
    RolesMissing,
    WrongEncoding,
)
from nachet_datastore.testing import new_database
from test_deploy import add_migration, append, copy, replace

__all__ = ["copy"]

#: What a deploy leaves to a person or to a migration, and how it is told.
LEFT = {
    "alter table nachet_data.picture add column mine text": "table nachet_data.picture: column mine added",
    "alter table nachet_data.blob_task drop column content": "table nachet_data.blob_task: column content missing",
    "alter table nachet_data.groups alter column name set default 'mine'": (
        "table nachet_data.groups: column name changed"
    ),
    "drop index nachet_data.picture_search_idx": (
        "table nachet_data.picture: index nachet_data.picture_search_idx missing"
    ),
    "create index mine on nachet_data.seed (upload_date)": "table nachet_data.seed: index nachet_data.mine added",
    "alter table nachet_data.picture drop constraint picture_zoom_check": (
        "table nachet_data.picture: constraint picture_zoom_check missing"
    ),
    "alter table nachet_data.object disable trigger all": (
        "table nachet_data.object: constraint object_container_id_inference_id_fkey changed"
    ),
    "create trigger mine before update on nachet_data.model"
    " for each row execute function suppress_redundant_updates_trigger()": (
        "table nachet_data.model: trigger mine added"
    ),
    "alter table nachet_data.task enable row level security": "table nachet_data.task: row security added",
    "alter table nachet_data.task set (fillfactor = 50)": "table nachet_data.task: options added",
    "alter type nachet_data.read_box add attribute note text": "type nachet_data.read_box: column note added",
    "create or replace function nachet_data.uuid7() returns uuid language sql as 'select gen_random_uuid()'": (
        "function nachet_data.uuid7(): body changed"
    ),
    "create domain nachet.mine as text": "type nachet.mine added",
    "drop table nachet_data.model_secret": "table nachet_data.model_secret missing",
    "set role nachet_owner; create table nachet_data.own (id integer); reset role": "table nachet_data.own added",
    "alter database {database} set synchronous_commit = off": (
        "settings of database {database}: synchronous_commit added"
    ),
    "alter role drifting set synchronous_commit = off": (
        "settings of role drifting in database any: synchronous_commit added"
    ),
    "grant nachet_owner to drifting": "role nachet_owner: handed to drifting added",
}

#: What a deploy puts right, and how it is told.
PUT_RIGHT = {
    "grant select on nachet_data.users to nachet_analyst": "table nachet_data.users: grant to nachet_analyst added",
    "grant all on nachet_data.act to nachet_owner": "table nachet_data.act: grant to nachet_owner changed",
    "revoke update on nachet_data.users from nachet_owner": ("table nachet_data.users: grant to nachet_owner changed"),
    "grant update (email) on nachet_data.users to drifting": (
        "table nachet_data.users: grant to drifting on column email added"
    ),
    "comment on column nachet_data.users.email is 'mine'": "table nachet_data.users: comment on column email changed",
    "grant execute on function nachet_data.uuid7() to public": "function nachet_data.uuid7(): grant to public added",
    "alter function nachet.rename_seed(uuid, uuid, text, jsonb) security invoker": (
        "function nachet.rename_seed(uuid,uuid,text,jsonb): attributes changed"
    ),
    "drop view nachet.task": "view nachet.task missing",
    "create or replace view nachet.permission as select 1::smallint as id, 'mine'::text as name": (
        "view nachet.permission: definition changed"
    ),
    "alter default privileges for role nachet_owner grant select on tables to drifting": (
        "default privileges tables: grant to drifting added"
    ),
    "grant create on schema nachet to drifting": "schema nachet: grant to drifting added",
}


@pytest.fixture
def drifting(server_url: str, database_url: str) -> Iterator[str]:
    """The database, with a login that someone was careless with."""
    execute(server_url, "create role drifting login password 'test'")
    yield database_url
    execute(database_url, "drop owned by drifting")
    execute(server_url, "revoke nachet_owner from drifting", "drop role drifting")


def test_every_part_is_told_by_its_name(drifting: str) -> None:
    """With what a deploy does about it: it puts some right, and goes on telling the rest."""
    database = drifting.rpartition("/")[2].partition("?")[0]
    names = {"database": database}
    execute(drifting, *(statement.format(**names) for statement in LEFT | PUT_RIGHT))
    left = {f"{line.format(**names)} by hand; a deploy leaves it" for line in LEFT.values()}
    told = set(read_status(drifting).problems)
    assert left | {f"{line} by hand; a deploy puts it right" for line in PUT_RIGHT.values()} <= told
    assert left <= {str(drift) for drift in plan(drifting).left}
    deploy(drifting)
    assert deploy(drifting).steps == ()
    after = set(read_status(drifting).problems)
    assert left <= after
    assert {line for line in told if line.endswith("puts it right")}.isdisjoint(after)


def test_a_species_that_no_name_leads_to_any_more_is_told(database_url: str) -> None:
    """One that SQL renamed or deleted; one that a curator renamed is found by its alias."""
    execute(
        database_url,
        "update nachet_data.seed set name = 'Mine' where name = 'Brassica napus'",
        "delete from nachet_data.vernacular_name",
        "delete from nachet_data.seed where name = 'Iva axillaris'",
        "select nachet.rename_seed(test.add_user('a@example.org', 'admin'), s.id, 'Other')"
        " from nachet_data.seed as s where s.name = 'Solanum nigrum'",
    )
    assert read_status(database_url).lost_species == ("Brassica napus", "Iva axillaris")
    deploy(database_url)
    assert read_status(database_url).lost_species == ("Brassica napus",)


def test_a_backend_may_compare_too(database_url: str, backend_url: str, analyst_url: str) -> None:
    execute(database_url, *PUT_RIGHT.keys() & {"drop view nachet.task"})
    expected = ("view nachet.task missing by hand; a deploy puts it right",)
    assert read_status(backend_url).problems == read_status(analyst_url).problems == expected


# -- refused, before anything is written ---------------------------------------------------------------------------


ACTS: list[Callable[[str, Source], Any]] = [
    lambda url, source: plan(url, source=source),
    lambda url, source: script(source, database_url=url),
    lambda url, source: deploy(url, source=source),
    lambda url, source: rollback(url, to=3, source=source),
]


def refused(url: str, error: type[NachetError], source: Source | None = None, acts: Any = ACTS) -> dict[str, Any]:
    """The error's detail, which is the same whatever is asked for; nothing is written."""
    details = []
    for act in acts:
        with pytest.raises(error) as caught:
            act(url, source or Source())
        assert caught.value.hint
        details.append(caught.value.detail)
    assert details == details[:1] * len(details)
    return details[0]


@pytest.fixture
def deployer(server_url: str, clone: Clone) -> Iterator[str]:
    """A database of a login that deploys, which is no superuser."""
    execute(server_url, "create role deployer createrole login password 'test'")
    with clone() as url:
        database = url.rpartition("/")[2].partition("?")[0]
        execute(server_url, f"alter database {database} owner to deployer", "grant nachet_owner to deployer")
        yield as_user(url, "deployer")
    execute(server_url, "drop role deployer")


def admin(url: str) -> str:
    return url.replace("deployer:test", "postgres")


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("create table nachet_data.seed_backup as select * from nachet_data.seed", "table nachet_data.seed_backup"),
        ("create view nachet.mine as select 1 as one", "view nachet.mine"),
        ("create materialized view nachet.mine as select 1 as one", "materialized view nachet.mine"),
        ("create function nachet.mine() returns integer language sql return 1", "function nachet.mine()"),
        (
            "create function nachet.get_user(p uuid) returns integer language sql return 1",
            "function nachet.get_user(uuid)",
        ),
        ("create function nachet_data.mine() returns integer language sql return 1", "function nachet_data.mine()"),
    ],
)
def test_what_is_somebody_elses(statement: str, name: str, deployer: str, copy: Path) -> None:
    """It is neither dropped nor handed over, nor is the migration before it applied."""
    execute(admin(deployer), statement)
    add_migration(copy, "0902.next", "create table nachet_data.next (id integer);\n")
    before = dump(admin(deployer))
    assert refused(deployer, ForeignObject, Source(copy)) == {"objects": {name: "postgres"}}
    assert dump(admin(deployer)) == before


def test_somebodys_view_on_one_that_must_change(deployer: str, copy: Path) -> None:
    """Where columns are only added, it stays, and the view is replaced under it."""
    execute(admin(deployer), "create view public.theirs as select t.name from nachet.task as t")
    append(copy / "sql" / "views" / "task.sql", "comment on view nachet.task is 'Another.';\n")
    replace(copy / "sql" / "views" / "task.sql", "\nfrom ", ",\n    1 as one\nfrom ")
    deploy(deployer, source=Source(copy))
    add_migration(copy, "0902.next", "create table nachet_data.next (id integer);\n")
    replace(copy / "sql" / "views" / "task.sql", ",\n    1 as one", "")
    before = dump(admin(deployer))
    found = refused(deployer, ForeignDependent, Source(copy), ACTS[:3])
    assert found == {"object": "view nachet.task", "dependents": ["view public.theirs"]}
    with pytest.raises(ForeignDependent):
        rollback(deployer, to=3)
    assert dump(admin(deployer)) == before
    execute(admin(deployer), "drop view public.theirs")
    assert deploy(deployer, source=Source(copy)).migrations == ("0902.next",)


def test_a_database_of_another_encoding(server_url: str) -> None:
    with new_database(server_url, "latin", "template0") as url:
        execute(
            server_url,
            "drop database latin",
            "create database latin template template0 encoding 'SQL_ASCII' locale 'C'",
        )
        before = dump(url)
        refused(url, WrongEncoding)
        assert dump(url) == before


def test_a_login_without_the_rights(server_url: str, deployer: str) -> None:
    """Neither may it make roles or schemas, nor act as the owner."""
    execute(server_url, "create role nobody login password 'test'")
    try:
        assert refused(as_user(deployer, "nobody"), RolesMissing)["login"] == "nobody"
        execute(server_url, "grant nachet_owner to nobody")
        with new_database(server_url, "not_theirs", "template0") as url:
            assert refused(as_user(url, "nobody"), RightMissing) == {"login": "nobody"}
    finally:
        execute(server_url, "drop role nobody")


@pytest.mark.long
def test_a_standby_and_what_was_copied_of_a_server() -> None:
    """A standby is refused; once it is a server of its own, it is as the first one was."""
    with fast_server() as server:
        deploy(server.url())
        copied = base_backup(server)
        execute(server.url(), "drop view nachet.task")
        (copied / "standby.signal").touch()
        start_from(server, copied)
        assert refused(server.url(), ReadOnlyServer) == {"login": "postgres"}
        assert read_status(server.url()).problems == ()
        server.stop()
        (server.data / "standby.signal").unlink()
        server.start()
        assert read_status(server.url()).problems == ()
        assert deploy(server.url()).steps == ()


def test_a_right_of_everyones_that_no_file_takes_back_is_taken_back(database_url: str) -> None:
    """Also where functions are born with it."""
    execute(
        database_url,
        "alter default privileges for role nachet_owner grant execute on functions to public",
        "drop function nachet.get_seed(uuid, uuid)",
        "grant execute on all functions in schema nachet to public",
    )
    deploy(database_url)
    public = execute(
        database_url,
        "select p.oid::regprocedure from pg_proc as p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) as a"
        " where p.pronamespace in ('nachet'::regnamespace, 'nachet_data'::regnamespace) and a.grantee = 0",
    )
    assert public == []
