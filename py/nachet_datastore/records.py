"""What the database answers, typed: frozen records, built from the one JSON document that each call returns.

Documents whose shape the product fixes (inferences, models and pipelines, folder lists) stay plain JSON, key for
key. Ids are UUIDs, times are aware (UTC), sizes are bytes, coordinates are pixels.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from datetime import datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, Generic, TypeVar, Union, cast, get_args, get_origin, get_type_hints
from uuid import UUID

from .errors import SchemaMismatch

R = TypeVar("R")

#: A JSON object as it is.
Document = dict[str, Any]
#: A JSON array of objects as it is.
Documents = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class User:
    """A user, with the personal container (same id) and its default folder (same id)."""

    user_id: UUID
    email: str
    permission: str
    registration_date: datetime
    container_id: UUID
    container_name: str
    picture_set_id: UUID


@dataclass(frozen=True, slots=True)
class GroupAccess:
    """A group of a user's that gives access to a container."""

    group_id: UUID
    group_name: str
    permission: str


@dataclass(frozen=True, slots=True)
class Container:
    """A container as one user sees it.

    ``kind`` is personal, further or archive; ``access`` is read, write, manage or admin; ``source`` where it comes
    from: owner, admin, group or public, the first of these that holds.
    """

    container_id: UUID
    container_name: str
    name: str
    kind: str
    public: bool
    owner_id: UUID | None
    access: str
    source: str
    groups: tuple[GroupAccess, ...]


@dataclass(frozen=True, slots=True)
class NewContainer(Container):
    """A container with its default folder, as its creation answers."""

    picture_set_id: UUID


@dataclass(frozen=True, slots=True)
class Share:
    """A group with which a container is shared."""

    group_id: UUID
    group_name: str
    permission: str
    owner_id: UUID
    upload_date: datetime


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a group, since ``upload_date``."""

    user_id: UUID
    email: str
    upload_date: datetime


@dataclass(frozen=True, slots=True)
class SharedContainer:
    """A container that is shared with a group, since ``upload_date``."""

    container_id: UUID
    name: str
    owner_id: UUID | None
    upload_date: datetime


@dataclass(frozen=True, slots=True)
class Group:
    """A group: who is in it, and what is shared with it at its ``permission`` (read, write or manage)."""

    group_id: UUID
    group_name: str
    permission: str
    owner_id: UUID
    upload_date: datetime
    updated_at: datetime
    members: tuple[Member, ...]
    containers: tuple[SharedContainer, ...]


@dataclass(frozen=True, slots=True)
class GroupSummary:
    """A group in a list; ``role`` is what the user is to it: owner, admin or member."""

    group_id: UUID
    group_name: str
    permission: str
    owner_id: UUID
    role: str
    nb_members: int
    nb_containers: int


@dataclass(frozen=True, slots=True)
class PictureSet:
    """A folder, as its creation answers."""

    container_id: UUID
    picture_set_id: UUID
    folder_name: str


@dataclass(frozen=True, slots=True)
class Reservation:
    """A picture of a batch: where its bytes belong; ``new`` is false where the folder had the same bytes already."""

    picture_id: UUID
    state: str
    container_name: str
    blob_name: str
    new: bool


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A picture that readers see from now on, and where its blob is."""

    picture_id: UUID
    state: str
    container_name: str
    blob_name: str


@dataclass(frozen=True, slots=True)
class SeedName:
    """A species by its id and name."""

    seed_id: UUID
    seed_name: str


@dataclass(frozen=True, slots=True)
class ResolvedSeed:
    """The species that a label stands for; ``matched`` says by what: name, number (without it) or alias."""

    seed_id: UUID
    seed_name: str
    confirmed: bool
    matched: str


@dataclass(frozen=True, slots=True)
class SimilarSeed:
    """A species found by a text: how like it is, 0 to 1, and the name or alias that ``matched``."""

    seed_id: UUID
    seed_name: str
    similarity: float
    matched: str


@dataclass(frozen=True, slots=True)
class Seed:
    """A species with all that is known of it."""

    seed_id: UUID
    seed_name: str
    confirmed: bool
    object_type_id: int
    information: Document
    gbif_key: int | None
    eppo_code: str | None
    itis_tsn: int | None
    aliases: tuple[str, ...]
    upload_date: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: what is known of it, and where its blob is now.

    ``parent_box`` is where it was cut out of its parent (topX, topY, bottomX, bottomY in pixels of the parent);
    ``nb_object`` counts the boxes of its newest inference and is None while it has none.
    """

    picture_id: UUID
    picture_set_id: UUID
    folder_name: str
    container_id: UUID
    parent: UUID | None
    parent_box: Document | None
    media_type: str
    byte_size: int
    sha256: str
    width: int | None
    height: int | None
    zoom: float | None
    nb_seeds: int | None
    description: str | None
    metadata: Document
    nb_object: int | None
    verified: bool
    seeds: tuple[SeedName, ...]
    user_id: UUID | None
    upload_date: datetime
    updated_at: datetime
    container_name: str
    blob_name: str


@dataclass(frozen=True, slots=True)
class BlobTask:
    """A step to be taken in the blob store, claimed for whoever holds this record; ``kind`` says which fields count."""

    container_id: UUID
    task_id: UUID
    claim: str
    kind: str
    picture_set_id: UUID | None
    picture_id: UUID | None
    container_name: str
    blob_name: str | None
    target_container_name: str
    target_name: str | None
    content: Document | None
    installation_id: UUID


@dataclass(frozen=True, slots=True)
class AppliedMigration:
    """A migration that the database has; ``sha256`` is of what it said, None where yoyo alone applied it."""

    migration_id: str
    sha256: str | None
    applied_at: datetime


@dataclass(frozen=True, slots=True)
class Drift:
    """An object that is no longer as it was deployed.

    ``reasons`` are foreign (nothing deployed made it), missing, or what of it changed: owner, grants, comments,
    definition; of a table also columns, constraints, indexes, triggers.
    """

    object: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BlobBacklog:
    """Steps still to be taken in the blob store: due, due later, and parked, which wait for a person."""

    nb_due: int
    nb_later: int
    nb_parked: int
    oldest: datetime | None
    last_error: str | None


@dataclass(frozen=True, slots=True)
class TableSize:
    """A table: its rows, ``estimated`` where there are many, and its bytes with indexes."""

    name: str
    nb_rows: int
    estimated: bool
    byte_size: int


@dataclass(frozen=True, slots=True)
class Status:
    """What a database tells of itself.

    ``deploy_finished`` is false where a deploy ended after its migrations, ``sources`` are the deployed files with the
    SHA-256 of what they said; ``blobs`` is None where the owner was denied
    the table.
    """

    schema_version: str
    server_version: str
    migrations: tuple[AppliedMigration, ...]
    deploy_finished: bool
    sources: Document
    drift: tuple[Drift, ...]
    invalid_indexes: tuple[str, ...]
    blobs: BlobBacklog | None
    tables: tuple[TableSize, ...]


@dataclass(frozen=True, slots=True)
class ExpectedContainer:
    """A container that the store should have; ``busy`` while it need not be there yet."""

    container_id: UUID
    container_name: str
    busy: bool


@dataclass(frozen=True, slots=True)
class ExpectedContainers:
    """A page of the containers that the store should have, by name; ``nb_blobs`` in all of them, on the first page."""

    installation_id: UUID
    nb_blobs: int | None
    containers: tuple[ExpectedContainer, ...]
    next: UUID | None


@dataclass(frozen=True, slots=True)
class ExpectedBlob:
    """A blob as a row describes it: that of a picture, or a folder's own description, which is its ``content``.

    ``state`` is a picture's: pending or confirmed. ``age_seconds`` is how long ago the row changed last; ``at_home``
    whether the blob is in its picture's folder, or on its way there.
    """

    blob_name: str
    kind: str
    container_id: UUID
    picture_set_id: UUID
    picture_id: UUID | None
    state: str | None
    byte_size: int | None
    sha256: str | None
    content: Document | None
    at_home: bool
    age_seconds: float = field(compare=False)


@dataclass(frozen=True, slots=True)
class ExpectedBlobs:
    """A page of the blobs that the store should have in a container, by name."""

    blobs: tuple[ExpectedBlob, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class BlobState:
    """What the database knows of a name in the store; ``busy`` while something is still to be done with it."""

    expected: ExpectedBlob | None
    busy: bool


@dataclass(frozen=True, slots=True)
class StuckTask:
    """A step in the blob store that no worker gets done."""

    container_id: UUID
    task_id: UUID
    kind: str
    container_name: str
    blob_name: str | None
    attempts: int
    parked: bool
    last_error: str | None
    run_after: datetime


@dataclass(frozen=True, slots=True)
class StuckTasks:
    """A page of the steps in the blob store that no worker gets done."""

    tasks: tuple[StuckTask, ...]
    next: UUID | None


@dataclass(frozen=True, slots=True)
class Decision(Generic[R]):
    """An answer together with the steps in the blob store that follow from it."""

    answer: R
    blob_tasks: tuple[BlobTask, ...]


def build(kind: type[R], value: Any) -> R:
    """The JSON ``value`` as ``kind``: a record, a tuple or list of them, an id, a time, or as it is.

    Keys that a record does not know are ignored, so that the database may be newer than the package.
    Raises SchemaMismatch where a key is missing.
    """
    return cast(R, _build(kind, value))


def _build(kind: Any, value: Any) -> Any:
    origin, arguments = get_origin(kind), get_args(kind)
    if value is None or kind in (Any, bool, int, str) or origin is dict:
        return value
    if kind is UUID:
        return UUID(value)
    if kind is datetime:
        return datetime.fromisoformat(value)
    if kind is float:
        return float(value)
    if origin in (Union, UnionType):
        (kind,) = (argument for argument in arguments if argument is not NoneType)
        return _build(kind, value)
    if origin in (list, tuple):
        return origin(_build(arguments[0], item) for item in value)
    if origin is Decision:
        answer = {key: item for key, item in value.items() if key != "blob_tasks"}
        return Decision(_build(arguments[0], answer), _build(tuple[BlobTask, ...], value["blob_tasks"]))
    missing = [name for name, _, required in _schema(kind) if required and name not in value]
    if missing:
        raise SchemaMismatch({"record": kind.__name__, "missing": missing})
    return kind(**{name: _build(hint, value[name]) for name, hint, _ in _schema(kind) if name in value})


@cache
def _schema(record: Any) -> tuple[tuple[str, Any, bool], ...]:
    """Name and type of each field of a record, and whether a document must have it."""
    if not is_dataclass(record):
        raise TypeError(f"{record!r} is no record")
    hints = get_type_hints(record)
    return tuple((f.name, hints[f.name], f.default is MISSING) for f in fields(record))
