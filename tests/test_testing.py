"""The plugin for a backend's own tests: what its fixtures give, deployed once, and that it costs nothing unused."""

from __future__ import annotations

import subprocess
import sys

import psycopg
import pytest

pytest_plugins = ["pytester"]

#: Tests of a backend.
TESTS = """
import asyncio
from pathlib import Path

import psycopg
import pytest

from nachet_datastore import Datastore
from samples import png

PICTURE = png()
#: The logins of the databases: there is one for each deploy.
LOGINS = set()


def test_a_client_stores_a_picture(nachet_datastore, nachet_storage_url):
    user = nachet_datastore.create_user("ana@example.org")
    picture_id = nachet_datastore.upload_picture(user.user_id, PICTURE)
    assert nachet_datastore.read_picture(user.user_id, picture_id) == PICTURE
    assert list(Path(nachet_storage_url).rglob(f"{picture_id}.png"))


def test_each_test_has_its_own(nachet_datastore, nachet_database_url, nachet_storage_url):
    assert not Path(nachet_storage_url).exists()
    nachet_datastore.create_user("ana@example.org")
    with psycopg.connect(nachet_database_url) as conn:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            conn.execute("select * from nachet_data.users")


LOOP = asyncio.new_event_loop()


def test_an_async_client_whose_loop_has_not_ended(nachet_async_datastore):
    LOOP.run_until_complete(nachet_async_datastore.create_user("ana@example.org"))


def test_an_async_client_that_the_test_closes(nachet_async_datastore):
    async def close():
        async with nachet_async_datastore as datastore:
            await datastore.create_user("ana@example.org")

    asyncio.run(close())


def test_an_async_client_that_is_not_used(nachet_async_datastore, nachet_database_url):
    LOOP.close()
    LOGINS.add(nachet_database_url.partition("@")[0])


def test_as_many_databases_as_wanted(nachet_clone):
    with nachet_clone() as one, nachet_clone() as other:
        for url in (one, other):
            LOGINS.add(url.partition("@")[0])
            with Datastore(url) as datastore:
                datastore.create_user("ana@example.org")
    assert len(LOGINS) == 1, "deployed once"
"""


def _databases(url: str) -> list[str]:
    with psycopg.connect(url) as conn:
        names = "select d.datname from pg_database as d union all select r.rolname from pg_roles as r order by 1"
        return [name for (name,) in conn.execute(names) if name.startswith("nachet_testing_")]


def test_the_fixtures_give_a_database_and_a_store_to_each_test(
    pytester: pytest.Pytester, server_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NACHET_TEST_DATABASE_URL", "postgresql://nobody@nowhere.invalid/none")
    pytester.makepyfile(TESTS)
    result = pytester.runpytest_inprocess(
        "-p", "pytest_nachet_datastore", "-p", "no:cacheprovider", f"--nachet-database-url={server_url}"
    )
    result.assert_outcomes(passed=6)
    assert _databases(server_url) == []


def test_a_server_is_named_by_the_environment(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NACHET_TEST_DATABASE_URL", "not a URL")
    pytester.makepyfile("def test_it(nachet_datastore): pass\ndef test_without(tmp_path): pass")
    result = pytester.runpytest_inprocess("-p", "pytest_nachet_datastore", "-p", "no:cacheprovider")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*InvalidDatabaseUrl*"])


def test_a_run_that_takes_no_fixture_imports_nothing() -> None:
    program = "import sys, pytest_nachet_datastore; sys.exit(any('nachet_datastore' == name for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
