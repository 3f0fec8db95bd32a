"""``make growth``: each published call among many boxes, beside the same call among few.

Two databases of one server, filled in SQL, part by part: most boxes lie in one container, in pictures of a hundred
specimens that three versions of a model saw and two people identified; what else belongs to pictures, in many
containers. With ``--database-url`` they stay, and a run that was broken off goes on where it was. Each call is rolled
back; calls of both databases take turns, and what is compared is processor time of the server.
"""

from __future__ import annotations

import json
import pickle
import statistics
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
import psycopg
from psycopg import sql

from nachet_datastore.demo.embedded import EmbeddedServer
from nachet_datastore.deploy import deploy
from world import CALLS, World
from world import build as build_world

from .blocks import table, write_block
from .evaluation import SPECIMENS, fill_statement
from .measure import Meter

#: How many times its processor time among few boxes a call may take among many.
GOAL = 1.3
#: Boxes of a picture: three versions of a model saw each specimen, but for one in 25.
_BOXES = SPECIMENS * 3 * 24 // 25
#: Pictures that are filled in at a time.
_PART = 500
_SQL = Path(__file__).parent.parent / "sql"
#: What reads all that a container has, and why.
_WHOLE = {
    "list_picture_sets": "lists every picture; `list_picture_set_tree` and `list_picture_set_pictures` do it by pages",
    "list_picture_set_tree": "counts the pictures of every folder",
    "create_dataset": "pins every specimen that it takes",
    "merge_seeds": "counts what the species was said of; no index leads there",
    "get_container_usage": "adds up all pictures of the container",
}


@contextmanager
def database(server_url: str, name: str, boxes: int, *, keep: bool) -> Iterator[tuple[psycopg.Connection[Any], World]]:
    """A database with so many boxes, and what is in it; the one that is there is filled on."""
    url = urlsplit(server_url)._replace(path=f"/{name}").geturl()
    with psycopg.connect(server_url, autocommit=True) as admin:
        if admin.execute("select from pg_database where datname = %s", [name]).fetchone() is None:
            admin.execute(sql.SQL("create database {} template template0").format(sql.Identifier(name)))
        try:
            with psycopg.connect(url, autocommit=True) as conn:
                world = _furnish(conn, url)
                _fill(conn, world.users["owner"], boxes)
                yield conn, world
        finally:
            if not keep:
                admin.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


def _furnish(conn: psycopg.Connection[Any], url: str) -> World:
    if conn.execute("select to_regclass('test.growth')").fetchone() == (None,):
        conn.execute("drop schema if exists test cascade")
        deploy(url)
        conn.execute((_SQL / "_support.sql").read_bytes())
        conn.execute((_SQL / "_volume.sql").read_bytes())
        conn.execute(fill_statement())
        world = build_world(url)
        for n in range(4):
            conn.execute("select test.add_user(%s)", [f"reader-{n}@example.org"])
        for name in ("reader", "writer"):
            conn.execute("select test.fill_container(%s, 10, 50)", [world.users[name]])
        conn.execute("create table test.growth as select %s as world", [pickle.dumps(world)])
    row = conn.execute("select world from test.growth").fetchone()
    assert row is not None
    found: World = pickle.loads(row[0])  # noqa: S301 - written above
    return found


def _fill(conn: psycopg.Connection[Any], user_id: Any, boxes: int) -> None:
    """Fill on from the last picture that is whole: each part is one transaction."""
    pictures, first = boxes // _BOXES, 1_000_000
    row = conn.execute(
        "select count(*) from nachet_data.picture where container_id = %s and blob_name ~ '^[0-9]+[.]tiff$'", [user_id]
    ).fetchone()
    assert row is not None
    with click.progressbar(range(row[0], pictures, _PART), label=f"filling {boxes:,} boxes") as parts:
        for begun in parts:
            last = min(begun + _PART, pictures) - 1
            with conn.transaction():
                conn.execute("select test.fill_reviews(%s, %s, %s)", [user_id, first + begun, first + last])
                conn.execute(
                    """
                    select test.count_reviews(p.container_id, p.id)
                    from nachet_data.picture as p
                    where p.container_id = %s and p.id >= test.ordered_id(%s)
                    """,
                    [user_id, first + begun],
                )
            if begun == 0:  # Plans of an empty table would be kept for the rest of it.
                conn.execute("analyze")
    conn.execute("vacuum analyze")


def measure(
    few: tuple[psycopg.Connection[Any], World], many: tuple[psycopg.Connection[Any], World], repetitions: int
) -> dict[str, dict[str, float]]:
    """Of each call: milliseconds among few and among many boxes, and the median ratio of the turns."""
    found = {}
    for name in CALLS:
        runs: list[list[float]] = [[], []]
        for number in range(repetitions + 3):
            for place, (conn, world) in enumerate((few, many)):
                took = _take(conn, world, name)
                if number >= 3:
                    runs[place].append(took)
        ratios = [large / small for small, large in zip(*runs, strict=True)]
        found[name] = {
            "few_ms": round(statistics.median(runs[0]), 3),
            "many_ms": round(statistics.median(runs[1]), 3),
            "ratio": round(statistics.median(ratios), 2),
        }
    return found


def _take(conn: psycopg.Connection[Any], world: World, name: str) -> float:
    """Milliseconds of the server's processor for a call, which is rolled back."""
    call = CALLS[name](world.users["admin"], world.things_for(name))
    meter = Meter(conn)
    with conn.transaction(force_rollback=True):
        before = meter.server()
        conn.execute(call.statement, call.values, prepare=True)
        return (meter.server() - before) * 1e3


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--boxes", default=200_000, show_default=True, help="How many are many; 5000000 in the long form.")
@click.option("--few", default=40_000, show_default=True, help="How many are few: pages are full.")
@click.option("--repetitions", default=15, show_default=True, help="Runs of each call that count.")
@click.option("--database-url", metavar="URL", help="A running server, as its superuser: the databases stay there.")
@click.option("--json", "output", type=click.Path(path_type=Path), help="Also write the figures to this file.")
@click.option("--write", "page", type=click.Path(path_type=Path), help="Also write the table into this page.")
def main(
    boxes: int, few: int, repetitions: int, database_url: str | None, output: Path | None, page: Path | None
) -> None:
    """Print each call's milliseconds among few and among many boxes; those that grow come first."""
    with ExitStack() as stack:
        url = database_url or stack.enter_context(EmbeddedServer({"max_wal_size": "8GB"})).url()
        opened: Callable[[str, int], Any] = lambda name, number: stack.enter_context(  # noqa: E731
            database(url, f"nachet_growth_{name}", number, keep=database_url is not None)
        )
        found = measure(opened("few", few), opened("many", boxes), repetitions)
    grown = {name: row for name, row in found.items() if row["ratio"] > GOAL and name not in _WHOLE}
    for name, row in sorted(found.items(), key=lambda one: -one[1]["ratio"]):
        note = "" if row["ratio"] <= GOAL else "  answers with all there is" if name in _WHOLE else "  GROWS"
        click.echo(f"{name:36}{row['few_ms']:10.2f}{row['many_ms']:10.2f}  x {row['ratio']:.2f}{note}")
    click.echo(f"{len(found)} calls, {len(grown)} above {GOAL}")
    if page is not None:
        told = f"{len(found)} calls, among {few:,} and {boxes:,} boxes, milliseconds of the server's processor\n\n"
        columns = ("call", f"{few:,}", f"{boxes:,}", "ratio", "why")
        rows = (
            (name, f"{row['few_ms']:.2f}", f"{row['many_ms']:.2f}", f"{row['ratio']:.2f}", _WHOLE.get(name, ""))
            for name, row in sorted(found.items(), key=lambda one: -one[1]["ratio"])
            if row["ratio"] > GOAL
        )
        write_block(page, "growth", told + table(columns, rows))
    if output is not None:
        output.write_text(json.dumps({"few": few, "many": boxes, "calls": found}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
