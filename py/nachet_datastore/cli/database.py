"""Commands for who runs the database: deploy, status, roles, rollback."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from typing import TextIO

import click

from .. import deploy as deploying
from ..deploy import PATIENCE, DatabaseStatus, Step
from .shared import database_url

_wait = click.option("--wait", default=PATIENCE, show_default=True, help="Seconds to wait for other deploys and locks.")


@click.command()
@database_url
@_wait
@click.option("--plan", is_flag=True, help="Say what would be done, and change nothing.")
@click.option(
    "--sql",
    "sql_file",
    type=click.File("w", encoding="utf-8"),
    is_flag=False,
    flag_value="-",
    metavar="[FILE]",
    help="Write it as one SQL script for psql or a console, and connect to nothing.",
)
def deploy(database_url: str, wait: float, plan: bool, sql_file: TextIO | None) -> None:
    """Create or update roles, tables, functions, views and grants in a database.

    Repeated, it changes nothing; what was changed by hand, it puts right. Wanted: a login that owns the database and
    may create roles, or for which someone ran what the command roles prints.
    """
    if plan and sql_file is not None:
        raise click.UsageError("--plan asks the database, --sql does not: choose one")
    if sql_file is not None:
        sql_file.write(deploying.script())
    elif plan:
        planned = deploying.plan(database_url, patience=wait)
        for migration in planned.migrations:
            click.echo(f"apply migrations/{migration.path.name}: {migration.summary}")
        _tell(planned.steps)
        if not planned.migrations and not planned.steps:
            click.echo("nothing to do")
    else:
        report = deploying.deploy(database_url, patience=wait, progress=lambda step: click.echo(f"  {step}"))
        _tell(step for step in report.steps if step.action != "create")
        done = Counter(step.action for step in report.steps)
        click.echo(f"deployed: {len(report.migrations)} migrations, {report.functions} functions, {report.views} views")
        click.echo(", ".join(f"{action} {number}" for action, number in done.items()) or "nothing changed")


def _tell(steps: Iterable[Step]) -> None:
    for step in steps:
        click.echo(str(step))


@click.command()
@click.argument("login")
def roles(login: str) -> None:
    """Print the SQL that makes the roles and lets LOGIN deploy.

    For a LOGIN that may not create roles itself: have someone run it who may, once for each server.
    """
    click.echo(deploying.roles_script(login), nl=False)


@click.command()
@database_url
@click.option("--json", "as_json", is_flag=True, help="As one JSON document.")
def status(database_url: str, as_json: bool) -> None:
    """Say what the database is like, and what is not as it should be; exit code 1 if anything is not.

    Any login will do that may call the functions.
    """
    found = deploying.read_status(database_url)
    if as_json:
        document = {"ok": not found.problems, "problems": found.problems, **asdict(found)}
        click.echo(json.dumps(document, indent=2, default=str))
    else:
        _tell_status(found)
    raise click.exceptions.Exit(1 if found.problems else 0)


def _tell_status(found: DatabaseStatus) -> None:
    click.echo(f"package     {found.package_version}, for schema {found.package_schema_version}")
    click.echo(f"schema      {found.schema_version or 'none'}")
    click.echo(f"server      PostgreSQL {found.server_version}")
    if found.database is not None:
        click.echo(f"migrations  {len(found.database.migrations)} applied, {len(found.pending)} pending")
        if blobs := found.database.blobs:
            click.echo(f"blob tasks  {blobs.nb_due} due, {blobs.nb_later} later, {blobs.nb_parked} parked")
        for table in found.database.tables:
            rows = f"{'about ' if table.estimated else ''}{table.nb_rows}"
            click.echo(f"{table.name:<32} {rows:>16} rows {table.byte_size / 1e6:>12.1f} MB")
    for problem in found.problems:
        click.secho(problem, fg="red")
    if not found.problems:
        click.secho("all is as it should be", fg="green")


@click.command()
@database_url
@_wait
@click.option("--to", type=click.IntRange(min=0), required=True, metavar="NUMBER", help="The last migration to keep.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def rollback(database_url: str, wait: float, to: int, yes: bool) -> None:
    """Undo the migrations after NUMBER, with all that they hold; 0 undoes them all.

    Functions and views go too: deploy the version of the package that has NUMBER as its last migration after it.
    """
    planned = deploying.plan_rollback(database_url, to=to)
    for migration in planned:
        click.echo(f"{migration.id}: {migration.loss}")
    if planned and not yes:
        click.confirm("Undo these?", abort=True)
    undone = deploying.rollback(database_url, to=to, patience=wait, progress=lambda step: click.echo(f"  {step}"))
    click.echo(f"rolled back: {', '.join(undone) or 'nothing'}")
