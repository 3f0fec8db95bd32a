"""Figures on a page of the documentation: tables between two comments, and a plot."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Sequence
from pathlib import Path

from .measure import Measurement


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown; all columns but the first three are numbers."""
    rule = ("---" if place < 3 else "--:" for place, _ in enumerate(columns))
    return "\n".join("| " + " | ".join(row) + " |" for row in (columns, tuple(rule), *rows))


def write_block(page: Path, name: str, text: str) -> None:
    """Put a text between the comments of this name, for what is there. Raises KeyError where there are none."""
    begin, end = f"<!-- figures: {name} -->", f"<!-- end of figures: {name} -->"
    before = page.read_text(encoding="utf-8")
    after, found = re.subn(
        f"{re.escape(begin)}.*?{re.escape(end)}", lambda _: f"{begin}\n{text}\n{end}", before, flags=re.DOTALL
    )
    if not found:
        raise KeyError(begin)
    page.write_text(after, encoding="utf-8")


def draw(measurements: Sequence[Measurement], path: Path) -> None:
    """Processor time of the server by the number of boxes, each job in its forms."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "nachet"
    from matplotlib import pyplot as plt

    jobs = list(dict.fromkeys(one.job for one in measurements))
    figure, places = plt.subplots(1, len(jobs), figsize=(11, 3.6), sharey=True, layout="constrained")
    for place, job in zip(places, jobs, strict=True):
        ours = [one for one in measurements if one.job == job]
        sizes = [int(one.size.split()[0]) for one in ours]
        for form in ("floor", "call", "a statement a row"):
            medians = [statistics.median(one.forms[form].server) for one in ours]
            place.loglog(sizes, medians, marker="o", label=form)
        place.set(title=job, xlabel="boxes")
        place.grid(visible=True, which="both", alpha=0.2)
    places[0].set_ylabel("ms of the server's processor")
    places[0].legend()
    figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})
    plt.close(figure)
