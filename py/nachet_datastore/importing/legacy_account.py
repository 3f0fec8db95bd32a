"""The account of an import: what became of each row and each blob of the older datastore, and the sums.

Each line of the report is a JSON object. The first says what was done. Then one for each row and blob: ``table`` (a
blob's is ``blob``), ``id``, ``outcome``, and where it says more ``reason`` (why it was refused, or with what it was
merged), ``into`` (its id in ours where that is another), ``lost`` (what of it could not be kept), and for a refused row
``row``. The guesses of a box have no line of their own: the box's line has ``guesses``, each older id with its id in
ours. At the end one line a table, ``summary``, with the sums.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Literal, TypeAlias

from ..errors.secrets import redacted
from ..languages import Message, _, marked, told

Outcome: TypeAlias = Literal["taken", "merged", "refused"]
#: What people read of a reason, after each outcome.
_REASONS: Mapping[Outcome, str] = {
    "taken": marked("taken: {reason}"),
    "merged": marked("merged: {reason}"),
    "refused": marked("refused: {reason}"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of a row or a blob; ``rows`` of them where one entry stands for several."""

    table: str
    id: object
    outcome: Outcome
    reason: str | None = None
    into: object = None
    lost: tuple[str, ...] = ()
    rows: int = 1
    more: Mapping[str, Any] = field(default_factory=dict)

    def line(self) -> dict[str, Any]:
        """The entry as a line of the report, without what it does not say."""
        said = {"table": self.table, "id": self.id, "outcome": self.outcome, "reason": self.reason, "into": self.into}
        line = {name: value for name, value in said.items() if value is not None}
        return {**line, **({"lost": list(self.lost)} if self.lost else {}), **self.more}


@dataclass(slots=True)
class Sums:
    """The sums of one table: its rows, and how many of them became what, for which reasons; ``lost`` counts what could
    not be kept of rows that were taken."""

    rows: int
    taken: int = 0
    merged: int = 0
    refused: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)

    @property
    def unaccounted(self) -> int:
        """How many rows nothing was said of, for example since their parents are missing."""
        return self.rows - self.taken - self.merged - self.refused

    def document(self) -> dict[str, Any]:
        """The sums for the report."""
        return {
            "rows": self.rows,
            "taken": self.taken,
            "merged": self.merged,
            "refused": self.refused,
            "unaccounted": self.unaccounted,
            "reasons": dict(sorted(self.reasons.items())),
            "lost": dict(sorted(self.lost.items())),
        }


class Account:
    """Writes the report and adds up. Used by one thread."""

    def __init__(self, file: BinaryIO | None, opening: Mapping[str, Any]) -> None:
        self._file = file
        self.sums: dict[str, Sums] = {}
        self._write(opening)

    def expect(self, table: str, rows: int) -> None:
        """Say how many rows a table has."""
        self.sums[table] = Sums(rows)

    def tell(self, *entries: Entry) -> None:
        """Account for rows or blobs."""
        for entry in entries:
            self.count(entry)
            self._write(entry.line())

    def count(self, entry: Entry) -> None:
        """Account for rows without a line, since another line tells of them."""
        sums = self.sums[entry.table]
        setattr(sums, entry.outcome, getattr(sums, entry.outcome) + entry.rows)
        if entry.reason is not None:
            sums.reasons[Message(_REASONS[entry.outcome], reason=entry.reason)] += entry.rows
        sums.lost.update(entry.lost)

    def close(self) -> None:
        """Write the sums."""
        for table, sums in self.sums.items():
            self._write({"summary": table, **sums.document()})

    @property
    def complete(self) -> bool:
        """Whether each row and each blob was accounted for."""
        return all(sums.unaccounted == 0 for sums in self.sums.values())

    @property
    def refused(self) -> int:
        """How many rows and blobs were refused."""
        return sum(sums.refused for sums in self.sums.values())

    def lines(self) -> Iterator[str]:
        """The sums for a person."""
        for table, sums in self.sums.items():
            line = _("{table}: {rows} = {taken} taken + {merged} merged + {refused} refused")
            line = line.format(table=table, **sums.document())
            if sums.unaccounted:
                line = _("{line}, {number} not accounted for").format(line=line, number=sums.unaccounted)
            yield line
            yield from (f"    {number} {told(reason)}" for reason, number in sorted(sums.reasons.items()))
            for lost, number in sorted(sums.lost.items()):
                yield "    " + _("{number} without: {lost}").format(number=number, lost=told(lost))

    def _write(self, line: Mapping[str, Any]) -> None:
        if self._file is not None:
            text = json.dumps(line, default=str)
            if "row" in line:  # A link in it may have a signature.
                text = json.dumps(redacted(json.loads(text)))
            self._file.write(text.encode() + b"\n")
