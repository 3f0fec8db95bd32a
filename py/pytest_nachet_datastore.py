"""Fixtures of pytest for a backend's own tests: a deployed database and a blob store for each test.

They come with the package; nothing of it is imported before a test takes one. The database is on a server of their
own, from the wheel (the extra ``testing``), or on the one that ``--nachet-database-url`` or the environment variable
NACHET_TEST_DATABASE_URL names, with a login that may make databases and roles.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from nachet_datastore import AsyncDatastore, Datastore
    from nachet_datastore.testing import Clone

_VARIABLE = "NACHET_TEST_DATABASE_URL"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option for a server that runs already."""
    parser.getgroup("nachet-datastore").addoption(
        "--nachet-database-url",
        metavar="URL",
        help=f"a server whose login may make databases and roles (default: {_VARIABLE}, or a server of the tests' own)",
    )


@pytest.fixture(scope="session")
def nachet_clone(request: pytest.FixtureRequest) -> Iterator[Clone]:
    """Makes deployed databases: ``with nachet_clone() as url``."""
    from nachet_datastore.testing import deployed, fast_server

    with ExitStack() as stack:
        url = request.config.getoption("nachet_database_url") or os.environ.get(_VARIABLE)
        server_url = url or stack.enter_context(fast_server()).url()
        yield stack.enter_context(deployed(server_url))


@pytest.fixture
def nachet_database_url(nachet_clone: Clone) -> Iterator[str]:
    """A deployed database of the test's own, as a login with the rights of a backend."""
    with nachet_clone() as url:
        yield url


@pytest.fixture
def nachet_storage_url(tmp_path: Path) -> str:
    """An empty blob store of the test's own: a folder."""
    return str(tmp_path / "nachet-store")


@pytest.fixture
def nachet_datastore(nachet_database_url: str, nachet_storage_url: str) -> Iterator[Datastore]:
    """A client of that database and that store."""
    from nachet_datastore import Datastore

    with Datastore(nachet_database_url, nachet_storage_url) as datastore:
        yield datastore


@pytest.fixture
def nachet_async_datastore(nachet_database_url: str, nachet_storage_url: str) -> Iterator[AsyncDatastore]:
    """The same for asyncio, on the event loop that uses it first."""
    from nachet_datastore import AsyncDatastore
    from nachet_datastore.testing import close

    datastore = AsyncDatastore(nachet_database_url, nachet_storage_url)
    try:
        yield datastore
    finally:
        close(datastore)
