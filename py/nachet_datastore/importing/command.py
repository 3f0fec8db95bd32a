"""The command ``import-folder``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn
from urllib.parse import unquote, urlsplit

import click

from ..cli.blobs import opened, storage_url
from ..cli.shared import database_url, fail, output_file, write_output
from ..languages import _, current, told
from .model import Progress


@click.command("import-folder")
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False))
@database_url
@storage_url
@click.option("--as", "email", required=True, metavar="EMAIL", help="The user who imports.")
@click.option("--from-container", metavar="NAME|URL", help="Instead of FOLDER: blobs that lie in the store already.")
@click.option("--prefix", default="", metavar="TEXT", help="Only blobs whose names begin so, with --from-container.")
@click.option("--container", metavar="ID|NAME", help="Where to; default: the user's own container.")
@click.option("--folder", "into", metavar="ID|NAME", help="The folder of the store; made if missing. Default: General.")
@click.option("--species", metavar="NAME", help="What is in the pictures.")
@click.option("--species-from-folder", is_flag=True, help="The name of a picture's folder is that of its species.")
@click.option("--add-species", is_flag=True, help="Add names to the catalogue that it does not have.")
@click.option("--zoom", type=float, help="Of the microscope.")
@click.option("--nb-seeds", type=int, metavar="NUMBER", help="Seeds in each picture.")
@click.option("--description", metavar="TEXT")
@click.option("--device", metavar="TEXT", help="The microscope or camera.")
@click.option("--lens", metavar="TEXT")
@click.option("--tray", metavar="TEXT")
@click.option("--sample", metavar="TEXT", help="The sample that the seeds are from.")
@click.option("--taken-at", metavar="TIME", help="When the pictures were taken, e.g. 2024-05-31T14:00:00Z.")
@click.option("--pipeline", metavar="ID|NAME", help="The pipeline that gave boxes with scores. Default: the user's.")
@click.option(
    "--truth-pipeline", default="Import", show_default=True, metavar="NAME", help="For boxes that people drew."
)
@click.option("--boxes-in-pixels", is_flag=True, help="Boxes that look like percent are pixels.")
@click.option("--replace", is_flag=True, help="Replace what is known of pictures that are there already.")
@click.option("--all-or-nothing", is_flag=True, help="Store nothing if anything is refused.")
@click.option("--ignore", multiple=True, metavar="PATTERN", help="Pass over files, e.g. '*.md'. May be repeated.")
@click.option("--parallel", default=4, show_default=True, type=click.IntRange(1, 64), help="Pictures at the same time.")
@click.option("--refused", type=output_file, metavar="FILE", help="Write what was refused: .csv, else JSON lines.")
@click.option("--dry-run", is_flag=True, help="Check everything and store nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON document.")
def command(
    folder: str | None,
    database_url: str,
    storage_url: str,
    email: str,
    from_container: str | None,
    prefix: str,
    container: str | None,
    into: str | None,
    refused: str | None,
    dry_run: bool,
    as_json: bool,
    **options: Any,
) -> None:
    """Import a FOLDER of pictures, with what is known of them.

    That is told by options, by the names of folders, and by documents in the folder: index.yaml, PICTURE.yaml or .json,
    COCO, YOLO, Label Studio, inferences of models. All is checked first; what is refused is told with its place. It may
    be broken off and run again: nothing is stored twice.

    Exit code 0: all is stored; 1: something was refused; 2: wrong use, or nothing was stored.
    """
    from ..errors import NachetError
    from . import report as telling
    from .model import Settings
    from .reading import Unreadable, fact_of
    from .run import import_folder as run
    from .trees import BlobTree, FolderTree

    if (folder is None) == (from_container is None):
        raise click.UsageError(_("say either FOLDER or --from-container"))
    names = ("species", "zoom", "nb_seeds", "description", "device", "lens", "tray", "sample", "taken_at")
    facts = {"folder": into, **{name: options.pop(name) for name in names}}
    try:
        facts = {name: fact_of(name, value) for name, value in facts.items() if value is not None}
    except Unreadable as error:
        option = f"--{error.key.replace('_', '-')}"
        raise click.UsageError(_("{place}: {message}").format(place=option, message=told(error.message))) from error
    try:
        with opened(database_url, storage_url) as datastore:
            user = datastore.get_user(email)
            settings = Settings(facts=facts, container_id=_container(datastore, user.user_id, container), **options)
            if folder is not None:
                tree: Any = FolderTree(folder)
            else:
                name, below = _place(str(from_container), storage_url)
                tree = BlobTree(datastore, name, prefix or below)
            with _bar() as progress:
                report = run(datastore, user.user_id, tree, settings, dry_run=dry_run, progress=progress)
    except KeyboardInterrupt:
        click.echo(_("interrupted; run it again to go on"), err=True)
        raise click.exceptions.Exit(130) from None
    except NachetError as error:
        _refuse(error)
    for problem in report.problems:
        line = problem.told().encode("utf-8", "backslashreplace").decode()  # A file may have any name.
        click.echo(line, err=True)
    if refused is not None:
        write_output(refused, telling.refused(report.problems, refused))
    if as_json:
        click.echo(telling.as_json(report))
    else:
        for line in telling.lines(report):
            click.echo(line)
    raise click.exceptions.Exit(report.exit_code)


def _refuse(error: Any) -> NoReturn:
    """An error that is about the whole import: wrong use, or a service that failed, after which it may be run again."""
    from ..errors import InvalidInput, NotAllowed, NotFound

    try:
        fail(error.message_in(current()), error.detail, error.hint_in(current()))
    except click.exceptions.Exit:
        raise click.exceptions.Exit(2 if isinstance(error, InvalidInput | NotAllowed | NotFound) else 1) from error


def _container(datastore: Any, user_id: Any, wanted: str | None) -> Any:
    """The id of a container that the user knows by its id or name."""
    if wanted is None:
        return None
    known = datastore.list_containers(user_id)
    same = [one.container_id for one in known if wanted.casefold() in (str(one.container_id), one.name.casefold())]
    if len(same) != 1:
        told = (
            _("{number} containers have the id or name {name!r}")
            if same
            else _("no container has the id or name {name!r}")
        )
        raise click.BadParameter(told.format(number=len(same), name=wanted), param_hint="--container")
    return same[0]


def _place(text: str, storage_url: str) -> tuple[str, str]:
    """The container and the beginning of names that a name or a URL in the same account means."""
    if "://" not in text:
        return text, ""
    url = urlsplit(text)
    account = _account(storage_url)
    path = unquote(f"{url.netloc}{url.path}")
    if account is None or not f"{path}/".startswith(f"{account}/"):
        told = _("the URL is not in the account of --storage-url")
        raise click.BadParameter(told, param_hint="--from-container")
    name, _slash, below = path.removeprefix(account).strip("/").partition("/")
    return name, below


def _account(storage_url: str) -> str | None:
    """Host and path of an account of Azure; None for a local folder."""
    if storage_url.startswith(("http://", "https://")):
        url = urlsplit(storage_url)
        return f"{url.netloc}{url.path}".rstrip("/")
    settings = dict(part.partition("=")[::2] for part in storage_url.split(";") if "=" in part)
    known = {name.lower(): value for name, value in settings.items()}
    if "blobendpoint" in known:
        url = urlsplit(known["blobendpoint"])
        return f"{url.netloc}{url.path}".rstrip("/")
    if "accountname" in known:
        return f"{known['accountname']}.blob.{known.get('endpointsuffix', 'core.windows.net')}"
    return None


@contextmanager
def _bar() -> Iterator[Progress]:
    """A progress bar on standard error, where that is a terminal: files, bytes, rate and the time that is left."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        TaskID,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )
    from rich.progress import (
        Progress as Bar,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[files]}"),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        tasks: dict[str, TaskID] = {}

        def tell(stage: str, files: int, all_files: int, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(_(stage), total=total, files="")
            told = _("{done}/{total} files").format(done=files, total=all_files)
            bar.update(tasks[stage], completed=done, total=total, files=told)

        yield tell
