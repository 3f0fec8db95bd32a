"""The call table: each published function of the database once, with its parameters and what it answers.

A function here declares a call: called, it gives a :class:`Call`, which a client runs. Its name is that of the function
in the schema ``nachet``; the string beside it has the parameters in SQL. An argument is the parameter of its name; all
others go into the last parameter, the options or the filter, where they are given. Where ``container_id`` is not given
it is the acting user's own container, which has the user's id; a container's default folder has the container's id.

The clients' methods (``methods.py``, ``methods_aio.py``) are made from this file by `make generate`. A docstring here
has only what the function's comment in SQL, the first sentence of a method's, does not say.
"""
# mypy: disable-error-code="empty-body"

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property, wraps
from inspect import signature
from types import NoneType
from typing import Any, Generic, Literal, LiteralString, ParamSpec, TypeVar, cast, get_args, get_origin, get_type_hints
from uuid import UUID

from ..documents import (
    BoxFeedback,
    DatasetFilter,
    DatasetFilterInput,
    Detection,
    DoneTask,
    Inference,
    ListedPictureSet,
    ListedPipeline,
    MlStructure,
    ModelSecret,
    NewInference,
    NewMlStructure,
    NewPicture,
    NewRefusal,
    NewRegulatedList,
    NewSeed,
    PictureChanges,
    PictureSetChanges,
    Pipeline,
    PipelineOfUser,
    RegisteredInference,
    ReviewCursor,
    ReviewCursorInput,
    SampleChanges,
    SeedChanges,
    SwitchedPipeline,
    Verification,
)
from ..errors import SchemaMismatch
from ..ids import Id, IdOrName, RowId
from ..languages import marked
from ..records import (
    Batch,
    BatchReport,
    BlobState,
    BlobTask,
    BoxAct,
    Confirmation,
    Container,
    ContainerOwner,
    ContainerUsage,
    Dataset,
    DatasetDetails,
    DatasetDiff,
    DecidingPermission,
    Decision,
    DeletedContainer,
    DeletedPictureSet,
    DeletedSample,
    Distribution,
    EndedUser,
    EndedUserShare,
    ExpectedBlob,
    ExpectedContainers,
    FailedTask,
    FullReport,
    Group,
    GroupPermission,
    GroupSummary,
    ImportedRegulatedList,
    ImportedSeed,
    ImportReport,
    IssuedReport,
    Legacy,
    ListedSeed,
    LoggedAct,
    Membership,
    Model,
    NewContainer,
    ObjectType,
    Outcome,
    Page,
    Permission,
    Picture,
    PictureInference,
    PictureSet,
    PictureSetDetails,
    PictureSetInference,
    PictureSetNode,
    PictureSetPicture,
    PictureSetSummary,
    Purged,
    PurgedContainer,
    PurgedPictureSet,
    QueueOrder,
    Rank,
    RegulatedList,
    RegulatedListSummary,
    ReopenedBox,
    Reservation,
    ResolvedSeed,
    RestoredPictureSet,
    ReviewItem,
    Sample,
    SampleCounts,
    SampleDetails,
    Seed,
    SeedChange,
    Share,
    ShareId,
    ShownModelKeys,
    SimilarSeed,
    Status,
    StuckTask,
    TrainingDataset,
    Trash,
    TrashedContainer,
    User,
    UserShare,
    UserShareId,
    WithdrawnInference,
    build,
)
from .encoding import encode, in_order_of, prepared, refused, to_uuid

P = ParamSpec("P")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)


class Step(Generic[R_co]):
    """Something that a client does and answers: ``answer = yield from step`` in a flow, as ``await`` in a coroutine."""

    __slots__ = ()

    def __iter__(self) -> Generator[Step[Any], Any, R_co]:
        return cast(R_co, (yield self))


@dataclass(frozen=True, slots=True)
class Call(Step[R]):
    """One call of a published function: run ``statement`` with ``values``, then ``read`` its one column.

    ``repeatable``: a second run, after a first one whose answer was lost, does no harm and has the same outcome.
    """

    statement: LiteralString
    values: Mapping[str, object] = field(repr=False)  # A value may be a secret.
    read: Callable[[Any], R] = field(repr=False)
    repeatable: bool = False


#: Whether a call may be repeated: always, never, where this argument is given, or where the arguments are such.
Repeat = bool | str | Callable[[Mapping[str, Any]], bool]

#: The verbs of functions that only read, and one by its whole name: resolve_seed finds what its own statement wrote.
_READS = {"diff", "export", "find", "get", "has", "list", "resolve_dataset_filter", "schema", "search"}


@dataclass(frozen=True)
class Function:
    """A published function: its parameters with their PostgreSQL types, and how Python declares it.

    ``repeat`` says whether a second run does no harm after one whose answer was lost: what was done stays done once,
    and the answer says so. Where it names an argument, that is so where the caller gives it: an id of their own. What
    only reads needs no word. ``key`` names the only key of an answer that is but an envelope. ``like`` picks, from the
    values handed over, the document whose order of keys the answer takes. ``renamed`` are parameters that Python calls
    otherwise.
    """

    name: str
    parameters: Mapping[str, str]
    declared: Callable[..., Any]
    key: str | None
    like: Callable[[Mapping[str, Any]], object]
    repeat: Repeat
    renamed: Mapping[str, str]

    @property
    def reads(self) -> bool:
        """Whether it changes nothing, as its verb says."""
        return bool({self.name, self.name.partition("_")[0]} & _READS)

    @cached_property
    def answer(self) -> Any:
        """What the function answers, as ``records.build`` takes it."""
        return get_type_hints(self.declared)["return"]

    @cached_property
    def statement(self) -> LiteralString:
        """One bare select, parameters named and cast: ``select nachet.f(p_x => %(p_x)s::uuid)``."""
        arguments = ", ".join(f"{name} => %({name})s::{kind}" for name, kind in self.parameters.items())
        return f"select nachet.{self.name}({arguments})"

    @cached_property
    def _places(self) -> list[tuple[str, str, str]]:
        """Each parameter, its type, and what Python calls it."""
        return [(name, kind, self.renamed.get(name, name.removeprefix("p_"))) for name, kind in self.parameters.items()]

    @cached_property
    def _defaults(self) -> dict[str, Any]:
        return {
            name: one.default
            for name, one in signature(self.declared).parameters.items()
            if one.default is not one.empty
        }

    @cached_property
    def _ids(self) -> set[str]:
        """What takes an id, wherever it travels: as a parameter in SQL, in the options or in the filter."""
        return {name for name, hint in self._hints.items() if hint in (Id, Id | None)}

    @cached_property
    def _names(self) -> set[str]:
        """What takes an id or a name."""
        return {name for name, hint in self._hints.items() if hint in (IdOrName, IdOrName | None)}

    @cached_property
    def _hints(self) -> dict[str, Any]:
        hints = get_type_hints(self.declared, include_extras=True)
        return {name: hint for name, hint in hints.items() if name != "return"}

    @cached_property
    def _positional(self) -> tuple[str, ...]:
        return self.declared.__code__.co_varnames[: self.declared.__code__.co_argcount]

    def call(self, args: Iterable[Any], kwargs: Mapping[str, Any]) -> Call[Any]:
        """The call with these arguments, which fit the declaration. Raises InvalidValue, naming the place."""
        given = self._defaults | dict(zip(self._positional, args, strict=False)) | dict(kwargs)
        for name, value in given.items():
            if value is not None and name in self._ids:
                given[name] = to_uuid(value, name)
            elif name in self._names and not isinstance(value, UUID | str | None):
                raise refused(value, name)
            elif name in self._names and isinstance(value, UUID):
                given[name] = str(value)
        own_id = isinstance(self.repeat, str) and given.get(self.repeat) is not None
        values: dict[str, Any] = {}
        for name, kind, place in self._places:
            value = given.pop(place) if place in given else dict(_options(given))
            if value is None and name in _OWN and place in self._defaults:
                value = values[_OWN[name]]
            if value is None:  # The functions are strict: a null would be answered with null.
                raise refused(None, place)
            values[name] = prepared(value, kind, place)
        template = self.like(values)
        encoded = {name: encode(values[name], kind, place) for name, kind, place in self._places}
        repeatable = self.reads or own_id or self.repeat is True or (callable(self.repeat) and self.repeat(values))
        return Call(self.statement, encoded, lambda document: self.read(document, template), repeatable)

    def read(self, document: Any, template: object = None) -> Any:
        """The answer, out of the JSON document that the function gives; its keys in the order of ``template``."""
        if get_origin(self.answer) is not Decision:
            return self._read(self.answer, document, template)
        tasks = build(tuple[BlobTask, ...], document.pop("blob_tasks"))
        return Decision(self._read(get_args(self.answer)[0], document, template), tasks)

    def _read(self, answer: Any, document: Any, template: object) -> Any:
        if answer is NoneType:
            return None
        return build(answer, in_order_of(template, document if self.key is None else document[self.key]))


#: What a parameter is where it may be left out and is not given: the value of this one.
_OWN = {"p_container_id": "p_user_id", "p_picture_set_id": "p_container_id"}


def _options(given: Mapping[str, Any]) -> Iterable[tuple[str, object]]:
    """The options that were given; a time span in seconds."""
    for name, value in given.items():
        if isinstance(value, timedelta):
            yield f"{name}_seconds", value.total_seconds()
        elif value is not None:
            yield name, value


#: Each published function by its name.
FUNCTIONS: dict[str, Function] = {}

#: The version of the published interface that this package calls, major.minor: what is added raises the minor number,
#: what is taken away or changed the major one.
SCHEMA_VERSION = "2.0"


def published(
    parameters: str,
    *,
    key: str | None = None,
    like: Callable[[Mapping[str, Any]], object] = lambda _: None,
    repeat: Repeat = False,
    **renamed: str,
) -> Callable[[Callable[P, R]], Callable[P, Call[R]]]:
    """Make a declaration a call: ``parameters`` as in SQL (``p_user_id uuid, …``), the others as in Function."""

    def decorate(declared: Callable[P, R]) -> Callable[P, Call[R]]:
        types = dict(parameter.split(" ") for parameter in parameters.split(", ") if parameter)
        function = FUNCTIONS[declared.__name__] = Function(
            declared.__name__, types, declared, key, like, repeat, renamed
        )

        @wraps(declared)
        def builder(*args: P.args, **kwargs: P.kwargs) -> Call[R]:
            declared(*args, **kwargs)  # Python's own words for arguments that do not fit.
            return function.call(args, kwargs)

        return builder

    return decorate


def require_schema(found: str | None) -> None:
    """Raise SchemaMismatch unless a database of schema version ``found`` has all that this package calls."""
    detail = {"expected": SCHEMA_VERSION, "found": found}
    if found is None:
        raise SchemaMismatch(detail)
    expected, there = (tuple(map(int, text.split("."))) for text in (SCHEMA_VERSION, found))
    if there < expected:
        raise SchemaMismatch(detail, message=marked("the database is too old for this package"))
    if there[0] > expected[0]:
        hint = marked("Install a version of the package that calls schema {found}.")
        raise SchemaMismatch(detail, message=marked("the database is too new for this package"), hint=hint)


# -- operation ---------------------------------------------------------------------------------------------------


@published("")
def schema_version() -> str: ...


@published("")
def get_status() -> Status: ...


@published("")
def warm_up() -> bool:
    """False where the server takes no writes."""


@published("")
def get_distribution() -> Distribution: ...


# -- acts --------------------------------------------------------------------------------------------------------


@published("p_user_id uuid, p_container_id uuid, p_options jsonb")
def list_acts(
    user_id: Id,
    *,
    entity_id: Id | None = None,
    act: str | None = None,
    by: Id | None = None,
    limit: int | None = None,
    after: Id | None = None,
    container_id: Id | None = None,
) -> Page[LoggedAct, RowId]:
    """``limit`` is 1 to 1000 (default 100), ``after`` the ``next`` of the page before."""


@published("p_user_id uuid, p_options jsonb")
def list_all_acts(
    user_id: Id,
    *,
    entity_id: Id | None = None,
    act: str | None = None,
    by: Id | None = None,
    limit: int | None = None,
    after: Id | None = None,
) -> Page[LoggedAct, RowId]:
    """As ``list_acts``, of all containers and of what is in none, such as models and species."""


# -- users -------------------------------------------------------------------------------------------------------


@published("p_email text, p_options jsonb", repeat="user_id")
def create_user(email: str = "", *, permission: Permission | None = None, user_id: Id | None = None) -> Decision[User]:
    """``permission`` is the most that the user may do anywhere (default manage), ``user_id`` the caller's own id, for
    example that of a directory; then ``email`` may be left out. Repeated with the same id, the first answer again.
    """


@published("p_email text")
def get_user(email: str) -> User:
    """The case of ``email`` does not matter."""


_USER = "p_user_id uuid, p_target_user_id uuid"


@published(_USER)
def get_user_by_id(user_id: Id, target_user_id: Id) -> User: ...


@published("p_user_id uuid, p_options jsonb")
def list_users(
    user_id: Id,
    *,
    active: bool | None = None,
    text: str | None = None,
    after: Id | None = None,
    limit: int | None = None,
) -> Page[User, RowId]:
    """``active`` users may act, others are deactivated or former; ``text`` is a part of the e-mail address or the whole
    id. ``after`` is the ``next`` of the page before, ``limit`` 1 to 1000 (default 100).
    """


@published(f"{_USER}, p_email text", repeat=True)
def set_user_email(user_id: Id, target_user_id: Id, email: str) -> User:
    """An ``email`` without a letter takes it away."""


@published(f"{_USER}, p_active boolean, p_options jsonb", repeat=True)
def set_user_active(user_id: Id, target_user_id: Id, active: bool, *, reason: str | None = None) -> User: ...


@published(f"{_USER}, p_options jsonb", repeat=True)
def end_user(
    user_id: Id,
    target_user_id: Id,
    *,
    new_owner_id: Id | None = None,
    containers: Legacy | None = None,
    groups: Legacy | None = None,
    reason: str | None = None,
) -> EndedUser:
    """``containers`` and ``groups`` are each handed over to ``new_owner_id`` (the default) or deleted; deleted
    containers go to the trash.
    """


@published(f"{_USER}, p_permission text", repeat=True)
def set_user_permission(user_id: Id, target_user_id: Id, permission: Permission) -> User: ...


# -- containers and groups ---------------------------------------------------------------------------------------


@published("p_user_id uuid, p_options jsonb", repeat="container_id")
def create_container(
    user_id: Id, name: str | None = None, *, public: bool | None = None, container_id: Id | None = None
) -> Decision[NewContainer]:
    """``container_id`` is the caller's own id for it, also its name where none is given. Repeated with the same id and
    name, the first answer again.
    """


@published("p_user_id uuid")
def list_containers(user_id: Id) -> list[Container]: ...


_CONTAINER = "p_user_id uuid, p_container_id uuid"


@published(_CONTAINER)
def get_container_access(user_id: Id, container_id: Id | None = None) -> Container: ...


@published(f"{_CONTAINER}, p_name text", repeat=True)
def rename_container(user_id: Id, name: str, *, container_id: Id | None = None) -> Container:
    """``name`` is for people and need not be unique."""


@published(f"{_CONTAINER}, p_public boolean", repeat=True)
def set_container_public(user_id: Id, public: bool, *, container_id: Id | None = None) -> Container: ...


@published(f"{_CONTAINER}, p_options jsonb", repeat=True)
def set_review_rule(
    user_id: Id,
    *,
    readers: int | None = None,
    agreeing: int | None = None,
    decides: DecidingPermission | None = None,
    container_id: Id | None = None,
) -> Container:
    """``readers`` people are asked for each specimen (1 to 100), ``agreeing`` of them must agree; where several are
    asked, the word of those with the permission ``decides`` decides at once. What is not given stays."""


@published(f"{_CONTAINER}, p_options jsonb", repeat=True)
def set_container_quota(user_id: Id, *, quota: int | None = None, container_id: Id | None = None) -> Container:
    """``quota`` is in bytes; None takes the limit away."""


@published(_CONTAINER)
def get_container_usage(user_id: Id, *, container_id: Id | None = None) -> ContainerUsage: ...


@published(f"{_CONTAINER}, p_new_owner_id uuid")
def hand_over_container(user_id: Id, container_id: Id, new_owner_id: Id) -> ContainerOwner: ...


@published(f"{_CONTAINER}, p_options jsonb")
def delete_container(user_id: Id, container_id: Id, *, reason: str | None = None) -> DeletedContainer: ...


@published("p_user_id uuid")
def list_deleted_containers(user_id: Id) -> list[TrashedContainer]: ...


@published(_CONTAINER)
def restore_container(user_id: Id, container_id: Id) -> Container: ...


@published(f"{_CONTAINER}, p_options jsonb")
def purge_container(
    user_id: Id,
    container_id: Id,
    *,
    limit: int | None = None,
    include_datasets: bool | None = None,
    reports: bool | None = None,
) -> PurgedContainer:
    """``limit`` is how many pictures in one call, 1 to 1000 (default 100): call again while something remains. Pictures
    of datasets go only with ``include_datasets``, reports that were issued in it only with ``reports``.
    """


@published(f"{_CONTAINER}, p_group_id uuid, p_options jsonb", repeat=True)
def share_container(
    user_id: Id,
    group_id: Id,
    *,
    permission: GroupPermission | None = None,
    until: datetime | None = None,
    container_id: Id | None = None,
) -> ShareId:
    """``permission`` is that of this share, not above the group's (default: the group's); it ends ``until`` then."""


@published(f"{_CONTAINER}, p_person text, p_permission text, p_options jsonb", repeat=True)
def share_container_with_user(
    user_id: Id,
    person: IdOrName,
    permission: GroupPermission,
    *,
    until: datetime | None = None,
    container_id: Id | None = None,
) -> UserShareId:
    """``person`` is an e-mail address, or the id of a user whom the caller can see; the share ends ``until`` then."""


@published(f"{_CONTAINER}, p_target_user_id uuid")
def unshare_container_with_user(
    user_id: Id, target_user_id: Id, *, container_id: Id | None = None
) -> EndedUserShare: ...


@published(_CONTAINER)
def list_container_users(user_id: Id, *, container_id: Id | None = None) -> list[UserShare]: ...


@published(f"{_CONTAINER}, p_group_id uuid")
def unshare_container(user_id: Id, group_id: Id, *, container_id: Id | None = None) -> ShareId: ...


@published(_CONTAINER)
def list_container_shares(user_id: Id, *, container_id: Id | None = None) -> list[Share]: ...


@published("p_user_id uuid, p_name text, p_permission text, p_options jsonb", repeat="group_id")
def create_group(user_id: Id, name: str, permission: GroupPermission, *, group_id: Id | None = None) -> Group:
    """``permission`` is what the members may do in what is shared with the group, ``group_id`` the caller's own id.
    Repeated with the same id, name and permission, the first answer again.
    """


@published("p_user_id uuid")
def list_groups(user_id: Id) -> list[GroupSummary]: ...


_GROUP = "p_user_id uuid, p_group_id uuid"


@published(_GROUP)
def get_group(user_id: Id, group_id: Id) -> Group: ...


@published(f"{_GROUP}, p_name text", repeat=True)
def rename_group(user_id: Id, group_id: Id, name: str) -> Group: ...


@published(f"{_GROUP}, p_permission text", repeat=True)
def set_group_permission(user_id: Id, group_id: Id, permission: GroupPermission) -> Group: ...


@published(f"{_GROUP}, p_new_owner_id uuid")
def hand_over_group(user_id: Id, group_id: Id, new_owner_id: Id) -> Group: ...


@published(_GROUP, key="group_id")
def delete_group(user_id: Id, group_id: Id) -> RowId:
    """No container goes with it. The answer is the group's id."""


@published(f"{_GROUP}, p_member_id uuid", repeat=True)
def add_group_member(user_id: Id, group_id: Id, member_id: Id) -> Membership: ...


@published(f"{_GROUP}, p_email text", repeat=True)
def add_group_member_by_email(user_id: Id, group_id: Id, email: str) -> Membership:
    """The case of ``email`` does not matter."""


@published(f"{_GROUP}, p_member_id uuid")
def remove_group_member(user_id: Id, group_id: Id, member_id: Id) -> Membership: ...


# -- folders -----------------------------------------------------------------------------------------------------


@published(f"{_CONTAINER}, p_options jsonb", repeat="picture_set_id")
def create_picture_set(
    user_id: Id,
    name: str | None = None,
    *,
    metadata: Mapping[str, Any] | None = None,
    parent: Id | None = None,
    sample_id: Id | None = None,
    picture_set_id: Id | None = None,
    container_id: Id | None = None,
) -> Decision[PictureSet]:
    """``picture_set_id`` is the caller's own id for it, also its name where none is given; ``metadata`` a JSON object;
    ``parent`` the folder that it lies in, ``sample_id`` the sample that it belongs to. Repeated with the same id, name
    and parent, the first answer again.
    """


@published(_CONTAINER)
def list_picture_sets(user_id: Id, *, container_id: Id | None = None) -> list[ListedPictureSet]: ...


@published("p_user_id uuid, p_options jsonb")
def list_all_picture_sets(
    user_id: Id,
    *,
    text: str | None = None,
    after: Id | None = None,
    limit: int | None = None,
) -> Page[PictureSetSummary, RowId]:
    """``text`` is a part of the name. ``after`` is the ``next`` of the page before, ``limit`` 1 to 1000 (default
    100).
    """


@published(_CONTAINER)
def list_picture_set_tree(user_id: Id, *, container_id: Id | None = None) -> list[PictureSetNode]: ...


_FOLDER = f"{_CONTAINER}, p_picture_set_id uuid"


@published(_FOLDER)
def get_picture_set(user_id: Id, picture_set_id: Id, *, container_id: Id | None = None) -> PictureSetSummary: ...


@published(f"{_FOLDER}, p_options jsonb")
def list_picture_set_pictures(
    user_id: Id,
    picture_set_id: Id | None = None,
    *,
    after: Id | None = None,
    limit: int | None = None,
    container_id: Id | None = None,
) -> Page[PictureSetPicture, RowId]:
    """``after`` is the ``next`` of the page before, ``limit`` 1 to 1000 (default 100)."""


@published(f"{_FOLDER}, p_options jsonb")
def list_picture_set_inferences(
    user_id: Id,
    picture_set_id: Id | None = None,
    *,
    include_rejected: bool | None = None,
    after: Id | None = None,
    limit: int | None = None,
    container_id: Id | None = None,
) -> Page[PictureSetInference, RowId]:
    """Boxes judged wrong are left out, except with ``include_rejected``. ``after`` is the ``next`` of the page before,
    ``limit`` 1 to 1000 (default 100).
    """


@published(f"{_FOLDER}, p_options jsonb", p_options="changes", repeat=True)
def update_picture_set(
    user_id: Id, picture_set_id: Id, changes: PictureSetChanges, *, container_id: Id | None = None
) -> Decision[PictureSetDetails]:
    """What ``changes`` does not mention stays. Its ``metadata`` is a merge patch: a key with None is removed; its
    ``parent`` the folder that it lies in from now on, None at the top. ``rename_picture_set`` changes the name.
    """


@published(f"{_FOLDER}, p_name text", repeat=True)
def rename_picture_set(user_id: Id, picture_set_id: Id, name: str, *, container_id: Id | None = None) -> PictureSet: ...


@published(_FOLDER, key="has_verified_pictures")
def has_verified_pictures(user_id: Id, picture_set_id: Id, *, container_id: Id | None = None) -> bool:
    """To be asked before the folder is deleted: the folders below it go along."""


@published(f"{_FOLDER}, p_keep_verified boolean")
def delete_picture_set(
    user_id: Id, picture_set_id: Id, *, keep_verified: bool, container_id: Id | None = None
) -> Decision[DeletedPictureSet]: ...


@published(f"{_FOLDER}, p_options jsonb")
def restore_picture_set(
    user_id: Id, picture_set_id: Id, *, name: str | None = None, container_id: Id | None = None
) -> Decision[RestoredPictureSet]:
    """``name`` where another folder has its name meanwhile."""


@published(f"{_FOLDER}, p_options jsonb")
def unarchive_picture_set(
    user_id: Id,
    picture_set_id: Id,
    *,
    from_container_id: Id | None = None,
    name: str | None = None,
    container_id: Id | None = None,
) -> Decision[RestoredPictureSet]:
    """``picture_set_id`` is the id that the folder had in ``from_container_id`` (default: the container itself);
    ``name`` where it must be made and another folder has its name.
    """


@published(f"{_FOLDER}, p_options jsonb")
def purge_picture_set(
    user_id: Id,
    picture_set_id: Id,
    *,
    include_datasets: bool | None = None,
    container_id: Id | None = None,
) -> Decision[PurgedPictureSet]:
    """Pictures of datasets only with ``include_datasets``; the datasets then name them as purged."""


@published(_CONTAINER)
def list_trash(user_id: Id, *, container_id: Id | None = None) -> Trash: ...


@published("p_before timestamptz, p_options jsonb")
def purge_trash(
    before: datetime, *, limit: int | None = None, include_datasets: bool | None = None, reports: bool | None = None
) -> Purged:
    """``limit`` is how many pictures in one call, 1 to 1000 (default 100): call again while something remains. Pictures
    of datasets are left out without ``include_datasets``; a container in which reports were issued goes only with
    ``reports``.
    """


# -- pictures ----------------------------------------------------------------------------------------------------


@published(f"{_FOLDER}, p_pictures jsonb, p_options jsonb", repeat=True)
def register_pictures(
    user_id: Id,
    pictures: Iterable[NewPicture],
    *,
    picture_set_id: Id | None = None,
    replace: bool | None = None,
    batch_id: Id | None = None,
    container_id: Id | None = None,
) -> list[Reservation]:
    """The reservations are in the order of ``pictures``. Of bytes that are there already, what was not known is filled
    in, and what differs is refused, or replaced with ``replace``. What the batch ``batch_id`` of the folder says of all
    its pictures holds for those that do not say it themselves, and their files count in it.
    """


_PICTURES = f"{_CONTAINER}, p_picture_ids uuid[]"


@published(_PICTURES, repeat=True)
def confirm_pictures(
    user_id: Id, picture_ids: Iterable[Id], *, container_id: Id | None = None
) -> list[Confirmation]: ...


@published(f"{_CONTAINER}, p_picture_id uuid")
def get_picture(user_id: Id, picture_id: Id, *, container_id: Id | None = None) -> Picture: ...


@published(f"{_CONTAINER}, p_picture_id uuid, p_options jsonb", p_options="changes", repeat=True)
def update_picture(user_id: Id, picture_id: Id, changes: PictureChanges, *, container_id: Id | None = None) -> Picture:
    """What ``changes`` does not mention stays, None takes a value away."""


@published(f"{_CONTAINER}, p_filter jsonb")
def find_pictures(
    user_id: Id,
    *,
    picture_set_id: Id | None = None,
    parent: Id | None = None,
    seed_id: Id | None = None,
    verified: bool | None = None,
    has_inference: bool | None = None,
    uploaded_from: datetime | None = None,
    uploaded_to: datetime | None = None,
    media_type: str | None = None,
    min_byte_size: int | None = None,
    max_byte_size: int | None = None,
    min_width: int | None = None,
    max_width: int | None = None,
    min_height: int | None = None,
    max_height: int | None = None,
    pipeline_id: Id | None = None,
    min_top_score: float | None = None,
    max_top_score: float | None = None,
    name: str | None = None,
    text: str | None = None,
    limit: int | None = None,
    after: Id | None = None,
    container_id: Id | None = None,
) -> Page[Picture, RowId]:
    """All that is given must hold. ``uploaded_to`` itself is not included; sizes are bytes and pixels; scores (0 to 1)
    are those of the surest guess of one of the picture's inferences; ``name`` has words of the file's name; ``text`` is
    looked for in description and metadata, as in a web search. ``limit`` is 1 to 1000 (default 100),
    ``after`` the ``next`` of the page before.
    """


@published("p_user_id uuid, p_filter jsonb")
def find_all_pictures(
    user_id: Id,
    *,
    picture_set_id: Id | None = None,
    parent: Id | None = None,
    seed_id: Id | None = None,
    verified: bool | None = None,
    has_inference: bool | None = None,
    uploaded_from: datetime | None = None,
    uploaded_to: datetime | None = None,
    media_type: str | None = None,
    min_byte_size: int | None = None,
    max_byte_size: int | None = None,
    min_width: int | None = None,
    max_width: int | None = None,
    min_height: int | None = None,
    max_height: int | None = None,
    pipeline_id: Id | None = None,
    min_top_score: float | None = None,
    max_top_score: float | None = None,
    name: str | None = None,
    text: str | None = None,
    limit: int | None = None,
    after: Id | None = None,
) -> Page[Picture, RowId]:
    """The filters are those of find_pictures. ``limit`` is 1 to 1000 (default 100), ``after`` the ``next`` of the page
    before.
    """


@published(f"{_PICTURES}, p_picture_set_id uuid", key="moved", repeat=True)
def move_pictures(
    user_id: Id, picture_ids: Iterable[Id], picture_set_id: Id, *, container_id: Id | None = None
) -> Decision[int]:
    """Their blobs follow, readable all along. The answer is how many were elsewhere."""


@published(_PICTURES, key="trashed")
def delete_pictures(user_id: Id, picture_ids: Iterable[Id], *, container_id: Id | None = None) -> int:
    """Verified ones too: the caller names each. The answer is how many."""


@published(_PICTURES, key="restored")
def restore_pictures(user_id: Id, picture_ids: Iterable[Id], *, container_id: Id | None = None) -> int:
    """The answer is how many."""


@published(f"{_FOLDER}, p_options jsonb", repeat="batch_id")
def begin_batch(
    user_id: Id,
    picture_set_id: Id | None = None,
    *,
    expected: int | None = None,
    seed_id: Id | None = None,
    seed_name: str | None = None,
    zoom: float | None = None,
    nb_seeds: int | None = None,
    description: str | None = None,
    metadata: Mapping[str, Any] | None = None,
    device: str | None = None,
    lens: str | None = None,
    tray: str | None = None,
    sample: str | None = None,
    taken_at: datetime | None = None,
    batch_id: Id | None = None,
    container_id: Id | None = None,
) -> Batch:
    """``expected`` is how many files are to come, ``batch_id`` the caller's own id for it; all else holds for each of
    its pictures whose upload does not say it. Repeated with the same id and the rest, the same batch again.
    """


_BATCH = f"{_CONTAINER}, p_batch_id uuid"


@published(f"{_BATCH}, p_refusals jsonb", repeat=True)
def record_refusals(
    user_id: Id, batch_id: Id, refusals: Iterable[NewRefusal], *, container_id: Id | None = None
) -> Batch:
    """upload_pictures and upload_picture do this for the files of a batch that they refuse."""


@published(_BATCH, repeat=True)
def end_batch(user_id: Id, batch_id: Id, *, container_id: Id | None = None) -> Batch: ...


@published(_BATCH)
def get_batch(user_id: Id, batch_id: Id, *, container_id: Id | None = None) -> BatchReport: ...


@published(f"{_CONTAINER}, p_options jsonb")
def list_batches(
    user_id: Id,
    *,
    picture_set_id: Id | None = None,
    after: Id | None = None,
    limit: int | None = None,
    container_id: Id | None = None,
) -> Page[Batch, RowId]:
    """``after`` is the ``next`` of the page before, ``limit`` 1 to 1000 (default 100)."""


# -- samples -----------------------------------------------------------------------------------------------------


@published(f"{_CONTAINER}, p_number text, p_options jsonb", repeat="sample_id")
def create_sample(
    user_id: Id,
    number: str,
    *,
    lot: str | None = None,
    crop: str | None = None,
    crop_seed_id: Id | None = None,
    weight: float | None = None,
    examined_weight: float | None = None,
    tests: Iterable[str] | None = None,
    received_at: datetime | None = None,
    metadata: Mapping[str, Any] | None = None,
    sample_id: Id | None = None,
    container_id: Id | None = None,
) -> Sample:
    """``number`` is unique in the container whatever its case. ``crop`` is what is sold: a species of the catalogue
    where it stands for one, else a text; ``crop_seed_id`` says which. Weights are in grams; ``tests`` are kinds of
    test, such as purity. ``sample_id`` is the caller's own id: repeated with it and the number, the sample.
    """


_SAMPLE = f"{_CONTAINER}, p_sample_id uuid"


@published(f"{_SAMPLE}, p_options jsonb", p_options="changes", repeat=True)
def update_sample(user_id: Id, sample_id: Id, changes: SampleChanges, *, container_id: Id | None = None) -> Sample:
    """What ``changes`` does not mention stays, null takes a value away; metadata is replaced as a whole. Reports that
    were issued stay as they are.
    """


@published(_SAMPLE)
def get_sample(user_id: Id, sample_id: Id, *, container_id: Id | None = None) -> SampleDetails: ...


@published(f"{_CONTAINER}, p_options jsonb")
def list_samples(
    user_id: Id,
    *,
    number: str | None = None,
    after: Id | None = None,
    limit: int | None = None,
    container_id: Id | None = None,
) -> Page[Sample, RowId]:
    """``number`` picks the one with this number. ``after`` is the ``next`` of the page before, ``limit`` 1 to 1000
    (default 100).
    """


@published(_SAMPLE)
def delete_sample(user_id: Id, sample_id: Id, *, container_id: Id | None = None) -> DeletedSample: ...


@published(f"{_SAMPLE}, p_options jsonb")
def get_sample_counts(
    user_id: Id,
    sample_id: Id,
    *,
    regulated_list: str | None = None,
    on: str | None = None,
    per_weight: float | None = None,
    container_id: Id | None = None,
) -> SampleCounts:
    """``regulated_list`` is one by id or name, ``on`` the day (2026-03-14) at which its period holds, by default
    today; numbers are also told for ``per_weight`` grams, by default what the list says, else 1000.
    """


# -- reports -----------------------------------------------------------------------------------------------------


@published(f"{_SAMPLE}, p_options jsonb", repeat="report_id")
def issue_report(
    user_id: Id,
    sample_id: Id,
    *,
    regulated_list: str | None = None,
    on: str | None = None,
    per_weight: float | None = None,
    allow_open: bool | None = None,
    number: str | None = None,
    report_id: Id | None = None,
    container_id: Id | None = None,
) -> IssuedReport:
    """It never changes; amend_report issues a later version. ``regulated_list``, ``on`` and ``per_weight`` are those of
    get_sample_counts. What is open, disputed or not reviewed refuses it, unless ``allow_open`` says that it is told.
    ``number`` is by default the sample's with a running number; ``report_id`` the caller's own id: repeated with it,
    the first answer.
    """


_REPORT = f"{_CONTAINER}, p_report_id uuid"


@published(
    f"{_REPORT}, p_reason text, p_options jsonb",
    repeat="new_report_id",
)
def amend_report(
    user_id: Id,
    report_id: Id,
    reason: str,
    *,
    regulated_list: str | None = None,
    on: str | None = None,
    per_weight: float | None = None,
    allow_open: bool | None = None,
    new_report_id: Id | None = None,
    container_id: Id | None = None,
) -> IssuedReport:
    """Only the last version can be amended. What is not given of ``regulated_list``, ``on`` and ``per_weight`` is as in
    the version that is corrected. ``new_report_id`` is the caller's own id for the later version: repeated with it,
    the first answer.
    """


@published(_REPORT)
def get_report(user_id: Id, report_id: Id, *, container_id: Id | None = None) -> FullReport: ...


@published(f"{_CONTAINER}, p_options jsonb")
def list_reports(
    user_id: Id,
    *,
    sample_id: Id | None = None,
    number: str | None = None,
    after: Id | None = None,
    limit: int | None = None,
    container_id: Id | None = None,
) -> Page[IssuedReport, RowId]:
    """``sample_id`` picks those of a sample, ``number`` all versions of a report. ``after`` is the ``next`` of the
    page before, ``limit`` 1 to 1000 (default 100).
    """


# -- regulated lists ---------------------------------------------------------------------------------------------


@published("p_user_id uuid, p_list jsonb, p_options jsonb", p_list="regulated_list", repeat=True)
def import_regulated_list(
    user_id: Id, regulated_list: NewRegulatedList, *, reason: str | None = None
) -> ImportedRegulatedList:
    """Repeated, it changes nothing. A list is known by its name, a period by its first day: a period that is named is
    replaced, others stay.
    """


@published("p_user_id uuid")
def list_regulated_lists(user_id: Id) -> list[RegulatedListSummary]: ...


@published("p_user_id uuid, p_list text, p_options jsonb", p_list="name")
def get_regulated_list(user_id: Id, name: str, *, on: str | None = None) -> RegulatedList:
    """``name`` is its name, whatever its case, or its id as text; ``on`` a day (2026-03-14): the period that holds
    then.
    """


# -- species -----------------------------------------------------------------------------------------------------


@published("p_user_id uuid, p_name text, p_options jsonb", repeat="seed_id")
def register_seed(
    user_id: Id,
    name: str,
    *,
    seed_id: Id | None = None,
    information: Mapping[str, Any] | None = None,
    confirmed: bool | None = None,
    gbif_key: int | None = None,
    eppo_code: str | None = None,
    itis_tsn: int | None = None,
    object_type_id: int | None = None,
    rank: Rank | None = None,
    parent: str | None = None,
    parent_id: Id | None = None,
) -> Seed:
    """``information`` is a JSON object; ``gbif_key``, ``eppo_code`` and ``itis_tsn`` are identifiers in GBIF's
    backbone, the EPPO database and ITIS; only an administrator may say ``confirmed``; ``object_type_id`` is
    the kind of thing, by default a seed. ``parent`` (a name) or ``parent_id`` is the genus or family that it belongs
    to; without a ``rank``, a name such as "Cuscuta spp." is a genus, any other a species. Repeated with the same
    ``seed_id`` and name, the species. With the ``seed_id`` of another catalogue and the name of a known species, that
    one, which has this id too from now on.
    """


@published("p_user_id uuid, p_seed_id uuid")
def get_seed(user_id: Id, seed_id: Id) -> Seed: ...


@published("p_user_id uuid, p_seed_id uuid, p_at timestamptz")
def get_seed_at(user_id: Id, seed_id: Id, at: datetime) -> Seed:
    """The aliases are those of today."""


@published("p_user_id uuid, p_options jsonb", key="seeds")
def list_seeds(user_id: Id, *, confirmed: bool | None = None, language: str | None = None) -> list[ListedSeed]:
    """``confirmed`` picks those confirmed, or those not; ``language`` adds vernacular names, e.g. of fr or fr-CA."""


@published("p_options jsonb", key="seeds")
def export_seeds(*, confirmed: bool | None = None, language: str | None = None) -> list[ListedSeed]:
    """As list_seeds, for the application itself, which has no user yet when it starts."""


@published("p_text text")
def search_seeds(text: str) -> list[SimilarSeed]: ...


@published("p_label text", repeat=True)
def resolve_seed(label: str) -> ResolvedSeed: ...


@published("p_filter jsonb", p_filter="dataset_filter", repeat=True)
def resolve_dataset_filter(dataset_filter: DatasetFilterInput) -> DatasetFilter:
    """Species come back as ``seed_ids``, with all that is below them. The answer is a filter that finds the same."""


@published(
    "p_user_id uuid, p_name text, p_filter jsonb, p_options jsonb", p_filter="dataset_filter", repeat="dataset_id"
)
def create_dataset(
    user_id: Id,
    name: str,
    dataset_filter: DatasetFilterInput,
    *,
    description: str | None = None,
    dataset_id: Id | None = None,
) -> Dataset:
    """An empty filter takes all that is settled. What is pinned is read from the views ``dataset_specimen``,
    ``dataset_picture`` and ``dataset_seed``. Repeated with the same name and filter, the first answer again.
    """


@published("p_user_id uuid, p_options jsonb")
def list_datasets(user_id: Id, *, limit: int | None = None, after: Id | None = None) -> Page[Dataset, RowId]:
    """``limit`` is 1 to 1000 (default 100), ``after`` the ``next`` of the page before."""


@published("p_user_id uuid, p_dataset text")
def get_dataset(user_id: Id, dataset: IdOrName) -> DatasetDetails: ...


@published("p_user_id uuid, p_dataset text, p_other text, p_options jsonb")
def diff_datasets(
    user_id: Id,
    dataset: IdOrName,
    other: IdOrName,
    *,
    change: Literal["added", "removed", "relabelled", "moved"] | None = None,
    limit: int | None = None,
    after: Id | None = None,
) -> DatasetDiff:
    """A box moved if an edge did by more than half a pixel. ``limit`` is 1 to 1000 specimens (default 100), ``after``
    the ``next`` of the page before.
    """


@published("p_user_id uuid, p_dataset text, p_options jsonb")
def delete_dataset(
    user_id: Id, dataset: IdOrName, *, include_models: bool | None = None, reason: str | None = None
) -> Dataset:
    """One that a version of a model was trained on only with ``include_models``."""


@published("p_user_id uuid, p_seeds jsonb, p_options jsonb", repeat=True)
def import_seeds(user_id: Id, seeds: Iterable[NewSeed], *, reason: str | None = None) -> list[ImportedSeed]:
    """Repeated, it changes nothing. An entry whose name is known changes that species; what it does not say stays. The
    answer has the outcome of each entry.
    """


@published("p_user_id uuid, p_seed_id uuid, p_options jsonb", p_options="changes", repeat=True)
def update_seed(user_id: Id, seed_id: Id, changes: SeedChanges) -> Seed:
    """What ``changes`` does not mention stays."""


@published("p_user_id uuid, p_seed_id uuid, p_options jsonb", repeat=True)
def confirm_seed(user_id: Id, seed_id: Id, *, reason: str | None = None) -> Seed: ...


@published("p_user_id uuid, p_seed_id uuid, p_name text, p_options jsonb", repeat=True)
def rename_seed(user_id: Id, seed_id: Id, name: str, *, reason: str | None = None) -> Seed: ...


@published("p_user_id uuid, p_seed_id uuid, p_into_seed_id uuid, p_options jsonb", repeat=True)
def merge_seeds(user_id: Id, seed_id: Id, into_seed_id: Id, *, reason: str | None = None) -> Seed:
    """The answer is the species that remains. undo_seed_change can undo it."""


@published("p_user_id uuid, p_seed_id uuid, p_name text, p_options jsonb", repeat="new_seed_id")
def split_seed(
    user_id: Id,
    seed_id: Id,
    name: str,
    *,
    new_seed_id: Id | None = None,
    aliases: Iterable[str] | None = None,
    information: Mapping[str, Any] | None = None,
    confirmed: bool | None = None,
    gbif_key: int | None = None,
    eppo_code: str | None = None,
    itis_tsn: int | None = None,
    object_type_id: int | None = None,
    rank: Rank | None = None,
    parent: str | None = None,
    parent_id: Id | None = None,
    reason: str | None = None,
) -> Seed:
    """``aliases`` are labels of the species that stand for the new one from now on. What was identified as the species
    stays with it until people identify it again. Repeated with the same ``new_seed_id`` and name, the new species.
    """


@published("p_user_id uuid, p_options jsonb")
def list_seed_changes(
    user_id: Id, *, seed_id: Id | None = None, limit: int | None = None, after: Id | None = None
) -> Page[SeedChange, RowId]:
    """``limit`` is 1 to 1000 (default 100), ``after`` the ``next`` of the page before."""


@published("p_user_id uuid, p_change_id uuid, p_options jsonb", repeat=True)
def undo_seed_change(user_id: Id, change_id: Id, *, reason: str | None = None) -> Seed:
    """Repeated, the same answer. A change on which a later one depends is refused: that one must be undone first."""


_ALIAS = "p_user_id uuid, p_seed_id uuid, p_alias text, p_options jsonb"


@published(_ALIAS, repeat=True)
def add_seed_alias(user_id: Id, seed_id: Id, alias: str, *, reason: str | None = None) -> Seed: ...


@published(_ALIAS)
def remove_seed_alias(user_id: Id, seed_id: Id, alias: str, *, reason: str | None = None) -> Seed: ...


@published("p_user_id uuid")
def list_object_types(user_id: Id) -> list[ObjectType]: ...


@published("p_user_id uuid, p_name text", repeat=True)
def register_object_type(user_id: Id, name: str) -> ObjectType:
    """A name that there is already, whatever its case, is that kind."""


@published("p_user_id uuid, p_object_type_id integer, p_name text, p_options jsonb", repeat=True)
def rename_object_type(user_id: Id, object_type_id: int, name: str, *, reason: str | None = None) -> ObjectType: ...


@published("p_user_id uuid, p_object_type_id integer, p_active boolean", repeat=True)
def set_object_type_active(user_id: Id, object_type_id: int, active: bool) -> ObjectType:
    """What is of this kind stays so. The kind of a seed stays in use."""


# -- models and pipelines ----------------------------------------------------------------------------------------


@published("p_user_id uuid, p_structure jsonb, p_options jsonb", repeat=True)
def import_ml_structure(
    user_id: Id, structure: NewMlStructure | MlStructure, *, last_default: bool | None = None
) -> ImportReport:
    """Names are compared whatever their case. A document that names two default pipelines is refused; with
    ``last_default`` the last of them is it.
    """


@published("p_user_id uuid, p_keys text[], p_options jsonb")
def set_shown_model_keys(user_id: Id, keys: Iterable[str], *, reason: str | None = None) -> ShownModelKeys:
    """They take the place of those that were named before; all other keys of models are secrets."""


@published("p_user_id uuid")
def get_ml_structure(user_id: Id) -> MlStructure: ...


@published("")
def export_ml_structure() -> MlStructure:
    """For the application itself, which has no user yet when it starts."""


@published("p_model_name text, p_version text")
def get_model_secret(model_name: str, version: str = "") -> ModelSecret:
    """Of the active version where none is named; a pipeline names those that it pins."""


@published("p_user_id uuid, p_model_id uuid, p_version text", repeat=True)
def activate_model_version(user_id: Id, model_id: Id, version: str) -> Model: ...


@published("p_user_id uuid, p_model_id uuid, p_version text, p_dataset text", repeat=True)
def set_training_dataset(user_id: Id, model_id: Id, version: str, dataset: IdOrName) -> TrainingDataset:
    """An empty text takes it away."""


@published("p_user_id uuid")
def list_models(user_id: Id) -> list[Model]:
    """Also those that are not active."""


@published("p_user_id uuid, p_model_id uuid, p_name text, p_options jsonb", repeat=True)
def rename_model(user_id: Id, model_id: Id, name: str, *, reason: str | None = None) -> Model:
    """Inferences keep the name that their documents gave."""


@published("p_user_id uuid, p_model_id uuid, p_active boolean", repeat=True)
def set_model_active(user_id: Id, model_id: Id, active: bool) -> Model: ...


_PIPELINE = "p_user_id uuid, p_pipeline_id uuid"


@published("p_user_id uuid")
def list_pipelines(user_id: Id) -> list[ListedPipeline]: ...


@published(f"{_PIPELINE}, p_name text, p_options jsonb", repeat=True)
def rename_pipeline(user_id: Id, pipeline_id: Id, name: str, *, reason: str | None = None) -> Pipeline: ...


@published(f"{_PIPELINE}, p_active boolean", repeat=True)
def set_pipeline_active(user_id: Id, pipeline_id: Id, active: bool) -> SwitchedPipeline: ...


@published(_PIPELINE, repeat=True)
def set_default_pipeline(user_id: Id, pipeline_id: Id) -> Pipeline: ...


@published(_PIPELINE, repeat=True)
def choose_pipeline(user_id: Id, pipeline_id: Id) -> PipelineOfUser: ...


@published("p_user_id uuid", key="cleared")
def clear_pipeline_choice(user_id: Id) -> bool:
    """The answer is whether there was one."""


@published("p_user_id uuid")
def get_pipeline_for(user_id: Id) -> PipelineOfUser: ...


# -- inferences --------------------------------------------------------------------------------------------------


@published(
    f"{_CONTAINER}, p_picture_id uuid, p_result jsonb, p_options jsonb",
    like=lambda values: values["p_result"],
    repeat="inference_id",
)
def register_inference(
    user_id: Id,
    picture_id: Id,
    result: Detection | Inference,
    *,
    pipeline: IdOrName | None = None,
    inference_id: Id | None = None,
    container_id: Id | None = None,
) -> RegisteredInference:
    """The answer has the keys of ``result`` in their order, then the ids. ``pipeline`` is an id or a name (default: the
    one that applies to the user), ``inference_id`` the caller's own id: repeated with it, the first answer again. A
    refusal names the place, e.g. ``boxes[3].box.topX``.
    """


@published(
    f"{_CONTAINER}, p_inferences jsonb",
    like=lambda values: [isinstance(entry, Mapping) and entry.get("result") for entry in values["p_inferences"]],
    repeat=lambda values: all(isinstance(one, Mapping) and one.get("inference_id") for one in values["p_inferences"]),
)
def register_inferences(
    user_id: Id, inferences: Iterable[NewInference], *, container_id: Id | None = None
) -> list[RegisteredInference]:
    """A refusal names the place, e.g. ``inferences[2].result.boxes``."""


@published(f"{_CONTAINER}, p_inference_id uuid, p_options jsonb")
def get_inference(
    user_id: Id, inference_id: Id, *, include_rejected: bool | None = None, container_id: Id | None = None
) -> Inference:
    """Boxes judged wrong are left out, except with ``include_rejected``."""


@published(f"{_CONTAINER}, p_picture_id uuid, p_options jsonb")
def get_picture_inference(
    user_id: Id, picture_id: Id, *, include_rejected: bool | None = None, container_id: Id | None = None
) -> Inference | None:
    """None where the picture has no inference. Boxes judged wrong are left out, except with ``include_rejected``."""


@published(f"{_CONTAINER}, p_picture_id uuid, p_options jsonb")
def list_picture_inferences(
    user_id: Id,
    picture_id: Id,
    *,
    include_withdrawn: bool | None = None,
    after: Id | None = None,
    limit: int | None = None,
    container_id: Id | None = None,
) -> Page[PictureInference, RowId]:
    """With ``include_withdrawn`` also those that were withdrawn. ``after`` is the ``next`` of the page before,
    ``limit`` 1 to 1000 (default 100).
    """


_INFERENCE = f"{_CONTAINER}, p_inference_id uuid, p_options jsonb"


@published(_INFERENCE, repeat=True)
def withdraw_inference(
    user_id: Id, inference_id: Id, *, reason: str | None = None, container_id: Id | None = None
) -> WithdrawnInference:
    """What people identified through it stays true; get_inference still reads it. reinstate_inference undoes it."""


@published(_INFERENCE, repeat=True)
def reinstate_inference(
    user_id: Id, inference_id: Id, *, reason: str | None = None, container_id: Id | None = None
) -> WithdrawnInference: ...


# -- verification ------------------------------------------------------------------------------------------------


@published(f"{_CONTAINER}, p_inference_id uuid, p_boxes jsonb, p_options jsonb", repeat=True)
def verify_seed(
    user_id: Id,
    inference_id: Id,
    boxes: Iterable[BoxFeedback],
    *,
    inference: bool | None = None,
    container_id: Id | None = None,
) -> Verification:
    """All of it or nothing. No ``boxes``: there is nothing in the picture, rightly. With ``inference``, the answer has
    the inference as it reads now. A refusal names the place, e.g. ``boxes[0].box.topX``.
    """


@published(f"{_CONTAINER}, p_object_id uuid, p_comment text")
def reopen_object(user_id: Id, object_id: Id, comment: str = "", *, container_id: Id | None = None) -> ReopenedBox:
    """``object_id`` is the box's id."""


@published(f"{_CONTAINER}, p_options jsonb")
def list_review_queue(
    user_id: Id,
    *,
    order: QueueOrder | None = None,
    seed_id: Id | None = None,
    model_version_id: Id | None = None,
    picture_set_id: Id | None = None,
    uploaded_from: datetime | None = None,
    uploaded_to: datetime | None = None,
    after: ReviewCursor | ReviewCursorInput | None = None,
    limit: int | None = None,
    container_id: Id | None = None,
) -> Page[ReviewItem, ReviewCursor]:
    """``order`` is risk (the default), margin, disputed or regulated; ``seed_id`` the species of the best guess;
    ``uploaded_from`` and ``uploaded_to`` (exclusive) are of the pictures; ``after`` is the ``next`` of the page
    before, ``limit`` 1 to 1000 (default 100)."""


@published(f"{_CONTAINER}, p_options jsonb", repeat=True)
def lease_review_queue(
    user_id: Id,
    *,
    order: QueueOrder | None = None,
    seed_id: Id | None = None,
    model_version_id: Id | None = None,
    picture_set_id: Id | None = None,
    uploaded_from: datetime | None = None,
    uploaded_to: datetime | None = None,
    after: ReviewCursor | ReviewCursorInput | None = None,
    limit: int | None = None,
    lease: float | None = None,
    container_id: Id | None = None,
) -> Page[ReviewItem, ReviewCursor]:
    """As ``list_review_queue``; for ``lease`` seconds (1 to 3600, default 600) others get other boxes."""


@published("p_user_id uuid, p_options jsonb")
def list_whole_review_queue(
    user_id: Id,
    *,
    order: QueueOrder | None = None,
    seed_id: Id | None = None,
    model_version_id: Id | None = None,
    picture_set_id: Id | None = None,
    uploaded_from: datetime | None = None,
    uploaded_to: datetime | None = None,
    after: ReviewCursor | ReviewCursorInput | None = None,
    limit: int | None = None,
) -> Page[ReviewItem, ReviewCursor]:
    """As ``list_review_queue``, of all containers that the user can read."""


@published("p_user_id uuid, p_options jsonb", repeat=True)
def lease_whole_review_queue(
    user_id: Id,
    *,
    order: QueueOrder | None = None,
    seed_id: Id | None = None,
    model_version_id: Id | None = None,
    picture_set_id: Id | None = None,
    uploaded_from: datetime | None = None,
    uploaded_to: datetime | None = None,
    after: ReviewCursor | ReviewCursorInput | None = None,
    limit: int | None = None,
    lease: float | None = None,
) -> Page[ReviewItem, ReviewCursor]:
    """As ``lease_review_queue``, of all containers where the user may write."""


@published(f"{_CONTAINER}, p_object_id uuid")
def get_object_history(user_id: Id, object_id: Id, *, container_id: Id | None = None) -> list[BoxAct]:
    """``object_id`` is the box's id."""


# -- blobs -------------------------------------------------------------------------------------------------------


@published("p_options jsonb")
def claim_blob_tasks(
    *, limit: int | None = None, container_id: Id | None = None, lease: timedelta | None = None
) -> list[BlobTask]:
    """Up to ``limit`` of them (1 to 1000, default 100), for as long as the ``lease`` (default 300 seconds)."""


@published("p_container_id uuid, p_tasks jsonb", repeat=True)
def complete_blob_tasks(container_id: Id, tasks: Iterable[DoneTask]) -> list[BlobTask]: ...


@published("p_container_id uuid, p_task_id uuid, p_options jsonb", repeat=True)
def complete_blob_task(
    container_id: Id, task_id: Id, *, claim: str | None = None, etag: str | None = None
) -> list[BlobTask]: ...


@published("p_container_id uuid, p_task_id uuid, p_claim text, p_error text", repeat=True)
def fail_blob_task(container_id: Id, task_id: Id, claim: str, error: str) -> FailedTask: ...


@published("p_options jsonb", key="retried", repeat=True)
def retry_blob_tasks(*, container_id: Id | None = None) -> int:
    """The answer is how many."""


@published("p_options jsonb")
def list_expected_containers(*, after: Id | None = None, limit: int | None = None) -> ExpectedContainers:
    """``after`` is the ``next`` of the page before, ``limit`` 1 to 1000 (default 100)."""


@published("p_container_id uuid, p_options jsonb")
def list_expected_blobs(
    container_id: Id, *, after: str | None = None, limit: int | None = None
) -> Page[ExpectedBlob, str]:
    """``after`` is the ``next`` of the page before, ``limit`` 1 to 1000 (default 100)."""


@published("p_container_id uuid, p_blob_name text")
def get_expected_blob(container_id: Id, blob_name: str) -> BlobState: ...


@published("p_options jsonb")
def list_stuck_blob_tasks(
    *,
    overdue: timedelta | None = None,
    failing: bool | None = None,
    after: Id | None = None,
    limit: int | None = None,
) -> Page[StuckTask, RowId]:
    """Parked ones, those due for longer than ``overdue`` (default 600 seconds); when ``failing``, also those that
    failed and will be tried again. ``after`` is the ``next`` of the page before, ``limit`` 1 to 1000 (default 100).
    """


@published("p_container_id uuid, p_picture_id uuid, p_written boolean, p_options jsonb", key="outcome", repeat=True)
def settle_reservation(
    container_id: Id, picture_id: Id, written: bool, *, grace: timedelta | None = None, etag: str | None = None
) -> Decision[Outcome]:
    """``grace`` is how long nobody renewed it (default a day), ``etag`` that of the blob that is removed with a
    reservation that is not ``written``.
    """


@published("p_container_id uuid, p_blob_name text, p_etag text", repeat=True)
def discard_blob(container_id: Id, blob_name: str, etag: str) -> Decision[None]: ...


@published("p_container_id uuid, p_options jsonb")
def renew_blob_tasks(
    container_id: Id,
    *,
    container: bool | None = None,
    picture_set_id: Id | None = None,
    picture_id: Id | None = None,
) -> Decision[None]:
    """Make the ``container``, write a folder's description, bring a picture's blob home: each where it is named."""
