"""Commands for who sets up the application: users, pipelines, species."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TextIO, cast, get_args

import click
import psycopg

from ..connecting import parameters
from ..languages import _, marked
from ..records import NewMlStructure, NewSeed, Permission, User
from ..wrapper import Database
from .shared import database_url, output_file, write_output

_permission = click.Choice(get_args(Permission))
_administrator = click.option(
    "--as", "administrator", required=True, metavar="EMAIL", help="The administrator who does it."
)


@contextmanager
def _opened(database_url: str) -> Iterator[Database]:
    """A client on one connection: without a database, it fails at once."""
    with psycopg.connect(**parameters(database_url), autocommit=True, client_encoding="utf8") as conn:
        yield Database(conn)


def _read(file: TextIO) -> object:
    """The JSON document in a file."""
    try:
        return json.load(file)
    except ValueError as error:  # Not JSON, or not UTF-8.
        told = _("{name} is not a JSON document: {error}").format(name=file.name, error=error)
        raise click.BadParameter(told, param_hint="FILE") from error


@click.group()
def user() -> None:
    """Add users and set their permissions. The login is a member of nachet_backend."""


@user.command("add")
@database_url
@click.argument("email")
@click.option("--permission", type=_permission, default="manage", show_default=True, help="The most that they may do.")
def add_user(database_url: str, email: str, permission: Permission) -> None:
    """Add the user EMAIL; the first administrator is added like this, too.

    The container in the blob store is made by the next work.
    """
    with _opened(database_url) as database:
        added = database.create_user(email, permission=permission)
    click.echo(f"{added.email} {added.permission} {added.user_id}")


@user.command("list")
@database_url
@_administrator
@click.option("--json", "as_json", is_flag=True, help="As one JSON document.")
def list_users(database_url: str, administrator: str, as_json: bool) -> None:
    """List all users by e-mail address, with their permissions, ids and when they were added."""
    users: list[User] = []
    with _opened(database_url) as database:
        acting, after = database.get_user(administrator).user_id, None
        while True:
            page = database.list_users(acting, after=after, limit=1000)
            users += page.items
            if (after := page.next) is None:
                break
    users.sort(key=lambda one: one.email or "")
    if as_json:
        names = ("email", "permission", "user_id", "registration_date")
        listed = [{name: getattr(one, name) for name in names} for one in users]
        click.echo(json.dumps(listed, indent=2, default=str))
    else:
        for one in users:
            click.echo(f"{one.email} {one.permission} {one.user_id} {one.registration_date:%Y-%m-%d}")


@user.command("set-permission")
@database_url
@click.argument("email")
@click.argument("permission", type=_permission)
@_administrator
def set_permission(database_url: str, email: str, permission: Permission, administrator: str) -> None:
    """Set the most that the user EMAIL may do anywhere."""
    with _opened(database_url) as database:
        acting, target = database.get_user(administrator), database.get_user(email)
        changed = database.set_user_permission(acting.user_id, target.user_id, permission)
    click.echo(f"{changed.email} {changed.permission} {changed.user_id}")


#: What people read of an import of models and pipelines.
_IMPORTED = {"models": marked("models"), "versions": marked("versions"), "pipelines": marked("pipelines")}
_COUNTS = {
    "added": marked("{number} added"),
    "updated": marked("{number} updated"),
    "unchanged": marked("{number} unchanged"),
}


@click.group()
def pipeline() -> None:
    """Import, export and list models and their pipelines. The login is a member of nachet_backend."""


@pipeline.command("import")
@database_url
@click.argument("file", type=click.File("r", encoding="utf-8"))
@_administrator
def import_pipelines(database_url: str, file: TextIO, administrator: str) -> None:
    """Import models and pipelines from FILE, an ML structure as JSON; - is standard input.

    Repeated, it changes nothing.
    """
    structure = cast(NewMlStructure, _read(file))
    with _opened(database_url) as database:
        report = database.import_ml_structure(database.get_user(administrator).user_id, structure)
    for name, counts in asdict(report).items():
        told = ", ".join(_(_COUNTS[done]).format(number=number) for done, number in counts.items())
        click.echo(_("{name}: {counts}").format(name=_(_IMPORTED[name]), counts=told))


@pipeline.command("export")
@database_url
@click.argument("file", type=output_file, default="-")
def export_pipelines(database_url: str, file: str) -> None:
    """Export the models and pipelines in use to FILE, with the keys of the models; import takes it again."""
    with _opened(database_url) as database:
        structure = database.export_ml_structure()
    write_output(file, json.dumps(structure, indent=2, ensure_ascii=False, default=str) + "\n")


@pipeline.command("list")
@database_url
def list_pipelines(database_url: str) -> None:
    """List the pipelines in use with their models and pinned versions; a star marks the default."""
    with _opened(database_url) as database:
        structure = database.export_ml_structure()
    for entry in structure["pipelines"]:
        models = (one if isinstance(one, str) else f"{one['name']} {one['version']}" for one in entry["models"])
        click.echo(f"{'*' if entry['default'] else ' '} {entry['pipeline_name']}: {', '.join(models)}")


@click.group()
def seed() -> None:
    """Import species. The login is a member of nachet_backend."""


@seed.command("import")
@database_url
@click.argument("file", type=click.File("r", encoding="utf-8"))
@_administrator
@click.option("--reason", metavar="TEXT", help="Why; it is kept with each change.")
def import_seeds(database_url: str, file: TextIO, administrator: str, reason: str | None) -> None:
    """Import species from FILE, a list as JSON; - is standard input.

    Each entry has a name, and may have rank, parent or family, gbif_key, eppo_code, itis_tsn, synonyms and
    vernacular_names by language. Repeated, it changes nothing.
    """
    seeds = cast(list[NewSeed], _read(file))
    with _opened(database_url) as database:
        imported = database.import_seeds(database.get_user(administrator).user_id, seeds, reason=reason)
    for outcome, told in (("added", _("added: {name}")), ("changed", _("changed: {name}"))):
        for one in imported:
            if one.outcome == outcome:
                click.echo(told.format(name=one.seed_name))
    click.echo(_("unchanged: {number}").format(number=sum(one.outcome == "unchanged" for one in imported)))
