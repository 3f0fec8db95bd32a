"""The call table: each published function of the database once, with its parameters and what it answers.

A builder takes what a Python caller has and makes a :class:`Call`; the clients derive their methods from the
builders. The builder's name is the function's name in the schema ``nachet``. Where ``container_id`` is not given it is
the acting user's own container, which has the user's id; a container's default folder has the container's id.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial, wraps
from typing import Any, Generic, LiteralString, ParamSpec, TypeVar, cast
from uuid import UUID

from .documents import in_order_of, require_storable, to_json, to_uuid
from .errors import SchemaMismatch
from .records import (
    BlobState,
    BlobTask,
    Confirmation,
    Container,
    Decision,
    Document,
    Documents,
    ExpectedBlobs,
    ExpectedContainers,
    Group,
    GroupSummary,
    NewContainer,
    Picture,
    PictureSet,
    Reservation,
    ResolvedSeed,
    Seed,
    SeedName,
    Share,
    SimilarSeed,
    Status,
    StuckTasks,
    User,
    build,
)

P = ParamSpec("P")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)


class Step(Generic[R_co]):
    """Something that a client does and answers: ``answer = yield from step`` in a flow, as ``await`` in a coroutine."""

    __slots__ = ()

    def __iter__(self) -> Generator[Step[Any], Any, R_co]:
        return cast(R_co, (yield self))


@dataclass(frozen=True, slots=True)
class Function:
    """A published function: its name, its parameters with their PostgreSQL types, and the type of its answer."""

    name: str
    parameters: Mapping[str, str]
    answer: Any

    @property
    def statement(self) -> LiteralString:
        """One bare select, parameters named and cast: ``select nachet.f(p_x => %(p_x)s::uuid)``."""
        arguments = ", ".join(f"{name} => %({name})s::{kind}" for name, kind in self.parameters.items())
        return f"select nachet.{self.name}({arguments})"


@dataclass(frozen=True, slots=True)
class Call(Step[R]):
    """One call of a published function: run ``statement`` with ``values``, then ``read`` its one column."""

    statement: LiteralString
    values: Mapping[str, object]
    read: Callable[[Any], R] = field(repr=False)


#: Each published function by its name.
FUNCTIONS: dict[str, Function] = {}

#: The version of the published interface that this package calls, major.minor: what is added raises the minor number,
#: what is taken away or changed the major one.
SCHEMA_VERSION = "1.0"

#: What a builder gives: the values of the function's parameters, in their order.
Values = tuple[object, ...]


def published(
    parameters: str,
    answer: type[R],
    *,
    key: str | None = None,
    like: Callable[[Mapping[str, Any]], object] = lambda _: None,
) -> Callable[[Callable[P, Values]], Callable[P, Call[R]]]:
    """Make a builder of calls: ``parameters`` as in SQL (``p_user_id uuid, …``), ``answer`` as records.build takes it.

    ``key`` names the only key of an answer that is but an envelope. ``like`` picks, from the values handed over, the
    document whose order of keys the answer takes.
    """

    def read(template: object, document: Any) -> R:
        return cast(R, in_order_of(template, build(answer, document[key] if key else document)))

    def decorate(values: Callable[P, Values]) -> Callable[P, Call[R]]:
        pairs = (parameter.partition(" ") for parameter in parameters.split(", ") if parameter)
        types = {name: kind for name, _, kind in pairs}
        function = FUNCTIONS[values.__name__] = Function(values.__name__, types, answer)
        statement = function.statement

        @wraps(values)
        def builder(*args: P.args, **kwargs: P.kwargs) -> Call[R]:
            bound = dict(zip(types, values(*args, **kwargs), strict=True))
            for name, value in bound.items():
                if value is None:  # The functions are strict: a null would be answered with null.
                    raise TypeError(f"{function.name}: {name.removeprefix('p_')} is None")
            encoded = {name: _encode(name, types[name], value) for name, value in bound.items()}
            return Call(statement, encoded, partial(read, like(bound)))

        return builder

    return decorate


def _encode(name: str, kind: str, value: Any) -> object:
    """A value as the driver takes it. Raises InvalidValue where the database has no form for it."""
    place = name.removeprefix("p_")
    match kind:
        case "jsonb":
            return to_json(value, "" if isinstance(value, Mapping) else place)
        case "uuid":
            return to_uuid(value, place)
        case "uuid[]":
            return [to_uuid(item, f"{place}[{number}]") for number, item in enumerate(value)]
        case "text":
            require_storable(value, place)
    return value


def require_schema(found: str | None) -> None:
    """Raise SchemaMismatch unless a database of schema version ``found`` has all that this package calls."""
    detail = {"expected": SCHEMA_VERSION, "found": found}
    if found is None:
        raise SchemaMismatch(detail)
    expected, there = (tuple(map(int, text.split("."))) for text in (SCHEMA_VERSION, found))
    if there < expected:
        raise SchemaMismatch(detail, message="the database is too old for this package")
    if there[0] > expected[0]:
        hint = f"Install a version of the package that calls schema {there[0]}."
        raise SchemaMismatch(detail, message="the database is too new for this package", hint=hint)


def _options(**options: object) -> Document:
    """The options that were given."""
    return {name: value for name, value in options.items() if value is not None}


# -- operation ---------------------------------------------------------------------------------------------------


@published("", str)
def schema_version() -> Values:
    """Version of the functions in the database, major.minor. SQL: ``nachet.schema_version``."""
    return ()


@published("", Status)
def get_status() -> Values:
    """What the database tells of itself: versions, what was deployed, what was changed by hand since, what is still to
    be done in the blob store, sizes. SQL: ``nachet.get_status``.
    """
    return ()


# -- users -------------------------------------------------------------------------------------------------------


@published("p_email text, p_options jsonb", Decision[User])
def create_user(email: str, *, permission: str | None = None, user_id: UUID | None = None) -> Values:
    """Create a user with the personal container and its default folder ``General``.

    ``permission`` bounds what the user may do anywhere: read, write, manage (unless said) or admin. Repeated with
    the same ``user_id``, the first answer again.
    Raises UserExists, IdTaken, InvalidEmail, InvalidPermission. SQL: ``nachet.create_user``.
    """
    return email, _options(permission=permission, user_id=user_id)


@published("p_email text", User)
def get_user(email: str) -> Values:
    """The user with this e-mail address, whatever its case. Raises UserNotFound. SQL: ``nachet.get_user``."""
    return (email,)


@published("p_user_id uuid, p_target_user_id uuid, p_permission text", User)
def set_user_permission(user_id: UUID, target_user_id: UUID, permission: str) -> Values:
    """Set the most that a user may do anywhere: read, write, manage or admin. For administrators; one always stays.

    Raises UserNotFound, InvalidPermission, LastAdministrator, AdministratorRequired. SQL:
    ``nachet.set_user_permission``.
    """
    return user_id, target_user_id, permission


# -- containers and groups ---------------------------------------------------------------------------------------


@published("p_user_id uuid, p_options jsonb", Decision[NewContainer])
def create_container(
    user_id: UUID, name: str | None = None, *, public: bool | None = None, container_id: UUID | None = None
) -> Values:
    """Create a further container of the user's with its default folder; without a name it bears its id.

    Repeated with the same ``container_id`` and name, the first answer again.
    Raises IdTaken, InvalidName, NotAllowed. SQL: ``nachet.create_container``.
    """
    return user_id, _options(name=name, public=public, container_id=container_id)


@published("p_user_id uuid", list[Container])
def list_containers(user_id: UUID) -> Values:
    """The containers that a user can read, with the access and where it comes from; the personal one first.

    An administrator's list holds all of them. Raises UserNotFound. SQL: ``nachet.list_containers``.
    """
    return (user_id,)


_CONTAINER = "p_user_id uuid, p_container_id uuid"


@published(_CONTAINER, Container)
def get_container_access(user_id: UUID, container_id: UUID | None = None) -> Values:
    """What a user may do in a container, and where it comes from.

    Raises ContainerNotFound. SQL: ``nachet.get_container_access``.
    """
    return user_id, container_id or user_id


@published(f"{_CONTAINER}, p_name text", Container)
def rename_container(user_id: UUID, name: str, *, container_id: UUID | None = None) -> Values:
    """Give a container another name for people; it need not be unique.

    Raises ContainerNotFound, InvalidName, NotAllowed. SQL: ``nachet.rename_container``.
    """
    return user_id, container_id or user_id, name


@published(f"{_CONTAINER}, p_public boolean", Container)
def set_container_public(user_id: UUID, public: bool, *, container_id: UUID | None = None) -> Values:
    """Publish a container, so that every user may read it, or take that back.

    Raises ContainerNotFound, ArchiveContainer, NotAllowed. SQL: ``nachet.set_container_public``.
    """
    return user_id, container_id or user_id, public


@published(f"{_CONTAINER}, p_group_id uuid", Document)
def share_container(user_id: UUID, group_id: UUID, *, container_id: UUID | None = None) -> Values:
    """Share a container, whole, with a group of which the user is a member, at the group's permission.

    Raises ContainerNotFound, GroupNotFound, NotAllowed. SQL: ``nachet.share_container``.
    """
    return user_id, container_id or user_id, group_id


@published(f"{_CONTAINER}, p_group_id uuid", Document)
def unshare_container(user_id: UUID, group_id: UUID, *, container_id: UUID | None = None) -> Values:
    """Take a share back; the members' next statement finds the container gone.

    Raises ContainerNotFound, ShareNotFound, NotAllowed. SQL: ``nachet.unshare_container``.
    """
    return user_id, container_id or user_id, group_id


@published(_CONTAINER, list[Share])
def list_container_shares(user_id: UUID, *, container_id: UUID | None = None) -> Values:
    """The groups with which a container is shared, by name.

    Raises ContainerNotFound, NotAllowed. SQL: ``nachet.list_container_shares``.
    """
    return user_id, container_id or user_id


@published("p_user_id uuid, p_name text, p_permission text, p_options jsonb", Group)
def create_group(user_id: UUID, name: str, permission: str, *, group_id: UUID | None = None) -> Values:
    """Create a group whose members may read, write or manage what is shared with it; the user owns it.

    Repeated with the same ``group_id``, name and permission, the first answer again.
    Raises GroupExists, IdTaken, InvalidName, InvalidPermission, NotAllowed. SQL: ``nachet.create_group``.
    """
    return user_id, name, permission, _options(group_id=group_id)


@published("p_user_id uuid", list[GroupSummary])
def list_groups(user_id: UUID) -> Values:
    """The groups that a user can see, by name. Raises UserNotFound. SQL: ``nachet.list_groups``."""
    return (user_id,)


_GROUP = "p_user_id uuid, p_group_id uuid"


@published(_GROUP, Group)
def get_group(user_id: UUID, group_id: UUID) -> Values:
    """A group with its members and the containers shared with it, for its members and administrators.

    Raises GroupNotFound. SQL: ``nachet.get_group``.
    """
    return user_id, group_id


@published(f"{_GROUP}, p_name text", Group)
def rename_group(user_id: UUID, group_id: UUID, name: str) -> Values:
    """Give a group another name. Raises GroupNotFound, GroupExists, InvalidName, NotAllowed.

    SQL: ``nachet.rename_group``.
    """
    return user_id, group_id, name


@published(f"{_GROUP}, p_permission text", Group)
def set_group_permission(user_id: UUID, group_id: UUID, permission: str) -> Values:
    """Set what the members may do in every container shared with the group: read, write or manage.

    Raises GroupNotFound, InvalidPermission, NotAllowed. SQL: ``nachet.set_group_permission``.
    """
    return user_id, group_id, permission


@published(f"{_GROUP}, p_new_owner_id uuid", Group)
def hand_over_group(user_id: UUID, group_id: UUID, new_owner_id: UUID) -> Values:
    """Give a group to another user, who becomes a member; the former owner stays one.

    Raises UserNotFound, GroupNotFound, GroupExists, NotAllowed. SQL: ``nachet.hand_over_group``.
    """
    return user_id, group_id, new_owner_id


@published(_GROUP, Document)
def delete_group(user_id: UUID, group_id: UUID) -> Values:
    """Delete a group with its memberships and shares, never a container.

    Raises GroupNotFound, NotAllowed. SQL: ``nachet.delete_group``.
    """
    return user_id, group_id


@published(f"{_GROUP}, p_member_id uuid", Document)
def add_group_member(user_id: UUID, group_id: UUID, member_id: UUID) -> Values:
    """Make a user a member of a group. Raises UserNotFound, GroupNotFound, NotAllowed.

    SQL: ``nachet.add_group_member``.
    """
    return user_id, group_id, member_id


@published(f"{_GROUP}, p_member_id uuid", Document)
def remove_group_member(user_id: UUID, group_id: UUID, member_id: UUID) -> Values:
    """End a membership; a member may leave at any time, the owner stays.

    Raises GroupNotFound, MemberNotFound, OwnerIsMember, NotAllowed. SQL: ``nachet.remove_group_member``.
    """
    return user_id, group_id, member_id


# -- folders -----------------------------------------------------------------------------------------------------


@published("p_user_id uuid, p_container_id uuid, p_options jsonb", Decision[PictureSet])
def create_picture_set(
    user_id: UUID,
    name: str | None = None,
    *,
    metadata: Mapping[str, Any] | None = None,
    picture_set_id: UUID | None = None,
    container_id: UUID | None = None,
) -> Values:
    """Create a folder; without a name it bears its id. Repeated with the same id and name, the first answer again.

    Raises ContainerNotFound, PictureSetExists, IdTaken, InvalidName, NotAllowed. SQL: ``nachet.create_picture_set``.
    """
    options = _options(name=name, metadata=metadata, picture_set_id=picture_set_id)
    return user_id, container_id or user_id, options


@published("p_user_id uuid, p_container_id uuid", Documents)
def list_picture_sets(user_id: UUID, *, container_id: UUID | None = None) -> Values:
    """The folders of a container with their pictures, the default folder first, then by name.

    ``[{"picture_set_id", "folder_name", "nb_pictures", "pictures": [{"picture_id", "inference_exist",
    "is_validated"}]}]``. Raises ContainerNotFound. SQL: ``nachet.list_picture_sets``.
    """
    return user_id, container_id or user_id


_FOLDER = "p_user_id uuid, p_container_id uuid, p_picture_set_id uuid"


@published(_FOLDER, Document)
def get_picture_set(user_id: UUID, picture_set_id: UUID, *, container_id: UUID | None = None) -> Values:
    """A folder: its name, metadata, owner, counts; the columns of the view ``picture_set_summary``.

    Raises PictureSetNotFound. SQL: ``nachet.get_picture_set``.
    """
    return user_id, container_id or user_id, picture_set_id


@published(f"{_FOLDER}, p_options jsonb", Document)
def list_picture_set_pictures(
    user_id: UUID,
    picture_set_id: UUID | None = None,
    *,
    after: UUID | None = None,
    limit: int | None = None,
    container_id: UUID | None = None,
) -> Values:
    """One page of a folder's pictures in the order of their upload: ``{"pictures": […], "next": …}``.

    ``after`` is the ``next`` of the page before, ``limit`` 1 to 1000 (100 unless said). Raises PictureSetNotFound,
    InvalidOptions. SQL: ``nachet.list_picture_set_pictures``.
    """
    container_id = container_id or user_id
    return user_id, container_id, picture_set_id or container_id, _options(after=after, limit=limit)


@published(f"{_FOLDER}, p_name text", PictureSet)
def rename_picture_set(user_id: UUID, picture_set_id: UUID, name: str, *, container_id: UUID | None = None) -> Values:
    """Give a folder another name; no blob moves.

    Raises PictureSetNotFound, PictureSetExists, InvalidName, NotAllowed. SQL: ``nachet.rename_picture_set``.
    """
    return user_id, container_id or user_id, picture_set_id, name


@published(_FOLDER, Document)
def has_verified_pictures(user_id: UUID, picture_set_id: UUID, *, container_id: UUID | None = None) -> Values:
    """Whether a folder holds verified pictures, and how many: what to ask before deleting it.

    Raises PictureSetNotFound. SQL: ``nachet.has_verified_pictures``.
    """
    return user_id, container_id or user_id, picture_set_id


@published(f"{_FOLDER}, p_keep_verified boolean", Decision[Document])
def delete_picture_set(
    user_id: UUID, picture_set_id: UUID, *, keep_verified: bool, container_id: UUID | None = None
) -> Values:
    """Put a folder with its pictures into the trash; to ``keep_verified`` means that those move to the archive.

    Raises PictureSetNotFound, DefaultPictureSet, NotAllowed. SQL: ``nachet.delete_picture_set``.
    """
    return user_id, container_id or user_id, picture_set_id, keep_verified


@published(f"{_FOLDER}, p_options jsonb", Document)
def restore_picture_set(
    user_id: UUID, picture_set_id: UUID, *, name: str | None = None, container_id: UUID | None = None
) -> Values:
    """Bring a folder back from the trash with the pictures that went there with it, under another name if given.

    Raises PictureSetExists, PictureSetNotDeleted, NotAllowed. SQL: ``nachet.restore_picture_set``.
    """
    return user_id, container_id or user_id, picture_set_id, _options(name=name)


@published("p_user_id uuid, p_container_id uuid", Document)
def list_trash(user_id: UUID, *, container_id: UUID | None = None) -> Values:
    """What can be restored in a container: ``{"picture_sets": […], "pictures": […]}``, deleted last first.

    Raises ContainerNotFound, NotAllowed. SQL: ``nachet.list_trash``.
    """
    return user_id, container_id or user_id


@published("p_before timestamptz, p_limit integer", Document)
def purge_trash(before: datetime, *, limit: int = 1000) -> Values:
    """Delete for good what went into the trash before a time, up to ``limit`` pictures; for an operator.

    ``{"picture_sets", "pictures", "remaining"}``: call again while something remains. SQL: ``nachet.purge_trash``.
    """
    return before, limit


# -- pictures ----------------------------------------------------------------------------------------------------


@published(
    "p_user_id uuid, p_container_id uuid, p_picture_set_id uuid, p_pictures jsonb",
    list[Reservation],
    key="pictures",
)
def register_pictures(
    user_id: UUID,
    pictures: Iterable[Mapping[str, Any]],
    *,
    picture_set_id: UUID | None = None,
    container_id: UUID | None = None,
) -> Values:
    """Reserve pictures before their bytes are written, in the order given; the same bytes in a folder are one picture.

    Each of ``pictures``: media_type, extension, byte_size, sha256 (hex); optionally width, height, zoom, nb_seeds,
    description, metadata, picture_id, parent, parent_box, and seed_id or seed_name, which makes it verified.
    Raises PictureSetNotFound, PictureNotFound (the parent), SeedNotFound, IdTaken, InvalidPicture, NotAllowed.
    SQL: ``nachet.register_pictures``.
    """
    container_id = container_id or user_id
    return user_id, container_id, picture_set_id or container_id, list(pictures)


@published("p_user_id uuid, p_container_id uuid, p_picture_ids uuid[]", list[Confirmation], key="pictures")
def confirm_pictures(user_id: UUID, picture_ids: Iterable[UUID], *, container_id: UUID | None = None) -> Values:
    """Confirm that the bytes of reserved pictures are written: from now on readers see them.

    Raises PictureNotFound, NotAllowed. SQL: ``nachet.confirm_pictures``.
    """
    return user_id, container_id or user_id, list(picture_ids)


@published("p_user_id uuid, p_container_id uuid, p_picture_id uuid", Picture)
def get_picture(user_id: UUID, picture_id: UUID, *, container_id: UUID | None = None) -> Values:
    """What is known of a picture, and where its blob is now. Raises PictureNotFound. SQL: ``nachet.get_picture``."""
    return user_id, container_id or user_id, picture_id


@published(f"{_CONTAINER}, p_filter jsonb", Document)
def find_pictures(
    user_id: UUID,
    *,
    picture_set_id: UUID | None = None,
    parent: UUID | None = None,
    seed_id: UUID | None = None,
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
    pipeline_id: UUID | None = None,
    min_top_score: float | None = None,
    max_top_score: float | None = None,
    text: str | None = None,
    limit: int | None = None,
    after: UUID | None = None,
    container_id: UUID | None = None,
) -> Values:
    """Find pictures, the newest first, page by page: ``{"pictures": […], "next": …}``; all that is given must hold.

    ``uploaded_to`` itself is not included; sizes are bytes and pixels; scores are those of the surest guess of one of
    the picture's inferences; ``text`` is looked for in description and metadata, as in a web search. ``limit`` is 1 to
    1000 (100 unless said), ``after`` the ``next`` of the page before. Each picture has the columns of the view
    ``picture_summary``. Raises ContainerNotFound, InvalidFilter. SQL: ``nachet.find_pictures``.
    """
    wanted = _options(
        picture_set_id=picture_set_id,
        parent=parent,
        seed_id=seed_id,
        verified=verified,
        has_inference=has_inference,
        uploaded_from=uploaded_from,
        uploaded_to=uploaded_to,
        media_type=media_type,
        min_byte_size=min_byte_size,
        max_byte_size=max_byte_size,
        min_width=min_width,
        max_width=max_width,
        min_height=min_height,
        max_height=max_height,
        pipeline_id=pipeline_id,
        min_top_score=min_top_score,
        max_top_score=max_top_score,
        text=text,
        limit=limit,
        after=after,
    )
    return user_id, container_id or user_id, wanted


_PICTURES = f"{_CONTAINER}, p_picture_ids uuid[]"


@published(f"{_PICTURES}, p_picture_set_id uuid", Decision[Document])
def move_pictures(
    user_id: UUID, picture_ids: Iterable[UUID], picture_set_id: UUID, *, container_id: UUID | None = None
) -> Values:
    """Move pictures to another folder of the container; their blobs follow, readable all along.

    Raises PictureSetNotFound, PictureNotFound, PictureExists, NotAllowed. SQL: ``nachet.move_pictures``.
    """
    return user_id, container_id or user_id, list(picture_ids), picture_set_id


@published(_PICTURES, Document)
def delete_pictures(user_id: UUID, picture_ids: Iterable[UUID], *, container_id: UUID | None = None) -> Values:
    """Put pictures into the trash, verified ones too: the caller names each.

    Raises PictureNotFound, NotAllowed. SQL: ``nachet.delete_pictures``.
    """
    return user_id, container_id or user_id, list(picture_ids)


@published(_PICTURES, Document)
def restore_pictures(user_id: UUID, picture_ids: Iterable[UUID], *, container_id: UUID | None = None) -> Values:
    """Take pictures out of the trash. Raises PictureSetNotFound (it is in the trash), PictureNotFound, PictureExists,
    NotAllowed. SQL: ``nachet.restore_pictures``.
    """
    return user_id, container_id or user_id, list(picture_ids)


# -- species -----------------------------------------------------------------------------------------------------


@published("p_user_id uuid, p_name text, p_options jsonb", Seed)
def register_seed(
    user_id: UUID,
    name: str,
    *,
    seed_id: UUID | None = None,
    information: Mapping[str, Any] | None = None,
    confirmed: bool | None = None,
    gbif_key: int | None = None,
    eppo_code: str | None = None,
    itis_tsn: int | None = None,
) -> Values:
    """Add a species to the catalogue: unconfirmed, unless an administrator says otherwise.

    ``gbif_key``, ``eppo_code`` and ``itis_tsn`` are its identifiers in GBIF's backbone, the EPPO database and ITIS.
    Repeated with the same ``seed_id`` and name, the species.
    Raises SeedExists, AliasExists, IdTaken, InvalidSeed, AdministratorRequired. SQL: ``nachet.register_seed``.
    """
    options = _options(
        seed_id=seed_id,
        information=information,
        confirmed=confirmed,
        gbif_key=gbif_key,
        eppo_code=eppo_code,
        itis_tsn=itis_tsn,
    )
    return user_id, name, options


@published("p_user_id uuid, p_seed_id uuid", Seed)
def get_seed(user_id: UUID, seed_id: UUID) -> Values:
    """A species with all that is known of it; for a merged one, the species that it became.

    Raises SeedNotFound. SQL: ``nachet.get_seed``.
    """
    return user_id, seed_id


@published("p_user_id uuid, p_options jsonb", list[SeedName], key="seeds")
def list_seeds(user_id: UUID, *, confirmed: bool | None = None) -> Values:
    """The catalogue by name; ``confirmed`` picks those confirmed, or those not. SQL: ``nachet.list_seeds``."""
    return user_id, _options(confirmed=confirmed)


@published("p_text text", list[SimilarSeed], key="seeds")
def search_seeds(text: str) -> Values:
    """The species most like a text, best first; case, accents, blanks and some wrong letters are forgiven.

    SQL: ``nachet.search_seeds``.
    """
    return (text,)


@published("p_label text", ResolvedSeed)
def resolve_seed(label: str) -> Values:
    """The species that a label stands for: by its name, without its class number, or by an alias; never by a part.

    Raises SeedNotFound. SQL: ``nachet.resolve_seed``.
    """
    return (label,)


@published("p_user_id uuid, p_seed_id uuid, p_options jsonb", Seed)
def update_seed(user_id: UUID, seed_id: UUID, changes: Mapping[str, Any]) -> Values:
    """Replace what is known of a species; what is not mentioned stays, None takes a value away. For administrators.

    ``changes``: information (whole), confirmed, gbif_key, eppo_code, itis_tsn.
    Raises SeedNotFound, InvalidSeed, InvalidOptions, AdministratorRequired. SQL: ``nachet.update_seed``.
    """
    return user_id, seed_id, changes


@published("p_user_id uuid, p_seed_id uuid", Seed)
def confirm_seed(user_id: UUID, seed_id: UUID) -> Values:
    """Vouch for a species that a model or a person named. For administrators.

    Raises SeedNotFound, AdministratorRequired. SQL: ``nachet.confirm_seed``.
    """
    return user_id, seed_id


@published("p_user_id uuid, p_seed_id uuid, p_name text", Seed)
def rename_seed(user_id: UUID, seed_id: UUID, name: str) -> Values:
    """Give a species another name; the old one stays as an alias. For administrators.

    Raises SeedNotFound, SeedExists, AliasExists, InvalidSeed, AdministratorRequired. SQL: ``nachet.rename_seed``.
    """
    return user_id, seed_id, name


@published("p_user_id uuid, p_seed_id uuid, p_into_seed_id uuid", Seed)
def merge_seeds(user_id: UUID, seed_id: UUID, into_seed_id: UUID) -> Values:
    """Make one species of two: all history follows, the merged name stays as an alias. For administrators.

    Raises SeedNotFound, InvalidSeed, AdministratorRequired. SQL: ``nachet.merge_seeds``.
    """
    return user_id, seed_id, into_seed_id


_ALIAS = "p_user_id uuid, p_seed_id uuid, p_alias text"


@published(_ALIAS, Seed)
def add_seed_alias(user_id: UUID, seed_id: UUID, alias: str) -> Values:
    """Let a label stand for a species, e.g. as a model spells it. For administrators.

    Raises SeedNotFound, SeedExists, AliasExists, InvalidSeed, AdministratorRequired. SQL: ``nachet.add_seed_alias``.
    """
    return user_id, seed_id, alias


@published(_ALIAS, Seed)
def remove_seed_alias(user_id: UUID, seed_id: UUID, alias: str) -> Values:
    """End that a label stands for a species; what was registered by it stays. For administrators.

    Raises SeedNotFound, SeedAliasNotFound, AdministratorRequired. SQL: ``nachet.remove_seed_alias``.
    """
    return user_id, seed_id, alias


# -- models and pipelines ----------------------------------------------------------------------------------------


@published("p_user_id uuid, p_structure jsonb", Document)
def import_ml_structure(user_id: UUID, structure: Mapping[str, Any]) -> Values:
    """Import a document of pipelines and models; how many of each were added, updated, unchanged. Repeatable.

    For administrators. Raises InvalidStructure (its detail names the place), AdministratorRequired. SQL:
    ``nachet.import_ml_structure``.
    """
    return user_id, structure


@published("p_user_id uuid", Document)
def get_ml_structure(user_id: UUID) -> Values:
    """The pipelines and models in use, as one document that can be imported again.

    Addresses and keys are there for administrators alone. SQL: ``nachet.get_ml_structure``.
    """
    return (user_id,)


@published("p_model_name text", Document)
def get_model_secret(model_name: str) -> Values:
    """Address and keys of the active version of a model, for the backend that calls it.

    Raises ModelNotFound. SQL: ``nachet.get_model_secret``.
    """
    return (model_name,)


@published("p_user_id uuid, p_model_id uuid, p_version text", Document)
def activate_model_version(user_id: UUID, model_id: UUID, version: str) -> Values:
    """Make an imported version the one in use, e.g. to go back to the one before. For administrators.

    Raises ModelNotFound, AdministratorRequired. SQL: ``nachet.activate_model_version``.
    """
    return user_id, model_id, version


@published("p_user_id uuid, p_model_id uuid, p_active boolean", Document)
def set_model_active(user_id: UUID, model_id: UUID, active: bool) -> Values:
    """Take a model out of use or back into it. For administrators.

    Raises ModelNotFound, ModelInUse, AdministratorRequired. SQL: ``nachet.set_model_active``.
    """
    return user_id, model_id, active


_PIPELINE = "p_user_id uuid, p_pipeline_id uuid"


@published("p_user_id uuid", Documents, key="pipelines")
def list_pipelines(user_id: UUID) -> Values:
    """All pipelines with what each is to the user: active, default, chosen, and its models' names in order.

    SQL: ``nachet.list_pipelines``.
    """
    return (user_id,)


@published(f"{_PIPELINE}, p_active boolean", Document)
def set_pipeline_active(user_id: UUID, pipeline_id: UUID, active: bool) -> Values:
    """Take a pipeline out of use or back into it. For administrators.

    Raises PipelineNotFound, ModelNotFound (one of its models is out of use), AdministratorRequired. SQL:
    ``nachet.set_pipeline_active``.
    """
    return user_id, pipeline_id, active


@published(_PIPELINE, Document)
def set_default_pipeline(user_id: UUID, pipeline_id: UUID) -> Values:
    """Make a pipeline the one that serves everyone who chose none. For administrators.

    Raises PipelineNotFound, AdministratorRequired. SQL: ``nachet.set_default_pipeline``.
    """
    return user_id, pipeline_id


@published(_PIPELINE, Document)
def choose_pipeline(user_id: UUID, pipeline_id: UUID) -> Values:
    """Make a pipeline the user's own, whatever the default is. Raises PipelineNotFound.

    SQL: ``nachet.choose_pipeline``.
    """
    return user_id, pipeline_id


@published("p_user_id uuid", Document)
def clear_pipeline_choice(user_id: UUID) -> Values:
    """End the user's own choice of a pipeline; from now on the default serves them.

    SQL: ``nachet.clear_pipeline_choice``.
    """
    return (user_id,)


@published("p_user_id uuid", Document)
def get_pipeline_for(user_id: UUID) -> Values:
    """The pipeline that serves a user: their own choice, else the default. Raises PipelineNotFound.

    SQL: ``nachet.get_pipeline_for``.
    """
    return (user_id,)


# -- inferences --------------------------------------------------------------------------------------------------


@published(
    "p_user_id uuid, p_container_id uuid, p_picture_id uuid, p_result jsonb, p_options jsonb",
    Document,
    like=lambda values: values["p_result"],
)
def register_inference(
    user_id: UUID,
    picture_id: UUID,
    result: Mapping[str, Any],
    *,
    pipeline: UUID | str | None = None,
    inference_id: UUID | None = None,
    container_id: UUID | None = None,
) -> Values:
    """Register what the models found; the same document again, keys and order kept, with the ids of all in it.

    ``pipeline`` is an id or a name; unless given, the one that applies to the user. Repeated with the same
    ``inference_id``, the first answer again.
    Raises PictureNotFound, PipelineNotFound, IdTaken, NotAllowed, InvalidInference (its detail names the place, e.g.
    ``boxes[3].box.topX``). SQL: ``nachet.register_inference``.
    """
    options = _options(pipeline=pipeline, inference_id=inference_id)
    return user_id, container_id or user_id, picture_id, result, options


@published(
    "p_user_id uuid, p_container_id uuid, p_inferences jsonb",
    Documents,
    like=lambda values: [entry.get("result") for entry in values["p_inferences"]],
)
def register_inferences(
    user_id: UUID, inferences: Iterable[Mapping[str, Any]], *, container_id: UUID | None = None
) -> Values:
    """Register many inferences, all or none; their documents in the order given.

    Each of ``inferences``: picture_id, result, and optionally pipeline and inference_id, as register_inference takes
    them. Raises as that. SQL: ``nachet.register_inferences``.
    """
    return user_id, container_id or user_id, list(inferences)


@published("p_user_id uuid, p_container_id uuid, p_inference_id uuid, p_options jsonb", Document)
def get_inference(
    user_id: UUID, inference_id: UUID, *, include_rejected: bool | None = None, container_id: UUID | None = None
) -> Values:
    """An inference as it was registered, with what people decided laid over each box (``is_verified``).

    Boxes judged wrong are left out unless ``include_rejected``. Raises InferenceNotFound. SQL:
    ``nachet.get_inference``.
    """
    return user_id, container_id or user_id, inference_id, _options(include_rejected=include_rejected)


@published("p_user_id uuid, p_container_id uuid, p_picture_id uuid, p_options jsonb", Document)
def get_picture_inference(
    user_id: UUID, picture_id: UUID, *, include_rejected: bool | None = None, container_id: UUID | None = None
) -> Values:
    """The newest inference of a picture, as get_inference gives it.

    Raises PictureNotFound, InferenceNotFound (the picture has none). SQL: ``nachet.get_picture_inference``.
    """
    return user_id, container_id or user_id, picture_id, _options(include_rejected=include_rejected)


# -- verification ------------------------------------------------------------------------------------------------


@published("p_user_id uuid, p_container_id uuid, p_inference_id uuid, p_boxes jsonb", Document)
def verify_seed(
    user_id: UUID, inference_id: UUID, boxes: Iterable[Mapping[str, Any]], *, container_id: UUID | None = None
) -> Values:
    """Record what a person says of boxes: confirm, correct, move, reject, add; all of it or nothing.

    Each of ``boxes``: boxId, and label, classId, box, comment. When no box is left to review, the inference becomes
    verified, and its picture too.
    Raises InferenceNotFound, ObjectNotFound, SeedNotFound, ObjectReviewed, InvalidVerification, NotAllowed. SQL:
    ``nachet.verify_seed``.
    """
    return user_id, container_id or user_id, inference_id, list(boxes)


@published("p_user_id uuid, p_container_id uuid, p_object_id uuid, p_comment text", Document)
def reopen_object(user_id: UUID, object_id: UUID, comment: str = "", *, container_id: UUID | None = None) -> Values:
    """Take back what was decided on a box, so that it can be decided anew; its history keeps both.

    Raises ObjectNotFound, ObjectNotReviewed, NotAllowed. SQL: ``nachet.reopen_object``.
    """
    return user_id, container_id or user_id, object_id, comment


@published("p_user_id uuid, p_container_id uuid, p_options jsonb", Document)
def list_review_queue(
    user_id: UUID,
    *,
    after: Mapping[str, Any] | None = None,
    limit: int | None = None,
    container_id: UUID | None = None,
) -> Values:
    """Boxes that wait for a person, the least sure first: ``{"boxes": […], "next": …}``.

    ``after`` is the ``next`` of the page before, ``limit`` 1 to 1000 (50 unless said). Raises ContainerNotFound,
    InvalidOptions. SQL: ``nachet.list_review_queue``.
    """
    return user_id, container_id or user_id, _options(after=after, limit=limit)


@published("p_user_id uuid, p_container_id uuid, p_object_id uuid", Documents)
def get_object_history(user_id: UUID, object_id: UUID, *, container_id: UUID | None = None) -> Values:
    """Every human act on a box, oldest first: who, when, what before, what after, the comment.

    Raises ObjectNotFound. SQL: ``nachet.get_object_history``.
    """
    return user_id, container_id or user_id, object_id


# -- blobs -------------------------------------------------------------------------------------------------------


@published("p_limit integer, p_options jsonb", list[BlobTask])
def claim_blob_tasks(limit: int, *, container_id: UUID | None = None, lease: timedelta | None = None) -> Values:
    """Claim up to ``limit`` blob tasks that are due, for as long as the lease (300 seconds unless said).

    SQL: ``nachet.claim_blob_tasks``.
    """
    return limit, _options(container_id=container_id, lease_seconds=lease and lease.total_seconds())


@published("p_container_id uuid, p_tasks jsonb", list[BlobTask])
def complete_blob_tasks(container_id: UUID, tasks: Iterable[Mapping[str, Any]]) -> Values:
    """Note that tasks of a container are done; the tasks that follow from them, claimed for the caller.

    Each of ``tasks``: task_id, claim; of a move also etag, which the blob had where it was; of a deletion without
    an etag, which is but a look, the etag that was seen. SQL: ``nachet.complete_blob_tasks``.
    """
    return container_id, list(tasks)


@published("p_container_id uuid, p_task_id uuid, p_options jsonb", list[BlobTask])
def complete_blob_task(
    container_id: UUID, task_id: UUID, *, claim: str | None = None, etag: str | None = None
) -> Values:
    """Note that one task is done, as complete_blob_tasks. SQL: ``nachet.complete_blob_task``."""
    return container_id, task_id, _options(claim=claim, etag=etag)


@published("p_container_id uuid, p_task_id uuid, p_claim text, p_error text", Document)
def fail_blob_task(container_id: UUID, task_id: UUID, claim: str, error: str) -> Values:
    """Note that a task failed: it is tried again after a growing pause, and parked after twenty tries.

    SQL: ``nachet.fail_blob_task``.
    """
    return container_id, task_id, claim, error


@published("p_options jsonb", Document)
def retry_blob_tasks(*, container_id: UUID | None = None) -> Values:
    """Make parked tasks due again, as if they had never failed: ``{"retried"}``. SQL: ``nachet.retry_blob_tasks``."""
    return (_options(container_id=container_id),)


@published("p_options jsonb", ExpectedContainers)
def list_expected_containers(*, after: UUID | None = None, limit: int | None = None) -> Values:
    """A page of the containers that the store should have; ``after`` is the ``next`` of the page before.

    SQL: ``nachet.list_expected_containers``.
    """
    return (_options(after=after, limit=limit),)


@published("p_container_id uuid, p_options jsonb", ExpectedBlobs)
def list_expected_blobs(container_id: UUID, *, from_: str | None = None, limit: int | None = None) -> Values:
    """A page of the blobs that the store should have in a container; ``from_`` is the ``next`` of the page before.

    SQL: ``nachet.list_expected_blobs``.
    """
    return container_id, _options(limit=limit, **{"from": from_})


@published("p_container_id uuid, p_blob_name text", BlobState)
def get_expected_blob(container_id: UUID, blob_name: str) -> Values:
    """What the database knows of a name in a container of the store. SQL: ``nachet.get_expected_blob``."""
    return container_id, blob_name


@published("p_options jsonb", StuckTasks)
def list_stuck_blob_tasks(
    *,
    overdue: timedelta | None = None,
    failing: bool | None = None,
    after: UUID | None = None,
    limit: int | None = None,
) -> Values:
    """A page of the tasks that no worker gets done: parked, or ``overdue`` (ten minutes unless said).

    With ``failing``, also those that failed and are to be tried again. ``after`` is the ``next`` of the page before.
    SQL: ``nachet.list_stuck_blob_tasks``.
    """
    seconds = None if overdue is None else overdue.total_seconds()
    return (_options(overdue_seconds=seconds, failing=failing, after=after, limit=limit),)


@published("p_container_id uuid, p_picture_id uuid, p_written boolean, p_options jsonb", Decision[Document])
def settle_reservation(
    container_id: UUID, picture_id: UUID, written: bool, *, grace: timedelta | None = None, etag: str | None = None
) -> Values:
    """End a reservation that was left alone for ``grace`` (a day unless said): confirm it where it is ``written``.

    Else it is removed, and the blob with this ``etag`` too. ``{"outcome"}``: confirmed, removed or kept. SQL:
    ``nachet.settle_reservation``.
    """
    seconds = None if grace is None else grace.total_seconds()
    return container_id, picture_id, written, _options(grace_seconds=seconds, etag=etag)


@published("p_container_id uuid, p_blob_name text, p_etag text", Decision[Document])
def discard_blob(container_id: UUID, blob_name: str, etag: str) -> Values:
    """Have the blob with this ``etag`` deleted if no row has its name and nothing is to be done with it.

    SQL: ``nachet.discard_blob``.
    """
    return container_id, blob_name, etag


@published("p_container_id uuid, p_options jsonb", Decision[Document])
def renew_blob_tasks(
    container_id: UUID,
    *,
    container: bool | None = None,
    picture_set_id: UUID | None = None,
    picture_id: UUID | None = None,
) -> Values:
    """Write steps down anew: make the ``container``, write a folder's description, bring a picture's blob home.

    SQL: ``nachet.renew_blob_tasks``.
    """
    return container_id, _options(container=container, picture_set_id=picture_set_id, picture_id=picture_id)
