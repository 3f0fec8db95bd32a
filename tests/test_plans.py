"""Among 100,000 pictures each call reads what it answers with and little more, by indexes, however it is planned.

What counts is what the server counts while a call runs: the scans of each table and the rows and entries that they
met, whichever statement of whichever function made them, foreign keys included.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any, LiteralString
from uuid import UUID

import psycopg
import pytest
from psycopg import sql
from psycopg.abc import Params

from nachet_datastore import Datastore
from nachet_datastore.documents import BoxFeedback, RegisteredInference
from nachet_datastore.wrapper import calls
from volume import FILTERS, Landmarks, fill, landmarks
from world import CALLS, GUESSES, Things, World, box, document
from world import build as build_world

#: The tables that grow with use.
GROWING = (
    "picture_set",
    "picture",
    "picture_seed",
    "batch",
    "batch_file",
    "inference",
    "inference_model",
    "object",
    "specimen",
    "identification",
    "inference_tally",
    "opinion_tally",
    "activity_tally",
    "blob_task",
    "sample",
    "report",
)

#: What ``test.add_pipeline`` makes.
PIPELINE = "Swin transformer"

#: Calls that read tables from end to end, seldom, for those who run it, as what is counted is read: by get_status each
#: table of up to 100 kB (the rows of a larger one are estimated), by list_expected_containers all that the blob store
#: should have, by get_container_usage all pictures of the container.
READ_ALL = {
    "list_expected_containers": {"picture", "picture_set"},
    "get_status": {"blob_task", "picture_set", "batch", "sample", "report"},
    "get_container_usage": {"picture"},
    "create_dataset": set(GROWING),  # Of a container that has nearly all there is.
}

#: Rows and index entries that a call may meet; of those that answer with more, more.
MOST_READ = 2_500
MORE_READ = {
    "list_picture_sets": 200_000,
    "list_picture_set_tree": 200_000,
    "list_batches": 200_000,
    "list_samples": 200_000,
    "list_reports": 200_000,
    "list_stuck_blob_tasks": 200_000,  # All tasks of the volume are overdue.
} | dict.fromkeys(READ_ALL, 1_000_000)

#: The same of pages; where regulated finds come first, a page's worth of boxes of each regulated species is read.
MORE_OF_PAGES = {"list_picture_sets": 25_000, "list_review_queue, regulated": 5_000}

#: Calls that do not answer page by page: all of a container's trash, all parked tasks.
WHOLE = {"list_trash", "retry_blob_tasks"}

#: Users of the world with the folders of their own container and the pictures in each.
CONTENTS = {
    "owner": (60, 1000),
    "reader": (10, 2000),
    "writer": (10, 1000),
    "manager": (5, 1000),
    "outsider": (5000, 1),
}


@dataclass(frozen=True)
class Volume:
    """A world among 100,000 pictures, most of them in its private container."""

    conn: psycopg.Connection
    world: World

    @cached_property
    def landmarks(self) -> Landmarks:
        """Those of the private container."""
        return landmarks(self.conn, self.world.users["owner"])

    @property
    def things(self) -> Things:
        """What is in the private container."""
        return self.world.things["private"]

    def reads(self, statement: LiteralString | sql.Composed, values: Params, plan: str) -> tuple[set[str], int]:
        """Growing tables that running a statement scans, and rows and index entries of such that it meets."""
        with self.conn.transaction(force_rollback=True):
            self.conn.execute("select set_config('plan_cache_mode', %s, true)", [f"force_{plan}_plan"])
            before = counters(self.conn)
            self.conn.execute(statement, values)
            after = counters(self.conn)
        scanned = {name for name, (scans, _) in after.items() if scans > before[name][0]}
        return scanned, sum(read for _, read in after.values()) - sum(read for _, read in before.values())


def counters(conn: psycopg.Connection) -> dict[str, tuple[int, int]]:
    """Scans of each growing table in this transaction, and the rows and index entries that they met."""
    counters = conn.execute(
        """
        select
            c.relname,
            pg_stat_get_xact_numscans(c.oid),
            pg_stat_get_xact_tuples_returned(c.oid) + sum(pg_stat_get_xact_tuples_returned(i.indexrelid))
        from pg_catalog.pg_class as c
        inner join pg_catalog.pg_index as i on i.indrelid = c.oid
        where c.relnamespace = 'nachet_data'::regnamespace and c.relname = any(%s)
        group by c.oid
        """,
        [list(GROWING)],
    )
    return {name: (scans, int(read)) for name, scans, read in counters}


@pytest.fixture(scope="module")
def volume(clone: Callable[[], AbstractContextManager[str]]) -> Iterator[Volume]:
    with clone() as url, _filled(url, 1) as volume:
        yield volume


@contextmanager
def _filled(url: str, part: int) -> Iterator[Volume]:
    """A world with one part of so many of the folders."""
    world = build_world(url)
    with psycopg.connect(url, autocommit=True) as conn:
        fill(conn, {world.users[name]: (-(-folders // part), nb) for name, (folders, nb) in CONTENTS.items()})
        yield Volume(conn, world)


plans = pytest.mark.parametrize("plan", ["custom", "generic"])


@plans
@pytest.mark.parametrize("name", CALLS)
def test_a_call_finds_its_rows_by_indexes(volume: Volume, name: str, plan: str) -> None:
    """Planned for its values, or for any."""
    call = CALLS[name](volume.world.users["admin"], volume.world.things_for(name))
    scanned, read = volume.reads(call.statement, call.values, plan)
    assert scanned <= READ_ALL.get(name, set())
    assert read <= MORE_READ.get(name, MOST_READ)


def test_a_call_reads_no_more_where_there_is_ten_times_as_much(
    volume: Volume, clone: Callable[[], AbstractContextManager[str]]
) -> None:
    """Pages are full at both sizes."""
    grown = {}
    with clone() as url, _filled(url, 10) as tenth:
        for name in CALLS.keys() - MORE_READ.keys() - WHOLE:
            few, many = (_read(place, name) for place in (tenth, volume))
            # What other tests of this file rolled back is met, too, until it is vacuumed.
            if many > 1.5 * few + 500:
                grown[name] = few, many
    assert not grown


def _read(volume: Volume, name: str) -> int:
    call = CALLS[name](volume.world.users["admin"], volume.world.things_for(name))
    return volume.reads(call.statement, call.values, "generic")[1]


@plans
@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_finds_its_pictures_by_indexes(volume: Volume, name: str, plan: str) -> None:
    call = calls.find_pictures(volume.world.users["owner"], **FILTERS[name](volume.landmarks))
    scanned, read = volume.reads(call.statement, call.values, plan)
    assert scanned == set()
    # For a thousand ids PostgreSQL 15 reads the container once instead.
    assert read <= (70_000 if name == "a large page" else MOST_READ)


def test_each_key_of_a_filter_is_looked_at(volume: Volume) -> None:
    parameters = inspect.signature(calls.find_pictures).parameters
    assert {key for case in FILTERS.values() for key in case(volume.landmarks)} == set(parameters) - {
        "user_id",
        "container_id",
    }


#: What the world's own calls do not reach: pages in the middle, a large folder, everyone's tasks.
PAGES: dict[str, Callable[[Volume], calls.Call[Any]]] = {
    "list_picture_set_pictures": lambda v: calls.list_picture_set_pictures(
        v.world.users["owner"], v.landmarks.picture_set_id, after=v.landmarks.picture_id
    ),
    "list_review_queue": lambda v: calls.list_review_queue(
        v.world.users["owner"], after={"score": 0.5, "box_id": v.landmarks.picture_id}
    ),
    "list_review_queue, margin": lambda v: calls.list_review_queue(
        v.world.users["owner"], order="margin", after={"score": 0.5, "box_id": v.landmarks.picture_id}
    ),
    "list_review_queue, regulated": lambda v: calls.list_review_queue(v.world.users["owner"], order="regulated"),
    "list_review_queue, regulated, the rest": lambda v: calls.list_review_queue(
        v.world.users["owner"],
        order="regulated",
        after={"score": 0.5, "box_id": v.landmarks.picture_id, "regulated": False},
    ),
    "list_review_queue, disputed": lambda v: calls.list_review_queue(v.world.users["owner"], order="disputed"),
    "lease_review_queue": lambda v: calls.lease_review_queue(v.world.users["owner"], order="margin"),
    "has_verified_pictures": lambda v: calls.has_verified_pictures(v.world.users["owner"], v.landmarks.picture_set_id),
    "get_picture_set": lambda v: calls.get_picture_set(v.world.users["owner"], v.landmarks.picture_set_id),
    "list_picture_sets": lambda v: calls.list_picture_sets(v.world.users["writer"]),
    "claim_blob_tasks": lambda _: calls.claim_blob_tasks(limit=100),
    "list_stuck_blob_tasks, none overdue": lambda _: calls.list_stuck_blob_tasks(overdue=timedelta(days=10_000)),
    "list_stuck_blob_tasks, failing": lambda _: calls.list_stuck_blob_tasks(
        overdue=timedelta(days=10_000), failing=True
    ),
}


@plans
@pytest.mark.parametrize("name", PAGES)
def test_a_page_in_the_middle_costs_no_more_than_the_first(volume: Volume, name: str, plan: str) -> None:
    call = PAGES[name](volume)
    scanned, read = volume.reads(call.statement, call.values, plan)
    assert scanned == set()
    assert read <= MORE_OF_PAGES.get(name, MOST_READ)


@pytest.mark.parametrize("name", ["picture", "inference", "object"])
def test_what_a_delete_takes_along_is_found_by_indexes(volume: Volume, name: str) -> None:
    """The row's dependents in all tables, and who else might point to it."""
    table = sql.Identifier("nachet_data", name)
    row = volume.conn.execute(
        sql.SQL("select container_id, id from {} where container_id = %s and id > %s order by id limit 1").format(
            table
        ),
        [volume.things.container_id, volume.landmarks.picture_id],
    ).fetchone()
    assert row is not None
    delete = sql.SQL("delete from {} where container_id = %s and id = %s").format(table)
    scanned, read = volume.reads(delete, row, "generic")
    assert scanned == set()
    assert 1 <= read <= 50


def _statements(conn: psycopg.Connection, boxes: int) -> list[list[str]]:
    """What registering, reading back and verifying so many boxes runs inside: a call each."""
    planned: list[list[str]] = []

    def note(diagnostic: psycopg.errors.Diagnostic) -> None:
        # One for each execution, as nothing may be planned once for all. A foreign key checks each row.
        if "FOR KEY SHARE OF x" not in (statement := diagnostic.context or ""):
            planned[-1].append(statement)

    user, picture, inference, document = conn.execute("select * from test.register(%s, 5)", [boxes]).fetchone() or ()
    feedback: Any = [
        {"boxId": registered["box_id"]}
        | ({"classId": registered["topN"][1]["object_id"]} if number % 3 == 1 else {})
        | ({"label": "", "classId": ""} if number % 3 == 2 else {})
        for number, registered in enumerate(document["boxes"])
    ]
    result = conn.execute("select test.sample_inference(%s, 5)", [boxes]).fetchone()
    assert result is not None
    conn.add_notice_handler(note)
    for call in (
        calls.register_inference(user, picture, result[0], pipeline=PIPELINE),
        calls.get_inference(user, inference),
        calls.verify_seed(user, inference, feedback),
    ):
        planned.append([])
        with conn.transaction():
            conn.execute("set local plan_cache_mode = force_custom_plan")
            conn.execute("set local client_min_messages = log")
            conn.execute("set local log_planner_stats = on")
            conn.execute("discard plans")  # verify_seed plans once for all: each of its statements shows once.
            conn.execute(call.statement, call.values)
    conn.remove_notice_handler(note)
    return planned


def test_more_boxes_take_no_more_statements(connection: psycopg.Connection) -> None:
    """Inside the functions as outside: the same statements in the same order, once each."""
    _statements(connection, 3)
    few, many = _statements(connection, 3), _statements(connection, 100)
    assert few == many
    assert all(len(statements) > 1 for statements in few)


#: What an analyst asks of one picture, box or specimen: the condition goes through the barrier of the view.
ASKED: dict[str, LiteralString] = {
    "a picture": "select v.* from nachet.picture as v where v.container_id = %(c)s and v.id = %(p)s",
    "a picture by its id alone": "select v.* from nachet.picture as v where v.id = any(%(ids)s)",
    "a summary of a picture": "select v.* from nachet.picture_summary as v"
    " where v.container_id = %(c)s and v.picture_id = %(p)s",
    "the inferences of a picture": "select v.* from nachet.inference as v"
    " where v.container_id = %(c)s and v.picture_id = %(p)s",
    "the specimens of a picture": "select v.* from nachet.specimen as v"
    " where v.container_id = %(c)s and v.picture_id = %(p)s",
    "a box": "select v.* from nachet.object as v where v.container_id = %(c)s and v.id = %(p)s",
    "the guesses of a box": "select v.* from nachet.seed_object as v"
    " where v.container_id = %(c)s and v.object_id = %(p)s",
    "what was said of a specimen": "select v.* from nachet.identification as v"
    " where v.container_id = %(c)s and v.specimen_id = %(p)s",
    "the training set of a picture": "select v.* from nachet.verified_object as v"
    " where v.container_id = %(c)s and v.picture_id = %(p)s",
    "the tallies of a picture": "select v.* from nachet.tally as v"
    " where v.container_id = %(c)s and v.picture_id = %(p)s",
    "the species of a picture": "select v.* from nachet.picture_seed as v"
    " where v.container_id = %(c)s and v.picture_id = %(p)s",
}


@plans
@pytest.mark.parametrize("name", ASKED)
def test_a_view_finds_what_an_analyst_asks_for_by_indexes(volume: Volume, name: str, plan: str) -> None:
    values = {
        "c": volume.things.container_id,
        "p": volume.landmarks.picture_id,
        "ids": [volume.landmarks.picture_id],
    }
    scanned, read = volume.reads(ASKED[name], values, plan)
    assert scanned == set()
    assert read <= MOST_READ


#: Pictures with which a container fills, and the boxes of each.
PICTURES, BOXES = 40, 20

#: Acts upon a picture that models and a person looked at already: its new boxes show what is known.
AGAIN: dict[str, Callable[[UUID, UUID, Any], calls.Call[Any]]] = {
    "register_inference": lambda user, picture, said: calls.register_inference(user, picture, said, pipeline=PIPELINE),
    "verify_seed": lambda user, _, said: calls.verify_seed(user, said["inference_id"], _confirm(said)),
    "reopen_object": lambda user, _, said: calls.reopen_object(user, said["boxes"][0]["box_id"]),
    "withdraw_inference": lambda user, _, said: calls.withdraw_inference(user, said["inference_id"]),
}


def _confirm(said: RegisteredInference) -> list[BoxFeedback]:
    return [{"boxId": box["box_id"]} for box in said["boxes"]]


def test_a_picture_is_read_alone_however_full_its_container(
    clone: Callable[[], AbstractContextManager[str]],
) -> None:
    said = document(*(box(60.0 * number, *GUESSES) for number in range(BOXES)))
    met: list[dict[str, int]] = []
    with clone() as url, psycopg.connect(url, autocommit=True) as conn:
        datastore = Datastore(conn)
        user_id = datastore.create_user("owner@example.org").user_id
        conn.execute("select test.add_pipeline()")
        for number in range(PICTURES):
            (picture_id,) = conn.execute("select test.add_picture(%s)", [user_id]).fetchone() or ()
            registered = datastore.register_inference(user_id, picture_id, said, pipeline=PIPELINE)
            datastore.verify_seed(user_id, registered["inference_id"], _confirm(registered))
            if number in (PICTURES // 4, PICTURES - 1):
                conn.execute("analyze")
                met.append({name: _met(conn, act(user_id, picture_id, registered)) for name, act in AGAIN.items()})
    few, many = met
    assert not {name: (few[name], many[name]) for name in AGAIN if many[name] > 1.1 * few[name]}


def _met(conn: psycopg.Connection, call: calls.Call[Any]) -> int:
    """Rows and index entries that it meets."""
    with conn.transaction(force_rollback=True):
        before = counters(conn)
        conn.execute(call.statement, call.values)
        after = counters(conn)
    return sum(read for _, read in after.values()) - sum(read for _, read in before.values())
