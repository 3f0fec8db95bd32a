"""Locks are taken in one order, which stands in sql/README.md: no two calls wait for each other both ways.

Each function that changes something is held back at each place of the order in turn, by the strongest lock that any
function takes there. While it waits it must not have taken anything of a later place.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from time import monotonic
from typing import Any, LiteralString
from uuid import UUID

import psycopg
import pytest

from nachet_datastore.wrapper import Call
from world import CALLS, CHANGING, Things, World

#: The places in their order: what holds a call back there, and the tables whose rows belong there.
PLACES: dict[str, tuple[LiteralString, tuple[LiteralString, ...]]] = {
    "users": ("select from nachet_data.users for no key update", ("users",)),
    "groups": ("select from nachet_data.groups for update", ("groups",)),
    "containers": ("select from nachet_data.container for no key update", ("container",)),
    "shares": (
        "select from nachet_data.group_container for update",
        ("group_container", "user_container", "user_group"),
    ),
    "species": ("lock table nachet_data.seed in exclusive mode", ("seed_alias", "seed_change", "vernacular_name")),
    "pipelines": (
        "lock table nachet_data.pipeline in share row exclusive mode",
        ("model", "model_version", "pipeline_model", "pipeline_default"),
    ),
    "samples": ("select from nachet_data.sample for update", ("sample", "report")),
    "folders": ("select from nachet_data.picture_set for update", ("picture_set",)),
    "batches": ("select from nachet_data.batch for update", ("batch",)),
    "pictures": ("select from nachet_data.picture for update", ("picture",)),
    "what belongs to a picture": (
        "select from nachet_data.inference for update",
        (
            "picture_seed",
            "batch_file",
            "inference",
            "inference_model",
            "object",
            "specimen",
            "identification",
            "inference_tally",
            "opinion_tally",
            "activity_tally",
        ),
    ),
    "quotas": ("select from nachet_data.quota_usage for update", ("quota_usage",)),
    "tasks": ("select from nachet_data.blob_task for update", ("blob_task",)),
}

Arguments = dict[str, UUID]


class Three:
    """Someone who holds, someone who calls and may have to wait for that, and someone who looks what is free."""

    def __init__(self, url: str) -> None:
        self.holder, self.caller, self.onlooker = (psycopg.connect(url) for _ in range(3))
        self._thread = ThreadPoolExecutor(1)

    def close(self) -> None:
        self._thread.shutdown()
        for conn in (self.holder, self.caller, self.onlooker):
            conn.close()

    def taken(
        self, hold: LiteralString, call: Call[Any], probes: list[LiteralString], rows: Arguments | None = None
    ) -> list[str] | None:
        """Which of the probes are locked out by a call that waits for ``hold``; None when it need not wait."""
        self.holder.execute(hold, rows)
        answer = self._thread.submit(self._call, call)
        try:
            waits = self._waits(answer)
            return [probe for probe in probes if not self._free(probe, rows)] if waits else None
        finally:
            self.holder.rollback()
            answer.result()

    def _call(self, call: Call[Any]) -> None:
        try:
            self.caller.execute(call.statement, call.values)
        finally:
            self.caller.rollback()

    def _waits(self, answer: Future[None]) -> bool:
        pids = [self.holder.info.backend_pid, self.caller.info.backend_pid]
        deadline = monotonic() + 30
        while not answer.done():
            assert monotonic() < deadline, "it neither waits nor ends"
            (waits,) = self.onlooker.execute("select %s = any(pg_blocking_pids(%s))", pids).fetchone() or (False,)
            self.onlooker.rollback()
            if waits:
                return True
        return False

    def _free(self, probe: LiteralString, rows: Arguments | None) -> bool:
        try:
            self.onlooker.execute(probe, rows)
        except psycopg.errors.LockNotAvailable:
            return False
        finally:
            self.onlooker.rollback()
        return True


@pytest.fixture(scope="module")
def three(world: World) -> Iterator[Three]:
    with psycopg.connect(world.url) as conn:  # A vacuum would look like a lock that a call has taken.
        conn.execute("alter table nachet_data.seed set (autovacuum_enabled = off)")
        conn.execute("alter table nachet_data.pipeline set (autovacuum_enabled = off)")
    opened = Three(world.url)
    yield opened
    opened.close()


@pytest.fixture
def things(function: str, world: World) -> Things:
    return world.things_for(function)


def _probes(places: list[str]) -> Iterator[LiteralString]:
    for place in places:
        hold, tables = PLACES[place]
        if hold.startswith("lock table"):
            yield hold + " nowait"
        for table in tables:
            yield "select from nachet_data." + table + " for update nowait"


@pytest.mark.parametrize("function", CHANGING)
def test_who_waits_has_taken_nothing_of_a_later_place(
    function: str, three: Three, world: World, things: Things
) -> None:
    call = CALLS[function](world.users["admin"], things)
    names = list(PLACES)
    taken = {
        place: three.taken(hold, call, list(_probes(names[names.index(place) + 1 :])))
        for place, (hold, _) in PLACES.items()
    }
    assert {place: probes for place, probes in taken.items() if probes} == {}


@pytest.mark.parametrize(
    ("place", "function"),
    {
        "users": "set_user_permission",
        "groups": "share_container",
        "containers": "unshare_container",
        "shares": "unshare_container",
        "species": "register_inference",
        "pipelines": "import_ml_structure",
        "folders": "register_pictures",
        "batches": "end_batch",
        "pictures": "verify_seed",
        "what belongs to a picture": "verify_seed",
        "tasks": "complete_blob_tasks",
    }.items(),
)
def test_each_place_holds_back_who_comes_by(
    place: str, function: str, three: Three, world: World, things: Things
) -> None:
    hold, _ = PLACES[place]
    assert three.taken(hold, CALLS[function](world.users["admin"], things), []) == []


@pytest.mark.parametrize("function", CHANGING)
@pytest.mark.parametrize("table", ["picture", "picture_set", "blob_task"])
def test_who_waits_for_a_row_has_taken_none_of_a_higher_id(
    table: LiteralString, function: str, three: Three, world: World, things: Things
) -> None:
    call = CALLS[function](world.users["admin"], things)
    rows = "from nachet_data." + table + " as t where t.container_id = %(container_id)s "
    here: Arguments = {"container_id": things.container_id}
    taken = []
    for (row_id,) in three.onlooker.execute("select t.id " + rows + "order by t.id", here).fetchall():
        one = here | {"id": row_id}
        higher = "select " + rows + "and t.id > %(id)s for update nowait"
        taken += three.taken("select " + rows + "and t.id = %(id)s for update", call, [higher], one) or []
    assert taken == []


@pytest.mark.parametrize("function", CHANGING)
def test_who_takes_rows_of_several_containers_has_locked_these(
    function: str, three: Three, world: World, things: Things
) -> None:
    """Two calls that go through two containers do not meet in them, whichever each begins with."""
    call = CALLS[function](world.users["admin"], things)
    try:
        three.holder.execute(call.statement, call.values)
        taken = {
            container_id
            for table in ("picture_set", "batch", "picture")
            for (container_id,) in _locked(three.onlooker, "container_id", table)
        }
        locked = {container_id for (container_id,) in _locked(three.onlooker, "id", "container")}
    finally:
        three.holder.rollback()
    assert len(taken) < 2 or taken <= locked


def _locked(conn: psycopg.Connection, column: LiteralString, table: LiteralString) -> list[tuple[UUID]]:
    """Of the rows of a table that somebody has locked, a column; references to a row alone do not count."""
    rows: LiteralString = "select t.id, t." + column + " from nachet_data." + table + " as t "  # noqa: S608
    free = {row_id for row_id, _ in conn.execute(rows + "for no key update skip locked")}
    taken = [(value,) for row_id, value in conn.execute(rows) if row_id not in free]
    conn.rollback()
    return taken
