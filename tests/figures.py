"""What a run counted and measured, printed in one table at its end; also where `pytest -n` has several processes.

A test counts its cases with ``FIGURES.count`` and calls the database through :func:`measured`. Any error of the
database that is not ours, any call that takes longer than ``LIMIT`` and any leak fails the run, whatever the test made
of it.
"""

from __future__ import annotations

import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest

#: Longest time of a call, in seconds: what takes longer hangs.
LIMIT = 60
LEAKS, RAW, HANGS = "leaks", "raw errors", "hangs"


@dataclass
class Figures:
    """What the tests of a process counted; those of other processes are added at the end."""

    counts: Counter[str] = field(default_factory=Counter)
    #: The longest call of each kind, in seconds, and its name.
    slowest: dict[str, tuple[float, str]] = field(default_factory=dict)
    #: The most memory that a process had, in bytes, by what it is.
    memory: dict[str, int] = field(default_factory=dict)
    #: What went wrong, in words, the first of it.
    wrong: list[str] = field(default_factory=list)

    def count(self, what: str, number: int = 1) -> None:
        """So many more of it."""
        self.counts[what] += number

    def fail(self, what: str, where: str) -> None:
        """A leak, an error that is not ours, or a hang."""
        self.counts[what] += 1
        self.wrong = [*self.wrong, f"{what}: {where}"][:20]

    def took(self, what: str, name: str, seconds: float) -> None:
        """A call took so long."""
        self.slowest[what] = max(self.slowest.get(what, (0.0, "")), (seconds, name))

    def had(self, what: str, size: int | None) -> None:
        """A process had so many bytes at most; None where it cannot be told."""
        if size is not None:
            self.memory[what] = max(self.memory.get(what, 0), size)

    def sent(self) -> dict[str, Any]:
        """All of it, as a worker can send it."""
        unit = 1 if sys.platform == "darwin" else 1024
        self.had("client", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit)
        slowest = {what: list(longest) for what, longest in self.slowest.items()}
        return {"counts": dict(self.counts), "slowest": slowest, "memory": self.memory, "wrong": self.wrong}

    def add(self, sent: dict[str, Any]) -> None:
        """Add what a worker sent."""
        self.counts.update(sent["counts"])
        for what, (seconds, name) in sent["slowest"].items():
            self.took(what, name, seconds)
        for what, size in sent["memory"].items():
            self.had(what, size)
        self.wrong = [*self.wrong, *sent["wrong"]][:20]

    def failed(self) -> bool:
        """Whether something is there that must not be."""
        return any(self.counts[what] for what in (LEAKS, RAW, HANGS))

    def table(self) -> Iterator[tuple[str, str]]:
        """Rows: what, and its figure."""
        for what, number in sorted(self.counts.items()):
            if what not in (LEAKS, RAW, HANGS):
                yield what, f"{number:,}"
        for what in (LEAKS, RAW, HANGS):
            yield what, f"{self.counts[what]:,}"
        for what, (seconds, name) in sorted(self.slowest.items()):
            yield f"slowest {what}", f"{seconds:.2f} s, {name}"
        for what, size in sorted(self.memory.items()):
            yield f"highest memory, {what}", f"{size / 1e6:.0f} MB"

    def lines(self) -> Iterator[str]:
        """The table as text, what went wrong below it."""
        rows = list(self.table())
        width = max(len(what) for what, _ in rows)
        yield from (f"{what:{width}}  {figure}" for what, figure in rows)
        yield from self.wrong


FIGURES = Figures()


def server_memory(pid: int, key: str = "VmHWM") -> int | None:
    """Bytes of a backend of a server on this machine: the most that it had, shared memory that it touched included."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return None
    found = re.search(rf"^{key}:\s+(\d+) kB", status, flags=re.MULTILINE)
    return int(found[1]) * 1024 if found and "postgres" in status.splitlines()[0] else None


def _name(query: object) -> str:
    found = re.search(r"\bnachet\.(\w+)", str(query))
    return found[1] if found else "another statement"


class _Cursor(psycopg.Cursor[Any]):
    """Counts what it executes."""

    def execute(self, query: Any, *args: Any, **kwargs: Any) -> Any:
        name, begun = _name(query), time.perf_counter()
        try:
            return super().execute(query, *args, **kwargs)
        except psycopg.Error as error:
            if error.sqlstate == psycopg.errors.QueryCanceled.sqlstate:
                FIGURES.fail(HANGS, name)
            elif not (error.sqlstate or "").startswith("NX"):
                FIGURES.fail(RAW, f"{name}: {error.sqlstate} {error}")
            raise
        finally:
            FIGURES.count("calls")
            FIGURES.took("call", name, time.perf_counter() - begun)


@contextmanager
def measured(conn: psycopg.Connection[Any]) -> Iterator[psycopg.Connection[Any]]:
    """The connection, whose calls are counted and timed in this block, and cancelled when they hang."""
    conn.execute("select set_config('statement_timeout', %s, false)", [f"{LIMIT}s"])
    before, conn.cursor_factory = conn.cursor_factory, _Cursor
    try:
        yield conn
    finally:
        conn.cursor_factory = before
        FIGURES.had("backend of the server", server_memory(conn.info.backend_pid))


class Summary:
    """The plugin that collects what the processes counted, and prints it."""

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Of pytest-xdist: one of its processes ended."""
        if sent := getattr(node, "workeroutput", {}).get("figures"):
            FIGURES.add(sent)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        sent = FIGURES.sent()
        if hasattr(session.config, "workeroutput"):
            session.config.workeroutput["figures"] = sent
        elif FIGURES.failed():
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if FIGURES.counts:
            terminalreporter.section("figures")
            for line in FIGURES.lines():
                terminalreporter.line(line)
