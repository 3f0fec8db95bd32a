"""How long a deploy takes, and how long it keeps others waiting, with a million boxes in the tables.

``make upgrade``; ``make upgrade ARGS='--boxes 100000'`` for fewer. While a deploy runs, a client registers inferences
and reads them back, again and again: its longest call is what a user feels. What the deploy holds is seen in
``pg_locks``, some hundred times a second.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import click
import psycopg

from nachet_datastore.demo.embedded import EmbeddedServer
from nachet_datastore.deploy import Source, deploy, source_root

#: One inference of a hundred boxes with three guesses each, made by the functions, and copies of it.
FIRST = "select r.user_id, r.inference_id, r.document::text from test.register(100, 3) as r"
COPIES = """
set session_replication_role = replica;
insert into nachet_data.picture (
    container_id, id, picture_set_id, state, media_type, byte_size, sha256, blob_container_id, blob_name
)
select
    p.container_id, md5(k || p.id::text)::uuid, p.picture_set_id, p.state, p.media_type, p.byte_size,
    sha256(k::text::bytea), p.blob_container_id, k || '.png'
from nachet_data.picture as p, generate_series(1, {0}) as k;
insert into nachet_data.inference (
    container_id, id, picture_id, user_id, pipeline_id, inference, nb_object, top_score
)
select
    i.container_id, md5(k || i.id::text)::uuid, md5(k || i.picture_id::text)::uuid, i.user_id, i.pipeline_id,
    i.inference, i.nb_object, i.top_score
from nachet_data.inference as i, generate_series(1, {0}) as k;
insert into nachet_data.object (
    container_id, id, inference_id, position, box_metadata, top_x, top_y, bottom_x, bottom_y, top_score
)
select
    o.container_id, md5(k || o.id::text)::uuid, md5(k || o.inference_id::text)::uuid, o.position, o.box_metadata,
    o.top_x, o.top_y, o.bottom_x, o.bottom_y, o.top_score
from nachet_data.object as o, generate_series(1, {0}) as k;
insert into nachet_data.seed_object (container_id, object_id, rank, seed_id, score)
select s.container_id, md5(k || s.object_id::text)::uuid, s.rank, s.seed_id, s.score
from nachet_data.seed_object as s, generate_series(1, {0}) as k;
reset session_replication_role;
"""

COLUMN = """\
-- A column with a default.
set local lock_timeout = '1500ms';
set local role nachet_owner;
alter table nachet_data.object add column note text not null default '';
reset role;
"""
INDEX = """\
-- An index, built beside the work.
-- transactional: false
set lock_timeout = '1500ms';
set role nachet_owner;
create index concurrently if not exists object_note_idx on nachet_data.object (container_id, note);
reset role;
reset lock_timeout;
"""
CHECK = """\
-- A check that does not look at the rows there are.
set local lock_timeout = '1500ms';
set local role nachet_owner;
alter table nachet_data.object
add constraint object_note_check check (char_length(note) <= 2000) not valid;
reset role;
"""
VALIDATE = """\
-- The same check for the rows there are.
set local lock_timeout = '1500ms';
set local role nachet_owner;
alter table nachet_data.object validate constraint object_note_check;
reset role;
"""

LOCKS = """
select c.relname || ' ' || replace(l.mode, 'Lock', '')
from pg_catalog.pg_locks as l
inner join pg_catalog.pg_stat_activity as a on l.pid = a.pid
inner join pg_catalog.pg_class as c on l.relation = c.oid
inner join pg_catalog.pg_namespace as n on c.relnamespace = n.oid
where a.application_name = 'nachet-datastore deploy'
    and n.nspname in ('nachet', 'nachet_data')
    and l.granted
    and l.mode not in ('AccessShareLock', 'RowShareLock', 'RowExclusiveLock')
"""


class Observed:
    """What others noticed of a deploy, in seconds: how long it held each lock, and the client's calls."""

    def __init__(self) -> None:
        self.held: dict[str, float] = {}
        self.calls: list[float] = []


@contextmanager
def observed(url: str) -> Iterator[Observed]:
    """Watch the locks and keep calling while the block runs."""
    found, done = Observed(), Event()

    def watch() -> None:
        since: dict[str, float] = {}
        with psycopg.connect(url, autocommit=True) as conn:
            while not done.is_set():
                now = time.perf_counter()
                locks = {lock for (lock,) in conn.execute(LOCKS)}
                since = {lock: since.get(lock, now) for lock in locks}
                for lock, start in since.items():
                    found.held[lock] = max(found.held.get(lock, 0.0), now - start)

    def call() -> None:
        with psycopg.connect(url, autocommit=True) as conn:
            user, inference, _ = conn.execute(FIRST.replace("100", "10")).fetchone() or (None, None, None)
            while not done.is_set():
                for statement, values in (
                    (FIRST.replace("100", "10"), []),
                    ("select nachet.get_inference(%s, %s, %s)", [user, user, inference]),
                ):
                    start = time.perf_counter()
                    conn.execute(statement, values).fetchall()
                    found.calls.append(time.perf_counter() - start)

    with ThreadPoolExecutor(2) as threads:
        working = [threads.submit(act) for act in (watch, call)]
        try:
            yield found
        finally:
            done.set()
        for thread in working:
            thread.result()


def measure(title: str, url: str, act: Callable[[], object], *, beside: bool = True) -> None:
    """Run it, and print how long it took and what others noticed."""
    start = time.perf_counter()
    if not beside:
        act()
        click.echo(f"{title:<52} {time.perf_counter() - start:8.2f} s")
        return
    with observed(url) as found:
        time.sleep(0.5)
        start = time.perf_counter()
        act()
        seconds = time.perf_counter() - start
    modes: dict[str, float] = defaultdict(float)
    for lock, held in found.held.items():
        modes[lock.rpartition(" ")[2]] = max(modes[lock.rpartition(" ")[2]], held)
    locks = ", ".join(f"{mode} {held * 1000:.0f} ms" for mode, held in sorted(modes.items())) or "none"
    calls = sorted(found.calls)
    median, longest = calls[len(calls) // 2] * 1000, calls[-1] * 1000
    click.echo(
        f"{title:<52} {seconds:8.2f} s   calls: median {median:.0f} ms, longest {longest:.0f} ms   locks: {locks}"
    )


def edit_everything(root: Path) -> None:
    """Another text in every function, another comment on every view."""
    for path in root.glob("procedures/*/*.sql"):
        path.write_text(path.read_text("utf-8").replace("as $function$\n", "as $function$\n-- Another.\n"), "utf-8")
    for path in root.glob("sql/views/*.sql"):
        path.write_text(path.read_text("utf-8") + "-- Another.\n", "utf-8")


def main() -> None:
    """Print a line for each deploy."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--boxes", type=int, default=1_000_000)
    boxes = parser.parse_args().boxes
    settings = {"shared_buffers": "256MB", "max_wal_size": "8GB"}
    with tempfile.TemporaryDirectory() as folder, EmbeddedServer(settings) as server:
        root, url = Path(folder), server.url()
        for name in ("migrations", "procedures", "sql"):
            shutil.copytree(source_root() / name, root / name)
        measure("a fresh deploy", url, lambda: deploy(url), beside=False)
        measure("again, nothing changed", url, lambda: deploy(url), beside=False)
        start = time.perf_counter()
        with psycopg.connect(url, autocommit=True) as conn:
            conn.execute((Path(__file__).parent.parent / "sql" / "_support.sql").read_text("utf-8"))
            conn.execute(FIRST)
            conn.execute(COPIES.format(boxes // 100 - 1))
            conn.execute("analyze")
            (number,) = conn.execute("select count(*) from nachet_data.object").fetchone() or (0,)
        click.echo(f"filled with {number} boxes in {time.perf_counter() - start:.0f} s")
        measure("again, nothing changed", url, lambda: deploy(url))
        edit_everything(root)
        measure("every function and view replaced", url, lambda: deploy(url, source=Source(root)))
        for number, (name, text) in enumerate(
            (("column", COLUMN), ("index", INDEX), ("check", CHECK), ("validate", VALIDATE)), 7
        ):
            (root / "migrations" / f"{number:04}.{name}.sql").write_text(text, "utf-8")
            summary = text.partition("\n")[0].removeprefix("-- ").rstrip(".").lower()
            measure(f"migration: {summary}", url, lambda: deploy(url, source=Source(root)))


if __name__ == "__main__":
    main()
