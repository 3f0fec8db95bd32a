"""A dump goes back wherever docs/dba.md says, with all rows, and ``status`` has nothing to say of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from conftest import Clone, dump, execute, fast_server, new_database, psql, run_program
from nachet_datastore.demo.embedded import EmbeddedServer
from nachet_datastore.deploy import deploy, read_status, roles_script
from nachet_datastore.errors import OwnerMissing
from world import World


def rows(url: str) -> str:
    """Each table with the number of its rows, as text."""
    tables = execute(
        url,
        "select c.oid::regclass::text from pg_class as c"
        " where c.relnamespace = 'nachet_data'::regnamespace and c.relkind = 'r' order by 1",
    )
    counts = " union all ".join(
        f"select '{table}', count(*) from {table}"  # noqa: S608 - names of ours
        for (table,) in tables
    )
    return repr(sorted(execute(url, counts)))


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[EmbeddedServer]:
    """A server on which nobody has deployed; the login ``dba`` owns its databases, ``other`` is to."""
    with fast_server() as server:
        execute(server.url(), "create role dba createrole login", "create role other login")
        yield server


@pytest.fixture(scope="module")
def dumps(world_template: World, clone: Clone, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One database with rows in every table, as pg_dump writes it in each of its forms; and how many there are."""
    folder = tmp_path_factory.mktemp("dumps")
    with clone(world_template.url) as url:
        execute(url, "drop schema test cascade", "update nachet_data.blob_task set parked = false")
        run_program("pg_dump", "--format=custom", f"--file={folder / 'custom'}", url)
        run_program("pg_dump", f"--file={folder / 'plain'}", url)
        only = ("--data-only", "--schema=nachet_data")
        run_program("pg_dump", "--format=custom", *only, f"--file={folder / 'data'}", url)
        (folder / "rows").write_text(rows(url), "utf-8")
    return {path.name: path for path in folder.iterdir()}


@contextmanager
def owned(server_url: str, owner: str, name: str = "restored") -> Iterator[str]:
    """An empty database, as its owner."""
    with new_database(server_url, name) as url:
        execute(server_url, f"alter database {name} owner to {owner}", roles_script(owner))
        parts = urlsplit(url)
        yield parts._replace(netloc=f"{owner}@{parts.netloc.rpartition('@')[2]}").geturl()
        execute(server_url, f"revoke nachet_owner from {owner}")


def admin(url: str) -> str:
    return urlsplit(url)._replace(netloc="postgres@").geturl()


def restore(url: str, dumped: Path, *options: str) -> None:
    if dumped.name == "plain":
        psql(url, "--file", dumped)
    else:
        run_program("pg_restore", "--exit-on-error", *options, f"--dbname={url}", dumped)


@pytest.mark.parametrize("form", ["custom", "plain"])
@pytest.mark.parametrize("owner", ["dba", "other"])
def test_on_a_new_server(elsewhere: EmbeddedServer, dumps: dict[str, Path], owner: str, form: str) -> None:
    """Once it has the roles; by whoever may act as their owner."""
    with owned(elsewhere.url(), owner) as url:
        restore(url, dumps[form])
        assert rows(admin(url)) == dumps["rows"].read_text("utf-8")
        assert read_status(admin(url)).problems == ()
        assert deploy(url).steps == ()


@pytest.mark.parametrize("restorer", ["dba", "postgres"])
def test_without_owners_and_grants(elsewhere: EmbeddedServer, dumps: dict[str, Path], restorer: str) -> None:
    """Status names what lacks; a deploy mends it, of a superuser's by a superuser."""
    with owned(elsewhere.url(), "dba") as url:
        restore(admin(url) if restorer == "postgres" else url, dumps["custom"], "--no-owner", "--no-acl")
        assert "schema nachet: owner changed by hand; a deploy puts it right" in read_status(admin(url)).problems
        if restorer == "postgres":
            with pytest.raises(OwnerMissing):
                deploy(url)
            deploy(admin(url))
        deploy(url)
        assert deploy(url).steps == ()
        assert read_status(admin(url)).problems == ()
        assert rows(admin(url)) == dumps["rows"].read_text("utf-8")
        with owned(elsewhere.url(), "dba", "fresh") as fresh:
            deploy(fresh)
            assert sorted(dump(admin(url)).splitlines()) == sorted(dump(admin(fresh)).splitlines())


def test_rows_alone(database_url: str, dumps: dict[str, Path]) -> None:
    """Into what is deployed and emptied; into what is not, nothing at all is restored."""
    options = ("--data-only", "--schema=nachet_data", "--single-transaction", "--role=nachet_owner")
    before = rows(database_url)
    with pytest.raises(AssertionError, match="duplicate key"):
        restore(database_url, dumps["data"], *options)
    assert rows(database_url) == before
    execute(
        database_url,
        "do $$ begin execute (select 'truncate ' || string_agg(c.oid::regclass::text, ', ')"
        " from pg_class as c where c.relnamespace = 'nachet_data'::regnamespace and c.relkind = 'r'); end $$",
    )
    restore(database_url, dumps["data"], *options)
    assert rows(database_url) == dumps["rows"].read_text("utf-8")
    assert deploy(database_url).steps == ()
    assert read_status(database_url).problems == ()
