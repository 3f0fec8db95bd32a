"""What the database answers, typed: frozen records, built from the one JSON document that each call returns.

Documents whose shape the product fixes (inferences, models and pipelines, folder lists) stay dictionaries, key for key:
``documents.py`` has their types, which can be imported from here too. Ids are UUIDs, times are aware (UTC), sizes are
bytes, coordinates are pixels.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import (
    Any,
    Generic,
    Literal,
    NotRequired,
    Required,
    TypeAlias,
    TypedDict,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)
from uuid import UUID

from .documents import *  # noqa: F403 - all of them
from .documents import JSON, Act, Corners, DatasetFilter, FolderDescription, Inference, SeenBlob
from .errors import SchemaMismatch
from .ids import *  # noqa: F403 - all of them
from .ids import Id, RowId, row_id

R = TypeVar("R")
T = TypeVar("T")
C = TypeVar("C")

#: A JSON object of the users' own, as it is.
Document: TypeAlias = dict[str, JSON]

#: The rank of an entry of the species catalogue; group is any other than these.
Rank: TypeAlias = Literal["family", "genus", "group", "species", "subspecies", "variety", "form"]
#: What was done to a species.
SeedAct: TypeAlias = Literal[
    "add", "update", "confirm", "rename", "add_alias", "remove_alias", "merge", "split", "undo"
]
#: What a user may do anywhere, and in a container; each includes those before it.
Permission: TypeAlias = Literal["read", "write", "manage", "admin"]
#: What the members of a group may do in the containers shared with it.
GroupPermission: TypeAlias = Literal["read", "write", "manage"]
#: What becomes of what a user has who ends.
Legacy: TypeAlias = Literal["hand_over", "delete"]
#: Whether a user may act; a former one was ended, and nothing personal is left.
UserState: TypeAlias = Literal["active", "deactivated", "former"]
#: From which permission on a person's word may decide.
DecidingPermission: TypeAlias = Literal["write", "manage", "admin"]
#: What comes first in the review queue.
QueueOrder: TypeAlias = Literal["risk", "margin", "disputed", "regulated"]
#: The state of a picture: reserved, or there for readers.
PictureState: TypeAlias = Literal["pending", "confirmed"]
#: A step in the blob store.
TaskKind: TypeAlias = Literal["create_container", "write_folder", "move_picture", "delete_blob"]
#: What became of a reservation.
Outcome: TypeAlias = Literal["confirmed", "removed", "kept"]


class _Record:
    """How records are compared and shown: as dataclasses are, without three functions compiled for each at the start,
    which the command line would wait for.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return _compared(self) == _compared(other)

    def __hash__(self) -> int:
        return hash(_compared(self))

    def __repr__(self) -> str:
        shown = ", ".join(f"{one.name}={getattr(self, one.name)!r}" for one in fields(cast(Any, self)))
        return f"{self.__class__.__qualname__}({shown})"


def _compared(record: object) -> tuple[object, ...]:
    return tuple(getattr(record, one.name) for one in fields(cast(Any, record)) if one.compare)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Page(_Record, Generic[T, C]):
    """A part of a list. ``next`` is what the call takes as ``after`` for the part that follows; None at the end."""

    items: tuple[T, ...]
    next: C | None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class User(_Record):
    """A user, with the personal container (same id) and its default folder (same id)."""

    user_id: RowId
    email: str | None
    permission: Permission
    state: UserState
    registration_date: datetime
    container_id: RowId
    container_name: str
    picture_set_id: RowId


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class EndedUser(User):
    """A user who was ended: how many containers (those in the trash, too) and groups were handed over or deleted."""

    nb_containers: int
    nb_groups: int


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class GroupAccess(_Record):
    """A group of a user's that gives access to a container: at which permission, ``until`` when (None: no end)."""

    group_id: RowId
    group_name: str
    permission: GroupPermission
    until: datetime | None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class OwnShare(_Record):
    """A share of a container with the user alone: at which permission, ``until`` when (None: no end)."""

    permission: GroupPermission
    until: datetime | None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ReviewRule(_Record):
    """How many people review each specimen of a container.

    ``readers`` are asked, ``agreeing`` of them must agree. Where several are asked, the word of those with the
    permission ``decides`` decides at once.
    """

    readers: int
    agreeing: int
    decides: DecidingPermission


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Container(_Record):
    """A container as one user sees it.

    ``kind`` is personal, further or archive; ``quota`` is in bytes (None: no limit); ``access`` is read, write, manage
    or admin; ``source`` where it comes from: owner, admin, share, group or public, the first of these that holds.
    """

    container_id: RowId
    container_name: str
    name: str
    kind: Literal["personal", "further", "archive"]
    public: bool
    owner_id: RowId | None
    quota: int | None
    review_rule: ReviewRule
    access: Permission
    source: Literal["owner", "admin", "share", "group", "public"]
    share: OwnShare | None
    groups: tuple[GroupAccess, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class NewContainer(Container):
    """A container with its default folder, as its creation answers."""

    picture_set_id: RowId


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ContainerUsage(_Record):
    """What a container holds, and its ``quota`` (None: no limit).

    ``byte_size`` is what counts for the quota: also ``nb_pending`` pictures that are being uploaded, and those in the
    trash.
    """

    container_id: RowId
    quota: int | None
    byte_size: int
    trashed_byte_size: int
    nb_pictures: int
    nb_pending: int
    nb_trashed: int


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ContainerOwner(_Record):
    """A container and whose it is now."""

    container_id: RowId
    owner_id: RowId


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class DeletedContainer(_Record):
    """A container that went into the trash, and how many folders and pictures with it."""

    container_id: RowId
    picture_sets: int
    pictures: int


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class TrashedContainer(_Record):
    """A container in the trash, with the pictures that would come back with it."""

    container_id: RowId
    name: str
    kind: Literal["personal", "further"]
    owner_id: RowId
    nb_pictures: int
    byte_size: int
    deleted_at: datetime


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PurgedContainer(_Record):
    """What was deleted permanently of a container; when no picture is ``remaining`` the container is, too."""

    container_id: RowId
    picture_sets: int
    pictures: int
    remaining: int


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Share(_Record):
    """A group with which a container is shared: at which permission, ``until`` when (None: no end)."""

    group_id: RowId
    group_name: str
    permission: GroupPermission
    owner_id: RowId
    until: datetime | None
    upload_date: datetime


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class UserShare(_Record):
    """A person with whom a container is shared: at which permission, ``until`` when (None: no end)."""

    user_id: RowId
    email: str | None
    permission: GroupPermission
    until: datetime | None
    upload_date: datetime


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class UserShareId(_Record):
    """A container and a person with whom it is shared: at which permission, ``until`` when (None: no end)."""

    container_id: RowId
    user_id: RowId
    permission: GroupPermission
    until: datetime | None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class EndedUserShare(_Record):
    """A container and a person with whom it was shared."""

    container_id: RowId
    user_id: RowId


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Membership(_Record):
    """A user in a group."""

    group_id: RowId
    user_id: RowId


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ShareId(_Record):
    """A container and a group with which it is, or was, shared."""

    container_id: RowId
    group_id: RowId


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Member(_Record):
    """A member of a group, since ``upload_date``."""

    user_id: RowId
    email: str | None
    upload_date: datetime


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SharedContainer(_Record):
    """A container that is shared with a group, since ``upload_date``: at which permission, ``until`` when (None: no
    end).
    """

    container_id: RowId
    name: str
    owner_id: RowId | None
    permission: GroupPermission
    until: datetime | None
    upload_date: datetime


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Group(_Record):
    """A group: who is in it, and what is shared with it at its ``permission`` (read, write or manage)."""

    group_id: RowId
    group_name: str
    permission: GroupPermission
    owner_id: RowId
    upload_date: datetime
    updated_at: datetime
    members: tuple[Member, ...]
    containers: tuple[SharedContainer, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class GroupSummary(_Record):
    """A group in a list; ``role`` is what the user is to it: owner, admin or member."""

    group_id: RowId
    group_name: str
    permission: GroupPermission
    owner_id: RowId
    role: Literal["owner", "admin", "member"]
    nb_members: int
    nb_containers: int


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PictureSet(_Record):
    """A folder, as its creation answers."""

    container_id: RowId
    picture_set_id: RowId
    folder_name: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PictureSetDetails(_Record):
    """A folder with what can be changed of it; ``parent`` is the folder that it lies in, ``sample_id`` its sample."""

    container_id: RowId
    picture_set_id: RowId
    folder_name: str
    parent: RowId | None
    sample_id: RowId | None
    metadata: Document


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PictureSetNode(_Record):
    """A folder in the tree of its container: ``depth`` 0 is the top, ``path`` the names from there to the folder."""

    picture_set_id: RowId
    folder_name: str
    parent: RowId | None
    depth: int
    path: tuple[str, ...]
    metadata: Document
    nb_pictures: int


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PictureSetSummary(_Record):
    """A folder with what it holds: ``byte_size`` of its pictures, how many have an inference, how many are verified.

    ``former_container_id`` and ``former_picture_set_id`` tell of a folder of the archive where its pictures came from.
    """

    container_id: RowId
    picture_set_id: RowId
    folder_name: str
    is_default: bool
    owner_id: RowId | None
    metadata: Document
    nb_pictures: int
    nb_inferred: int
    nb_verified: int
    byte_size: int
    last_activity: datetime
    upload_date: datetime
    parent: RowId | None
    former_container_id: RowId | None
    former_picture_set_id: RowId | None
    sample_id: RowId | None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PictureSetPicture(_Record):
    """A picture in the list of its folder; ``nb_object`` counts the boxes of its newest inference."""

    picture_id: RowId
    name: str | None
    parent: RowId | None
    media_type: str
    byte_size: int
    width: int | None
    height: int | None
    nb_object: int | None
    inference_exist: bool
    is_validated: bool
    upload_date: datetime


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PictureSetInference(_Record):
    """A picture of a folder with its newest inference, as get_inference answers it; None where it has none."""

    picture_id: RowId
    parent: RowId | None
    is_validated: bool
    upload_date: datetime
    inference: Inference | None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class DeletedPictureSet(_Record):
    """A folder that went into the trash: how many of its pictures went along, and how many are kept in the archive."""

    picture_set_id: RowId
    kept: int
    trashed: int


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RestoredPictureSet(_Record):
    """A folder that came back, and how many pictures with it: in all, and of these from the archive."""

    container_id: RowId
    picture_set_id: RowId
    folder_name: str
    nb_pictures: int
    unarchived: int


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PurgedPictureSet(_Record):
    """A folder that was deleted permanently: how many folders with it and below it, and how many pictures."""

    picture_set_id: RowId
    picture_sets: int
    pictures: int


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class TrashedPictureSet(_Record):
    """A folder in the trash, with the pictures that would come back with it."""

    picture_set_id: RowId
    folder_name: str
    parent: RowId | None
    nb_pictures: int
    nb_verified: int
    deleted_at: datetime


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class TrashedPicture(_Record):
    """A picture in the trash whose folder is still there."""

    picture_id: RowId
    picture_set_id: RowId
    folder_name: str
    is_validated: bool
    deleted_at: datetime


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Trash(_Record):
    """What can be restored, deleted last first."""

    picture_sets: tuple[TrashedPictureSet, ...]
    pictures: tuple[TrashedPicture, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Purged(_Record):
    """What was deleted permanently, and how much remains to be."""

    containers: int
    picture_sets: int
    pictures: int
    #: Pictures that were left out, since they are in datasets.
    in_datasets: int
    remaining: int


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Reservation(_Record):
    """A picture of a request: where its bytes belong; ``new`` is false where the folder had them already, or gets them
    from a description before this one.
    """

    picture_id: RowId
    state: PictureState
    container_name: str
    blob_name: str
    new: bool


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Confirmation(_Record):
    """A picture that readers see from now on, and where its blob is."""

    picture_id: RowId
    state: PictureState
    container_name: str
    blob_name: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SeedName(_Record):
    """A species by its id and name."""

    seed_id: RowId
    seed_name: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ListedSeed(_Record):
    """A species by its id and name; ``vernacular_name`` is what people call it in the language asked for, or None."""

    seed_id: RowId
    seed_name: str
    vernacular_name: str | None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ObjectType(_Record):
    """A kind of thing that a box can frame; 1 is a seed."""

    object_type_id: int
    name: str
    active: bool


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ResolvedSeed(_Record):
    """The species that a label stands for; ``matched`` says by what: name, number (without it) or alias."""

    seed_id: RowId
    seed_name: str
    confirmed: bool
    matched: Literal["name", "number", "alias"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SimilarSeed(_Record):
    """A species found by a text: how like it is, 0 to 1, and the name or alias that ``matched``."""

    seed_id: RowId
    seed_name: str
    similarity: float
    matched: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Seed(_Record):
    """A species with all that is known of it; its parent is the genus or other group that it belongs to."""

    seed_id: RowId
    seed_name: str
    rank: Rank
    parent_id: RowId | None
    parent_name: str | None
    confirmed: bool
    object_type_id: int
    information: Document
    gbif_key: int | None
    eppo_code: str | None
    itis_tsn: int | None
    aliases: tuple[str, ...]
    vernacular_names: dict[str, list[str]]
    upload_date: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ImportedSeed(_Record):
    """What an import did with an entry of a list."""

    seed_id: RowId
    seed_name: str
    outcome: Literal["added", "changed", "unchanged"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class LoggedAct(_Record):
    """A change of a thing: who, when, what and why.

    ``act`` is the function that did it; ``before`` and ``after`` have the facts that changed: ``before`` is None when
    the thing was made, ``after`` when it is gone. ``user_id`` is None for an operator.
    """

    act_id: RowId
    act: str
    container_id: RowId
    entity: str
    entity_id: RowId
    user_id: RowId | None
    email: str | None
    reason: str
    before: Document | None
    after: Document | None
    upload_date: datetime


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SeedChange(_Record):
    """A change of a species: who, when, what and why.

    ``other_id`` is of a merge the species that remains, of a split the one that was split; ``before`` and ``after``
    have the facts that changed; ``email`` is told to administrators alone; ``undone_id`` is the change that an undo
    undid, ``undone_by`` the undo of a change.
    """

    change_id: RowId
    act: SeedAct
    seed_id: RowId
    seed_name: str
    other_id: RowId | None
    other_name: str | None
    user_id: RowId
    email: str | None
    reason: str
    before: Document
    after: Document
    undone_id: RowId | None
    undone_by: RowId | None
    upload_date: datetime


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Picture(_Record):
    """A picture: what is known of it, and where its blob is now.

    ``parent_box`` is where it was cut out of its parent (topX, topY, bottomX, bottomY in pixels of the parent);
    ``width``, ``height`` and all boxes mean the picture as people see it, ``orientation`` (EXIF, 1 to 8) says how its
    bytes are turned; ``nb_object`` counts the boxes that the models found in its newest inference, None without one;
    ``former_parent`` is what a crop was cut out of when that is gone from the container.
    """

    picture_id: RowId
    picture_set_id: RowId
    folder_name: str
    container_id: RowId
    parent: RowId | None
    parent_box: Corners | None
    media_type: str
    byte_size: int
    sha256: str
    width: int | None
    height: int | None
    orientation: int
    zoom: float | None
    nb_seeds: int | None
    description: str | None
    metadata: Document
    nb_object: int | None
    verified: bool
    seeds: tuple[SeedName, ...]
    user_id: RowId | None
    upload_date: datetime
    updated_at: datetime
    container_name: str
    blob_name: str
    name: str | None
    device: str | None
    lens: str | None
    tray: str | None
    sample: str | None
    taken_at: datetime | None
    former_parent: RowId | None


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class PictureFacts(_Record):
    """What who uploads a picture says of it.

    With ``seed_id`` or ``seed_name`` (known, or new: then the species is added) it counts as verified. ``zoom`` and
    ``nb_seeds`` are 1 or more. ``name`` is that of its file; ``device``, ``lens``, ``tray``, ``sample`` and
    ``taken_at`` tell how it was taken. ``picture_id`` is the caller's own id for it.
    """

    picture_id: Id | None = None
    seed_id: Id | None = None
    seed_name: str | None = None
    zoom: float | None = None
    nb_seeds: int | None = None
    description: str | None = None
    metadata: Mapping[str, Any] | None = None
    name: str | None = None
    device: str | None = None
    lens: str | None = None
    tray: str | None = None
    sample: str | None = None
    taken_at: datetime | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Batch(_Record):
    """A session in which files are uploaded to a folder, with what became of them, counted.

    ``stored`` pictures are there because of it; ``duplicates`` are files whose bytes were there already, or in another
    of its files; ``refused`` ones were not sent again with success; ``pending`` ones are reserved, not yet stored. It
    ``is_complete`` when all ``expected`` files came to one of the first three. ``facts`` hold for all its pictures.
    """

    container_id: RowId
    batch_id: RowId
    picture_set_id: RowId
    folder_name: str
    user_id: RowId
    expected: int | None
    facts: Document
    stored: int
    duplicates: int
    refused: int
    pending: int
    is_complete: bool
    upload_date: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Refusal(_Record):
    """A file of a batch that was refused: ``code`` and ``message`` tell why."""

    name: str | None
    sha256: str | None
    code: str
    message: str
    detail: Document
    refused_at: datetime


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class BatchReport(Batch):
    """A batch with its refused files."""

    refusals: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Dataset(_Record):
    """Specimens and pictures that are pinned as they were at a time: ``filter`` chose them, ``digest`` is over all."""

    dataset_id: RowId
    dataset_name: str
    description: str
    filter: DatasetFilter
    digest: str
    nb_picture: int
    nb_specimen: int
    nb_seed: int
    nb_purged: int
    user_id: RowId
    upload_date: datetime


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class DatasetSeed(_Record):
    """A species of a dataset, as it was called, and how many of its specimens are of it."""

    seed_id: RowId
    seed_name: str
    nb_specimen: int


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class TrainedVersion(_Record):
    """A version of a model."""

    model_id: RowId
    model_name: str
    version: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PurgedDatasetPicture(_Record):
    """A picture of a dataset that is gone, with the container that it was in."""

    picture_id: RowId
    container_id: RowId
    sha256: str
    nb_specimen: int
    purged_at: datetime


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class DatasetDetails(Dataset):
    """A dataset with its species, the versions trained on it, and what was purged since (at most 1,000)."""

    seeds: tuple[DatasetSeed, ...]
    models: tuple[TrainedVersion, ...]
    purged: tuple[PurgedDatasetPicture, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PinnedSpecimen(_Record):
    """A specimen as a dataset has it."""

    state: Literal["open", "settled", "disputed", "rejected"]
    seed_id: RowId | None
    seed_name: str | None
    top_x: float
    top_y: float
    bottom_x: float
    bottom_y: float


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class DatasetChange(_Record):
    """A specimen that differs between two datasets; one of them may not have it."""

    specimen_id: RowId
    picture_id: RowId
    changes: tuple[Literal["added", "removed", "relabelled", "moved"], ...]
    before: PinnedSpecimen | None
    after: PinnedSpecimen | None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class DatasetChanges(_Record):
    """How many specimens and pictures differ between two datasets."""

    added: int
    removed: int
    relabelled: int
    moved: int
    pictures_added: int
    pictures_removed: int


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class DatasetDiff(_Record):
    """A page of what differs between two datasets, and how much differs in all."""

    items: tuple[DatasetChange, ...]
    next: RowId | None
    counts: DatasetChanges


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class TrainingDataset(_Record):
    """The dataset that a version of a model was trained on; None where none is recorded."""

    model_id: RowId
    version: str
    dataset_id: RowId | None
    dataset_name: str | None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Sample(_Record):
    """What a laboratory received and examines, with what there is of it; weights are in grams.

    ``crop`` is what the laboratory says, ``crop_seed_id`` and ``crop_seed_name`` the species of the catalogue that it
    is. ``nb_reports`` counts all versions.
    """

    container_id: RowId
    sample_id: RowId
    number: str
    lot: str | None
    crop: str | None
    crop_seed_id: RowId | None
    crop_seed_name: str | None
    weight: float | None
    examined_weight: float | None
    tests: tuple[str, ...]
    received_at: datetime | None
    metadata: Document
    user_id: RowId
    nb_picture_sets: int
    nb_pictures: int
    nb_verified: int
    nb_reports: int
    upload_date: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SampleFolder(_Record):
    """A folder of a sample."""

    picture_set_id: RowId
    folder_name: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SampleDetails(Sample):
    """A sample with its folders."""

    picture_sets: tuple[SampleFolder, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class DeletedSample(_Record):
    """A sample that was deleted, and how many folders belonged to it."""

    sample_id: RowId
    picture_sets: int


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class AppliedPeriod(_Record):
    """A period of a regulated list that was applied; days are texts such as 2026-03-14, ``per_weight`` is in grams."""

    list_id: RowId
    name: str
    authority: str
    jurisdiction: str
    period_id: RowId
    title: str
    on: str
    valid_from: str
    valid_to: str | None
    per_weight: float | None
    source: str
    note: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SpeciesCount(_Record):
    """How many specimens of a species were found: ``nb`` without a doubt, ``nb_doubtful`` with one."""

    seed_id: RowId
    seed_name: str
    rank: Rank
    is_crop: bool | None
    class_number: int | None
    entry_name: str | None
    nb: int
    nb_doubtful: int
    nb_per_weight: float | None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ClassCount(_Record):
    """How many specimens of a class were found; a class without a number is what no entry of the list names."""

    class_number: int | None
    name_en: str | None
    name_fr: str | None
    complete: bool | None
    nb_species: int
    nb: int
    nb_doubtful: int
    nb_per_weight: float | None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SampleCounts(_Record):
    """What was found in a sample: settled specimens, each once; what is open, disputed or not reviewed stands beside.

    ``nb_per_weight`` of species and classes are numbers in ``per_weight`` grams.
    """

    sample_id: RowId
    number: str
    regulated_list: AppliedPeriod | None
    per_weight: float
    examined_weight: float | None
    nb_pictures: int
    nb_settled: int
    nb_doubtful: int
    nb_open: int
    nb_disputed: int
    nb_rejected: int
    nb_unreviewed: int
    nb_unverified: int
    is_settled: bool
    species: tuple[SpeciesCount, ...]
    classes: tuple[ClassCount, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class IssuedReport(_Record):
    """What was issued of a sample, without its content; ``digest`` is the SHA-256 of the content in UTF-8."""

    container_id: RowId
    report_id: RowId
    sample_id: RowId
    number: str
    version: int
    supersedes: RowId | None
    superseded_by: RowId | None
    reason: str
    digest: str
    user_id: RowId
    upload_date: datetime


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class FullReport(IssuedReport):
    """What was issued of a sample; ``content`` is JSON, a ``ReportContent``, to the letter."""

    content: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RegulatedEntry(_Record):
    """A species or genus of a regulated list, with the species of the catalogue that have its class by it."""

    name: str
    rank: Literal["genus", "species"]
    note: str
    seed_ids: tuple[RowId, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RegulatedClass(_Record):
    """A class of a regulated list; where it is not ``complete``, a species without an entry may belong to it."""

    number: int
    name_en: str
    name_fr: str
    meaning: str
    complete: bool
    entries: tuple[RegulatedEntry, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RegulatedPeriodSummary(_Record):
    """A period of a regulated list, without its entries; ``valid_to`` is the first day on which it holds no more."""

    period_id: RowId
    title: str
    valid_from: str
    valid_to: str | None
    per_weight: float | None
    nb_entries: int


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RegulatedPeriod(_Record):
    """What a regulated list said from one day to another; ``valid_to`` is the first day on which it holds no more."""

    period_id: RowId
    title: str
    valid_from: str
    valid_to: str | None
    per_weight: float | None
    source: str
    note: str
    classes: tuple[RegulatedClass, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RegulatedListSummary(_Record):
    """A regulated list with its periods."""

    list_id: RowId
    name: str
    authority: str
    jurisdiction: str
    upload_date: datetime
    updated_at: datetime
    periods: tuple[RegulatedPeriodSummary, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RegulatedList(_Record):
    """A regulated list with classes and entries."""

    list_id: RowId
    name: str
    authority: str
    jurisdiction: str
    upload_date: datetime
    updated_at: datetime
    periods: tuple[RegulatedPeriod, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ImportedRegulatedList(_Record):
    """A regulated list, and what an import did with it."""

    list_id: RowId
    name: str
    authority: str
    jurisdiction: str
    upload_date: datetime
    updated_at: datetime
    outcome: Literal["added", "changed", "unchanged"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class VersionDataset(_Record):
    """A version of a model and the dataset that it was trained on."""

    version: str
    dataset_id: RowId
    dataset_name: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Model(_Record):
    """A model with its versions, oldest first; ``version`` is the one in use."""

    model_id: RowId
    model_name: str
    endpoint_name: str
    task: str
    active: bool
    version: str | None
    versions: tuple[str, ...]
    training_datasets: tuple[VersionDataset, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ShownModelKeys(_Record):
    """The keys of models that are shown: those shown everywhere, and those that the installation names."""

    usual_keys: tuple[str, ...]
    installation_keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ImportCounts(_Record):
    """How many of a kind an import added, updated and left as they were."""

    added: int
    updated: int
    unchanged: int


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ImportReport(_Record):
    """What an import of models and pipelines did."""

    models: ImportCounts
    versions: ImportCounts
    pipelines: ImportCounts


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ReviewItem(_Record):
    """A box that waits for a person: its label or that of its best guess, the highest score, whether people differ.

    ``label`` is None of a box that somebody added, while further readers are asked; ``margin`` is by how much the
    highest score is above the second one.
    """

    box_id: RowId
    container_id: RowId
    inference_id: RowId
    picture_id: RowId
    specimen_id: RowId | None
    label: str | None
    score: float
    margin: float
    box: Corners
    state: Literal["open", "disputed"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class BoxState(_Record):
    """What was so of a box: ``valid`` None while nobody decided, false where it is no seed."""

    valid: bool | None
    seed_id: RowId | None
    label: str | None
    box: Corners | None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class BoxAct(_Record):
    """What a person did to a box, when, and why; ``before`` is None of one that a person added.

    ``qualifier`` is what they doubted (``cf.``), ``object_type_id`` the kind of thing, where they said one.
    """

    identification_id: RowId
    act: Act
    user_id: RowId | None
    email: str | None
    before: BoxState | None
    after: BoxState
    qualifier: str | None
    object_type_id: int | None
    comment: str
    upload_date: datetime


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class InferenceModel(_Record):
    """A model that ran for an inference, as its document named it."""

    name: str
    version: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PictureInference(_Record):
    """An inference in the list of its picture, without its boxes; ``withdrawn_at`` is None while it holds."""

    inference_id: RowId
    picture_id: RowId
    pipeline_id: RowId
    pipeline_name: str
    models: tuple[InferenceModel, ...]
    user_id: RowId
    nb_object: int
    top_score: float | None
    is_verified: bool
    withdrawn_at: datetime | None
    withdrawn_by: RowId | None
    withdrawn_reason: str | None
    upload_date: datetime


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class WithdrawnInference(_Record):
    """An inference that was withdrawn, or brought back: then ``withdrawn_at`` is None."""

    inference_id: RowId
    picture_id: RowId
    withdrawn_at: datetime | None
    withdrawn_by: RowId | None
    withdrawn_reason: str | None
    picture_verified: bool


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ReopenedBox(_Record):
    """A box that waits for a person again."""

    box_id: RowId
    inference_id: RowId
    identification_id: RowId


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class FailedTask(_Record):
    """A blob task that failed; ``parked`` where it is not tried again by itself."""

    task_id: RowId
    parked: bool


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class BlobTask(_Record):
    """A step to be taken in the blob store, claimed for whoever holds this record; ``kind`` says which fields count.

    ``content`` is the description that a folder gets, or which blob a deletion is of, where one was seen.
    """

    container_id: RowId
    task_id: RowId
    claim: str
    kind: TaskKind
    picture_set_id: RowId | None
    picture_id: RowId | None
    container_name: str
    blob_name: str | None
    target_container_name: str
    target_name: str | None
    content: FolderDescription | SeenBlob | None
    installation_id: RowId


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class AppliedMigration(_Record):
    """A migration that the database has; ``sha256`` is of what it said, None where yoyo alone applied it."""

    migration_id: str
    sha256: str | None
    applied_at: datetime


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class DeployedObject(_Record):
    """An object or a file as it was deployed: the SHA-256 of its text, empty of what no file of its own makes.

    ``parts`` is what the catalogue said of it then, on a PostgreSQL of the major version ``server``.
    """

    sha256: str
    server: int
    parts: dict[str, str]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class BlobBacklog(_Record):
    """Steps still to be taken in the blob store: due, due later, and parked, which wait for a person."""

    nb_due: int
    nb_later: int
    nb_parked: int
    oldest: datetime | None
    last_error: str | None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class TableSize(_Record):
    """A table: its rows, ``estimated`` where there are many, and its bytes with indexes."""

    name: str
    nb_rows: int
    estimated: bool
    byte_size: int


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Status(_Record):
    """What a database tells of itself.

    ``deploy_finished`` is false where a deploy ended after its migrations; ``deployed`` has each object and file by
    kind and name (``nachet-datastore status`` compares); ``blobs`` is None where the owner was denied the table.
    """

    schema_version: str
    server_version: str
    migrations: tuple[AppliedMigration, ...]
    deploy_finished: bool
    deployed: dict[str, DeployedObject]
    invalid_indexes: tuple[str, ...]
    blobs: BlobBacklog | None
    tables: tuple[TableSize, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class DistributedThing(_Record):
    """A table, view or function, and how it is to lie on a cluster.

    ``kind`` is reference (a table, whole on every node), distributed (a table, by container), view, delegated (a
    function that runs where its container is) or carried (a function that is on every node).
    """

    kind: Literal["reference", "distributed", "view", "delegated", "carried"]
    name: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ClusterNode(_Record):
    """A worker of a cluster: functions that are ``open`` to everybody there, roles that it lacks.

    ``error`` is what it said where it could not be asked.
    """

    node: str
    error: str | None
    open: tuple[str, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Distribution(_Record):
    """What is missing on a cluster; ``distributed`` is false where the database is on one machine."""

    distributed: bool
    missing: tuple[DistributedThing, ...]
    nodes: tuple[ClusterNode, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ExpectedContainer(_Record):
    """A container that the store should have; ``busy`` while it need not be there yet."""

    container_id: RowId
    container_name: str
    busy: bool


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ExpectedContainers(_Record):
    """A page of the containers that the store should have, by name; ``nb_blobs`` in all of them, on the first page."""

    items: tuple[ExpectedContainer, ...]
    next: RowId | None
    installation_id: RowId
    nb_blobs: int | None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ExpectedBlob(_Record):
    """A blob as a row describes it: that of a picture, or a folder's own description, which is its ``content``.

    ``state`` is a picture's: pending or confirmed. ``age_seconds`` is how long ago the row changed last; ``at_home``
    whether the blob is in its picture's folder, or on its way there.
    """

    blob_name: str
    kind: Literal["picture", "folder"]
    container_id: RowId
    picture_set_id: RowId
    picture_id: RowId | None
    state: PictureState | None
    byte_size: int | None
    sha256: str | None
    content: FolderDescription | None
    at_home: bool
    age_seconds: float = field(compare=False)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class BlobState(_Record):
    """What the database knows of a name in the store; ``busy`` while something is still to be done with it."""

    expected: ExpectedBlob | None
    busy: bool


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class StuckTask(_Record):
    """A step in the blob store that no worker gets done."""

    container_id: RowId
    task_id: RowId
    kind: TaskKind
    container_name: str
    blob_name: str | None
    attempts: int
    parked: bool
    last_error: str | None
    run_after: datetime


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Decision(_Record, Generic[R]):
    """An answer together with the steps in the blob store that follow from it."""

    answer: R
    blob_tasks: tuple[BlobTask, ...]


class Kind(StrEnum):
    """What check_store can find."""

    BLOB_WITHOUT_ROW = "blob_without_row"
    ROW_WITHOUT_BLOB = "row_without_blob"
    WRONG_SIZE = "wrong_size"
    WRONG_HASH = "wrong_hash"
    #: A picture's blob is whole, but not in the picture's folder, and nothing is under way to bring it there.
    MISPLACED_BLOB = "misplaced_blob"
    STUCK_RESERVATION = "stuck_reservation"
    STUCK_TASK = "stuck_task"
    PARKED_TASK = "parked_task"
    FOLDER_JSON_MISSING = "folder_json_missing"
    FOLDER_JSON_DIFFERENT = "folder_json_different"
    CONTAINER_WITHOUT_ROW = "container_without_row"
    #: A user's container with blobs in it, which no installation has marked as its own.
    CONTAINER_OF_NOBODY = "container_of_nobody"
    ROW_WITHOUT_CONTAINER = "row_without_container"
    CONTAINER_UNMARKED = "container_unmarked"
    CONTAINER_OF_ANOTHER = "container_of_another"
    #: A symbolic link below the folder of a local store: nothing follows it, and nobody of ours made it.
    LINK = "link"


class FindingDetail(TypedDict, total=False):
    """What is known of a finding: of a task the first four, of a blob the others, where the row or the store has it."""

    task_id: RowId
    step: TaskKind
    attempts: int
    #: What the last attempt said.
    error: str
    picture_set_id: RowId
    picture_id: RowId
    #: The size that the row gives. In bytes.
    expected_size: int
    expected_sha256: str
    #: The blob's size. In bytes.
    size: int
    sha256: str
    #: When the blob was written. In UTC.
    last_modified: datetime


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Finding(_Record):
    """Something that does not fit: where in the store, what is known of it, and whether it is mended."""

    kind: Kind
    container_name: str
    blob_name: str | None
    detail: FindingDetail
    repaired: bool = False


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Report(_Record):
    """How much was looked at, how many tasks were done on the way, and what was found and repaired, by kind.

    ``others`` counts the containers of other installations and of other programs, which were not looked at.
    """

    containers: int
    others: int
    blobs: int
    tasks_done: int
    found: dict[Kind, int]
    repaired: dict[Kind, int]

    @property
    def clean(self) -> bool:
        """Whether nothing is left to be mended."""
        return self.found == self.repaired


Reader: TypeAlias = Callable[[Any], Any]

_SCALARS: dict[Any, Reader] = {UUID: row_id, datetime: datetime.fromisoformat, float: float}


def build(kind: type[R], value: Any) -> R:
    """The JSON ``value`` as ``kind``: a record, a document, a tuple, list or dict of them, an id, a time, or as it is.

    Keys that a record does not know are ignored, so that the database may be newer than the package; a document keeps
    them. The value is not to be used again. Raises SchemaMismatch where a key of a record is missing.
    """
    read = reader(cast(Any, kind))
    return cast(R, value if read is None else read(value))


@cache
def reader(kind: Any) -> Reader | None:
    """What makes ``kind`` of a JSON value; None where the value is it already."""
    origin, arguments = get_origin(kind), get_args(kind)
    if kind in _SCALARS:
        return _SCALARS[kind]
    if origin in (Required, NotRequired):
        return reader(arguments[0])
    if origin in (Union, UnionType):
        (one, *others) = (argument for argument in arguments if argument is not NoneType)
        return _where_given(_fitting_reader([one, *others]) if others else reader(one))
    if origin is dict:
        return _values_reader(reader(arguments[1]))
    if origin is list and is_typeddict(arguments[0]):
        return _documents_reader(arguments[0])
    if origin in (list, tuple):
        read = reader(arguments[0])
        return (None if origin is list else tuple) if read is None else lambda value: origin(map(read, value))
    if is_typeddict(kind):
        return _first_of(_documents_reader(kind))
    return _record_reader(kind) if is_dataclass(origin or kind) else None


def _where_given(read: Reader | None) -> Reader | None:
    return None if read is None else lambda value: None if value is None else read(value)


def _fitting_reader(kinds: list[Any]) -> Reader | None:
    """What makes a document of the first of several kinds whose keys are there; None of what is not documents."""
    if not all(map(is_typeddict, kinds)):
        return None
    readers = [(kind.__required_keys__, reader(kind)) for kind in kinds]

    def read_fitting(value: Any) -> Any:
        read = next((read for needed, read in readers if needed <= value.keys()), None)
        return value if read is None else read(value)

    return read_fitting


def _values_reader(read: Reader | None) -> Reader | None:
    return None if read is None else lambda value: {key: read(item) for key, item in value.items()}


def _first_of(read: Reader | None) -> Reader | None:
    return None if read is None else lambda value: read((value,))[0]


def _documents_reader(document: Any) -> Reader | None:
    """What makes documents of JSON objects, in their place."""
    # Numbers stay as they were sent: 10 is 10, not 10.0.
    hints = get_type_hints(document, include_extras=True).items()
    parts = [(name, read) for name, hint in hints if hint is not float and (read := reader(hint)) is not None]

    def read_documents(values: Any) -> Any:
        for value in values:
            for name, read in parts:
                if name in value:
                    value[name] = read(value[name])
        return values

    return read_documents if parts else None


def _record_reader(kind: Any) -> Reader:
    record = get_origin(kind) or kind
    known: Mapping[Any, Any] = dict(zip(getattr(record, "__parameters__", ()), get_args(kind), strict=True))
    hints = get_type_hints(record)
    parts = [(one.name, reader(_substituted(hints[one.name], known))) for one in fields(record)]

    def read_record(value: Any) -> Any:
        try:
            return record(*[value[name] if read is None else read(value[name]) for name, read in parts])
        except KeyError as error:
            missing = [name for name, _ in parts if name not in value]
            raise SchemaMismatch({"record": record.__name__, "missing": missing}) from error

    return read_record


def _substituted(hint: Any, known: Mapping[Any, Any]) -> Any:
    """A type with what stands for its variables."""
    if isinstance(hint, TypeVar):
        return known[hint]
    free = getattr(hint, "__parameters__", ())
    return hint[tuple(known[one] for one in free)] if free else hint
