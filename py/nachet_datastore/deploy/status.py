"""What a database is like, beside the source: what a deploy would still do, and what needs a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version

import psycopg
from psycopg.errors import InvalidSchemaName, UndefinedFunction, UndefinedTable

from .. import calls
from ..records import Drift, Status
from .run import applied_migrations
from .source import Source


@dataclass(frozen=True, slots=True)
class DatabaseStatus:
    """The versions, what differs from the source, and what the database tells of itself.

    ``schema_version`` and ``database`` are None where nothing is deployed. Files: ``outdated`` ones were deployed in
    another form or not at all, ``removed`` ones are no longer in the source; migrations: ``pending`` ones are still to
    be applied, ``edited`` ones said something else when they were, ``unknown`` ones are not in the source.
    """

    package_version: str
    package_schema_version: str
    server_version: str
    schema_version: str | None
    pending: tuple[str, ...]
    edited: tuple[str, ...]
    unknown: tuple[str, ...]
    outdated: tuple[str, ...]
    removed: tuple[str, ...]
    database: Status | None

    @property
    def drift(self) -> tuple[Drift, ...]:
        """What was changed by hand."""
        return self.database.drift if self.database else ()

    @property
    def problems(self) -> tuple[str, ...]:
        """What is not as it should be, a line for each; none when all is well."""
        return tuple(self._problems())

    def _problems(self) -> Iterator[str]:
        if self.database is None:
            yield "functions and views are not deployed"
        yield from (f"migration {name} is pending" for name in self.pending)
        yield from (f"migration {name} was edited after it was applied" for name in self.edited)
        yield from (f"migration {name} is not in this package: the database is newer" for name in self.unknown)
        if self.database is None:
            return
        if not self.database.deploy_finished:
            yield "a deploy ended after its migrations: deploy again"
        yield from (f"{file} differs from what is deployed" for file in self.outdated)
        yield from (f"{file} is deployed, but not in this package" for file in self.removed)
        yield from (f"{drift.object} was changed by hand: {', '.join(drift.reasons)}" for drift in self.drift)
        yield from (f"index {name} is invalid: drop it and create it again" for name in self.database.invalid_indexes)
        if (blobs := self.database.blobs) and blobs.nb_parked:
            yield f"{blobs.nb_parked} blob tasks failed too often: {blobs.last_error}"


def read_status(database_url: str = "", *, source: Source | None = None) -> DatabaseStatus:
    """Compare the database at ``database_url`` with the source; any login will do that may call the functions.

    Raises ``psycopg.Error`` when the server refuses.
    """
    source = source or Source()
    with psycopg.connect(database_url, autocommit=True) as conn:
        database = _own_status(conn)
        applied = (
            {found.migration_id: found.sha256 for found in database.migrations}
            if database
            else dict.fromkeys(applied_migrations(conn))
        )
        server = conn.info.parameter_status("server_version") or ""
    contents = {migration.id: migration.sha256 for migration in source.migrations}
    deployed = database.sources if database else {}
    files = {file.path: file.sha256 for file in source.files}
    return DatabaseStatus(
        package_version=version("nachet-datastore"),
        package_schema_version=calls.SCHEMA_VERSION,
        server_version=server,
        schema_version=database.schema_version if database else None,
        pending=tuple(name for name in contents if name not in applied),
        edited=tuple(name for name, text in contents.items() if applied.get(name) not in (None, text)),
        unknown=tuple(sorted(applied.keys() - contents)),
        outdated=tuple(file for file, text in files.items() if deployed.get(file) != text),
        removed=tuple(sorted(deployed.keys() - files)),
        database=database,
    )


def _own_status(conn: psycopg.Connection) -> Status | None:
    """What the database tells of itself; None where it has no function for that."""
    call = calls.get_status()
    try:
        return call.read((conn.execute(call.statement, call.values).fetchone() or (None,))[0])
    except (InvalidSchemaName, UndefinedFunction, UndefinedTable):
        return None
