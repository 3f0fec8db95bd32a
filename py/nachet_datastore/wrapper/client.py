"""The sync client of the calls. What each does stands in ``calls.py``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self, TypeVar

from psycopg import Connection
from psycopg.rows import tuple_row
from psycopg_pool import ConnectionPool

from ..errors import database_errors
from ..records import Decision
from . import notices, schema
from .calls import Call
from .cipher import ModelCipher
from .methods import CallMethods

R = TypeVar("R")


class Database(CallMethods):
    """The published functions, each a method; AsyncDatabase is its twin for asyncio. It needs no blob store.

    ``database``: a URL, for which the client keeps a pool of its own in autocommit; or the caller's connection or pool,
    which the client neither commits nor closes. ``prepare_threshold``: after how many runs a statement is prepared;
    None for PgBouncer. ``model_cipher``: encrypts the secrets of models. All methods raise SchemaMismatch where the
    database does not fit the package, and InvalidValue for an argument that the database has no form for.

    What follows in the blob store from a call is left to ``nachet-datastore work``; a Datastore does it at once.
    """

    def __init__(
        self,
        database: str | Connection[Any] | ConnectionPool[Any],
        *,
        max_connections: int = 8,
        prepare_threshold: int | None = 5,
        model_cipher: ModelCipher | None = None,
    ) -> None:
        self._model_cipher = model_cipher
        self._owns_pool = isinstance(database, str)
        self._database: Connection[Any] | ConnectionPool[Any]
        if isinstance(database, str):
            settings = {"autocommit": True, "prepare_threshold": prepare_threshold, "client_encoding": "utf8"}
            self._database = ConnectionPool(
                database, kwargs=settings, min_size=1, max_size=max_connections, open=False, name="nachet"
            )
        else:
            self._database = database

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def close(self) -> None:
        """Close what the client opened itself."""
        if self._owns_pool:
            self._database.close()

    def call(self, call: Call[R]) -> R:
        """Run one call; its answer."""
        if self._model_cipher is not None:
            call = self._model_cipher.sealed(call)
        with database_errors(), self._connection() as conn, conn.cursor(row_factory=tuple_row) as cursor:
            notices.listen(conn)
            database = schema.database_of(conn)
            with schema.watched(database):
                if database not in schema.KNOWN:
                    schema.require(database, cursor.execute(schema.STATEMENT).fetchone())
                row = cursor.execute(call.statement, call.values).fetchone()
        return call.read(row and row[0])

    def _decide(self, call: Call[Decision[R]]) -> R:
        """Run a call from which steps in the blob store follow; its answer without them."""
        return self.call(call).answer

    @contextmanager
    def _connection(self) -> Iterator[Connection[Any]]:
        if isinstance(self._database, Connection):
            yield self._database
        else:
            if self._owns_pool:
                self._database.open()
            with self._database.connection() as conn:
                yield conn

    def _commits(self) -> bool:
        """Whether what is called is committed when it returns: always by a pool."""
        if isinstance(self._database, Connection):
            return schema.commits_at_once(self._database)
        return True
