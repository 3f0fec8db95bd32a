"""The demo: the main job once."""

from __future__ import annotations

from pathlib import Path

import click

from ..cli.shared import STORE_HELP, fail, output_file
from ..languages import _
from .embedded import EmbeddedServerError


@click.command()
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
@click.option("--storage-url", metavar="URL", help=f"{STORE_HELP} Without it, a folder that goes with the demo.")
@click.option(
    "--output",
    type=output_file,
    metavar="FILE",
    default="nachet-demo.png",
    show_default=True,
    help="Where to put the annotated picture.",
)
def demo(
    picture: Path | None, inference: Path | None, database_url: str | None, storage_url: str | None, output: str
) -> None:
    """Run the main job once: a user, a picture, an inference, its verification; and tell what came of it."""
    from rich.console import Console

    from .run import run

    if (picture is None) != (inference is None):
        raise click.UsageError(_("--picture and --inference belong together"))
    if database_url is not None and storage_url is None:
        raise click.UsageError(_("--database-url needs --storage-url: its pictures must outlive the demo"))
    try:
        run(Console(), picture, inference, database_url, storage_url, output)
    except EmbeddedServerError as error:
        fail(str(error))
