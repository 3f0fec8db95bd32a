"""``make against REVISION=...``: the main calls of this revision beside those of another one, on one server, in turn.

The other revision is taken from git and deployed by its own package. What is called has had the same names and
parameters since 0.1.0. Ratios are of processor time of the server: above 1, this revision takes longer.
"""

from __future__ import annotations

import io
import json
import os
import statistics
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import click
import psycopg

from nachet_datastore.demo.embedded import EmbeddedServer
from nachet_datastore.testing import new_database

from .measure import Meter, Timing
from .setting import STRUCTURE, Setting

_ROOT = Path(__file__).parent.parent.parent
BOXES = (1, 10, 100)

_REGISTER = 'select nachet.register_inference(%s, %s, %s, %s::jsonb, \'{"pipeline": "bench"}\')'
_READ = "select nachet.get_inference(%s, %s, %s)"
_VERIFY = "select nachet.verify_seed(%s, %s, %s, %s::jsonb)"
_LIST = "select nachet.list_picture_sets(%s, %s)"
_CREATE = "select nachet.create_user(%s)"
_DELETE = "select nachet.delete_pictures(%s, %s, %s)"
_PURGE = "select nachet.purge_trash(now() + interval '1 hour', %s)"
#: The pictures that go permanently, in one call.
_PURGED = 10


@dataclass(frozen=True)
class Revision:
    """A revision's database: a user of it, and what makes documents."""

    conn: psycopg.Connection[Any]
    setting: Setting

    def one(self, statement: Any, *values: Any) -> Any:
        """The answer of a call."""
        row = self.conn.execute(statement, values, prepare=True).fetchone()
        assert row is not None
        return row[0]


@contextmanager
def deployed(server: EmbeddedServer, name: str, source: Path) -> Iterator[Revision]:
    """A database with what a checkout deploys."""
    with new_database(server.url(), name) as url:
        program = "import sys, nachet_datastore.deploy; nachet_datastore.deploy.deploy(sys.argv[1])"
        environment = os.environ | {"PYTHONPATH": str(source / "py")}
        subprocess.run([sys.executable, "-c", program, url], env=environment, cwd=source, check=True)
        with psycopg.connect(url, autocommit=True) as conn:
            conn.execute((source / "tests" / "sql" / "_support.sql").read_bytes())
            yield _furnish(conn, url)


def _furnish(conn: psycopg.Connection[Any], url: str) -> Revision:
    def one(statement: Any, *values: Any) -> Any:
        row = conn.execute(statement, values).fetchone()
        assert row is not None
        return row[0]

    user_id = UUID(one("select nachet.create_user('bench@example.org')")["user_id"])
    admin = one("select test.add_user('admin@example.org', 'admin')")
    one("select nachet.import_ml_structure(%s, %s::jsonb)", admin, json.dumps(STRUCTURE))
    names = conn.execute("select name, id from nachet.seed order by name limit 27").fetchall()
    seeds = {f"{number:03d} {name}": seed_id for number, (name, seed_id) in enumerate(names)}
    return Revision(conn, Setting(conn, url, None, user_id, user_id, seeds, {}))  # type: ignore[arg-type]


Job = Callable[[Revision, int], Callable[[], object]]


def _registered(revision: Revision, boxes: int) -> Any:
    (picture,) = revision.setting.add_pictures(1)
    user = revision.setting.user_id
    return revision.one(_REGISTER, user, user, picture, json.dumps(revision.setting.document(boxes)))


def _confirmed(answer: Any) -> str:
    return json.dumps([{"boxId": box["box_id"]} for box in answer["boxes"]])


def _register(revision: Revision, boxes: int) -> Callable[[], object]:
    (picture,) = revision.setting.add_pictures(1)
    user, document = revision.setting.user_id, json.dumps(revision.setting.document(boxes))
    return lambda: revision.one(_REGISTER, user, user, picture, document)


def _read(revision: Revision, boxes: int) -> Callable[[], object]:
    user, inference = revision.setting.user_id, _registered(revision, boxes)["inference_id"]
    return lambda: revision.one(_READ, user, user, inference)


def _verify(revision: Revision, boxes: int) -> Callable[[], object]:
    user, answer = revision.setting.user_id, _registered(revision, boxes)
    feedback = _confirmed(answer)
    return lambda: revision.one(_VERIFY, user, user, answer["inference_id"], feedback)


def _whole(revision: Revision, boxes: int) -> Callable[[], object]:
    (picture,) = revision.setting.add_pictures(1)
    user, document = revision.setting.user_id, json.dumps(revision.setting.document(boxes))

    def run() -> object:
        answer = revision.one(_REGISTER, user, user, picture, document)
        revision.one(_VERIFY, user, user, answer["inference_id"], _confirmed(answer))
        return revision.one(_READ, user, user, answer["inference_id"])

    return run


def _purge(revision: Revision, boxes: int) -> Callable[[], object]:
    user, registered = revision.setting.user_id, [_registered(revision, boxes) for _ in range(_PURGED)]
    verified = [revision.one(_VERIFY, user, user, one["inference_id"], _confirmed(one)) for one in registered]
    revision.one(_DELETE, user, user, [one["picture_id"] for one in verified])
    # 0.1.0 took the number of pictures itself.
    takes_number = revision.one("select to_regprocedure('nachet.purge_trash(timestamptz, integer)') is not null")
    return lambda: revision.one(_PURGE, str(_PURGED) if takes_number else json.dumps({"limit": _PURGED}))


def _list(revision: Revision, _: int) -> Callable[[], object]:
    return lambda: revision.one(_LIST, revision.setting.user_id, revision.setting.user_id)


def _create(revision: Revision, _: int) -> Callable[[], object]:
    email = f"{os.urandom(8).hex()}@example.org"
    return lambda: revision.one(_CREATE, email)


JOBS: dict[str, tuple[Job, tuple[int, ...]]] = {
    "register": (_register, BOXES),
    "read back": (_read, BOXES),
    "verify": (_verify, BOXES),
    "all three": (_whole, BOXES),
    "purge 10": (_purge, (10,)),
    "list folders": (_list, (1,)),
    "create a user": (_create, (1,)),
}


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("revision")
@click.option("--repetitions", default=40, show_default=True, help="Runs of each job that count.")
def main(revision: str, repetitions: int) -> None:
    """Compare this checkout with REVISION of its repository."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        archive = subprocess.run(["git", "archive", revision], cwd=_ROOT, check=True, capture_output=True).stdout
        with tarfile.open(fileobj=io.BytesIO(archive)) as files:
            files.extractall(folder, filter="data")
        server = stack.enter_context(EmbeddedServer())
        other = stack.enter_context(deployed(server, "nachet_other", folder))
        own = stack.enter_context(deployed(server, "nachet_own", _ROOT))
        for name, (job, sizes) in JOBS.items():
            for boxes in sizes:
                pairs = _compare(own, other, lambda one, job=job, boxes=boxes: job(one, boxes), repetitions)  # type: ignore[misc]
                click.echo(f"{name:16}{boxes:>5} boxes {_told(*pairs)}")


def _compare(
    own: Revision, other: Revision, job: Callable[[Revision], Callable[[], object]], repetitions: int
) -> tuple[Timing, Timing]:
    timings = (Timing(), Timing())
    for number in range(repetitions + 8):
        if number == 4:
            for one in (own, other):
                one.conn.execute("analyze")
        turn = list(zip((own, other), timings, strict=True))
        for one, timing in turn if number % 2 else reversed(turn):
            Meter(one.conn).run(lambda one=one: job(one), timing if number >= 8 else None)  # type: ignore[misc]
    return timings


def _told(own: Timing, other: Timing) -> str:
    ratio = statistics.median(one / two for one, two in zip(own.server, other.server, strict=True) if two)
    return f"{statistics.median(other.server):8.2f} {statistics.median(own.server):8.2f} ms  x {ratio:.2f}"


if __name__ == "__main__":
    main()
