"""The page that says of each column by which call it is made, read, changed, ended and brought back.

What stands in a cell was found by running the calls (tests/lifecycle.py); where nothing was, WHY says why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

PATH = "docs/reference/lifecycle.md"

#: How many functions a cell names.
SHOWN = 4

Found = Mapping[tuple[str, str], set[str]]


class Lifecycle(Protocol):
    """What was found: functions by table and column (``""``: the row itself); ``shown``: views."""

    @property
    def columns(self) -> Mapping[str, tuple[str, ...]]: ...
    @property
    def made(self) -> Found: ...
    @property
    def read(self) -> Found: ...
    @property
    def shown(self) -> Found: ...
    @property
    def changed(self) -> Found: ...
    @property
    def ended(self) -> Found: ...
    @property
    def undone(self) -> Found: ...


def write(found: Lifecycle, why: Mapping[tuple[str, str, str], str]) -> str:
    """The page; ``why`` by the head of a column of the page, table and column, as ``explained`` finds it."""
    lines = [
        "<!-- Made by `make generate`: each call is run in a small datastore. -->",
        "# What makes, reads, changes, ends and brings back each thing",
        "",
        "Each cell was found by running the calls of the clients: the tables were compared before and after each, and",
        "after a call that undoes it. A call reads a column if its answer changes with it; of many, three are named.",
        "Words in italics say why a cell has no call.",
    ]
    for table, columns in found.columns.items():
        lines += ["", f"## {table}", "", "| | made by | read by | changed by | ended by | undone by |"]
        lines += ["|---|---|---|---|---|---|"]
        for column in ("", *columns):
            cells = [_cell(found, why, head, table, column) for head in HEADS]
            lines.append(f"| {f'`{column}`' if column else 'the row'} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


HEADS = ("made", "read", "changed", "ended", "undone")


def empty(found: Lifecycle) -> Iterator[tuple[str, str, str]]:
    """The cells without a call: head, table, column. A column ends with its row, and so it comes back."""
    for table, columns in found.columns.items():
        for column in ("", *columns):
            for head in HEADS:
                if not _given(found, head, table, column):
                    yield head, table, column


def explained(
    why: Mapping[tuple[str, str, str], str], head: str, table: str, column: str
) -> tuple[str, str, str] | None:
    """The key in ``why`` that says why a cell is empty: ``*`` stands for any table, or any column."""
    keys = [(head, table, column), (head, table, "*"), (head, "*", column)]
    return next((key for key in keys if key in why), None)


def _given(found: Lifecycle, head: str, table: str, column: str) -> str:
    if head in ("ended", "undone") and column and not getattr(found, head)[table, column]:
        if head == "ended":
            return "with the row"
        return "" if found.changed[table, column] else "with the row"
    if head in ("read", "changed") and not column:
        return "by column"
    calls = sorted(getattr(found, head)[table, column])
    told = [f"`{call}`" for call in calls[:SHOWN]]
    if len(calls) > SHOWN:
        told.append(f"{len(calls) - SHOWN} more")
    views = sorted(found.shown[table, column]) if head == "read" else []
    if views:
        own = [view for view in views if table.startswith(view)] or views
        told.append(f"view `{own[0]}`" + (f" and {len(views) - 1} more" if len(views) > 1 else ""))
    return ", ".join(told)


def _cell(found: Lifecycle, why: Mapping[tuple[str, str, str], str], head: str, table: str, column: str) -> str:
    if given := _given(found, head, table, column):
        return given
    key = explained(why, head, table, column)
    return f"*{why[key]}*" if key else ""
