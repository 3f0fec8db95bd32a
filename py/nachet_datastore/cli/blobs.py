"""Commands for the blob store: work, fsck, purge."""

from __future__ import annotations

import json
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

import click
import psycopg

from ..blobs import Datastore
from ..connecting import parameters
from ..languages import _, marked
from ..records import Finding, Kind
from ..records import Report as StoreReport
from .shared import STORE_HELP, database_url

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

storage_url = click.option(
    "--storage-url", required=True, envvar="NACHET_STORAGE_URL", show_envvar=True, metavar="URL", help=STORE_HELP
)


_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def duration(text: str) -> timedelta:
    """A duration: a whole number and its unit, s, m, h or d."""
    found = re.fullmatch(r"([0-9]{1,6})([smhd])", text)
    if found is None:
        raise click.BadParameter(_("{text!r} is not a duration; write 30d, 12h or 90s").format(text=text))
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


@contextmanager
def opened(database_url: str, storage_url: str | None) -> Iterator[Datastore]:
    """The datastore; an unavailable database fails at once."""
    psycopg.connect(**parameters(database_url)).close()
    with Datastore(database_url, storage_url) as datastore:
        yield datastore


@contextmanager
def bar(description: str) -> Iterator[tuple[Progress, TaskID]]:
    """A progress bar on standard error, where that is a terminal."""
    # Imported here, since no other command needs it and each would start later.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield progress, progress.add_task(description, total=None)


@click.command()
@database_url
@storage_url
@click.option("--watch", is_flag=True, help="Run until interrupted and look for blob tasks every few seconds.")
@click.option("--interval", default=5.0, show_default=True, help="Seconds between two looks, with --watch.")
@click.option("--retry-parked", is_flag=True, help="First make parked blob tasks due again.")
def work(database_url: str, storage_url: str, watch: bool, interval: float, retry_parked: bool) -> None:
    """Do the blob tasks that are due. Several workers may run at the same time.

    Exit code 1: a blob task failed. Its error is stored, it is tried again later, and status counts it.
    """
    signal.signal(signal.SIGTERM, _interrupt)
    done = failed = 0
    with opened(database_url, storage_url) as datastore:
        try:
            if retry_parked:
                datastore.retry_blob_tasks()
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
    click.echo(_("{done} done, {failed} failed").format(done=done, failed=failed))
    raise click.exceptions.Exit(1 if failed else 0)


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


@click.command()
@database_url
@storage_url
@click.option("--repair", is_flag=True, help="Repair what can be repaired without loss.")
@click.option("--deep", is_flag=True, help="Read and hash every blob.")
@click.option(
    "--grace",
    type=duration,
    default="24h",
    show_default=True,
    metavar="DURATION",
    help="How long a blob or a reservation must be unchanged before it is repaired.",
)
@click.option("--parallel", default=4, show_default=True, type=click.IntRange(1), help="Blobs read at the same time.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document with findings and summary.")
def fsck(
    database_url: str, storage_url: str, repair: bool, deep: bool, grace: timedelta, parallel: int, as_json: bool
) -> None:
    """Compare rows with blobs and blobs with rows; the system may be in use.

    Exit code 0: no difference, or all are repaired; 1: a difference remains. A row without its blob is reported and
    stays. A blob without a row is moved to the quarantine by --repair when it is older than the grace time. Containers
    of other installations are counted, not checked.
    """
    told = _AsJson() if as_json else _AsText()
    with opened(database_url, storage_url) as datastore, bar(_("checking")) as (progress, task):
        report = datastore.check_store(
            repair=repair,
            deep=deep,
            grace=grace,
            parallel=parallel,
            report=told.tell,
            progress=lambda done, total: progress.update(task, completed=done, total=max(done, total)),
        )
    told.end(report)
    raise click.exceptions.Exit(0 if report.clean else 1)


#: What people read for each kind of finding.
_KINDS = {
    Kind.BLOB_WITHOUT_ROW: marked("blob without row"),
    Kind.ROW_WITHOUT_BLOB: marked("row without blob"),
    Kind.WRONG_SIZE: marked("wrong size"),
    Kind.WRONG_HASH: marked("wrong hash"),
    Kind.MISPLACED_BLOB: marked("misplaced blob"),
    Kind.STUCK_RESERVATION: marked("stuck reservation"),
    Kind.STUCK_TASK: marked("stuck task"),
    Kind.PARKED_TASK: marked("parked task"),
    Kind.FOLDER_JSON_MISSING: marked("folder json missing"),
    Kind.FOLDER_JSON_DIFFERENT: marked("folder json different"),
    Kind.CONTAINER_WITHOUT_ROW: marked("container without row"),
    Kind.CONTAINER_OF_NOBODY: marked("container of nobody"),
    Kind.ROW_WITHOUT_CONTAINER: marked("row without container"),
    Kind.CONTAINER_UNMARKED: marked("container unmarked"),
    Kind.CONTAINER_OF_ANOTHER: marked("container of another"),
    Kind.LINK: marked("link"),
}


class _AsText:
    """Findings as lines for a person."""

    def tell(self, finding: Finding) -> None:
        place = "/".join(filter(None, (finding.container_name, finding.blob_name)))
        known = ", ".join(f"{name} {value}" for name, value in finding.detail.items() if value is not None)
        place = place.encode("utf-8", "backslashreplace").decode()  # A file may have any name.
        found = _("{kind}: {place}").format(kind=_(_KINDS[finding.kind]), place=place)
        repaired = _(", repaired") if finding.repaired else ""
        click.echo(f"{found}{f' ({known})' if known else ''}{repaired}")

    def end(self, report: StoreReport) -> None:
        found, repaired = sum(report.found.values()), sum(report.repaired.values())
        summary = _(
            "{containers} containers and {blobs} blobs checked, {tasks} tasks done: {found} found, {repaired} repaired"
        )
        counts = {"containers": report.containers, "blobs": report.blobs, "tasks": report.tasks_done}
        click.echo(summary.format(**counts, found=found, repaired=repaired))
        if report.others:
            click.echo(_("{number} containers of other installations, not looked at").format(number=report.others))


class _AsJson:
    """Findings as one JSON document, written as they come."""

    def __init__(self) -> None:
        self._before = '{"findings": ['

    def tell(self, finding: Finding) -> None:
        click.echo(f"{self._before}\n{json.dumps(asdict(finding), default=str)}", nl=False)
        self._before = ","

    def end(self, report: StoreReport) -> None:
        opening = self._before if self._before != "," else ""
        click.echo(f'{opening}\n], "summary": {json.dumps({**asdict(report), "clean": report.clean})}}}')


@click.command()
@database_url
@click.option(
    "--storage-url",
    envvar="NACHET_STORAGE_URL",
    show_envvar=True,
    metavar="URL",
    help=f"{STORE_HELP} Default: none; the next work deletes the blobs.",
)
@click.option(
    "--older-than",
    type=duration,
    required=True,
    metavar="DURATION",
    help="Minimum time in the trash, e.g. 30d.",
)
def purge(database_url: str, storage_url: str | None, older_than: timedelta) -> None:
    """Permanently delete what has been in the trash for long: folders and pictures, with their inferences and history.

    They cannot be restored. Exit code 1: a blob could not be deleted; work tries again.
    """
    before = datetime.now(UTC) - older_than
    picture_sets = pictures = failed = 0
    with opened(database_url, storage_url) as datastore, bar(_("purging")) as (progress, task):
        while True:
            purged = datastore.purge_trash(before, limit=1000)
            picture_sets += purged.picture_sets
            pictures += purged.pictures
            done = picture_sets + pictures
            progress.update(task, completed=done, total=done + purged.remaining)
            if not purged.pictures + purged.picture_sets:
                break
        while storage_url is not None and (steps := datastore.run_blob_tasks()) and steps.done + steps.failed:
            failed += steps.failed
    told = _("{folders} folders and {pictures} pictures permanently deleted")
    click.echo(told.format(folders=picture_sets, pictures=pictures))
    if purged.in_datasets:
        click.echo(_("{pictures} pictures of datasets left out").format(pictures=purged.in_datasets))
    raise click.exceptions.Exit(1 if failed else 0)
