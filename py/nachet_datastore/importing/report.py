"""What became of an import, told: the lines on the terminal, one JSON document, the file of what was refused."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from ..languages import _, told
from .model import Problem, Report

#: The columns of the file of what was refused.
COLUMNS = ("file", "key", "code", "message", "picture")


def refused(problems: Iterable[Problem], path: str) -> str:
    """What was refused, one a line: CSV for a path that ends with .csv, else JSON lines.

    A table is for people, so its messages are in the current language.
    """
    rows = [{name: getattr(problem, name) for name in COLUMNS} for problem in problems]
    if not path.lower().endswith(".csv"):
        return "".join(f"{json.dumps(_plain(row), ensure_ascii=False)}\n" for row in rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_plain({**row, "message": told(row["message"])}) for row in rows)
    return text.getvalue()


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Names of files may have bytes that are no text."""
    return {key: value.encode("utf-8", "backslashreplace").decode() if value else value for key, value in row.items()}


def as_json(report: Report) -> str:
    """The report as one document."""
    document = {**asdict(report), "exit_code": report.exit_code}
    return json.dumps(document, indent=2, ensure_ascii=True, default=str)


def lines(report: Report) -> Iterator[str]:
    """The summary for people."""
    added = (
        _("would be added to the catalogue: {name}")
        if report.dry_run or report.stopped
        else (_("added to the catalogue: {name}"))
    )
    for name in report.species_added:
        line = added.format(name=name)
        if similar := report.similar.get(name):
            line = _("{added}; similar: {names}").format(added=line, names=", ".join(similar))
        yield line
    nb_refused = len({problem.picture for problem in report.problems if problem.picture})
    if report.stopped:
        yield _("nothing stored: {number} problems").format(number=len(report.problems))
        return
    if report.dry_run:
        line = _("{planned} pictures would be stored, {refused} refused")
        yield line.format(planned=report.planned, refused=nb_refused)
        return
    line = _(
        "{stored} pictures stored, {already} were there, {same} files are copies of another one, {refused} refused"
    )
    yield line.format(stored=report.stored, already=report.already, same=report.same, refused=nb_refused)
    if report.inferences:
        line = _("{inferences} inferences, {identified} boxes identified, {empty} pictures empty")
        yield line.format(inferences=report.inferences, identified=report.identified, empty=report.empty)
    elif report.identified:
        yield _("{number} boxes identified").format(number=report.identified)
    if report.left_out:
        yield _("{number} guesses left out, of pipelines that are not here").format(number=report.left_out)
