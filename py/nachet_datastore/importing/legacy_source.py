"""The older datastore, read only: its tables in one snapshot, its blobs by the picture whose id they have.

Its tables are read as they are, with the SQL of their own schema; nothing is written there, not even a lock is taken
that keeps others from writing.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.rows import dict_row

from ..blobs.stores import BlobStore
from ..connecting import parameters
from ..errors import InvalidValue
from ..languages import marked

#: A row of an older table, by the names in ``TABLES``.
Row: TypeAlias = dict[str, Any]

#: Each table with the columns that are read: ``@`` is a time, ``?`` may be missing, ``a|b`` are two names of one.
TABLES: Mapping[str, Sequence[str]] = {
    "users": ("id", "email", "registration_date@?", "default_set_id?"),
    "picture_set": ("id", "picture_set", "owner_id", "upload_date@?", "name"),
    "object_type": ("id", "name"),
    "seed": ("id", "name", "object_type_id?"),
    "task": ("id", "name"),
    "model": ("id", "name", "endpoint_name?", "task_id", "active_version?", "upload_date@?"),
    "model_version": ("id", "model_id", "data", "version", "upload_date@?"),
    "pipeline": ("id", "name", "active?", "is_default?", "data?"),
    "pipeline_model": ("id", "pipeline_id", "model_id"),
    "pipeline_default": ("id", "pipeline_id", "user_id", "update_date|updated_at@?"),
    "picture": ("id", "picture", "picture_set_id", "nb_obj?", "verified?", "upload_date@?"),
    "picture_seed": ("id", "picture_id", "seed_id", "upload_date@?"),
    "inference": (
        "id",
        "inference",
        "picture_id",
        "upload_date@?",
        "update_at|updated_at@?",
        "user_id",
        "feedback_user_id?",
        "verified?",
        "pipeline_id?",
    ),
    "object": (
        "id",
        "box_metadata",
        "inference_id",
        "type_id?",
        "verified_id",
        "valid",
        "top_id",
        "upload_date@?",
        "updated_at|update_at@?",
        "manual_detection?",
    ),
    "seed_obj": ("id", "seed_id", "object_id", "score"),
}

_UUID = r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"
#: The name of a picture's blob ends with the picture's id.
_PICTURE_BLOB = re.compile(rf"(?:^|/)({_UUID})(?:\.\w+)?$")
#: Containers of the older datastore; an account may have others.
_CONTAINER = re.compile(rf"user-{_UUID}")


class LegacyDatabase:
    """The tables of an older datastore, in one read only transaction: all reads see the same rows."""

    def __init__(self, conn: psycopg.Connection[Row], schema: str | None) -> None:
        self._conn = conn
        found = self._columns(schema)
        self.schema = self._choose(found, schema)
        self._lists = self._select_lists(found[self.schema])
        #: Tables of the schema that are not read, each with its number of rows.
        self.others = {name: self.count(name) for name in sorted(found[self.schema].keys() - TABLES.keys())}

    def count(self, table: str) -> int:
        """The number of rows of a table."""
        query = sql.SQL("select count(*) as nb_rows from {}").format(self._table(table))
        row = self._conn.execute(query).fetchone()
        return 0 if row is None else int(row["nb_rows"])

    def all(self, table: str, order: str = "id") -> list[Row]:
        """All rows of a small table."""
        query = sql.SQL("{} order by {}, id").format(self._select(table), sql.Identifier(order))
        return self._conn.execute(query).fetchall()

    def of(self, table: str, column: str, ids: Iterable[UUID]) -> list[Row]:
        """The rows of a table that refer to these ids, in the order of their ids."""
        query = sql.SQL("{} where {} = any(%s) order by t.id").format(self._select(table), sql.Identifier("t", column))
        return self._conn.execute(query, [list(ids)]).fetchall()

    def guesses_of(self, ids: Iterable[UUID]) -> list[Row]:
        """The rows of ``seed_obj`` of these boxes in the order in which they were written, as far as one can tell.

        They are never updated, so this is their order on the disk, also after a dump and a restore.
        """
        rows = sql.SQL("select {}, t.ctid::text as place from {} as t where t.object_id = any(%s)").format(
            self._lists["seed_obj"], self._table("seed_obj")
        )
        found = self._conn.execute(rows, [list(ids)]).fetchall()
        for row in found:
            row["score"] = row["score"] or 0.0
        return sorted(found, key=lambda row: tuple(map(int, row.pop("place").strip("()").split(","))))

    def pictures(self, count: int) -> Iterator[list[Row]]:
        """All pictures with the owners of their folders, so many at a time, folder by folder, the oldest first."""
        query = sql.SQL(
            "select {}, s.owner_id from {} as t inner join {} as s on t.picture_set_id = s.id "
            "order by s.owner_id, s.id, upload_date, t.id"
        ).format(self._lists["picture"], self._table("picture"), self._table("picture_set"))
        with self._conn.cursor(name="nachet_legacy_pictures") as cursor:
            cursor.execute(query)
            while rows := cursor.fetchmany(count):
                yield rows

    def _table(self, name: str) -> sql.Identifier:
        return sql.Identifier(self.schema, name)

    def _select(self, table: str) -> sql.Composed:
        return sql.SQL("select {} from {} as t").format(self._lists[table], self._table(table))

    def _columns(self, schema: str | None) -> dict[str, dict[str, set[str]]]:
        """The columns of each table of each schema that may be one."""
        found: dict[str, dict[str, set[str]]] = {}
        rows = self._conn.execute(
            "select n.nspname as schema, c.relname as name, a.attname as attribute from pg_catalog.pg_class as c "
            "inner join pg_catalog.pg_namespace as n on n.oid = c.relnamespace "
            "inner join pg_catalog.pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped "
            "where c.relkind in ('r', 'p') and (n.nspname = %(schema)s or %(schema)s::text is null) "
            "and n.nspname !~ '^(pg_|information_schema$|nachet_data$)'",
            {"schema": schema},
        )
        for row in rows:
            found.setdefault(row["schema"], {}).setdefault(row["name"], set()).add(row["attribute"])
        return found

    @staticmethod
    def _choose(found: Mapping[str, Mapping[str, set[str]]], schema: str | None) -> str:
        """The schema that was named, or the only one that has the tables. Raises InvalidValue."""
        fitting = [name for name in found if TABLES.keys() <= found[name].keys()]
        if schema is not None and schema in found:
            return schema
        if schema is None and len(fitting) == 1:
            return fitting[0]
        raise InvalidValue(
            {"place": "from_schema", "value": schema, "with_these_tables": sorted(fitting)},
            message=marked("the schema of the older datastore is not clear"),
            hint=marked("Name the schema that has its tables: --from-schema 'nachet_0.0.11'."),
        )

    def _select_lists(self, found: Mapping[str, set[str]]) -> dict[str, sql.Composed]:
        """What to select of each table. Raises InvalidValue where a table or a column is missing."""
        missing = [table for table in TABLES if table not in found]
        lists: dict[str, sql.Composed] = {}
        for table in TABLES.keys() & found.keys():
            columns = []
            for told in TABLES[table]:
                names, is_time = told.rstrip("?").rstrip("@").split("|"), "@" in told
                name = next((name for name in names if name in found[table]), None)
                if name is None and not told.endswith("?"):
                    missing.append(f"{table}.{names[0]}")
                value: sql.Composable = sql.SQL("null") if name is None else sql.Identifier("t", name)
                # A time without zone is in that of the server.
                cast = sql.SQL("::timestamptz" if is_time else "")
                columns.append(sql.SQL("{}{} as {}").format(value, cast, sql.Identifier(names[0])))
            lists[table] = sql.SQL(", ").join(columns)
        if missing:
            raise InvalidValue(
                {"place": "from_schema", "value": self.schema, "missing": sorted(missing)},
                message=marked("the schema is not one of the older datastore"),
                hint=marked("Name another schema; a column under another name needs a view of the old name in a copy."),
            )
        return lists


@contextmanager
def opened(url: str, schema: str | None) -> Iterator[LegacyDatabase]:
    """The older database in a read only transaction that sees one state of all tables; it is rolled back."""
    connection: psycopg.Connection[Row] = psycopg.connect(
        **{**parameters(url), "client_encoding": "utf8"}, row_factory=dict_row
    )
    try:
        connection.read_only = True
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.execute("set local statement_timeout = 0")
        connection.execute("set local idle_in_transaction_session_timeout = 0")
        yield LegacyDatabase(connection, schema)
    finally:
        connection.close()


@dataclass(frozen=True, slots=True)
class LegacyBlob:
    """A blob of the older datastore."""

    container: str
    name: str
    byte_size: int


class LegacyBlobs:
    """The blobs of an older datastore; what is known of them lies in a temporary file, however many they are.

    Used by one thread, but for ``download``.
    """

    def __init__(self, store: BlobStore) -> None:
        self.store = store
        #: Containers of the account that are not the older datastore's, which nobody looks into.
        self.other_containers = 0
        self._known = sqlite3.connect("")  # A file without a name is deleted when it is closed.
        self._known.execute(
            "create table blob (container text, name text, byte_size integer, picture_id text, "
            "primary key (container, name)) without rowid"
        )
        self._known.execute(
            "create table told (container text, name text, primary key (container, name)) without rowid"
        )
        for container in store.list_containers():
            if not _CONTAINER.fullmatch(container.name):
                self.other_containers += 1
                continue
            self._known.executemany(
                "replace into blob values (?, ?, ?, ?)",
                (
                    (container.name, blob.name, blob.byte_size, match[1].lower() if match else None)
                    for blob in store.list_blobs(container.name)
                    for match in [_PICTURE_BLOB.search(blob.name)]
                ),
            )
        self._known.execute("create index blob_picture on blob (picture_id)")

    def close(self) -> None:
        """Forget what was listed, and close the store."""
        self._known.close()
        self.store.close()

    def count(self) -> int:
        """The number of blobs."""
        return int(self._known.execute("select count(*) from blob").fetchone()[0])

    def of_picture(self, picture_id: UUID) -> list[LegacyBlob]:
        """The blobs that have a picture's id; usually one."""
        found = self._known.execute(
            "select container, name, byte_size from blob where picture_id = ? order by container, name",
            [str(picture_id)],
        )
        return [LegacyBlob(*row) for row in found]

    def told(self, blob: LegacyBlob) -> bool:
        """Mark a blob as accounted for; whether it was not yet."""
        place = [blob.container, blob.name]
        known = "select 1 from told where container = ? and name = ?"
        if self._known.execute(known, place).fetchone() is not None:
            return False
        self._known.execute("replace into told values (?, ?)", place)
        return True

    def untold(self) -> Iterator[LegacyBlob]:
        """The blobs that no row accounted for."""
        rows = self._known.execute(
            "select b.container, b.name, b.byte_size from blob as b "
            "left join told as t on t.container = b.container and t.name = b.name where t.name is null"
        )
        return (LegacyBlob(*row) for row in rows)


def describes_folder(blob: LegacyBlob) -> bool:
    """Whether a blob is the description of a folder: ``<folder>/<folder>.json``, in the archive below a user's id."""
    stem = re.sub(rf"^{_UUID}/", "", blob.name).removesuffix(".json")
    half = len(stem) // 2
    return blob.name.endswith(".json") and stem[half : half + 1] == "/" and stem[:half] == stem[half + 1 :]
