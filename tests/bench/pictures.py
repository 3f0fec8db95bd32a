"""`make pictures ARGS=FOLDER`: pictures that others test their libraries with, and what becomes of each.

For each file of the folder it asks Pillow, tifffile and imagecodecs, in this order, whether they open it and decode all
of it, and beside that `inspect`. None may be called damaged that the library opens whose tests have it. The source
distribution of Pillow has its pictures in `Tests/images`, that of imagecodecs in `tests`. imagecodecs passes over
errors in PNG and JPEG that others report: for Pillow's pictures ask `--library Pillow` alone. `--made` adds a TIFF of
every kind that `tests/test_decoding.py` makes.
"""

from __future__ import annotations

import multiprocessing
import resource
import signal
import sys
import tempfile
import time
import warnings
from collections import Counter
from contextlib import suppress
from pathlib import Path

import click

from figures import FIGURES, HANGS, LIMIT, RAW
from nachet_datastore import inspect
from nachet_datastore.errors import NachetError
from test_decoding import LAYOUTS, kinds, tiff

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
            if not len(file.pages):  # It passes over a first one that it cannot find.
                raise ValueError
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
@click.option("--made", is_flag=True, help="Add a TIFF of every kind.")
@click.option("--all", "every", is_flag=True, help="Print each file.")
def main(folder: Path, libraries: tuple[str, ...], made: bool, every: bool) -> None:
    """Print what became of the pictures in a folder; fail where one was called damaged that a library opens."""
    with tempfile.TemporaryDirectory() as name:
        if made:
            make(Path(name))
        files = sorted(
            path
            for place in (folder, Path(name))
            for path in place.rglob("*")
            if path.is_file() and path.suffix not in NOT_PICTURES
        )
        sys.exit(not look_at(files, libraries, every))


def make(folder: Path) -> None:
    """A TIFF of every kind."""
    for number, (dtype, samples, compression, layout) in enumerate(kinds()):
        path = folder / f"{number} {dtype} {samples} {compression} {layout}.tif"
        path.write_bytes(tiff(dtype, samples, compression, **LAYOUTS[layout]))


def inspected(path: Path) -> tuple[str, object]:
    """What becomes of a picture, and the detail of its error; in a limited time, and no error but ours."""
    begun = time.perf_counter()
    signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.alarm(LIMIT)
    try:
        return f"stored as {inspect(path).media_type}", {}
    except NachetError as error:
        return type(error).__name__, error.detail
    except KeyboardInterrupt:
        FIGURES.fail(HANGS, str(path))
        return "a hang", {}
    except Exception as error:  # noqa: BLE001 - these are what is looked for
        FIGURES.fail(RAW, f"{path}: {error!r}")
        return "a raw error", repr(error)
    finally:
        signal.alarm(0)
        FIGURES.count("files")
        FIGURES.took("call", f"inspect {path.name}", time.perf_counter() - begun)


def look_at(files: list[Path], libraries: tuple[str, ...], every: bool) -> bool:
    """Print what becomes of the files; whether all is as it must be."""
    context = multiprocessing.get_context("spawn")
    pool = context.Pool(1)
    outcomes: Counter[tuple[str, str]] = Counter()
    wrong = []
    for path in files:
        outcome, detail = inspected(path)
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
    FIGURES.count("called damaged, though a library opens it", len(wrong))
    # Of the processes that decode, and of those that ask the libraries.
    FIGURES.had("processes of the client", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
    FIGURES.sent()
    for line in FIGURES.lines():
        click.echo(line)
    return not wrong and not FIGURES.failed()


if __name__ == "__main__":
    main()
