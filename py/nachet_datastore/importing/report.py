"""What became of an import, told: the lines on the terminal, one JSON document, the file of what was refused."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from .model import Problem, Report

#: The columns of the file of what was refused.
COLUMNS = ("file", "key", "code", "message", "picture")


def refused(problems: Iterable[Problem], path: str) -> str:
    """What was refused, one a line: CSV for a path that ends with .csv, else JSON lines."""
    rows = [{name: getattr(problem, name) for name in COLUMNS} for problem in problems]
    if not path.lower().endswith(".csv"):
        return "".join(f"{json.dumps(_plain(row), ensure_ascii=False)}\n" for row in rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_plain(row) for row in rows)
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
    for name in report.species_added:
        similar = report.similar.get(name, ())
        told = f"; similar: {', '.join(similar)}" if similar else ""
        yield f"{'would be added' if report.dry_run or report.stopped else 'added'} to the catalogue: {name}{told}"
    refused_pictures = {problem.picture for problem in report.problems if problem.picture}
    if report.stopped:
        yield f"nothing stored: {len(report.problems)} problems"
        return
    if report.dry_run:
        yield f"{report.planned} pictures would be stored, {len(refused_pictures)} refused"
        return
    yield (
        f"{report.stored} pictures stored, {report.already} were there, {report.same} files are copies of another one, "
        f"{len(refused_pictures)} refused"
    )
    if report.inferences:
        yield f"{report.inferences} inferences, {report.identified} boxes identified, {report.empty} pictures empty"
    elif report.identified:
        yield f"{report.identified} boxes identified"
    if report.left_out:
        yield f"{report.left_out} guesses left out, of pipelines that are not here"
