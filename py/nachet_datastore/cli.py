"""The command line: deploy, status, work, demo.

Exit codes: 0 done; 1 refused, failed or not as it should be; 2 called wrongly. Errors go to standard error.
"""

from __future__ import annotations

import signal
import time
from importlib.metadata import version
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import click
import psycopg
from rich.console import Console
from yoyo import get_backend, read_migrations

from . import calls
from .client import Datastore
from .deploy import deploy as run_deploy
from .deploy import source_root, yoyo_url
from .embedded import EmbeddedServerError
from .errors import NachetError

_database_url = click.option(
    "--database-url", default="", metavar="URL", help="The database, as libpq takes it; without it, PGHOST and so on."
)
_STORE_HELP = "The blob store: a folder, an Azure connection string, or the URL of an Azure account."


class _Group(click.Group):
    """Commands whose errors are told in a few lines, without a stack trace."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except NachetError as error:
            _fail(error.message, error.detail, error.hint)
        except psycopg.Error as error:
            diagnosis = error.diag
            detail = {"sqlstate": error.sqlstate, "detail": diagnosis.message_detail} if error.sqlstate else {}
            _fail(diagnosis.message_primary or str(error), detail, diagnosis.message_hint)
        except (EmbeddedServerError, OSError) as error:
            _fail(str(error))


def _fail(message: str, detail: dict[str, Any] | None = None, hint: str | None = None) -> NoReturn:
    click.secho(f"error: {message}", err=True, fg="red")
    for name, value in (detail or {}).items():
        if value is not None:
            click.echo(f"  {name}: {value}", err=True)
    if hint:
        click.echo(f"hint: {hint}", err=True)
    raise click.exceptions.Exit(1)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="nachet-datastore")
def main() -> None:
    """Pictures of seeds in a blob store, everything about them in PostgreSQL."""


@main.command()
@_database_url
def deploy(database_url: str) -> None:
    """Create or update roles, tables, functions, views and grants in a database.

    Repeated, it changes nothing. Wanted: a login that owns the database and may create roles.
    """
    report = run_deploy(database_url, progress=lambda step: click.echo(f"  {step}"))
    for name in report.dropped:
        click.echo(f"  dropped {name}")
    click.echo(f"deployed: {len(report.migrations)} migrations, {report.functions} functions, {report.views} views")


@main.command()
@_database_url
def status(database_url: str) -> None:
    """Say which versions there are, and what a deploy would still do; exit code 1 if it would."""
    with psycopg.connect(database_url, autocommit=True) as conn, Datastore(conn) as datastore:
        server = conn.info.parameter_status("server_version")
        schema = datastore.schema_version()
    with get_backend(yoyo_url(database_url)) as backend:
        migrations = backend.to_apply(read_migrations(str(source_root() / "migrations")))
    pending = [migration.id for migration in migrations]
    click.echo(f"package  {version('nachet-datastore')}, for schema {calls.SCHEMA_VERSION}")
    click.echo(f"schema   {schema}")
    click.echo(f"server   PostgreSQL {server}")
    click.echo(f"pending  {', '.join(pending) or 'nothing'}")
    raise click.exceptions.Exit(1 if pending else 0)


@main.command()
@_database_url
@click.option("--storage-url", required=True, envvar="NACHET_STORAGE_URL", show_envvar=True, help=_STORE_HELP)
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


@main.command()
@click.option(
    "--picture",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A picture; without it, one is drawn.",
)
@click.option(
    "--inference",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="What the models found in the picture, as JSON.",
)
@click.option("--database-url", metavar="URL", help="A database; without it, a PostgreSQL of the demo's own.")
@click.option("--storage-url", metavar="URL", help=f"{_STORE_HELP} Without it, a folder that goes with the demo.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("nachet-demo.png"),
    show_default=True,
    help="Where to put the annotated picture.",
)
def demo(
    picture: Path | None, inference: Path | None, database_url: str | None, storage_url: str | None, output: Path
) -> None:
    """Run the main job once: a user, a picture, an inference, its verification; and tell what came of it."""
    from .demo import run

    if (picture is None) != (inference is None):
        raise click.UsageError("--picture and --inference belong together")
    if database_url is not None and storage_url is None:
        raise click.UsageError("--database-url needs --storage-url: its pictures must outlive the demo")
    run(Console(), picture, inference, database_url, storage_url, output)


if __name__ == "__main__":
    main()
