"""Commands for who runs the database: deploy, status, roles, rollback."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.metadata import version

import click

from .. import deploy as deploying
from ..wrapper.calls import SCHEMA_VERSION
from .shared import database_url, output_file, write_output

_wait = click.option("--wait", default=deploying.PATIENCE, show_default=True, help="Seconds to wait for locks.")
_json = click.option("--json", "as_json", is_flag=True, help="As one JSON document.")


@click.command()
@database_url
@_wait
@click.option("--plan", "only_plan", is_flag=True, help="Print what would be done and change nothing.")
@click.option("--sql", type=output_file, is_flag=False, flag_value="-", metavar="[FILE]", help="Write it as a script.")
@_json
def deploy(database_url: str, wait: float, only_plan: bool, sql: str | None, as_json: bool) -> None:
    """Create or update roles, tables, functions, views and grants in a database.

    A repeated deploy changes nothing. Changes by hand are undone, except in tables. The login must own the database and
    be allowed to create roles, or the output of the command roles was run for it. Exit code of --plan: 0 if there is
    nothing to do, 2 if there is, 1 if it is not possible. --sql alone does not connect and writes all that an empty
    database needs; --plan --sql writes what this database lacks.
    """
    if as_json and (sql is not None or not only_plan):
        raise click.UsageError("--json goes with --plan alone")
    if sql is not None:
        write_output(sql, deploying.script(database_url=database_url if only_plan else None))
    elif only_plan:
        _tell_plan(deploying.plan(database_url), as_json)
    else:
        report = deploying.deploy(database_url, patience=wait)
        changes = [str(step) for step in report.steps if step.action != "create"]
        summary = f"deployed: {len(report.migrations)} migrations, {len(report.steps)} steps"
        click.echo("\n".join([*changes, summary]))


def _tell_plan(planned: deploying.Plan, as_json: bool) -> None:
    migrations = [{"id": migration.id, "summary": migration.summary} for migration in planned.migrations]
    summary = f"{len(migrations)} migrations, {len(planned.steps)} steps" if planned else "nothing to do"
    if as_json:
        steps, left = ([asdict(entry) for entry in entries] for entries in (planned.steps, planned.left))
        document = {"summary": summary, "migrations": migrations, "steps": steps, "left": left}
        click.echo(json.dumps(document, indent=2))
    else:
        lines = (f"apply migrations/{migration['id']}.sql: {migration['summary']}" for migration in migrations)
        click.echo("\n".join([summary, *lines, *map(str, planned.steps), *map(str, planned.left)]))
    raise click.exceptions.Exit(2 if planned else 0)


@click.command()
@click.argument("login")
def roles(login: str) -> None:
    """Print the SQL that makes the roles and lets LOGIN deploy.

    For a LOGIN that may not create roles itself: have someone run it who may, once for each server.
    """
    click.echo(deploying.roles_script(login), nl=False)


@click.command()
@database_url
@_json
def status(database_url: str, as_json: bool) -> None:
    """Say what the database is like, and what is not as it should be; exit code 1 if anything is not.

    Any login will do that may call the functions.
    """
    found = deploying.read_status(database_url)
    package = {"package_version": version("nachet-datastore"), "package_schema_version": SCHEMA_VERSION}
    told = found.database or dict.fromkeys(("migrations", "tables", "blobs"), ()) | {"schema_version": "none"}
    if as_json:
        said = {"ok": not found.problems, "problems": found.problems, "notes": found.notes}
        document = {**said, **package, **asdict(found)}
        click.echo(json.dumps(document, indent=2, default=str))
    else:
        click.echo("package     {package_version}, for schema {package_schema_version}".format(**package))
        click.echo(f"schema      {told['schema_version']}\nserver      PostgreSQL {told.get('server_version', '?')}")
        click.echo(f"migrations  {len(told['migrations'])} applied, {len(found.pending)} pending")
        if blobs := told["blobs"]:
            click.echo(f"blob tasks  {blobs['nb_due']} due, {blobs['nb_later']} later, {blobs['nb_parked']} parked")
        for table in told["tables"]:
            rows = f"{'about ' if table['estimated'] else ''}{table['nb_rows']}"
            click.echo(f"{table['name']:<32} {rows:>16} rows {table['byte_size'] / 1e6:>12.1f} MB")
        good = click.style("all is as it should be", fg="green")
        click.echo("\n".join(click.style(problem, fg="red") for problem in found.problems) or good)
        for note in found.notes:
            click.echo(f"note: {note}")
    raise click.exceptions.Exit(1 if found.problems else 0)


@click.command()
@database_url
@_wait
@click.option("--to", type=click.IntRange(min=0), required=True, metavar="NUMBER", help="The last migration to keep.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def rollback(database_url: str, wait: float, to: int, yes: bool) -> None:
    """Undo the migrations after NUMBER, with all that they hold; 0 undoes them all.

    Functions and views go too: deploy the version of the package that has NUMBER as its last migration after it.
    """
    planned = deploying.plan(database_url, to=to).migrations
    for migration in planned:
        click.echo(f"{migration.id}: {migration.loss}")
    if planned and not yes:
        click.confirm("Undo these?", abort=True)
    undone = deploying.rollback(database_url, to=to, patience=wait)
    click.echo(f"rolled back: {', '.join(undone) or 'nothing'}")
