"""The async client of the calls, the twin of ``client.py``. What each call does stands in ``calls.py``."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Self, TypeVar

from psycopg import AsyncConnection
from psycopg.rows import tuple_row
from psycopg_pool import AsyncConnectionPool

from ..errors import database_errors
from ..records import Decision
from . import notices, schema
from .calls import Call
from .cipher import ModelCipher
from .methods_aio import AsyncCallMethods

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
    ) -> None:
        self._model_cipher = model_cipher
        self._owns_pool = isinstance(database, str)
        self._database: AsyncConnection[Any] | AsyncConnectionPool[Any]
        if isinstance(database, str):
            settings = {"autocommit": True, "prepare_threshold": prepare_threshold, "client_encoding": "utf8"}
            self._database = AsyncConnectionPool(
                database, kwargs=settings, min_size=1, max_size=max_connections, open=False, name="nachet"
            )
        else:
            self._database = database

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close what the client opened itself."""
        if self._owns_pool:
            await self._database.close()

    async def call(self, call: Call[R]) -> R:
        """Run one call; its answer."""
        if self._model_cipher is not None:
            call = self._model_cipher.sealed(call)
        with database_errors():
            async with self._connection() as conn, conn.cursor(row_factory=tuple_row) as cursor:
                notices.listen(conn)
                database = schema.database_of(conn)
                with schema.watched(database):
                    if database not in schema.KNOWN:
                        await cursor.execute(schema.STATEMENT)
                        schema.require(database, await cursor.fetchone())
                    await cursor.execute(call.statement, call.values)
                    row = await cursor.fetchone()
        return call.read(row and row[0])

    async def _decide(self, call: Call[Decision[R]]) -> R:
        """Run a call from which steps in the blob store follow; its answer without them."""
        return (await self.call(call)).answer

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[AsyncConnection[Any]]:
        if isinstance(self._database, AsyncConnection):
            yield self._database
        else:
            if self._owns_pool:
                await self._database.open()
            async with self._database.connection() as conn:
                yield conn

    def _commits(self) -> bool:
        """Whether what is called is committed when it returns: always by a pool."""
        if isinstance(self._database, AsyncConnection):
            return schema.commits_at_once(self._database)
        return True
