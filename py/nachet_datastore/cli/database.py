"""Commands for who runs the database: deploy, status."""

from __future__ import annotations

from importlib.metadata import version

import click
import psycopg
from yoyo import get_backend, read_migrations

from .. import calls
from ..client import Datastore
from ..deploy import deploy as run_deploy
from ..deploy import source_root, yoyo_url
from .shared import database_url


@click.command()
@database_url
def deploy(database_url: str) -> None:
    """Create or update roles, tables, functions, views and grants in a database.

    Repeated, it changes nothing. Wanted: a login that owns the database and may create roles.
    """
    report = run_deploy(database_url, progress=lambda step: click.echo(f"  {step}"))
    for name in report.dropped:
        click.echo(f"  dropped {name}")
    click.echo(f"deployed: {len(report.migrations)} migrations, {report.functions} functions, {report.views} views")


@click.command()
@database_url
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
