"""`make imports`: import a folder of pictures of real size, beside uploads by the client alone at the same parallelism.

The forms take turns with the same files, each in a folder of the store of its own, on a local store and on Azurite.
Seconds are those of the clock; processor time is that of this process and of all that it started: the processes that
decode, and the store. The server's is left out: it is its own.
"""

from __future__ import annotations

import io
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from uuid import UUID

import click
from PIL import Image

from azurite import Azurite
from conftest import fast_server, template_database
from nachet_datastore import Datastore
from nachet_datastore.demo.drawing import draw_seeds
from nachet_datastore.importing import import_folder

#: At least so much of the rate of plain uploads.
GOAL = 0.9
_SIZE = (1920, 1080)


def draw(folder: Path, number: int) -> int:
    """So many drawn pictures, no two alike; the bytes of them all."""
    data, _ = draw_seeds()
    with Image.open(io.BytesIO(data)) as drawn:
        picture = drawn.convert("RGB").resize(_SIZE)
    total = 0
    for one in range(number):
        picture.paste(Image.frombytes("RGB", (200, 100), os.urandom(60_000)), (one % 1700, one % 900))
        path = folder / f"{one:05d}.png"
        picture.save(path, "PNG", compress_level=1)
        total += path.stat().st_size
    return total


def processor_seconds() -> float:
    """What this process and all that it started have taken so far."""
    ticks, parents, mine = os.sysconf("SC_CLK_TCK"), dict[int, int](), dict[int, int]()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = stat.read_text(encoding="utf-8", errors="replace")
        except OSError:  # It ended.
            continue
        fields = text.rpartition(")")[2].split()
        parents[int(stat.parent.name)] = int(fields[1])
        mine[int(stat.parent.name)] = sum(map(int, fields[11:15]))
    found = {os.getpid()}
    while more := {one for one, parent in parents.items() if parent in found} - found:
        found |= more
    return sum(mine.get(one, 0) for one in found) / ticks


def uploads(datastore: Datastore, user_id: UUID, files: list[Path], parallel: int) -> None:
    """What an import is measured by: the client's own upload of all of them."""
    folder = datastore.create_picture_set(user_id).picture_set_id
    datastore.upload_pictures(user_id, files, picture_set_id=folder, parallel=parallel)


def imports(datastore: Datastore, user_id: UUID, files: list[Path], parallel: int) -> None:
    """The same files as a folder."""
    folder = datastore.create_picture_set(user_id).picture_set_id
    report = import_folder(datastore, user_id, files[0].parent, facts={"folder": str(folder)}, parallel=parallel)
    if report.stored != len(files) or report.problems:
        raise click.ClickException(f"{report.stored} of {len(files)} stored: {report.problems[:3]}")


FORMS: dict[str, Callable[[Datastore, UUID, list[Path], int], None]] = {
    "plain uploads": uploads,
    "import-folder": imports,
}


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--pictures", default=1000, show_default=True, help="Pictures in all, for each form and store.")
@click.option("--rounds", default=5, show_default=True, help="Turns of the forms, each with its part of the pictures.")
@click.option("--parallel", default=4, show_default=True, help="Pictures at the same time.")
@click.option("--store", "stores", multiple=True, type=click.Choice(["local", "azurite"]), help="One of the stores.")
def main(pictures: int, rounds: int, parallel: int, stores: tuple[str, ...]) -> None:
    """Measure an import beside plain uploads; fail where it has less than 0.9 of their rate."""
    slow = False
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        parts = []
        total = 0
        for number in range(rounds):
            folder = place / f"part {number}"
            folder.mkdir()
            total += draw(folder, pictures // rounds)
            parts.append(sorted(folder.iterdir()))
        click.echo(f"{pictures} pictures of {_SIZE[0]} x {_SIZE[1]}, {total / 1e6:,.0f} MB, {parallel} at once")
        server = stack.enter_context(fast_server({"synchronous_commit": "on"}))
        name = stack.enter_context(template_database(server.url()))
        for kind in stores or ("local", "azurite"):
            with ExitStack() as opened:
                url = str(place / "store") if kind == "local" else opened.enter_context(Azurite()).new_account()
                datastore = opened.enter_context(Datastore(server.url(name), url))
                user_id = datastore.create_user(f"{kind}@example.org").user_id
                uploads(datastore, user_id, parts[0][:8], parallel)  # Processes are started, plans are made.
                clock: dict[str, list[float]] = {form: [] for form in FORMS}
                processor: dict[str, list[float]] = {form: [] for form in FORMS}
                for number, files in enumerate(parts):
                    turn = list(FORMS) if number % 2 == 0 else list(reversed(FORMS))
                    for form in turn:
                        begun, taken = time.perf_counter(), processor_seconds()
                        FORMS[form](datastore, user_id, files, parallel)
                        clock[form].append(time.perf_counter() - begun)
                        processor[form].append(processor_seconds() - taken)
                for form in FORMS:
                    click.echo(
                        f"{kind:8} {form:14} {sum(clock[form]):8.1f} s, {pictures / sum(clock[form]):6.1f} pictures a"
                        f" second, {sum(processor[form]):8.1f} s of the processor"
                    )
                plain, imported = FORMS
                rates = [one / two for one, two in zip(clock[plain], clock[imported], strict=True)]
                used = sum(processor[plain]) / sum(processor[imported])
                whole = sum(clock[plain]) / sum(clock[imported])
                click.echo(
                    f"{kind:8} rate of the import: {whole:.2f} of plain uploads (median of turns"
                    f" {statistics.median(rates):.2f}); by processor time {used:.2f}"
                )
                slow = slow or max(whole, used) < GOAL
    raise click.exceptions.Exit(slow)


if __name__ == "__main__":
    main()
