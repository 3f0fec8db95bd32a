"""Commands for the blob store: work."""

from __future__ import annotations

import signal
import time
from types import FrameType
from typing import NoReturn

import click
import psycopg

from ..client import Datastore
from .shared import STORE_HELP, database_url


@click.command()
@database_url
@click.option("--storage-url", required=True, envvar="NACHET_STORAGE_URL", show_envvar=True, help=STORE_HELP)
@click.option("--watch", is_flag=True, help="Go on until interrupted, looking for work every few seconds.")
@click.option("--interval", default=5.0, show_default=True, help="Seconds between two looks.")
def work(database_url: str, storage_url: str, watch: bool, interval: float) -> None:
    """Do what is still to be done in the blob store; any number of workers at a time.

    Exit code 1 when some of it failed: it is noted, tried again later, and shown by status.
    """
    signal.signal(signal.SIGTERM, _interrupt)
    done = failed = 0
    with psycopg.connect(database_url, autocommit=True) as conn, Datastore(conn, storage_url) as datastore:
        try:
            while True:
                progress = datastore.run_blob_tasks()
                done += progress.done
                failed += progress.failed
                if progress.done or progress.failed:
                    continue
                if not watch:
                    break
                time.sleep(interval)
        except KeyboardInterrupt:
            pass
    click.echo(f"{done} done, {failed} failed")
    raise click.exceptions.Exit(1 if failed else 0)


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
