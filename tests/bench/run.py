"""``make bench``: what the product does, beside what cannot be spared; a table, JSON for programs, a plot."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from .blocks import draw, table, write_block
from .connections import connections
from .inferences import Inferences
from .measure import COLUMNS, Measurement
from .others import others
from .setting import Setting, opened
from .uploads import uploads

BOXES = (1, 10, 100, 1000)


def _inferences(setting: Setting, repetitions: int) -> list[Measurement]:
    return [
        measured
        for boxes in BOXES
        for measured in Inferences(setting, boxes).measure(repetitions if boxes < 1000 else max(5, repetitions // 4))
    ]


PARTS: dict[str, Callable[[Setting, int], list[Measurement]]] = {
    "inferences": _inferences,
    "connections": connections,
    "others": others,
    "uploads": uploads,
}


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--database-url", metavar="URL", help="A running server, as its superuser, instead of an embedded one.")
@click.option("--repetitions", default=40, show_default=True, help="Runs of each form that count.")
@click.option("--part", "parts", multiple=True, type=click.Choice(list(PARTS)), help="What to measure, if not all.")
@click.option("--json", "output", type=click.Path(path_type=Path), help="Also write the figures to this file.")
@click.option("--write", "page", type=click.Path(path_type=Path), help="Also write the tables into this page.")
def main(
    database_url: str | None, repetitions: int, parts: tuple[str, ...], output: Path | None, page: Path | None
) -> None:
    """Measure each part, its forms in turn: medians in milliseconds.

    Inferences and connections commit, and wait for the disk.
    """
    console, figures = Console(width=None if os.isatty(1) else 140), {}
    with Progress(console=Console(stderr=True), transient=True) as progress:
        for part in progress.track(parts or list(PARTS), description="measuring"):
            with opened(database_url) as setting:  # Each in a database of its own: none finds what another left.
                measured = PARTS[part](setting, repetitions)
                facts = _facts(setting, repetitions)
            told = ", ".join(f"{name} {value}" for name, value in facts.items())
            console.print(_table(part, told, measured))
            if page is not None:
                rows = (row for one in measured for row in one.rows())
                write_block(page, part, f"{told}\n\n{table(COLUMNS, rows)}")
                if part == "inferences":
                    draw(measured, page.parent / "images" / "performance.svg")
            figures[part] = facts | {"measured": [one.as_json() for one in measured]}
            if output is not None:
                output.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def _facts(setting: Setting, repetitions: int) -> dict[str, Any]:
    """What the figures depend on."""
    names = ("server_version", "fsync", "synchronous_commit", "shared_buffers")
    row = setting.conn.execute("select " + ", ".join(f"current_setting('{name}')" for name in names)).fetchone() or ()
    return dict(zip(names, row, strict=True)) | {
        "python": platform.python_version(),
        "processors": os.cpu_count(),
        "repetitions": repetitions,
    }


def _table(part: str, told: str, measurements: Iterable[Measurement]) -> Table:
    shown = Table(title=f"\n{part}: medians in milliseconds; {told}", title_justify="left")
    for place, column in enumerate(COLUMNS):
        shown.add_column(column, justify="left" if place < 3 else "right")
    for measurement in measurements:
        for row in measurement.rows():
            shown.add_row(*row)
    return shown


if __name__ == "__main__":
    main()
