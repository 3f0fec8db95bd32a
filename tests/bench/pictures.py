"""`make pictures ARGS=FOLDER`: pictures that others test their libraries with, and what becomes of each.

For each file of the folder it asks Pillow, tifffile and imagecodecs, in this order, whether they open it and decode all
of it, and beside that `inspect`. None may be called damaged that the library opens whose tests have it. The source
distribution of Pillow has its pictures in `Tests/images`, that of imagecodecs in `tests`. imagecodecs passes over
errors in PNG and JPEG that others report: for Pillow's pictures ask `--library Pillow` alone.
"""

from __future__ import annotations

import multiprocessing
import sys
import time
import warnings
from collections import Counter
from contextlib import suppress
from pathlib import Path

import click

from nachet_datastore import inspect
from nachet_datastore.errors import NachetError

#: Longest time that a library gets for a file, in seconds.
PATIENCE = 30
LIBRARIES = ("Pillow", "tifffile", "imagecodecs")
#: No pictures, whatever a library makes of them.
NOT_PICTURES = frozenset([".py", ".pyc", ".npy", ".md", ".rst"])


def opened_by(path: Path) -> str | None:
    """The library that decodes all of the file, if one does."""
    warnings.simplefilter("ignore")
    import imagecodecs
    import tifffile
    from PIL import Image

    def with_pillow() -> None:
        with Image.open(path) as image:
            for frame in range(getattr(image, "n_frames", 1)):
                image.seek(frame)
                image.load()

    def with_tifffile() -> None:
        with tifffile.TiffFile(path) as file:
            for page in file.pages:
                page.asarray()

    def with_imagecodecs() -> None:
        if not imagecodecs.imread(path).size:  # Some codecs take anything for nothing.
            raise ValueError

    for library, act in (("Pillow", with_pillow), ("tifffile", with_tifffile), ("imagecodecs", with_imagecodecs)):
        with suppress(Exception):  # It does not open it, whatever it raises.
            act()
            return library
    return None


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
@click.option("--library", "libraries", multiple=True, default=LIBRARIES, type=click.Choice(LIBRARIES))
@click.option("--all", "every", is_flag=True, help="Print each file.")
def main(folder: Path, libraries: tuple[str, ...], every: bool) -> None:
    """Print what became of the pictures in a folder; fail where one was called damaged that a library opens."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix not in NOT_PICTURES)
    context = multiprocessing.get_context("spawn")
    pool = context.Pool(1)
    outcomes: Counter[tuple[str, str]] = Counter()
    wrong, slowest = [], (0.0, Path())
    for path in files:
        begun, detail = time.perf_counter(), {}
        try:
            outcome = f"stored as {inspect(path).media_type}"
        except NachetError as error:
            outcome, detail = type(error).__name__, error.detail
        slowest = max(slowest, (time.perf_counter() - begun, path))
        try:
            library = pool.apply_async(opened_by, (path,)).get(PATIENCE)
        except multiprocessing.TimeoutError:
            pool.terminate()
            pool = context.Pool(1)
            library = None
        outcomes[outcome, library or "no library"] += 1
        if outcome == "TruncatedPicture" and library in libraries:
            wrong.append(path)
        if every or path in wrong:
            click.echo(f"{path}: {outcome} {detail}, opened by {library}")
    pool.terminate()
    click.echo(
        f"{len(files)} files; opened by a library: {sum(n for (_, lib), n in outcomes.items() if lib != 'no library')}"
    )
    for (outcome, library), count in sorted(outcomes.items()):
        click.echo(f"{count:6d}  {outcome}, opened by {library}")
    click.echo(f"slowest: {slowest[0]:.1f} s, {slowest[1]}")
    click.echo(f"called damaged, though a library opens it: {len(wrong)}")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
