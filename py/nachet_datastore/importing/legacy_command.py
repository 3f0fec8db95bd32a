"""The command ``import-legacy``."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from typing import Any, BinaryIO

import click

from ..cli.blobs import bar, storage_url
from ..cli.shared import STORE_HELP, database_url, output_file
from ..files import replacing
from ..languages import _


@click.command("import-legacy")
@click.option(
    "--from-database-url",
    required=True,
    envvar="NACHET_FROM_DATABASE_URL",
    show_envvar=True,
    metavar="URL",
    help="The older database; the login only reads.",
)
@click.option("--from-schema", metavar="NAME", help="Its schema; default: the only one that has the tables.")
@click.option(
    "--from-storage-url",
    required=True,
    envvar="NACHET_FROM_STORAGE_URL",
    show_envvar=True,
    metavar="URL",
    help=f"The older account. {STORE_HELP}",
)
@database_url
@storage_url
@click.option("--as", "administrator", required=True, metavar="EMAIL", help="The administrator who does it.")
@click.option("--dry-run", is_flag=True, help="Change nothing: do all in a transaction that is rolled back.")
@click.option(
    "--report", type=output_file, metavar="FILE", help="Write what became of each row and blob, as JSON lines."
)
@click.option(
    "--parallel", default=4, show_default=True, type=click.IntRange(1), help="Pictures stored at the same time."
)
def command(
    from_database_url: str,
    from_schema: str | None,
    from_storage_url: str,
    database_url: str,
    storage_url: str,
    administrator: str,
    dry_run: bool,
    report: str | None,
    parallel: int,
) -> None:
    """Import the database and the blobs of the older datastore, of which nothing is changed.

    Ended anywhere, run it again: it goes on. Exit code 0: each row and blob was taken or merged; 3: it is done, and
    some were refused, as the report says; 1: it broke off.
    """
    from .legacy import import_legacy

    with _opened(report) as file, bar(_("importing")) as (progress, task):
        account = import_legacy(
            from_database_url,
            from_storage_url,
            database_url,
            storage_url,
            administrator,
            from_schema=from_schema,
            dry_run=dry_run,
            parallel=parallel,
            report=file,
            progress=lambda done, total: progress.update(task, completed=done, total=total),
        )
    if report != "-":
        click.echo("\n".join(account.lines()))
    raise click.exceptions.Exit(0 if account.complete and not account.refused else 3 if account.complete else 1)


def _opened(report: str | None) -> AbstractContextManager[BinaryIO | None]:
    """The file of the report, which appears when it is whole."""
    if report is None:
        return nullcontext()
    stream: Any = nullcontext(sys.stdout.buffer) if report == "-" else replacing(report)
    found: AbstractContextManager[BinaryIO | None] = stream
    return found
