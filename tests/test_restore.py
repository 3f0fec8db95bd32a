"""A dump goes back wherever docs/dba.md says, with all rows, and ``status`` has nothing to say of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from anywhere import RESTORES, Dumps, Place, logins, write_dumps
from conftest import Clone, fast_server, programs
from nachet_datastore.demo.embedded import wheel_programs
from world import World


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Place]:
    """A server on which nobody has deployed."""
    with fast_server() as server, logins(server.url()):
        yield Place(server.url(), server.programs)


@pytest.fixture(scope="module")
def dumps(server_url: str, world_template: World, clone: Clone, tmp_path_factory: pytest.TempPathFactory) -> Dumps:
    """A world of another server."""
    with clone(world_template.url) as url:
        return write_dumps(url, Place(server_url, programs() or wheel_programs()), tmp_path_factory.mktemp("dumps"))


@pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=[] if kind == "whole" else pytest.mark.long) for kind in RESTORES]
)
def test_on_a_new_server(kind: str, elsewhere: Place, dumps: Dumps) -> None:
    RESTORES[kind](elsewhere, dumps)
