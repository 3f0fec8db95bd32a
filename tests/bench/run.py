"""``make bench``: how long the main calls take, beside what cannot be spared; a table for people, JSON for programs."""

from __future__ import annotations

import json
import os
import platform
import statistics
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from .inferences import Inferences
from .measure import Measurement
from .setting import Setting, opened
from .uploads import uploads

BOXES = (1, 10, 100)

#: How many times its floor a call may take.
TARGETS = {"register": 1.5, "read back": 1.3, "verify": 1.5}


def _inferences(setting: Setting, repetitions: int) -> list[Measurement]:
    return [measured for boxes in BOXES for measured in Inferences(setting, boxes).measure(repetitions)]


PARTS: dict[str, Callable[[Setting, int], list[Measurement]]] = {"inferences": _inferences, "uploads": uploads}


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--database-url", metavar="URL", help="A running server, as its superuser, instead of an embedded one.")
@click.option("--repetitions", default=40, show_default=True, help="Runs of each form that count.")
@click.option("--part", "parts", multiple=True, type=click.Choice(list(PARTS)), help="What to measure, if not all.")
@click.option("--json", "output", type=click.Path(path_type=Path), help="Also write the figures to this file.")
def main(database_url: str | None, repetitions: int, parts: tuple[str, ...], output: Path | None) -> None:
    """Measure the main calls beside their floor, in turn, on one connection: medians in milliseconds.

    Both commit, and both wait for the disk.
    """
    with opened(database_url) as setting, Progress(console=Console(stderr=True), transient=True) as progress:
        measured = [
            (part, PARTS[part](setting, repetitions))
            for part in progress.track(parts or list(PARTS), description="measuring")
        ]
        facts = _facts(setting, repetitions)
    console = Console()
    console.print(", ".join(f"{name} {value}" for name, value in facts.items()))
    for part, measurements in measured:
        console.print(_table(part, measurements))
    if output is not None:
        figures = {part: [measurement.as_json() for measurement in measurements] for part, measurements in measured}
        output.write_text(json.dumps(facts | figures, indent=2) + "\n", encoding="utf-8")


def _facts(setting: Setting, repetitions: int) -> dict[str, Any]:
    """What the figures depend on."""
    names = ("server_version", "fsync", "synchronous_commit", "shared_buffers")
    row = setting.conn.execute("select " + ", ".join(f"current_setting('{name}')" for name in names)).fetchone() or ()
    return dict(zip(names, row, strict=True)) | {
        "python": platform.python_version(),
        "processors": os.cpu_count(),
        "repetitions": repetitions,
    }


def _table(part: str, measurements: Iterable[Measurement]) -> Table:
    measurements = list(measurements)
    forms = list(dict.fromkeys(name for measurement in measurements for name in measurement.forms))
    table = Table(title=f"\n{part}: milliseconds, x floor, (statements)", title_justify="left")
    table.add_column("job")
    table.add_column("size", justify="right")
    for form in forms:
        table.add_column(form, justify="right")
    for measurement in measurements:
        table.add_row(measurement.job, measurement.size, *(_cell(measurement, form) for form in forms))
    return table


def _cell(measurement: Measurement, form: str) -> str:
    timing = measurement.forms.get(form)
    if timing is None:
        return ""
    cell = f"{statistics.median(timing.server):.2f} ({timing.statements})"
    if len(measurement.forms) == 1 or form == next(iter(measurement.forms)):
        return cell
    ratio = measurement.ratio(form)
    target = TARGETS.get(measurement.job)
    colour = "default" if target is None or form != "call" else "green" if ratio <= target else "red"
    return f"{cell}  [{colour}]x{ratio:.2f}[/{colour}]"


if __name__ == "__main__":
    main()
