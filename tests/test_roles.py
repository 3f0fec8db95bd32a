"""Who can deploy, and what the roles can do then: on a server of its own, since roles belong to all its databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from urllib.parse import quote

import psycopg
import pytest
from psycopg import sql
from psycopg.errors import InsufficientPrivilege

from conftest import dump, execute, fast_server
from nachet_datastore.demo.embedded import EmbeddedServer
from nachet_datastore.deploy import deploy, plan, read_status, roles_script, rollback
from nachet_datastore.errors import OwnerMissing, RolesMissing

#: A database of a login's own: ``with owned("dba", "createrole") as url``.
Owned = Callable[..., AbstractContextManager[str]]


@pytest.fixture(scope="module")
def server() -> Iterator[EmbeddedServer]:
    """A server on which nobody has deployed."""
    with fast_server() as started:
        yield started


@pytest.fixture
def owned(server: EmbeddedServer) -> Iterator[Owned]:
    """Makes logins, each with a database; after the test the server has neither them nor our roles."""
    numbers = count(1)
    databases: list[str] = []
    logins: list[str] = []

    @contextmanager
    def make(login: str, attributes: str = "") -> Iterator[str]:
        database = f"owned_{next(numbers)}"
        names = {"login": sql.Identifier(login), "database": sql.Identifier(database)}
        with psycopg.connect(server.url(), autocommit=True) as conn:
            conn.execute(sql.SQL("create role {login} login {}").format(sql.SQL(attributes), **names))
            conn.execute(sql.SQL("create database {database} owner {login}").format(**names))
        databases.append(database)
        logins.append(login)
        yield server.url(database, quote(login))

    yield make
    with psycopg.connect(server.url(), autocommit=True) as conn:
        for database in databases:
            conn.execute(sql.SQL("drop database {}").format(sql.Identifier(database)))
        for role in ("nachet_owner", "nachet_backend", "nachet_service", "nachet_analyst", *logins):
            conn.execute(sql.SQL("drop role if exists {}").format(sql.Identifier(role)))


def as_superuser(url: str) -> str:
    """The same database, as a superuser."""
    return url.replace(url.partition("://")[2].partition("@")[0], "postgres", 1)


@pytest.mark.long
@pytest.mark.parametrize("attributes", ["createrole", "createrole noinherit"])
def test_an_owner_who_may_create_roles_deploys(attributes: str, owned: Owned) -> None:
    """Without being a superuser, and again."""
    with owned("dba", attributes) as url:
        assert plan(url).steps
        deploy(url)
        before = dump(as_superuser(url))
        assert deploy(url).steps == ()
        assert dump(as_superuser(url)) == before
        assert read_status(as_superuser(url)).problems == ()


@pytest.mark.long
def test_an_owner_who_may_not_is_told_what_to_have_run(owned: Owned) -> None:
    """Nothing is left of the attempt; with the roles made for it, the deploy is the same."""
    with owned("the DBA's") as url, owned("other", "createrole") as other:
        before = dump(as_superuser(url))
        for act in (plan, deploy):
            with pytest.raises(RolesMissing) as caught:
                act(url)
            assert caught.value.detail["login"] == "the DBA's"
            assert "nachet-datastore roles the DBA's" in caught.value.hint
        assert dump(as_superuser(url)) == before
        execute(as_superuser(url), roles_script("the DBA's"))
        deploy(url)
        assert deploy(url).steps == ()
        execute(as_superuser(url), roles_script("the DBA's"), roles_script("other"))
        deploy(other)
        assert dump(as_superuser(other)) == dump(as_superuser(url))


@pytest.mark.long
def test_two_databases_of_one_server_are_deployed_at_once(owned: Owned) -> None:
    """The roles, which they share, are made by whoever comes first."""
    with owned("dba", "superuser") as url, owned("other", "superuser") as other, ThreadPoolExecutor(2) as threads:
        list(threads.map(deploy, [url, other]))
        assert dump(url) == dump(other)


@pytest.mark.long
def test_who_made_the_roles_hands_them_out(owned: Owned) -> None:
    """A second database of the server, of someone else, needs no superuser."""
    with owned("dba", "createrole") as url, owned("other") as other:
        deploy(url)
        execute(url, roles_script("other"))
        deploy(other)
        assert read_status(as_superuser(other)).problems == ()


@pytest.mark.long
def test_the_keys_of_models_can_be_kept_from_the_backend(owned: Owned) -> None:
    """The backend is a member of ``nachet_service`` when that is made; taken from it, it stays so."""

    def reads_keys(url: str) -> bool:
        with psycopg.connect(url) as conn:
            query = "select has_function_privilege('nachet_backend', 'nachet.export_ml_structure()', 'execute')"
            row = conn.execute(query).fetchone()
        return bool(row and row[0])

    with owned("dba", "createrole") as url:
        deploy(url)
        assert reads_keys(url)
        execute(url, "revoke nachet_service from nachet_backend")
        execute(as_superuser(url), "comment on function nachet.export_ml_structure is 'ours'")
        deploy(url)
        assert not reads_keys(url)
        assert read_status(as_superuser(url)).problems == ()


@pytest.mark.long
def test_what_belongs_to_another_comes_back(owned: Owned) -> None:
    """A function or a view by whoever deploys; a table by someone who may give it."""
    with owned("dba", "createrole") as url, owned("other", "superuser") as other:
        deploy(url)
        before = dump(as_superuser(url))
        execute(
            as_superuser(url),
            "alter function nachet.get_user(text) owner to other",
            "alter view nachet.seed owner to other",
        )
        deploy(url)
        assert dump(as_superuser(url)) == before
        execute(as_superuser(url), "alter table nachet_data.seed owner to other")
        before_refusal = dump(as_superuser(url))
        for act in (plan, deploy, lambda url: rollback(url, to=0)):
            with pytest.raises(OwnerMissing) as caught:
                act(url)
            assert caught.value.detail == {"object": "table nachet_data.seed", "owner": "other"}
        assert dump(as_superuser(url)) == before_refusal
        deploy(url.replace("dba@", "other@"))
        assert dump(as_superuser(url)) == before
        assert other


@pytest.mark.long
def test_a_role_that_may_more_than_it_should_is_named(owned: Owned) -> None:
    with owned("dba", "createrole") as url:
        deploy(url)
        assert read_status(url).problems == ()
        execute(as_superuser(url), "alter role nachet_backend login", "grant nachet_owner to nachet_analyst")
        assert read_status(url).problems == (
            "role nachet_analyst: member of nachet_owner added by hand; a deploy leaves it",
            "role nachet_backend: login added by hand; a deploy leaves it",
        )
        execute(as_superuser(url), "alter role nachet_backend nologin", "revoke nachet_owner from nachet_analyst")
        assert read_status(url).problems == ()


def test_nobody_else_can_do_anything(owned: Owned) -> None:
    """A login of the server reaches nothing; the roles log in nowhere, and reach no more than is theirs."""
    with owned("dba", "createrole") as url, owned("someone"):
        public = execute(as_superuser(url), "select n.nspacl::text from pg_namespace as n where n.nspname = 'public'")
        deploy(url)
        assert public == execute(
            as_superuser(url), "select n.nspacl::text from pg_namespace as n where n.nspname = 'public'"
        )
        execute(url, "grant nachet_backend to someone")
        for statement in (
            "set role nachet_owner",
            "select from nachet_deploy.deployed",
            "select from nachet_data.users",
            "create table nachet.mine (id integer)",
        ):
            with pytest.raises(InsufficientPrivilege):
                execute(url.replace("dba@", "someone@"), statement)
        assert execute(url.replace("dba@", "someone@"), "select nachet.schema_version()")
        execute(url, "revoke nachet_backend from someone")
        for statement in ("select nachet.schema_version()", "select from nachet.seed"):
            with pytest.raises(InsufficientPrivilege):
                execute(url.replace("dba@", "someone@"), statement)
        for role in ("owner", "backend", "analyst"):
            with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
                psycopg.connect(url.replace("dba@", f"nachet_{role}@"))


def test_no_login_makes_temporary_tables_or_large_objects(owned: Owned) -> None:
    """Unless the DBA says so, by name; status tells what the deploying login could not take from PUBLIC."""
    temporary, large = "create temporary table mine (id integer)", "select lo_create(0)"
    with owned("dba", "createrole") as url, owned("admin", "superuser"), owned("someone"):
        deploy(url)
        assert read_status(url).notes == ("every login may make large objects here, until a deploy by a superuser",)
        deploy(url.replace("dba@", "admin@"))
        assert read_status(url).notes == ()
        assert deploy(url).steps == ()
        someone = url.replace("dba@", "someone@")
        for role in ("nachet_backend", "nachet_analyst"):
            execute(url, f"grant {role} to someone")
            for statement in (
                temporary,
                large,
                "select lo_creat(-1)",
                "select lo_from_bytea(0, 'mine')",
                "select lo_import('/etc/hostname')",
                "create function pg_temp.mine() returns integer language sql return 1",
                "create function public.mine() returns integer language sql return 1",
                "create schema mine",
            ):
                with pytest.raises(InsufficientPrivilege):
                    execute(someone, statement)
            execute(url, f"revoke {role} from someone")
        execute(as_superuser(url), "grant execute on function lo_create(oid) to someone")
        database = sql.Identifier(str(psycopg.conninfo.conninfo_to_dict(url)["dbname"]))
        with psycopg.connect(url) as conn:
            conn.execute(sql.SQL("grant temporary on database {} to someone").format(database))
        assert deploy(url).steps == ()
        execute(someone, temporary, large)


@pytest.mark.long
def test_a_deploy_by_another_than_the_databases_owner_leaves_its_rights(owned: Owned) -> None:
    with owned("dba", "createrole") as url, owned("other") as theirs:
        deploy(url)
        execute(url, roles_script("dba"))
        execute(theirs, f"grant create on database {psycopg.conninfo.conninfo_to_dict(theirs)['dbname']} to dba")
        deploy(theirs.replace("other@", "dba@"))
        assert "every login may make temporary tables here, until a deploy by the owner of the database" in (
            read_status(theirs.replace("other@", "dba@")).notes
        )
        assert deploy(theirs.replace("other@", "dba@")).steps == ()
