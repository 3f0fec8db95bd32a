"""The command ``report``."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import click

from ..cli.shared import STORE_HELP, database_url, fail, output_file
from ..languages import LANGUAGES, Language, _, current

_INSTALL = "pip install 'nachet-datastore[report]'"
_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("report")
@click.argument("output", metavar="OUT.html", type=output_file)
@database_url
@click.option(
    "--storage-url",
    envvar="NACHET_STORAGE_URL",
    show_envvar=True,
    metavar="URL",
    help=f"{STORE_HELP} Without it, boxes are listed without their pictures.",
)
@click.option("--lang", type=click.Choice(LANGUAGES), help="English or French; default: the language of the program.")
@click.option("--container", "containers", type=click.UUID, multiple=True, metavar="ID", help="Only of this container.")
@click.option(
    "--folder", "folders", type=click.UUID, multiple=True, metavar="ID", help="Only of this folder and those below it."
)
@click.option(
    "--species", "seeds", multiple=True, metavar="NAME", help="Only of this species and all below it; a name or an id."
)
@click.option(
    "--from", "since", type=_DAY, metavar="DATE", help="Only of pictures uploaded on this day or later (UTC)."
)
@click.option("--until", type=_DAY, metavar="DATE", help="Only of pictures uploaded before this day (UTC).")
def command(
    output: str,
    database_url: str,
    storage_url: str | None,
    lang: Language | None,
    containers: tuple[UUID, ...],
    folders: tuple[UUID, ...],
    seeds: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
) -> None:
    """Write a report as one HTML file: what is in the store, its review, and how good models and readers are.

    The file asks for no other. - is standard output. Options that can be repeated add up. The login may read the views:
    a member of nachet_analyst, or the owner.
    """
    try:
        import matplotlib  # noqa: F401 - it draws
    except ModuleNotFoundError:
        fail(_("a report needs matplotlib"), hint=_INSTALL)
    from .writing import ReportFilter, write_report

    wanted = ReportFilter(
        containers=containers,
        folders=folders,
        seeds=seeds,
        since=since and since.date(),
        until=until and until.date(),
    )
    write_report(database_url, output, storage_url, language=lang or current(), wanted=wanted)
