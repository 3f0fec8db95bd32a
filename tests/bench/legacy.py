"""How long the import of an older datastore takes, what becomes of its rows and blobs, and what a kill midway costs.

``python -m bench.legacy [--pictures N] [--parallel N]``: makes an older datastore of so many pictures with every fault,
then prints, as Markdown, the seconds of a rehearsal, of an import that is killed midway, of the run that ends it and of
one more; and the sums of each table.
"""

from __future__ import annotations

import argparse
import os
import signal
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from legacy import KINDS, make_legacy
from nachet_datastore import Datastore
from nachet_datastore.blobs.stores import open_store
from nachet_datastore.demo.embedded import EmbeddedServer
from nachet_datastore.deploy import deploy
from nachet_datastore.importing.legacy import import_legacy
from nachet_datastore.importing.legacy_account import Account

_ADMIN = "admin@example.org"


def main() -> None:
    """Make, import, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pictures", type=int, default=1000)
    parser.add_argument("--parallel", type=int, default=4)
    options = parser.parse_args()
    with EmbeddedServer({"fsync": "off"}) as server, TemporaryDirectory() as folder:
        with psycopg.connect(server.url(), autocommit=True) as conn:
            conn.execute("create database older")
            conn.execute("create database ours")
        old, new = server.url("older"), server.url("ours")
        deploy(new)
        with Datastore(new) as datastore:
            datastore.create_user(_ADMIN, permission="admin")
        with closing(open_store(f"{folder}/old")) as store:
            made = make_legacy(old, store, options.pictures)
        _print(f"{options.pictures} pictures, each of {len(KINDS)} kinds in turn; {len(made.blobs)} blobs;")
        _print(f"{sum(len(rows) for rows in made.rows.values())} rows\n\n| run | seconds |\n|---|---:|")

        def run(*, dry_run: bool = False, killed_at: int | None = None) -> Account:
            return import_legacy(
                old,
                f"{folder}/old",
                new,
                f"{folder}/new",
                _ADMIN,
                dry_run=dry_run,
                parallel=options.parallel,
                progress=lambda done, _total: _kill() if killed_at is not None and done >= killed_at else None,
            )

        with _timed("dry run"):
            rehearsed = run(dry_run=True)
        with _timed("import, killed when half of the pictures were there"):
            child = os.fork()
            if child == 0:
                run(killed_at=options.pictures // 2)
                os._exit(1)
            if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != -signal.SIGKILL:
                raise SystemExit("the import was not killed")
        with _timed("the same again, to its end"):
            run()
        with _timed("once more, all is there"):
            account = run()
        _print("\n| table | rows | taken | merged | refused | why |\n|---|---:|---:|---:|---:|---|")
        for table, sums in rehearsed.sums.items():
            why = ", ".join(f"{number} {reason}" for reason, number in sorted(sums.reasons.items()))
            _print(f"| {table} | {sums.rows} | {sums.taken} | {sums.merged} | {sums.refused} | {why} |")
        for table in ("users", "picture_set", "picture", "inference", "object", "seed_obj", "picture_seed", "blob"):
            if rehearsed.sums[table].document() != account.sums[table].document():
                raise SystemExit(f"the last run tells other sums of {table}: {account.sums[table]}")
        if not (rehearsed.complete and account.complete):
            raise SystemExit("not all was accounted for")
        with Datastore(new, Path(folder) / "new") as datastore:
            report = datastore.check_store(deep=True)
        _print(f"\nfsck --deep: {report.blobs} blobs, found {sum(report.found.values())}")


def _kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def _timed(name: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    _print(f"| {name} | {time.perf_counter() - start:.1f} |")


def _print(text: str) -> None:
    print(text, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
