"""No statistics make a call read what it does not need: taken of an empty table, of one box, or of most of them.

A table is analysed while it has so many boxes, a connection makes its plans then, and then it fills, without another
analyze. Counted are the rows and index entries that a call meets, as in ``test_plans.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from secrets import token_hex
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from conftest import ROOT, read_sql
from nachet_datastore import Datastore
from nachet_datastore.documents import BoxFeedback, NewPicture, RegisteredInference
from nachet_datastore.wrapper import Call, calls
from test_plans import PIPELINE, counters
from world import GUESSES, box, document

#: Boxes when the tables are analysed; None: never.
SHORT = (None, 1)
LONG = (0, 10, 100, 1_000, 10_000)

#: Of each call so often that its plan is kept.
RUNS = 6

#: What a few readings of 2,000 pictures meet: there are boxes of every second one, specimens of every tenth.
FEW_TIMES = 12 * 2_400

#: Gets something ready; what it gives is counted.
Job = Callable[[Datastore, psycopg.Connection, UUID], Callable[[], object]]


def _picture(conn: psycopg.Connection, user_id: UUID, folder: UUID | None = None) -> UUID:
    (picture_id,) = conn.execute("select test.add_picture(%s, %s)", [user_id, folder]).fetchone() or ()
    found: UUID = picture_id
    return found


def _registered(datastore: Datastore, conn: psycopg.Connection, user_id: UUID, boxes: int) -> RegisteredInference:
    return datastore.register_inference(user_id, _picture(conn, user_id), _said(boxes), pipeline=PIPELINE)


def _said(boxes: int) -> Any:
    return document(*(box(12.0 * number, *GUESSES) for number in range(boxes))) | {"models": []}


def _feedback(registered: RegisteredInference) -> list[BoxFeedback]:
    return [{"boxId": registered_box["box_id"]} for registered_box in registered["boxes"]]


def _register(boxes: int) -> Job:
    def prepare(datastore: Datastore, conn: psycopg.Connection, user_id: UUID) -> Callable[[], object]:
        picture_id, said = _picture(conn, user_id), _said(boxes)
        return lambda: datastore.register_inference(user_id, picture_id, said, pipeline=PIPELINE)

    return prepare


def _read(boxes: int, *, verified: bool) -> Job:
    def prepare(datastore: Datastore, conn: psycopg.Connection, user_id: UUID) -> Callable[[], object]:
        registered = _registered(datastore, conn, user_id, boxes)
        if verified:
            datastore.verify_seed(user_id, registered["inference_id"], _feedback(registered))
        return lambda: datastore.get_inference(user_id, registered["inference_id"])

    return prepare


def _verify(boxes: int) -> Job:
    def prepare(datastore: Datastore, conn: psycopg.Connection, user_id: UUID) -> Callable[[], object]:
        registered = _registered(datastore, conn, user_id, boxes)
        return lambda: datastore.verify_seed(user_id, registered["inference_id"], _feedback(registered))

    return prepare


def _delete(datastore: Datastore, conn: psycopg.Connection, user_id: UUID) -> Callable[[], object]:
    picture_id = _picture(conn, user_id)
    datastore.register_inference(user_id, picture_id, _said(10), pipeline=PIPELINE)
    return lambda: datastore.delete_pictures(user_id, [picture_id])


#: Each finds its rows by keys.
LOOK_UPS: dict[str, Job] = {
    "register 1": _register(1),
    "register 100": _register(100),
    "read": _read(10, verified=False),
    "read verified": _read(10, verified=True),
    "verify 10": _verify(10),
    "verify 100": _verify(100),
    "delete": _delete,
}
JOBS: dict[str, Job] = LOOK_UPS | {
    "list": lambda datastore, _, user_id: lambda: datastore.list_picture_set_pictures(user_id, user_id),
    "find": lambda datastore, _, user_id: lambda: datastore.find_pictures(user_id),
}


def _folder(datastore: Datastore, user_id: UUID) -> UUID:
    return datastore.run(calls.create_picture_set(user_id, uuid4().hex)).answer.picture_set_id


def _reviewed(datastore: Datastore, conn: psycopg.Connection, user_id: UUID, folder: UUID, pictures: int) -> list[UUID]:
    """Pictures of two boxes, every second of them verified."""
    found = []
    for number in range(pictures):
        picture_id = _picture(conn, user_id, folder)
        registered = datastore.register_inference(user_id, picture_id, _said(2), pipeline=PIPELINE)
        if number % 2:
            datastore.verify_seed(user_id, registered["inference_id"], _feedback(registered))
        found.append(picture_id)
    return found


def _of_pictures(run: Callable[[UUID, list[UUID], UUID], Call[Any]], *before: str) -> Callable[[int], Job]:
    """A call for a folder and its pictures, of which the calls ``before`` have been made."""

    def of(pictures: int) -> Job:
        def prepare(datastore: Datastore, conn: psycopg.Connection, user_id: UUID) -> Callable[[], object]:
            folder = _folder(datastore, user_id)
            ids = _reviewed(datastore, conn, user_id, folder, pictures)
            for name in before:
                datastore.run(OF_PICTURES[name](user_id, ids, folder))
            return lambda: datastore.run(run(user_id, ids, folder))

        return prepare

    return of


OF_PICTURES: dict[str, Callable[[UUID, list[UUID], UUID], Call[Any]]] = {
    "delete": lambda user, ids, _: calls.delete_pictures(user, ids),
    "restore": lambda user, ids, _: calls.restore_pictures(user, ids),
    "move": lambda user, ids, _: calls.move_pictures(user, ids, user),
    "register": lambda user, ids, _: calls.register_inferences(
        user, [{"picture_id": picture_id, "result": _said(2), "pipeline": PIPELINE} for picture_id in ids]
    ),
    "delete folder": lambda user, _, folder: calls.delete_picture_set(user, folder, keep_verified=False),
    "archive folder": lambda user, _, folder: calls.delete_picture_set(user, folder, keep_verified=True),
    "restore folder": lambda user, _, folder: calls.restore_picture_set(user, folder),
    "unarchive folder": lambda user, _, folder: calls.unarchive_picture_set(user, folder),
    "purge folder": lambda user, _, folder: calls.purge_picture_set(user, folder),
    "purge trash": lambda *_: calls.purge_trash(datetime.now(UTC) + timedelta(hours=1)),
}
#: What has to be done before.
BEFORE = {
    "restore": ["delete"],
    "restore folder": ["archive folder"],
    "purge trash": ["delete"],
    "unarchive folder": ["archive folder", "purge folder"],
}

#: Each is about as many pictures as it is told.
MANY: dict[str, Callable[[int], Job]] = {
    name: _of_pictures(run, *BEFORE.get(name, [])) for name, run in OF_PICTURES.items()
}


def _withdrawn(boxes: int) -> Job:
    def prepare(datastore: Datastore, conn: psycopg.Connection, user_id: UUID) -> Callable[[], object]:
        registered = _registered(datastore, conn, user_id, boxes)
        datastore.verify_seed(user_id, registered["inference_id"], _feedback(registered))
        return lambda: datastore.withdraw_inference(user_id, registered["inference_id"])

    return prepare


def _confirmed(pictures: int) -> Job:
    def prepare(datastore: Datastore, conn: psycopg.Connection, user_id: UUID) -> Callable[[], object]:
        rows = conn.execute("select test.reserve_picture(%s) from generate_series(1, %s)", [user_id, pictures])
        ids = [row[0] for row in rows]
        return lambda: datastore.run(calls.confirm_pictures(user_id, ids))

    return prepare


def _reserved(pictures: int) -> Job:
    def prepare(datastore: Datastore, _: psycopg.Connection, user_id: UUID) -> Callable[[], object]:
        said: list[NewPicture] = [
            {"media_type": "image/png", "extension": "png", "byte_size": 1000, "sha256": token_hex(32)}
            for _ in range(pictures)
        ]
        return lambda: datastore.run(calls.register_pictures(user_id, said))

    return prepare


def _counted(pictures: int) -> Job:
    def prepare(datastore: Datastore, conn: psycopg.Connection, user_id: UUID) -> Callable[[], object]:
        sample_id = datastore.create_sample(user_id, uuid4().hex).sample_id
        folder = datastore.run(calls.create_picture_set(user_id, uuid4().hex, sample_id=sample_id)).answer
        _reviewed(datastore, conn, user_id, folder.picture_set_id, pictures)
        return lambda: datastore.get_sample_counts(user_id, sample_id)

    return prepare


MANY |= {
    "withdraw": _withdrawn,
    "reserve": _reserved,
    "confirm": _confirmed,
    "count a sample": _counted,
    "register boxes": _register,
    "verify boxes": _verify,
}


@dataclass(frozen=True)
class Frozen:
    """A database whose statistics are of few boxes, and a connection with plans of then."""

    url: str
    user_id: UUID
    warm: psycopg.Connection

    def fill(self, pictures: int) -> None:
        """From another connection: no plan is made anew for it."""
        with psycopg.connect(self.url, autocommit=True) as conn:
            conn.execute("select test.fill_container(%s, 1, %s)", [self.user_id, pictures])

    def met(self, conn: psycopg.Connection) -> dict[str, int]:
        """Rows and index entries that each job meets on this connection."""
        return {name: self.met_by(conn, job) for name, job in JOBS.items()}

    def met_by(self, conn: psycopg.Connection, job: Job) -> int:
        """The same of one job."""
        with conn.transaction(force_rollback=True):
            run = job(Datastore(conn), conn, self.user_id)
            before = counters(conn)
            run()
            after = counters(conn)
        return sum(read for _, read in after.values()) - sum(read for _, read in before.values())


@pytest.fixture
def begin(clone: Callable[[], AbstractContextManager[str]]) -> Iterator[Callable[[int], Frozen]]:
    """A database that nobody analysed, whose only connection began with pictures of so many boxes."""
    with clone() as url, psycopg.connect(url, autocommit=True) as warm:

        def begun(boxes: int) -> Frozen:
            warm.execute(read_sql(ROOT / "tests" / "sql" / "_volume.sql"))
            datastore = Datastore(warm)
            user_id = datastore.create_user("owner@example.org").user_id
            warm.execute("select test.add_pipeline()")
            for _ in range(RUNS):
                registered = _registered(datastore, warm, user_id, boxes)
                datastore.verify_seed(user_id, registered["inference_id"], _feedback(registered))
                datastore.get_inference(user_id, registered["inference_id"])
            return Frozen(url, user_id, warm)

        yield begun


@pytest.fixture
def freeze(clone: Callable[[], AbstractContextManager[str]]) -> Iterator[Callable[[int | None], Frozen]]:
    with clone() as url, psycopg.connect(url, autocommit=True) as warm:

        def frozen(boxes: int | None) -> Frozen:
            warm.execute(read_sql(ROOT / "tests" / "sql" / "_volume.sql"))
            datastore = Datastore(warm)
            user_id = datastore.create_user("owner@example.org").user_id
            warm.execute("select test.add_pipeline()")
            found = Frozen(url, user_id, warm)
            if boxes is not None and boxes >= 100:
                found.fill(boxes)
            elif boxes:
                registered = _registered(datastore, warm, user_id, boxes)
                datastore.verify_seed(user_id, registered["inference_id"], _feedback(registered))
            if boxes is not None:
                warm.execute("analyze")
            for job in JOBS.values():
                for _ in range(RUNS):
                    with warm.transaction(force_rollback=True):
                        job(datastore, warm, user_id)()
            return found

        yield frozen


@pytest.mark.parametrize(
    ("boxes", "pictures"),
    [(boxes, 2_000) for boxes in SHORT]
    + [pytest.param(boxes, 100_000, marks=pytest.mark.long) for boxes in (*SHORT, *LONG)],
)
def test_no_statistics_tip_a_plan(freeze: Callable[[int | None], Frozen], boxes: int | None, pictures: int) -> None:
    frozen = freeze(boxes)
    frozen.fill(pictures)
    kept = frozen.met(frozen.warm)
    with psycopg.connect(frozen.url, autocommit=True) as conn:
        stale = frozen.met(conn)
        conn.execute("analyze")
    with psycopg.connect(frozen.url, autocommit=True) as conn:
        analysed = frozen.met(conn)
    # By statistics of next to nothing a call may read the container a few times, never once a box. There are two boxes
    # of every second picture, and two specimens of every tenth.
    few_times = 10 * (pictures + pictures // 5)
    assert not _more(kept, analysed, JOBS, few_times)
    assert not _more(stale, analysed, JOBS, few_times)
    if boxes is not None and boxes >= 100:
        assert not _more(stale, analysed, LOOK_UPS, 20)
    if boxes is not None and boxes >= 10_000:
        assert not _more(kept, analysed, JOBS, 200)


@pytest.mark.parametrize("boxes", [1, 5, 20, 100])
def test_no_first_calls_tip_a_plan(begin: Callable[[int], Frozen], boxes: int) -> None:
    begun = begin(boxes)
    begun.fill(2_000)
    kept = begun.met(begun.warm)
    begun.warm.execute("analyze")
    with psycopg.connect(begun.url, autocommit=True) as conn:
        analysed = begun.met(conn)
    assert not _more(kept, analysed, JOBS, FEW_TIMES + 10 * RUNS * 2 * boxes)


def test_no_plan_of_a_young_database_reads_the_container_for_each_row(
    clone: Callable[[], AbstractContextManager[str]],
) -> None:
    """The connection has made its plans on nearly nothing; then there are 2,000 pictures, and it is asked for many."""
    with clone() as url, psycopg.connect(url, autocommit=True) as warm:
        warm.execute(read_sql(ROOT / "tests" / "sql" / "_volume.sql"))
        (user_id,) = warm.execute("select test.add_user('owner@example.org', 'admin')").fetchone() or ()
        warm.execute("select test.add_pipeline()")
        young = Frozen(url, user_id, warm)
        for job in MANY.values():
            for _ in range(RUNS):
                young.met_by(warm, job(2))
        young.fill(2_000)
        kept = {name: young.met_by(warm, job(20)) for name, job in MANY.items()}
        warm.execute("analyze")
        with psycopg.connect(url, autocommit=True) as conn:
            analysed = {name: young.met_by(conn, job(20)) for name, job in MANY.items()}
    assert not _more(kept, analysed, MANY, FEW_TIMES)


def _more(
    met: dict[str, int], analysed: dict[str, int], jobs: Iterable[str], margin: int
) -> dict[str, tuple[int, int]]:
    """The jobs that meet more than by good statistics, with both figures."""
    return {name: (met[name], analysed[name]) for name in jobs if met[name] > analysed[name] + margin}
