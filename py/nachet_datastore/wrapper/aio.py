"""The async client of the calls, the twin of ``client.py``. What each call does stands in ``calls.py``."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from time import monotonic
from typing import Any, LiteralString, Self, TypeVar

import psycopg
from psycopg import AsyncConnection
from psycopg.rows import tuple_row
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from ..errors import NachetError, OtherEventLoop, database_errors
from ..records import Decision
from . import notices, schema
from .calls import Call
from .cipher import ModelCipher
from .methods_aio import AsyncCallMethods
from .pooling import WARM_UP, Again, Source, noting_async
from .timeouts import DEFAULT, Timeouts

R = TypeVar("R")


class AsyncDatabase(AsyncCallMethods):
    """The published functions for asyncio: the methods of Database, awaited; its options too.

    ``database``: a URL, or the caller's AsyncConnection or AsyncConnectionPool.
    """

    def __init__(
        self,
        database: str | AsyncConnection[Any] | AsyncConnectionPool[Any],
        *,
        max_connections: int = 8,
        prepare_threshold: int | None = 5,
        model_cipher: ModelCipher | None = None,
        timeouts: Timeouts = DEFAULT,
        retry: float = 0,
        warm_connections: int = 0,
    ) -> None:
        self._model_cipher = model_cipher
        self._retry = retry
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closed = False
        self._source: Source | None = None
        self._database: AsyncConnection[Any] | AsyncConnectionPool[Any]
        if isinstance(database, str):
            self._source = Source(database, timeouts, max_connections, prepare_threshold, warm_connections)
            self._database = self._new_pool(self._source)
        else:
            self._database = database

    def _new_pool(self, source: Source) -> AsyncConnectionPool[Any]:
        return AsyncConnectionPool(**source.pool_settings(noting_async(AsyncConnection, source), self._warm))

    async def __aenter__(self) -> Self:
        pool, source = self._database, self._source
        if source is not None and source.warm_connections and isinstance(pool, AsyncConnectionPool):
            await self._follow_loop()
            await pool.open()
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close what the client opened itself."""
        self._closed = True
        if self._source is not None and not (self._loop and self._loop.is_closed()):
            await self._database.close()

    async def call(self, call: Call[R]) -> R:
        """Run one call; its answer. With ``retry`` it is tried again where that is harmless."""
        if self._model_cipher is not None:
            call = self._model_cipher.sealed(call)
        if not self._retry or isinstance(self._database, AsyncConnection):
            return await self._once(call)
        again = Again(self._retry, call)
        while True:
            try:
                return await self._once(call)
            except NachetError as error:
                if (pause := again.pause(error)) is None:
                    raise
            await asyncio.sleep(pause)

    async def _once(self, call: Call[R]) -> R:
        await self._follow_loop()
        async with self._connection(call) as conn:
            with database_errors():
                async with conn.cursor(row_factory=tuple_row) as cursor:
                    notices.listen(conn)
                    database = schema.database_of(conn)
                    with schema.watched(database):
                        if database not in schema.KNOWN:
                            await cursor.execute(schema.STATEMENT)
                            schema.require(database, await cursor.fetchone())
                        await cursor.execute(call.statement, call.values)
                        row = await cursor.fetchone()
        return call.read(row and row[0])

    async def _follow_loop(self) -> None:
        """Leave what belongs to an event loop that has ended. Raises OtherEventLoop where that cannot be left."""
        loop = asyncio.get_running_loop()
        if self._loop is loop or isinstance(self._database, AsyncConnection):
            return
        if self._loop is not None:
            if self._source is None or not self._loop.is_closed():
                raise OtherEventLoop
            self._loop = loop
            await self._renew()
        self._loop = loop

    async def _renew(self) -> None:
        """Begin again with new connections: the old ones have gone with their event loop."""
        if self._source is not None and not self._closed:
            self._database = self._new_pool(self._source)

    async def _decide(self, call: Call[Decision[R]]) -> R:
        """Run a call from which steps in the blob store follow; its answer without them."""
        return (await self.call(call)).answer

    @asynccontextmanager
    async def _connection(self, call: Call[Any]) -> AsyncIterator[AsyncConnection[Any]]:
        if isinstance(self._database, AsyncConnection):
            yield self._database
        elif self._source is None:
            with database_errors():
                async with self._database.connection() as conn:
                    yield conn
        else:
            with database_errors():
                conn = await self._acquired(self._database, self._source)
            self._source.took(conn, call)
            failed: BaseException | None = None
            try:
                yield conn
            except BaseException as error:
                failed = error
                raise
            finally:
                if self._source.gave_back(conn, failed):
                    with suppress(psycopg.Error):
                        await conn.cancel_safe(timeout=1)
                    await conn.close()
                await self._database.putconn(conn)

    @staticmethod
    async def _acquired(pool: AsyncConnectionPool[Any], source: Source) -> Any:
        """A connection out of the client's own pool that lives. Raises DatabaseUnavailable and DatabaseRefused."""
        await pool.open()
        until = monotonic() + source.timeouts.pool
        while True:
            try:
                conn: Any = await pool.getconn(source.patience(until))
            except PoolTimeout:
                source.require_hope(until)
                continue
            alive = source.looks_alive(conn)
            if alive and source.needs_question(conn):
                try:
                    alive = await _answers(conn, source, "")
                except BaseException:
                    await pool.putconn(conn)
                    raise
            if alive:
                return conn
            await conn.close()
            await pool.putconn(conn)

    async def _warm(self, conn: Any) -> None:
        """Prepare a new connection for the first calls, unless one waits for it."""
        pool, source = self._database, self._source
        if source is None or not isinstance(pool, AsyncConnectionPool) or pool.get_stats().get("requests_waiting"):
            return
        await _answers(conn, source, WARM_UP)

    def _commits(self) -> bool:
        """Whether what is called is committed when it returns: always by a pool."""
        if isinstance(self._database, AsyncConnection):
            return schema.commits_at_once(self._database)
        return True


async def _answers(conn: Any, source: Source, question: LiteralString) -> bool:
    """Whether the server of a connection answers, soon."""
    conn.limit = source.timeouts.connect
    try:
        await conn.execute(question)
    except psycopg.Error:
        return False
    finally:
        conn.limit = source.timeouts.answer
    return True
