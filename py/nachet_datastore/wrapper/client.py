"""The sync client of the calls. What each does stands in ``calls.py``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import monotonic, sleep
from typing import Any, LiteralString, Self, TypeVar

import psycopg
from psycopg import Connection
from psycopg.rows import tuple_row
from psycopg_pool import ConnectionPool, PoolTimeout

from ..errors import NachetError, database_errors
from ..records import Decision
from . import notices, schema
from .calls import Call
from .cipher import ModelCipher
from .methods import CallMethods
from .pooling import WARM_UP, Again, Source, noting
from .timeouts import DEFAULT, Timeouts

R = TypeVar("R")


class Database(CallMethods):
    """The published functions, each a method; AsyncDatabase is its twin for asyncio. It needs no blob store.

    ``database``: a URL, for which the client keeps a pool of its own in autocommit; or the caller's connection or pool,
    which the client neither commits nor closes. ``prepare_threshold``: after how many runs a statement is prepared;
    None for PgBouncer. ``model_cipher``: encrypts the secrets of models. ``timeouts``: how long the client waits, and
    for what. ``retry``: for how many seconds a call is tried again while the database is away, if a repeat is harmless
    (default: it is not tried again). ``warm_connections``: how many connections of its own pool are open and warm ahead
    of need; the first ones from when it is entered, or called.

    All methods raise SchemaMismatch where the database does not fit the package, InvalidValue for an argument that the
    database has no form for, DatabaseUnavailable, DatabaseRefused and DatabaseConflict.

    What follows in the blob store from a call is left to ``nachet-datastore work``; a Datastore does it at once.
    """

    def __init__(
        self,
        database: str | Connection[Any] | ConnectionPool[Any],
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
        self._source: Source | None = None
        self._database: Connection[Any] | ConnectionPool[Any]
        if isinstance(database, str):
            self._source = Source(database, timeouts, max_connections, prepare_threshold, warm_connections)
            self._database = ConnectionPool(**self._source.pool_settings(noting(Connection, self._source), self._warm))
        else:
            self._database = database

    def __enter__(self) -> Self:
        pool, source = self._database, self._source
        if source is not None and source.warm_connections and isinstance(pool, ConnectionPool):
            pool.open()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def close(self) -> None:
        """Close what the client opened itself."""
        if self._source is not None:
            self._database.close()

    def call(self, call: Call[R]) -> R:
        """Run one call; its answer. With ``retry`` it is tried again where that is harmless."""
        if self._model_cipher is not None:
            call = self._model_cipher.sealed(call)
        if not self._retry or isinstance(self._database, Connection):
            return self._once(call)
        again = Again(self._retry, call)
        while True:
            try:
                return self._once(call)
            except NachetError as error:
                if (pause := again.pause(error)) is None:
                    raise
            sleep(pause)

    def _once(self, call: Call[R]) -> R:
        with self._connection(call) as conn, database_errors(), conn.cursor(row_factory=tuple_row) as cursor:
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
    def _connection(self, call: Call[Any]) -> Iterator[Connection[Any]]:
        if isinstance(self._database, Connection):
            yield self._database
        elif self._source is None:
            with database_errors(), self._database.connection() as conn:
                yield conn
        else:
            with database_errors():
                conn = self._acquired(self._database, self._source)
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
                        conn.cancel_safe(timeout=1)
                    conn.close()
                self._database.putconn(conn)

    @staticmethod
    def _acquired(pool: ConnectionPool[Any], source: Source) -> Any:
        """A connection out of the client's own pool that lives. Raises DatabaseUnavailable and DatabaseRefused."""
        pool.open()
        until = monotonic() + source.timeouts.pool
        while True:
            try:
                conn: Any = pool.getconn(source.patience(until))
            except PoolTimeout:
                source.require_hope(until)
                continue
            alive = source.looks_alive(conn)
            if alive and source.needs_question(conn):
                try:
                    alive = _answers(conn, source, "")
                except BaseException:
                    pool.putconn(conn)
                    raise
            if alive:
                return conn
            conn.close()
            pool.putconn(conn)

    def _warm(self, conn: Any) -> None:
        """Prepare a new connection for the first calls, unless one waits for it."""
        pool, source = self._database, self._source
        if source is None or not isinstance(pool, ConnectionPool) or pool.get_stats().get("requests_waiting"):
            return
        _answers(conn, source, WARM_UP)

    def _commits(self) -> bool:
        """Whether what is called is committed when it returns: always by a pool."""
        if isinstance(self._database, Connection):
            return schema.commits_at_once(self._database)
        return True


def _answers(conn: Any, source: Source, question: LiteralString) -> bool:
    """Whether the server of a connection answers, soon."""
    conn.limit = source.timeouts.connect
    try:
        conn.execute(question)
    except psycopg.Error:
        return False
    finally:
        conn.limit = source.timeouts.answer
    return True
