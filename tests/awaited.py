"""What is asynchronous, driven as if it were not, so that one test serves it and its synchronous twin."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, contextmanager
from inspect import isawaitable
from os import PathLike
from typing import Any, TypeVar, cast

from psycopg import AsyncConnection, AsyncCursor, Connection, Cursor
from psycopg_pool import AsyncConnectionPool, ConnectionPool

from nachet_datastore import AsyncDatastore, Datastore, open_async_store, open_store
from nachet_datastore.blobs.stores import BlobStore

R = TypeVar("R")


class Awaited:
    """Something asynchronous that ``make`` gives: each of its methods waits for its answer."""

    def __init__(self, loop: asyncio.Runner, make: Callable[[], Any]) -> None:
        self._loop = loop
        self.inner = loop.run(_answer(make))

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.inner, name)
        if not callable(found):
            return found
        return lambda *args, **kwargs: self._loop.run(_answer(found, *args, **kwargs))


async def _answer(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    answer = function(*args, **kwargs)
    if isinstance(answer, AsyncIterator):
        return iter([item async for item in answer])
    return await answer if isawaitable(answer) else answer


class Clients:
    """Opens clients, stores, connections and pools: synchronous ones, or on a loop asynchronous ones that look alike.

    What was opened is closed in the end.
    """

    def __init__(self, opened: ExitStack, loop: asyncio.Runner | None) -> None:
        self._opened = opened
        self._loop = loop

    def datastore(self, database: Any, store: str | PathLike[str] | None = None, **options: Any) -> Datastore:
        database = database.inner if isinstance(database, Awaited) else database
        return self._open(
            lambda: Datastore(database, store, **options), lambda: AsyncDatastore(database, store, **options)
        )

    def store(self, url: str, **options: Any) -> BlobStore:
        return self._open(lambda: open_store(url, **options), lambda: open_async_store(url, **options))

    def connect(self, url: str, statements: list[str] | None = None, **options: Any) -> Connection[Any]:
        """A connection; what it runs is noted in ``statements``."""

        class Noting:
            def execute(self, query: Any, *args: Any, **kwargs: Any) -> Any:
                if statements is not None:
                    statements.append(query)
                return super().execute(query, *args, **kwargs)  # type: ignore[misc]  # the cursor's

        class NotingCursor(Noting, Cursor[Any]):
            pass

        class AsyncNotingCursor(Noting, AsyncCursor[Any]):
            pass

        return self._open(
            lambda: Connection.connect(url, cursor_factory=NotingCursor, **options),
            lambda: AsyncConnection.connect(url, cursor_factory=AsyncNotingCursor, **options),
        )

    def pool(self, url: str) -> ConnectionPool[Any]:
        async def open_pool() -> AsyncConnectionPool[Any]:
            pool = AsyncConnectionPool(url, min_size=1, open=False)
            await pool.open()
            return pool

        return self._open(lambda: ConnectionPool(url, min_size=1, open=True), open_pool)

    def _open(self, make: Callable[[], R], make_async: Callable[[], Any]) -> R:
        opened = make() if self._loop is None else cast(R, Awaited(self._loop, make_async))
        self._opened.callback(opened.close)  # type: ignore[attr-defined]  # all of them have it
        return opened


@contextmanager
def clients(side: str) -> Iterator[Clients]:
    """Opens clients of one side, ``sync`` or ``async``."""
    with ExitStack() as opened:
        yield Clients(opened, opened.enter_context(asyncio.Runner()) if side == "async" else None)
