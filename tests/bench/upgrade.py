"""How long a deploy takes, and how long it keeps others waiting.

``make upgrade``: on the embedded PostgreSQL and on Debian's 15 a fresh deploy, an empty one, and the upgrade of a
database of 0.1.0 (``tests/data``) with eight clients at work; then, on the embedded one, deploys with a million boxes
in the tables. ``make upgrade ARGS='--boxes 100000'`` for fewer, 0 for none. While a deploy runs, clients call again
and again: the longest call is what a user feels. What the deploy holds is seen in ``pg_locks``, some hundred times a
second. The exit code is 1 if a call failed.
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import click
import psycopg
from psycopg.types.json import Jsonb

from conftest import execute, programs
from nachet_datastore.demo.embedded import EmbeddedServer
from nachet_datastore.deploy import Source, deploy, source_root
from nachet_datastore.testing import new_database
from world import box, document

TESTS = Path(__file__).parent.parent

#: What a client does again and again, with its values.
Calls = list[tuple[str, list[Any]]]

#: One inference of a hundred boxes with three guesses each, made by the functions.
FIRST = "select r.user_id, r.inference_id, r.document::text from test.register(100, 3) as r"
#: What is another in a copy; a guess's id is that of its box, but for the last digits.
OTHER = {
    "id": "md5(k || t.id::text)::uuid",
    "picture_id": "md5(k || t.picture_id::text)::uuid",
    "inference_id": "md5(k || t.inference_id::text)::uuid",
    "object_id": "md5(k || t.object_id::text)::uuid",
    "sha256": "sha256((k || t.id::text)::bytea)",
    "blob_name": "k || t.id::text || '.png'",
}
GUESS_ID = "(left((md5(k || t.object_id::text)::uuid)::text, 32) || right(t.id::text, 4))::uuid"

#: What is not copied: what people said.
SAID = {"verified", "verified_by", "valid", "verified_seed_id", "verified_id", "verified_box", "specimen_id"}

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


def copy_boxes(conn: psycopg.Connection, copies: int) -> None:
    """Copy all pictures with their inferences and boxes, as they are before people say anything."""
    conn.execute("set session_replication_role = replica")
    for table in ("picture", "inference", "object", "seed_object"):
        found = conn.execute(
            "select attname from pg_attribute where attrelid = to_regclass(%s) and attnum > 0"
            " and not attisdropped and attgenerated = ''",
            [f"nachet_data.{table}"],
        )
        names = [name for (name,) in found if name not in SAID]
        values = (OTHER | ({"id": GUESS_ID} if table == "seed_object" else {})).get
        if names:
            copied = ", ".join(values(name, f"t.{name}") for name in names)
            conn.execute(
                f"insert into nachet_data.{table} ({', '.join(names)})"  # noqa: S608 - names of ours
                f" select {copied} from nachet_data.{table} as t, generate_series(1, {copies}) as k".encode()
            )
    conn.execute("reset session_replication_role")


class Observed:
    """What others noticed of a deploy, in seconds: how long it held each lock, and the clients' calls."""

    def __init__(self) -> None:
        self.held: dict[str, float] = {}
        self.calls: list[float] = []
        self.failed: list[str] = []


def registering(conn: psycopg.Connection) -> Calls:
    """An inference is registered and read back."""
    first = FIRST.replace("100", "10")
    user, inference, _ = conn.execute(first.encode()).fetchone() or (None, None, None)
    return [(first, []), ("select nachet.get_inference(%s, %s, %s)", [user, user, inference])]


def working(conn: psycopg.Connection) -> Calls:
    """What a backend does with a database of 0.1.0, by functions that there are since then."""
    owner, picture, inference, email = conn.execute(
        "select i.container_id, i.picture_id, i.id, u.email from nachet_data.inference as i"
        " inner join nachet_data.users as u on i.container_id = u.id"
        " inner join nachet_data.picture as p on (i.container_id, i.picture_id) = (p.container_id, p.id)"
        " where p.state = 'confirmed' order by i.id limit 1"
    ).fetchone() or (None, None, None, None)
    said = document(box(10, ("Brassica napus", 0.9)))
    return [
        ("select nachet.get_user(%s)", [email]),
        ("select nachet.create_user(gen_random_uuid() || '@example.org')", []),
        ("select nachet.list_containers(%s)", [owner]),
        ("select nachet.list_picture_sets(%s, %s)", [owner, owner]),
        ("select nachet.create_picture_set(%s, %s, jsonb_build_object('name', gen_random_uuid()))", [owner, owner]),
        ("select nachet.get_picture(%s, %s, %s)", [owner, owner, picture]),
        ("select nachet.find_pictures(%s, %s, '{}')", [owner, owner]),
        ("select nachet.register_inference(%s, %s, %s, %s)", [owner, owner, picture, Jsonb(said)]),
        ("select nachet.get_inference(%s, %s, %s)", [owner, owner, inference]),
        ("select nachet.get_picture_inference(%s, %s, %s)", [owner, owner, picture]),
        ("select nachet.search_seeds('brasica napus')", []),
        ("select nachet.resolve_seed('Brassica napus')", []),
        ("select nachet.get_ml_structure(%s)", [owner]),
        ("select nachet.get_pipeline_for(%s)", [owner]),
    ]


def looking(conn: psycopg.Connection) -> Calls:
    """The same, and every view of 0.1.0 whole: with many rows, some are read for longer than a deploy waits."""
    views = conn.execute("select format('%I', viewname) from pg_views where schemaname = 'nachet' order by 1")
    found: Calls = [(f"select count(*) from nachet.{view}", []) for (view,) in views]  # noqa: S608 - names of ours
    return working(conn) + found


@contextmanager
def observed(url: str, calls: Callable[[psycopg.Connection], Calls], clients: int) -> Iterator[Observed]:
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

    def call(number: int) -> None:
        with psycopg.connect(url, autocommit=True) as conn:
            mine = calls(conn)
            start_at = number * len(mine) // clients
            while not done.is_set():
                for statement, values in mine[start_at:] + mine[:start_at]:
                    start = time.perf_counter()
                    try:
                        conn.execute(statement.encode(), values).fetchall()
                    except psycopg.Error as error:
                        found.failed.append(f"{statement}: {error}")
                    found.calls.append(time.perf_counter() - start)

    with ThreadPoolExecutor(clients + 1) as threads:
        acts = [threads.submit(watch), *(threads.submit(call, number) for number in range(clients))]
        try:
            yield found
        finally:
            done.set()
        for act in acts:
            act.result()


def measure(
    title: str,
    url: str,
    act: Callable[[], object],
    calls: Callable[[psycopg.Connection], Calls] = registering,
    clients: int = 1,
) -> bool:
    """Run it, and print how long it took and what others noticed; whether no call failed."""
    with observed(url, calls, clients) as found:
        time.sleep(0.5)
        start = time.perf_counter()
        act()
        seconds = time.perf_counter() - start
        time.sleep(0.5)
    modes: dict[str, float] = defaultdict(float)
    for lock, held in found.held.items():
        modes[lock.rpartition(" ")[2]] = max(modes[lock.rpartition(" ")[2]], held)
    locks = ", ".join(f"{mode} {held * 1000:.0f} ms" for mode, held in sorted(modes.items())) or "none"
    times = sorted(found.calls)
    click.echo(
        f"{title:<52} {seconds:8.2f} s   locks: {locks}\n{'':<52} {len(times):8} calls, {len(found.failed)} failed;"
        f" median {times[len(times) // 2] * 1000:.0f} ms, longest {times[-1] * 1000:.0f} ms"
    )
    click.echo("".join(f"{text}\n" for text in sorted(set(found.failed))[:5]), nl=False)
    return not found.failed


def deploy_anew(server: EmbeddedServer) -> None:
    """Print how long a fresh deploy takes, and one that finds nothing to do: medians of five, in turn."""
    seconds: dict[str, list[float]] = {"a fresh deploy": [], "again, nothing changed": []}
    for number in range(5):
        with new_database(server.url(), f"fresh_{number}") as url:
            for taken in seconds.values():
                start = time.perf_counter()
                deploy(url)
                taken.append(time.perf_counter() - start)
    for title, taken in seconds.items():
        click.echo(f"{title:<52} {statistics.median(taken):8.2f} s   median of 5, {min(taken):.2f} to {max(taken):.2f}")


def upgrade(server: EmbeddedServer, copies: int, calls: Callable[[psycopg.Connection], Calls]) -> bool:
    """Upgrade a database of 0.1.0, its boxes copied, with eight clients at work; whether no call failed."""
    with new_database(server.url(), "of_0_1_0") as url:
        dump = gzip.decompress((TESTS / "data" / "0.1.0.sql.gz").read_bytes())
        psql = [str(server.programs / "psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", url]
        subprocess.run(psql, input=dump, stdout=subprocess.DEVNULL, check=True)
        with psycopg.connect(url, autocommit=True) as conn:
            copy_boxes(conn, copies)
            conn.execute("analyze")
        ((boxes,),) = execute(url, "select count(*) from nachet_data.object")
        title = f"from 0.1.0 with {boxes} boxes, eight clients {calls.__name__}"
        return measure(title, url, lambda: deploy(url), calls, clients=8)


def edit_everything(root: Path) -> None:
    """Another text in every function, another comment on every view."""
    for path in root.glob("procedures/*/*.sql"):
        path.write_text(path.read_text("utf-8").replace("as $function$\n", "as $function$\n-- Another.\n"), "utf-8")
    for path in root.glob("sql/views/*.sql"):
        path.write_text(path.read_text("utf-8") + "-- Another.\n", "utf-8")


def with_rows(server: EmbeddedServer, boxes: int) -> bool:
    """Deploys with so many boxes in the tables, a line each; whether no call failed."""
    url, fine = server.url(), []
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("migrations", "procedures", "sql"):
            shutil.copytree(source_root() / name, root / name)
        deploy(url)
        start = time.perf_counter()
        with psycopg.connect(url, autocommit=True) as conn:
            conn.execute((TESTS / "sql" / "_support.sql").read_bytes())
            conn.execute(FIRST)
            copy_boxes(conn, boxes // 100 - 1)
            conn.execute("analyze")
            (number,) = conn.execute("select count(*) from nachet_data.object").fetchone() or (0,)
        click.echo(f"filled with {number} boxes in {time.perf_counter() - start:.0f} s")
        fine.append(measure("again, nothing changed", url, lambda: deploy(url)))
        edit_everything(root)
        fine.append(measure("every function and view replaced", url, lambda: deploy(url, source=Source(root))))
        for number, (name, text) in enumerate(
            (("column", COLUMN), ("index", INDEX), ("check", CHECK), ("validate", VALIDATE)),
            Source().migrations[-1].number + 1,
        ):
            (root / "migrations" / f"{number:04}.{name}.sql").write_text(text, "utf-8")
            summary = text.partition("\n")[0].removeprefix("-- ").rstrip(".").lower()
            fine.append(measure(f"migration: {summary}", url, lambda: deploy(url, source=Source(root))))
    return all(fine)


def main() -> None:
    """Print a line for each deploy."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--boxes", type=int, default=1_000_000)
    parser.add_argument("--copies", type=int, default=300, help="of each box of 0.1.0")
    arguments = parser.parse_args()
    settings, fine = {"shared_buffers": "256MB", "max_wal_size": "8GB"}, []
    for bin_folder in dict.fromkeys((None, programs())):
        with EmbeddedServer(settings, bin_folder=bin_folder) as server:
            click.echo(f"PostgreSQL {execute(server.url(), 'show server_version')[0][0]}")
            deploy_anew(server)
            fine.append(upgrade(server, 0, looking))
            fine.append(upgrade(server, arguments.copies, working))
            if not bin_folder and arguments.boxes:
                fine.append(with_rows(server, arguments.boxes))
    sys.exit(not all(fine))


if __name__ == "__main__":
    main()
