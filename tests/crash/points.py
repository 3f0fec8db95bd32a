"""Where a process can be stopped: before and after every statement, every request, every change of the local folder.

``watch`` puts its hooks into a process that was forked for this purpose and that ends with it. They count the points as
the process comes by and, at one of them, do what they were told to: kill the process, fail, stop the server.
"""

from __future__ import annotations

import builtins
import io
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from threading import RLock, local
from typing import Any
from urllib.parse import parse_qs, urlsplit

import psycopg
from azure.core.pipeline.transport import AioHttpTransport, RequestsTransport

#: What changes a folder, as the interpreter's own audit names it: no hook of ours may miss one.
_CHANGES = {"os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink", "os.truncate", "shutil.move"}
#: Ids and etags, which differ from run to run where the database or the store makes them.
_ID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}|[0-9a-f]+-[0-9a-f]+-[0-9a-f]+|0x[0-9A-F]+")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Points:
    """Counts the points and, when told so, does something at one of them.

    ``tell`` is given the name of each point as it is reached; ``at`` is the number (from 0) of the one where ``happen``
    is called with its name.
    """

    def __init__(self, tell: Callable[[str], None], at: int | None, happen: Callable[[str], None]) -> None:
        self._tell = tell
        self._at = at
        self._happen = happen
        self._count = 0
        self._lock = RLock()
        self._inside = local()

    def reached(self, name: str) -> None:
        """The process has come to a point."""
        with self._lock:
            number, self._count = self._count, self._count + 1
            self._tell(name)
            if number == self._at:
                self._happen(name)

    def missed(self, name: str) -> None:
        """The world changed where no point is: the hooks do not fit the code any more."""
        self._tell(f"MISSED {name}")

    @contextmanager
    def crossing(self, name: str) -> Iterator[None]:
        """Something that changes the world outside, with a point on either side."""
        self.reached(f"before {name}")
        self._inside.crossing = True
        try:
            yield
        finally:
            self._inside.crossing = False
        self.reached(f"after {name}")

    @property
    def is_crossing(self) -> bool:
        """Whether this thread is between two points."""
        return getattr(self._inside, "crossing", False)


def watch(points: Points, folder: Path | None) -> None:
    """Count from now on, until the process ends: SQL, requests to Azure, changes under ``folder``."""
    _watch_sql(points)
    _watch_requests(points)
    if folder is not None:
        _watch_folder(points, folder)


def _watch_sql(points: Points) -> None:
    execute, execute_async = psycopg.Cursor.execute, psycopg.AsyncCursor.execute

    @wraps(execute)
    def sync(cursor: Any, query: Any, *args: Any, **kwargs: Any) -> Any:
        with points.crossing(f"sql {_function(query)}"):
            return execute(cursor, query, *args, **kwargs)

    @wraps(execute_async)
    async def asynchronous(cursor: Any, query: Any, *args: Any, **kwargs: Any) -> Any:
        with points.crossing(f"sql {_function(query)}"):
            return await execute_async(cursor, query, *args, **kwargs)

    setattr(psycopg.Cursor, "execute", sync)  # noqa: B010 - a method, as no checker likes it to be set
    setattr(psycopg.AsyncCursor, "execute", asynchronous)  # noqa: B010


def _function(query: object) -> str:
    found = re.search(r"nachet\.(\w+)", str(query))
    return found[1] if found else str(query)


def _watch_requests(points: Points) -> None:
    send, send_async = RequestsTransport.send, AioHttpTransport.send

    @wraps(send)
    def sync(transport: Any, request: Any, **kwargs: Any) -> Any:
        with points.crossing(_request(request)):
            return send(transport, request, **kwargs)

    @wraps(send_async)
    async def asynchronous(transport: Any, request: Any, **kwargs: Any) -> Any:
        with points.crossing(_request(request)):
            return await send_async(transport, request, **kwargs)

    setattr(RequestsTransport, "send", sync)  # noqa: B010
    setattr(AioHttpTransport, "send", asynchronous)  # noqa: B010


def _request(request: Any) -> str:
    parts = urlsplit(request.url)
    query = parse_qs(parts.query)
    asked = "&".join(f"{key}={query[key][0]}" for key in ("restype", "comp") if key in query)
    path = "/".join(parts.path.split("/")[2:])  # Behind the account.
    return f"{request.method} /{_ID.sub('…', path)}{'?' + asked if asked else ''}"


def _watch_folder(points: Points, folder: Path) -> None:
    def within(path: Any) -> bool:
        return not isinstance(path, int) and Path(os.fsdecode(path)).is_relative_to(folder)

    def named(path: Any) -> str:
        return _ID.sub("…", str(Path(os.fsdecode(path)).relative_to(folder)))

    def around(owner: Any, name: str) -> None:
        original = getattr(owner, name)

        @wraps(original)
        def crossed(path: Any, *args: Any, **kwargs: Any) -> Any:
            target = args[0] if name in ("link", "replace", "rename") else path
            if not within(target):
                return original(path, *args, **kwargs)
            with points.crossing(f"{name} {named(target)}"):
                return original(path, *args, **kwargs)

        setattr(owner, name, crossed)

    for name in ("link", "mkdir", "rename", "replace", "rmdir", "unlink"):
        around(os, name)

    fsync, io_open = os.fsync, io.open

    def fsync_crossed(descriptor: int) -> None:
        with points.crossing("fsync"):
            fsync(descriptor)

    class File(io.FileIO):
        """A file whose writes are crossings, with a point in their middle: a write may be torn."""

        def write(self, data: Any, /) -> int:
            view = memoryview(data)
            half = len(view) // 2
            with points.crossing("write"):
                written = super().write(view[:half]) or 0
                points.reached("midway in write")
                return written + (super().write(view[half:]) or 0)

    def open_crossed(file: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
        if not within(file) or not set(mode) & set("wxa+"):
            return io_open(file, mode, *args, **kwargs)
        with points.crossing(f"open {named(file)}"):
            return io.BufferedWriter(File(file, mode, opener=kwargs.get("opener")))

    setattr(os, "fsync", fsync_crossed)  # noqa: B010
    setattr(io, "open", open_crossed)  # noqa: B010 - for Path.open
    setattr(builtins, "open", open_crossed)  # noqa: B010

    def audit(event: str, arguments: tuple[Any, ...]) -> None:
        changes = event in _CHANGES or (event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING)
        if changes and within(arguments[0]) and not points.is_crossing:
            points.missed(f"{event} {named(arguments[0])}")

    sys.addaudithook(audit)
