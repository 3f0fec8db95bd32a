"""Commands for who runs the database: deploy, distribute, status, roles, rollback."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.metadata import version

import click

from .. import deploy as deploying
from ..languages import _, speaking
from ..wrapper.calls import SCHEMA_VERSION
from .shared import confirmed, database_url, output_file, write_output

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
        raise click.UsageError(_("--json goes with --plan alone"))
    if sql is not None:
        write_output(sql, deploying.script(database_url=database_url if only_plan else None))
    elif only_plan:
        planned = deploying.plan(database_url)
        _print_plan(planned) if as_json else _tell_plan(planned)
        raise click.exceptions.Exit(2 if planned else 0)
    else:
        report = deploying.deploy(database_url, patience=wait)
        changes = [str(step) for step in report.steps if step.action != "create"]
        summary = _("deployed: {migrations} migrations, {steps} steps")
        click.echo("\n".join([*changes, summary.format(migrations=len(report.migrations), steps=len(report.steps))]))


@click.command()
@database_url
def distribute(database_url: str) -> None:
    """Spread a database over the nodes of a Citus cluster.

    With its rows: what is below a container by container, all else whole on every node. The extension and the nodes
    must be there. What lies as it should is left; every deploy does the same. The login must be allowed to create
    roles on each node.
    """
    steps = deploying.distribute(database_url)
    told = [str(step) for step in steps] or [_("nothing to do")]
    click.echo("\n".join(told))


def _print_plan(planned: deploying.Plan) -> None:
    """As one JSON document, which is English."""
    with speaking("en"):
        migrations = [{"id": migration.id, "summary": migration.summary} for migration in planned.migrations]
        steps, left = ([asdict(entry) for entry in entries] for entries in (planned.steps, planned.left))
        document = {"summary": _summary(planned), "migrations": migrations, "steps": steps, "left": left}
        click.echo(json.dumps(document, indent=2))


def _tell_plan(planned: deploying.Plan) -> None:
    apply = _("apply migrations/{name}.sql: {summary}")
    lines = (apply.format(name=migration.id, summary=migration.summary) for migration in planned.migrations)
    click.echo("\n".join([_summary(planned), *lines, *map(str, planned.steps), *map(str, planned.left)]))


def _summary(planned: deploying.Plan) -> str:
    counts = {"migrations": len(planned.migrations), "steps": len(planned.steps)}
    return _("{migrations} migrations, {steps} steps").format(**counts) if planned else _("nothing to do")


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
    _print_status(found) if as_json else _tell_status(found)
    raise click.exceptions.Exit(1 if found.problems else 0)


def _print_status(found: deploying.DatabaseStatus) -> None:
    """As one JSON document, which is English."""
    with speaking("en"):
        said = {"ok": not found.problems, "problems": found.problems, "notes": found.notes}
        click.echo(json.dumps({**said, **_package(), **asdict(found)}, indent=2, default=str))


def _package() -> dict[str, str]:
    return {"package_version": version("nachet-datastore"), "package_schema_version": SCHEMA_VERSION}


def _tell_status(found: deploying.DatabaseStatus) -> None:
    told = found.database or dict.fromkeys(("migrations", "tables", "blobs"), ()) | {"schema_version": _("none")}
    facts = [
        (_("package"), _("{package_version}, for schema {package_schema_version}").format(**_package())),
        (_("schema"), told["schema_version"]),
        (_("server"), f"PostgreSQL {told.get('server_version', '?')}"),
        (
            _("migrations"),
            _("{applied} applied, {pending} pending").format(
                applied=len(told["migrations"]), pending=len(found.pending)
            ),
        ),
    ]
    if blobs := told["blobs"]:
        facts.append((_("blob tasks"), _("{nb_due} due, {nb_later} later, {nb_parked} parked").format(**blobs)))
    width = max(len(name) for name, _value in facts) + 2
    for name, value in facts:
        click.echo(f"{name:<{width}}{value}")
    of_rows, of_size = _("rows"), _("MB")
    for table in told["tables"]:
        rows = (_("about {number}") if table["estimated"] else "{number}").format(number=table["nb_rows"])
        click.echo(f"{table['name']:<32} {rows:>16} {of_rows} {table['byte_size'] / 1e6:>12.1f} {of_size}")
    good = click.style(_("all is as it should be"), fg="green")
    click.echo("\n".join(click.style(problem, fg="red") for problem in found.problems) or good)
    for note in found.notes:
        click.echo(_("note: {note}").format(note=note))


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
        click.echo(_("{name}: {loss}").format(name=migration.id, loss=_(migration.loss)))
    if planned and not (yes or confirmed(_("Undo these?"))):
        raise click.Abort
    undone = deploying.rollback(database_url, to=to, patience=wait)
    click.echo(_("rolled back: {names}").format(names=", ".join(undone) or _("nothing")))
