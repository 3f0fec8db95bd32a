"""Where an import goes: our published functions, really, or in a transaction that is rolled back.

A rehearsal makes the same calls as the import, one after the other on one connection, each behind a savepoint: so a dry
run finds what the import will find. It reserves and confirms pictures without writing a blob.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Any, Protocol, TypeVar, cast
from uuid import UUID

import psycopg

from ..blobs import Datastore
from ..blobs.pictures import inspect
from ..connecting import parameters
from ..documents import NewPicture
from ..errors import (
    ClientClosed,
    DatabaseRefused,
    DecoderFailed,
    NachetError,
    SchemaMismatch,
    ShareNotFound,
    StoreError,
)
from ..ids import RowId
from ..wrapper import Call, Database

R = TypeVar("R")

#: Seconds for which a call is tried again while the database is away: each of them may be repeated.
_RETRY = 30

#: How long a share lasts that an import makes for a person who verified in somebody else's container.
_SHARED_FOR = timedelta(days=1)
#: After how long it is made again.
_SHARED_AGAIN = timedelta(hours=6)

_LEVELS = ("read", "write", "manage", "admin")


class Target(Protocol):
    """Where an import goes."""

    #: Whether several threads may call at the same time.
    parallel: bool

    @property
    def db(self) -> Database:
        """The calls."""

    def upload(self, user_id: UUID, path: Path, *, picture_set_id: UUID, container_id: UUID, **facts: Any) -> RowId:
        """Store a picture; its id, that of another where the folder has the same bytes."""


class _Store:
    """The import itself."""

    parallel = True

    def __init__(self, db: Datastore) -> None:
        self.db = db

    def upload(self, user_id: UUID, path: Path, *, picture_set_id: UUID, container_id: UUID, **facts: Any) -> RowId:
        return self.db.upload_picture(user_id, path, picture_set_id=picture_set_id, container_id=container_id, **facts)


class _Careful(Database):
    """Calls in a transaction, of which each that fails leaves the others."""

    def call(self, call: Call[R]) -> R:
        with cast("psycopg.Connection[Any]", self._database).transaction():
            return super().call(call)


class _Rehearsal:
    """The import without its blobs, in a transaction."""

    parallel = False

    def __init__(self, db: Database) -> None:
        self.db = db

    def upload(self, user_id: UUID, path: Path, *, picture_set_id: UUID, container_id: UUID, **facts: Any) -> RowId:
        info = inspect(path)
        known = {one.name: getattr(info, one.name) for one in fields(info) if one.name != "md5"} | facts
        described = cast(NewPicture, {name: value for name, value in known.items() if value is not None})
        (place,) = self.db.register_pictures(
            user_id, [described], picture_set_id=picture_set_id, container_id=container_id
        )
        if place.state != "confirmed":
            self.db.confirm_pictures(user_id, [place.picture_id], container_id=container_id)
        return place.picture_id


@contextmanager
def opened(database_url: str, storage_url: str, parallel: int) -> Iterator[Target]:
    """The datastore that takes the import."""
    psycopg.connect(**parameters(database_url)).close()  # An unavailable database fails at once.
    with Datastore(database_url, storage_url, max_connections=parallel + 1, retry=_RETRY) as datastore:
        yield _Store(datastore)


@contextmanager
def rehearsed(database_url: str) -> Iterator[Target]:
    """The database in a transaction that is rolled back."""
    with (
        psycopg.connect(**parameters(database_url), client_encoding="utf8") as conn,
        conn.transaction(force_rollback=True),
    ):
        yield _Rehearsal(_Careful(conn))


def ends_all(error: NachetError) -> bool:
    """Whether an error says nothing of the row at hand: a service is away, so the import breaks off."""
    if isinstance(error, DecoderFailed):
        return False
    return error.transient or isinstance(error, StoreError | DatabaseRefused | SchemaMismatch | ClientClosed)


class Actors:
    """Who acts: the people of the older datastore where they may, the administrator for all others.

    A person who said something in somebody else's container gets a share of it while the import runs. It ends with the
    import, and after a day where the import does not end.
    """

    def __init__(self, db: Database, administrator: UUID) -> None:
        self._db = db
        self.administrator = administrator
        self._known: dict[tuple[UUID, UUID], tuple[UUID, datetime]] = {}
        self._shared: set[tuple[UUID, UUID]] = set()
        self._lock = Lock()

    def who(self, person: UUID | None, container_id: UUID) -> UUID:
        """The user who acts for a person in a container."""
        if person is None:
            return self.administrator
        with self._lock:
            now = datetime.now(UTC)
            known = self._known.get((person, container_id))
            if known is None or now - known[1] > _SHARED_AGAIN:
                known = self._known[person, container_id] = (self._found(person, container_id, now), now)
            return known[0]

    def _found(self, person: UUID, container_id: UUID, now: datetime) -> UUID:
        again = (person, container_id) in self._shared
        if not again and self._may_write(person, container_id):
            return person
        shares = self._db.list_container_users(self.administrator, container_id=container_id)
        if not again and any(share.user_id == person and share.until is None for share in shares):
            return self.administrator  # Somebody gave them less on purpose.
        try:
            self._db.share_container_with_user(
                self.administrator, person, "write", until=now + _SHARED_FOR, container_id=container_id
            )
        except NachetError as error:
            if ends_all(error):
                raise
            return self.administrator
        self._shared.add((person, container_id))
        return person if self._may_write(person, container_id) else self.administrator

    def _may_write(self, person: UUID, container_id: UUID) -> bool:
        try:
            access = self._db.get_container_access(person, container_id)
        except NachetError as error:
            if ends_all(error):
                raise
            return False
        if access.source == "share" and access.share is not None and access.share.until is not None:
            # It ends anyway: most likely it is that of an import which was ended.
            self._shared.add((person, container_id))
        return _LEVELS.index(access.access) >= _LEVELS.index("write")

    def close(self) -> None:
        """End the shares that the import made."""
        for person, container_id in sorted(self._shared):
            with suppress(ShareNotFound):  # Somebody ended it meanwhile.
                self._db.unshare_container_with_user(self.administrator, person, container_id=container_id)
        self._shared.clear()
