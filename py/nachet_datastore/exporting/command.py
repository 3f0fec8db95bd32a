"""The command ``export``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, get_args

import click

from ..cli.blobs import bar
from ..cli.shared import STORE_HELP, database_url, fail
from ..languages import _
from .run import ExportReport, Format, Pictures, Progress, export

_States = click.Choice(["settled", "disputed", "open", "rejected"])


@click.command("export")
@click.argument("format_", metavar="FORMAT", type=click.Choice(get_args(Format)))
@click.argument("out", type=click.Path())
@database_url
@click.option("--storage-url", envvar="NACHET_STORAGE_URL", show_envvar=True, metavar="URL", help=STORE_HELP)
@click.option("--dataset", metavar="NAME", help="A dataset as it was pinned, instead of the options that select.")
@click.option("--container", "container_ids", multiple=True, metavar="ID", help="Of this container; repeatable.")
@click.option("--folder", "picture_set_ids", multiple=True, metavar="ID", help="Of this folder; repeatable.")
@click.option("--species", "seeds", multiple=True, metavar="NAME", help="Of this species, genus or family; repeatable.")
@click.option("--from", "from_", metavar="TIME", help="Identified at this time or later, e.g. 2026-01-31.")
@click.option("--until", metavar="TIME", help="Identified before this time.")
@click.option("--pipeline", metavar="NAME", help="Found by this pipeline.")
@click.option("--model", metavar="NAME", help="Named by this model.")
@click.option("--model-version", metavar="VERSION", help="Named by this version of a model.")
@click.option("--reader", "readers", multiple=True, metavar="ID", help="Identified by this user; repeatable.")
@click.option("--min-readers", type=click.IntRange(1), metavar="N", help="With at least N readers.")
@click.option("--min-agreement", type=click.FloatRange(0, 1), metavar="SHARE", help="The least share who agree.")
@click.option("--state", "states", multiple=True, type=_States, help="Default: settled; repeatable.")
@click.option("--sample", "samples", multiple=True, metavar="NAME", help="Of this sample; repeatable.")
@click.option("--exclude-doubtful", is_flag=True, help="Without those with a qualifier, such as cf.")
@click.option("--no-background", is_flag=True, help="Without verified pictures in which nothing is.")
@click.option(
    "--pictures",
    type=click.Choice(get_args(Pictures)),
    default="none",
    show_default=True,
    help="With the files of the pictures, or one crop a specimen.",
)
@click.option("--split", metavar="SHARES", help="Parts, e.g. train=0.8,val=0.1,test=0.1; a sample is in one part.")
@click.option("--seed", type=int, default=0, show_default=True, help="Another seed is another split.")
@click.option("--parallel", default=8, show_default=True, type=click.IntRange(1, 64), help="Blobs read at a time.")
@click.option("--force", is_flag=True, help="Replace an earlier export in OUT.")
def command(
    format_: Format,
    out: str,
    database_url: str,
    storage_url: str | None,
    dataset: str | None,
    pictures: Pictures,
    split: str | None,
    seed: int,
    parallel: int,
    force: bool,
    no_background: bool,
    **selected: Any,
) -> None:
    """Export specimens and their pictures to the folder OUT, as FORMAT. The login is a member of nachet_analyst.

    The folder is there whole at the end, or not at all. Exit code 1: it is written, but a picture's blob is missing, or
    the dataset had what was purged since; both are named.
    """
    given = {name.rstrip("_"): value for name, value in selected.items() if value not in (None, (), False)}
    if no_background:
        given["pictures_without_specimens"] = False
    if dataset is not None and given:
        told = _("--dataset has its own selection; leave out what else selects: {names}")
        raise click.UsageError(told.format(names=", ".join(given)))
    if pictures != "none" and storage_url is None:
        raise click.UsageError(_("--pictures {choice} needs --storage-url").format(choice=pictures))
    with _told_what_is_missing(), _shown() as progress:
        report = export(
            database_url,
            format_,
            out,
            filter=given,
            dataset=dataset,
            store=storage_url if pictures != "none" else None,
            pictures=pictures,
            split=split,
            seed=seed,
            force=force,
            parallel=parallel,
            progress=progress,
        )
    _tell(report, out)


@contextmanager
def _told_what_is_missing() -> Iterator[None]:
    """An extra that is not installed, in one line."""
    try:
        yield
    except ImportError as error:
        fail(str(error))


@contextmanager
def _shown() -> Iterator[Progress | None]:
    """A progress bar, where standard error is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    with bar(_("exporting")) as (shown, task):
        yield lambda done, total: shown.update(task, completed=done, total=total)


def _tell(report: ExportReport, out: str) -> None:
    told = _("{out}: {pictures} pictures, {specimens} specimens of {species} species")
    if report.crops:
        told = _("{out}: {pictures} pictures, {specimens} specimens of {species} species, {crops} crops")
    counts = {"pictures": report.pictures, "specimens": report.specimens, "species": report.species}
    click.echo(told.format(out=out, **counts, crops=report.crops))
    if len(report.parts) > 1:
        parts = ", ".join(f"{part} {count}" for part, count in sorted(report.parts.items()))
        click.echo(_("split: {parts}").format(parts=parts))
    for reason, count in sorted(report.left_out.items()):
        click.echo(_("left out: {number} boxes {reason}").format(number=count, reason=_(reason)))
    for picture_id, problem in report.missing.items():
        told = _("picture {picture_id}: its blob is missing")
        if problem != "missing":
            told = _("picture {picture_id}: its blob {problem}")
        click.echo(told.format(picture_id=picture_id, problem=_(problem)), err=True)
    if report.purged:
        told = _("purged since the dataset was made: {number}, named in purged.csv")
        click.echo(told.format(number=len(report.purged)), err=True)
    raise click.exceptions.Exit(0 if report.complete else 1)
