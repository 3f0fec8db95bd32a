"""Whether a database fits the package: looked at once for each database, whichever client calls."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from psycopg import AsyncConnection, Connection
from psycopg.errors import InvalidSchemaName, UndefinedFunction
from psycopg.pq import PipelineStatus, TransactionStatus

from ..errors import SchemaMismatch
from . import calls

#: A database: the version that is called, host, port, name.
Database = tuple[str, str, int, str]

#: The databases that were found to fit.
KNOWN: set[Database] = set()

#: What asks for the version.
STATEMENT = calls.schema_version().statement


def database_of(conn: Connection[Any] | AsyncConnection[Any]) -> Database:
    """The database of a connection."""
    return calls.SCHEMA_VERSION, conn.info.host, conn.info.port, conn.info.dbname


def require(database: Database, row: tuple[Any, ...] | None) -> None:
    """Remember a database that fits by what it answered. Raises SchemaMismatch where it does not fit."""
    calls.require_schema(row[0] if row else None)
    KNOWN.add(database)


@contextmanager
def watched(database: Database) -> Iterator[None]:
    """Forget a database whose functions are gone. Raises SchemaMismatch where they never were there."""
    try:
        yield
    except (InvalidSchemaName, UndefinedFunction) as error:
        if database in KNOWN:
            KNOWN.discard(database)
            raise
        raise SchemaMismatch({"expected": calls.SCHEMA_VERSION, "found": None}) from error


def commits_at_once(conn: Connection[Any] | AsyncConnection[Any]) -> bool:
    """Whether what is called on a caller's connection is committed when it returns."""
    # In a pipeline an idle connection has a transaction all the same, until the next synchronisation.
    idle = conn.info.transaction_status == TransactionStatus.IDLE and conn.info.pipeline_status == PipelineStatus.OFF
    return conn.autocommit and idle
