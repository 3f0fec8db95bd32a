"""The published functions as methods, awaited: made by `make generate` from ``calls.py``."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Literal, TypeVar
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
from ..ids import RowId
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
)
from . import calls
from .calls import Call

R = TypeVar("R")


class AsyncCallMethods(ABC):
    """A method for each published function."""

    @abstractmethod
    async def call(self, call: Call[R]) -> R:
        """Run one call; its answer."""

    @abstractmethod
    async def _decide(self, call: Call[Decision[R]]) -> R:
        """Run a call from which steps in the blob store follow; its answer without them."""

    async def schema_version(self) -> str:
        """Returns the version of the published interface, major.minor: a client needs its own major version and at
        least its own minor version.

        SQL: ``nachet.schema_version``.
        """
        return await self.call(calls.schema_version())

    async def get_status(self) -> Status:
        """Returns versions, migrations, the deployed objects, open blob tasks and table sizes.

        SQL: ``nachet.get_status``.
        """
        return await self.call(calls.get_status())

    async def warm_up(self) -> bool:
        """Prepares a new connection for its first inference and its first review; changes nothing.

        False where the server takes no writes.

        SQL: ``nachet.warm_up``.
        """
        return await self.call(calls.warm_up())

    async def get_distribution(self) -> Distribution:
        """Returns what is not distributed, not delegated or open to everybody on a node of a cluster.

        SQL: ``nachet.get_distribution``.
        """
        return await self.call(calls.get_distribution())

    async def list_acts(
        self,
        user_id: UUID | str,
        *,
        entity_id: UUID | str | None = None,
        act: str | None = None,
        by: UUID | str | None = None,
        limit: int | None = None,
        after: UUID | str | None = None,
        container_id: UUID | str | None = None,
    ) -> Page[LoggedAct, RowId]:
        """Lists what was changed in a container, newest first: who, when, what, before, after and why.

        ``limit`` is 1 to 1000 (default 100), ``after`` the ``next`` of the page before.

        Raises: UserNotFound, ContainerNotFound, InvalidOptions, NotAllowed, UserDeactivated.
        SQL: ``nachet.list_acts``.
        """
        return await self.call(
            calls.list_acts(
                user_id, entity_id=entity_id, act=act, by=by, limit=limit, after=after, container_id=container_id
            )
        )

    async def list_all_acts(
        self,
        user_id: UUID | str,
        *,
        entity_id: UUID | str | None = None,
        act: str | None = None,
        by: UUID | str | None = None,
        limit: int | None = None,
        after: UUID | str | None = None,
    ) -> Page[LoggedAct, RowId]:
        """Lists what was changed anywhere, newest first: who, when, what, before, after and why.

        As ``list_acts``, of all containers and of what is in none, such as models and species.

        Raises: UserNotFound, InvalidOptions, AdministratorRequired, UserDeactivated.
        SQL: ``nachet.list_all_acts``.
        """
        return await self.call(
            calls.list_all_acts(user_id, entity_id=entity_id, act=act, by=by, limit=limit, after=after)
        )

    async def create_user(
        self, email: str = "", *, permission: Permission | None = None, user_id: UUID | str | None = None
    ) -> User:
        """Creates a user by e-mail or by id, with the personal container and its default folder General, and returns
        the user.

        ``permission`` is the most that the user may do anywhere (default manage), ``user_id`` the caller's own id,
        for example that of a directory; then ``email`` may be left out. Repeated with the same id, the first answer
        again.

        Raises: UserExists, IdTaken, InvalidEmail, InvalidPermission, InvalidOptions.
        SQL: ``nachet.create_user``.
        """
        return await self._decide(calls.create_user(email, permission=permission, user_id=user_id))

    async def get_user(self, email: str) -> User:
        """Returns the user with an e-mail address; case does not matter.

        The case of ``email`` does not matter.

        Raises: UserNotFound.
        SQL: ``nachet.get_user``.
        """
        return await self.call(calls.get_user(email))

    async def get_user_by_id(self, user_id: UUID | str, target_user_id: UUID | str) -> User:
        """Returns the user with an id.

        Raises: UserNotFound, AdministratorRequired, UserDeactivated.
        SQL: ``nachet.get_user_by_id``.
        """
        return await self.call(calls.get_user_by_id(user_id, target_user_id))

    async def list_users(
        self,
        user_id: UUID | str,
        *,
        active: bool | None = None,
        text: str | None = None,
        after: UUID | str | None = None,
        limit: int | None = None,
    ) -> Page[User, RowId]:
        """Lists the users, in the order of their ids, page by page.

        ``active`` users may act, others are deactivated or former; ``text`` is a part of the e-mail address or the
        whole id. ``after`` is the ``next`` of the page before, ``limit`` 1 to 1000 (default 100).

        Raises: UserNotFound, InvalidOptions, AdministratorRequired, UserDeactivated.
        SQL: ``nachet.list_users``.
        """
        return await self.call(calls.list_users(user_id, active=active, text=text, after=after, limit=limit))

    async def set_user_email(self, user_id: UUID | str, target_user_id: UUID | str, email: str) -> User:
        """Sets the e-mail address of a user, or takes it away, and returns the user.

        An ``email`` without a letter takes it away.

        Raises: UserNotFound, UserExists, InvalidEmail, AdministratorRequired, UserDeactivated.
        SQL: ``nachet.set_user_email``.
        """
        return await self.call(calls.set_user_email(user_id, target_user_id, email))

    async def set_user_active(
        self, user_id: UUID | str, target_user_id: UUID | str, active: bool, *, reason: str | None = None
    ) -> User:
        """Deactivates a user, who then may do nothing, or activates the user again; returns the user.

        Raises: UserNotFound, LastAdministrator, InvalidOptions, AdministratorRequired, UserDeactivated.
        SQL: ``nachet.set_user_active``.
        """
        return await self.call(calls.set_user_active(user_id, target_user_id, active, reason=reason))

    async def end_user(
        self,
        user_id: UUID | str,
        target_user_id: UUID | str,
        *,
        new_owner_id: UUID | str | None = None,
        containers: Legacy | None = None,
        groups: Legacy | None = None,
        reason: str | None = None,
    ) -> EndedUser:
        """Ends a user permanently: what is personal goes, containers and groups are handed over or deleted, what the
        user did stays as that of a former user.

        ``containers`` and ``groups`` are each handed over to ``new_owner_id`` (the default) or deleted; deleted
        containers go to the trash.

        Raises: UserNotFound, GroupExists, LastAdministrator, NewOwnerRequired, InvalidOptions, NotAllowed,
        AdministratorRequired, UserDeactivated.
        SQL: ``nachet.end_user``.
        """
        return await self.call(
            calls.end_user(
                user_id, target_user_id, new_owner_id=new_owner_id, containers=containers, groups=groups, reason=reason
            )
        )

    async def set_user_permission(
        self, user_id: UUID | str, target_user_id: UUID | str, permission: Permission
    ) -> User:
        """Sets the highest permission that a user may have anywhere (read, write, manage or admin) and returns the
        user.

        Raises: UserNotFound, LastAdministrator, InvalidPermission, AdministratorRequired, UserDeactivated.
        SQL: ``nachet.set_user_permission``.
        """
        return await self.call(calls.set_user_permission(user_id, target_user_id, permission))

    async def create_container(
        self,
        user_id: UUID | str,
        name: str | None = None,
        *,
        public: bool | None = None,
        container_id: UUID | str | None = None,
    ) -> NewContainer:
        """Creates a further container of the user, with its default folder General, and returns it.

        ``container_id`` is the caller's own id for it, also its name where none is given. Repeated with the same id
        and name, the first answer again.

        Raises: UserNotFound, IdTaken, InvalidName, InvalidOptions, NotAllowed, UserDeactivated.
        SQL: ``nachet.create_container``.
        """
        return await self._decide(calls.create_container(user_id, name, public=public, container_id=container_id))

    async def list_containers(self, user_id: UUID | str) -> list[Container]:
        """Lists the containers that a user can read, with the permission and its source.

        Raises: UserNotFound, UserDeactivated.
        SQL: ``nachet.list_containers``.
        """
        return await self.call(calls.list_containers(user_id))

    async def get_container_access(self, user_id: UUID | str, container_id: UUID | str | None = None) -> Container:
        """Returns a container with the permission that a user has there and its source.

        Raises: UserNotFound, ContainerNotFound, UserDeactivated.
        SQL: ``nachet.get_container_access``.
        """
        return await self.call(calls.get_container_access(user_id, container_id))

    async def rename_container(
        self, user_id: UUID | str, name: str, *, container_id: UUID | str | None = None
    ) -> Container:
        """Gives a container another display name and returns the container.

        ``name`` is for people and need not be unique.

        Raises: UserNotFound, ContainerNotFound, InvalidName, NotAllowed, UserDeactivated.
        SQL: ``nachet.rename_container``.
        """
        return await self.call(calls.rename_container(user_id, name, container_id=container_id))

    async def set_container_public(
        self, user_id: UUID | str, public: bool, *, container_id: UUID | str | None = None
    ) -> Container:
        """Makes a container public, so that every user may read it, or private again, and returns it.

        Raises: UserNotFound, ContainerNotFound, ArchiveContainer, NotAllowed, UserDeactivated.
        SQL: ``nachet.set_container_public``.
        """
        return await self.call(calls.set_container_public(user_id, public, container_id=container_id))

    async def set_review_rule(
        self,
        user_id: UUID | str,
        *,
        readers: int | None = None,
        agreeing: int | None = None,
        decides: DecidingPermission | None = None,
        container_id: UUID | str | None = None,
    ) -> Container:
        """Sets how many readers a container asks for each specimen, how many must agree and whose word decides, and
        returns the container.

        ``readers`` people are asked for each specimen (1 to 100), ``agreeing`` of them must agree; where several are
        asked, the word of those with the permission ``decides`` decides at once. What is not given stays.

        Raises: UserNotFound, ContainerNotFound, InvalidOptions, NotAllowed, UserDeactivated.
        SQL: ``nachet.set_review_rule``.
        """
        return await self.call(
            calls.set_review_rule(
                user_id, readers=readers, agreeing=agreeing, decides=decides, container_id=container_id
            )
        )

    async def set_container_quota(
        self, user_id: UUID | str, *, quota: int | None = None, container_id: UUID | str | None = None
    ) -> Container:
        """Sets how many bytes the pictures of a container may have, or takes the limit away, and returns the
        container.

        ``quota`` is in bytes; None takes the limit away.

        Raises: UserNotFound, ContainerNotFound, ArchiveContainer, InvalidOptions, NotAllowed, UserDeactivated.
        SQL: ``nachet.set_container_quota``.
        """
        return await self.call(calls.set_container_quota(user_id, quota=quota, container_id=container_id))

    async def get_container_usage(
        self, user_id: UUID | str, *, container_id: UUID | str | None = None
    ) -> ContainerUsage:
        """Returns how many pictures and bytes a container has, and its quota.

        Raises: UserNotFound, ContainerNotFound, UserDeactivated.
        SQL: ``nachet.get_container_usage``.
        """
        return await self.call(calls.get_container_usage(user_id, container_id=container_id))

    async def hand_over_container(
        self, user_id: UUID | str, container_id: UUID | str, new_owner_id: UUID | str
    ) -> ContainerOwner:
        """Makes another user the owner of a container; a personal container stays with its user.

        Raises: UserNotFound, ContainerNotFound, ArchiveContainer, PersonalContainer, NotAllowed, UserDeactivated.
        SQL: ``nachet.hand_over_container``.
        """
        return await self.call(calls.hand_over_container(user_id, container_id, new_owner_id))

    async def delete_container(
        self, user_id: UUID | str, container_id: UUID | str, *, reason: str | None = None
    ) -> DeletedContainer:
        """Moves a container with all that is in it to the trash; a personal container stays with its user.

        Raises: UserNotFound, ContainerNotFound, ArchiveContainer, PersonalContainer, InvalidOptions, NotAllowed,
        UserDeactivated.
        SQL: ``nachet.delete_container``.
        """
        return await self.call(calls.delete_container(user_id, container_id, reason=reason))

    async def list_deleted_containers(self, user_id: UUID | str) -> list[TrashedContainer]:
        """Lists the containers in the trash that a user can restore, the last deleted first.

        Raises: UserNotFound, UserDeactivated.
        SQL: ``nachet.list_deleted_containers``.
        """
        return await self.call(calls.list_deleted_containers(user_id))

    async def restore_container(self, user_id: UUID | str, container_id: UUID | str) -> Container:
        """Restores a container from the trash, with what was deleted with it, and returns it.

        Raises: UserNotFound, ContainerNotFound, ContainerNotDeleted, NotAllowed, UserDeactivated.
        SQL: ``nachet.restore_container``.
        """
        return await self.call(calls.restore_container(user_id, container_id))

    async def purge_container(
        self,
        user_id: UUID | str,
        container_id: UUID | str,
        *,
        limit: int | None = None,
        include_datasets: bool | None = None,
        reports: bool | None = None,
    ) -> PurgedContainer:
        """Permanently deletes a container in the trash with all that is in it, part by part.

        ``limit`` is how many pictures in one call, 1 to 1000 (default 100): call again while something remains.
        Pictures of datasets go only with ``include_datasets``, reports that were issued in it only with ``reports``.

        Raises: UserNotFound, ContainerNotFound, ContainerNotDeleted, PictureInDataset, ContainerHasReports,
        InvalidOptions, NotAllowed, UserDeactivated.
        SQL: ``nachet.purge_container``.
        """
        return await self.call(
            calls.purge_container(
                user_id, container_id, limit=limit, include_datasets=include_datasets, reports=reports
            )
        )

    async def share_container(
        self,
        user_id: UUID | str,
        group_id: UUID | str,
        *,
        permission: GroupPermission | None = None,
        until: datetime | None = None,
        container_id: UUID | str | None = None,
    ) -> ShareId:
        """Shares a container with a group: its members may use all of it with the permission of the share or the
        group's.

        ``permission`` is that of this share, not above the group's (default: the group's); it ends ``until`` then.

        Raises: UserNotFound, ContainerNotFound, GroupNotFound, EndIsPast, InvalidPermission, InvalidOptions,
        NotAllowed, UserDeactivated.
        SQL: ``nachet.share_container``.
        """
        return await self.call(
            calls.share_container(user_id, group_id, permission=permission, until=until, container_id=container_id)
        )

    async def share_container_with_user(
        self,
        user_id: UUID | str,
        person: UUID | str,
        permission: GroupPermission,
        *,
        until: datetime | None = None,
        container_id: UUID | str | None = None,
    ) -> UserShareId:
        """Shares a container with one person, who may use all of it with a permission.

        ``person`` is an e-mail address, or the id of a user whom the caller can see; the share ends ``until`` then.

        Raises: UserNotFound, ContainerNotFound, EndIsPast, InvalidPermission, InvalidOptions, NotAllowed,
        UserDeactivated.
        SQL: ``nachet.share_container_with_user``.
        """
        return await self.call(
            calls.share_container_with_user(user_id, person, permission, until=until, container_id=container_id)
        )

    async def unshare_container_with_user(
        self, user_id: UUID | str, target_user_id: UUID | str, *, container_id: UUID | str | None = None
    ) -> EndedUserShare:
        """Ends the share of a container with one person.

        Raises: UserNotFound, ContainerNotFound, ShareNotFound, NotAllowed, UserDeactivated.
        SQL: ``nachet.unshare_container_with_user``.
        """
        return await self.call(calls.unshare_container_with_user(user_id, target_user_id, container_id=container_id))

    async def list_container_users(
        self, user_id: UUID | str, *, container_id: UUID | str | None = None
    ) -> list[UserShare]:
        """Lists the persons with whom a container is shared one by one, by e-mail.

        Raises: UserNotFound, ContainerNotFound, NotAllowed, UserDeactivated.
        SQL: ``nachet.list_container_users``.
        """
        return await self.call(calls.list_container_users(user_id, container_id=container_id))

    async def unshare_container(
        self, user_id: UUID | str, group_id: UUID | str, *, container_id: UUID | str | None = None
    ) -> ShareId:
        """Ends the share of a container with a group.

        Raises: UserNotFound, ContainerNotFound, ShareNotFound, NotAllowed, UserDeactivated.
        SQL: ``nachet.unshare_container``.
        """
        return await self.call(calls.unshare_container(user_id, group_id, container_id=container_id))

    async def list_container_shares(
        self, user_id: UUID | str, *, container_id: UUID | str | None = None
    ) -> list[Share]:
        """Lists the groups with which a container is shared, by name.

        Raises: UserNotFound, ContainerNotFound, NotAllowed, UserDeactivated.
        SQL: ``nachet.list_container_shares``.
        """
        return await self.call(calls.list_container_shares(user_id, container_id=container_id))

    async def create_group(
        self, user_id: UUID | str, name: str, permission: GroupPermission, *, group_id: UUID | str | None = None
    ) -> Group:
        """Creates a group, which gives its members a permission in the containers shared with it, and returns it.

        ``permission`` is what the members may do in what is shared with the group, ``group_id`` the caller's own id.
        Repeated with the same id, name and permission, the first answer again.

        Raises: UserNotFound, GroupExists, IdTaken, InvalidName, InvalidPermission, InvalidOptions, NotAllowed,
        UserDeactivated.
        SQL: ``nachet.create_group``.
        """
        return await self.call(calls.create_group(user_id, name, permission, group_id=group_id))

    async def list_groups(self, user_id: UUID | str) -> list[GroupSummary]:
        """Lists the groups that a user can see, by name.

        Raises: UserNotFound, UserDeactivated.
        SQL: ``nachet.list_groups``.
        """
        return await self.call(calls.list_groups(user_id))

    async def get_group(self, user_id: UUID | str, group_id: UUID | str) -> Group:
        """Returns a group with its members and the containers shared with it.

        Raises: UserNotFound, GroupNotFound, UserDeactivated.
        SQL: ``nachet.get_group``.
        """
        return await self.call(calls.get_group(user_id, group_id))

    async def rename_group(self, user_id: UUID | str, group_id: UUID | str, name: str) -> Group:
        """Gives a group another name and returns the group.

        Raises: UserNotFound, GroupNotFound, GroupExists, InvalidName, NotAllowed, UserDeactivated.
        SQL: ``nachet.rename_group``.
        """
        return await self.call(calls.rename_group(user_id, group_id, name))

    async def set_group_permission(
        self, user_id: UUID | str, group_id: UUID | str, permission: GroupPermission
    ) -> Group:
        """Sets what the members of a group may do in the containers shared with it and returns the group.

        Raises: UserNotFound, ContainerNotFound, GroupNotFound, InvalidPermission, NotAllowed, UserDeactivated.
        SQL: ``nachet.set_group_permission``.
        """
        return await self.call(calls.set_group_permission(user_id, group_id, permission))

    async def hand_over_group(self, user_id: UUID | str, group_id: UUID | str, new_owner_id: UUID | str) -> Group:
        """Makes another user the owner of a group, and a member, and returns the group.

        Raises: UserNotFound, GroupNotFound, GroupExists, NotAllowed, UserDeactivated.
        SQL: ``nachet.hand_over_group``.
        """
        return await self.call(calls.hand_over_group(user_id, group_id, new_owner_id))

    async def delete_group(self, user_id: UUID | str, group_id: UUID | str) -> RowId:
        """Deletes a group with its memberships and shares; the containers stay.

        No container goes with it. The answer is the group's id.

        Raises: UserNotFound, GroupNotFound, NotAllowed, UserDeactivated.
        SQL: ``nachet.delete_group``.
        """
        return await self.call(calls.delete_group(user_id, group_id))

    async def add_group_member(self, user_id: UUID | str, group_id: UUID | str, member_id: UUID | str) -> Membership:
        """Makes a user a member of a group.

        Raises: UserNotFound, GroupNotFound, NotAllowed, UserDeactivated.
        SQL: ``nachet.add_group_member``.
        """
        return await self.call(calls.add_group_member(user_id, group_id, member_id))

    async def add_group_member_by_email(self, user_id: UUID | str, group_id: UUID | str, email: str) -> Membership:
        """Makes the user with an e-mail address a member of a group.

        The case of ``email`` does not matter.

        Raises: UserNotFound, GroupNotFound, NotAllowed, UserDeactivated.
        SQL: ``nachet.add_group_member_by_email``.
        """
        return await self.call(calls.add_group_member_by_email(user_id, group_id, email))

    async def remove_group_member(self, user_id: UUID | str, group_id: UUID | str, member_id: UUID | str) -> Membership:
        """Removes a member from a group.

        Raises: UserNotFound, GroupNotFound, MemberNotFound, OwnerIsMember, NotAllowed, UserDeactivated.
        SQL: ``nachet.remove_group_member``.
        """
        return await self.call(calls.remove_group_member(user_id, group_id, member_id))

    async def create_picture_set(
        self,
        user_id: UUID | str,
        name: str | None = None,
        *,
        metadata: Mapping[str, Any] | None = None,
        parent: UUID | str | None = None,
        sample_id: UUID | str | None = None,
        picture_set_id: UUID | str | None = None,
        container_id: UUID | str | None = None,
    ) -> PictureSet:
        """Creates a folder in a container and returns it.

        ``picture_set_id`` is the caller's own id for it, also its name where none is given; ``metadata`` a JSON
        object; ``parent`` the folder that it lies in, ``sample_id`` the sample that it belongs to. Repeated with the
        same id, name and parent, the first answer again.

        Raises: UserNotFound, ContainerNotFound, PictureSetNotFound, SampleNotFound, PictureSetExists, IdTaken,
        InvalidName, InvalidOptions, NotAllowed, UserDeactivated.
        SQL: ``nachet.create_picture_set``.
        """
        return await self._decide(
            calls.create_picture_set(
                user_id,
                name,
                metadata=metadata,
                parent=parent,
                sample_id=sample_id,
                picture_set_id=picture_set_id,
                container_id=container_id,
            )
        )

    async def list_picture_sets(
        self, user_id: UUID | str, *, container_id: UUID | str | None = None
    ) -> list[ListedPictureSet]:
        """Lists the folders of a container with the state of their pictures, the default folder first, then by name.

        Raises: UserNotFound, ContainerNotFound, UserDeactivated.
        SQL: ``nachet.list_picture_sets``.
        """
        return await self.call(calls.list_picture_sets(user_id, container_id=container_id))

    async def list_all_picture_sets(
        self, user_id: UUID | str, *, text: str | None = None, after: UUID | str | None = None, limit: int | None = None
    ) -> Page[PictureSetSummary, RowId]:
        """Lists the folders of all containers that a user can read, newest first, page by page.

        ``text`` is a part of the name. ``after`` is the ``next`` of the page before, ``limit`` 1 to 1000 (default
        100).

        Raises: UserNotFound, InvalidOptions, UserDeactivated.
        SQL: ``nachet.list_all_picture_sets``.
        """
        return await self.call(calls.list_all_picture_sets(user_id, text=text, after=after, limit=limit))

    async def list_picture_set_tree(
        self, user_id: UUID | str, *, container_id: UUID | str | None = None
    ) -> list[PictureSetNode]:
        """Lists the folders of a container with their metadata, each below the folder that it lies in.

        Raises: UserNotFound, ContainerNotFound, UserDeactivated.
        SQL: ``nachet.list_picture_set_tree``.
        """
        return await self.call(calls.list_picture_set_tree(user_id, container_id=container_id))

    async def get_picture_set(
        self, user_id: UUID | str, picture_set_id: UUID | str, *, container_id: UUID | str | None = None
    ) -> PictureSetSummary:
        """Returns a folder with the columns of the view picture_set_summary.

        Raises: UserNotFound, ContainerNotFound, PictureSetNotFound, UserDeactivated.
        SQL: ``nachet.get_picture_set``.
        """
        return await self.call(calls.get_picture_set(user_id, picture_set_id, container_id=container_id))

    async def list_picture_set_pictures(
        self,
        user_id: UUID | str,
        picture_set_id: UUID | str | None = None,
        *,
        after: UUID | str | None = None,
        limit: int | None = None,
        container_id: UUID | str | None = None,
    ) -> Page[PictureSetPicture, RowId]:
        """Lists the pictures of a folder, page by page.

        ``after`` is the ``next`` of the page before, ``limit`` 1 to 1000 (default 100).

        Raises: UserNotFound, ContainerNotFound, PictureSetNotFound, InvalidOptions, UserDeactivated.
        SQL: ``nachet.list_picture_set_pictures``.
        """
        return await self.call(
            calls.list_picture_set_pictures(
                user_id, picture_set_id, after=after, limit=limit, container_id=container_id
            )
        )

    async def list_picture_set_inferences(
        self,
        user_id: UUID | str,
        picture_set_id: UUID | str | None = None,
        *,
        include_rejected: bool | None = None,
        after: UUID | str | None = None,
        limit: int | None = None,
        container_id: UUID | str | None = None,
    ) -> Page[PictureSetInference, RowId]:
        """Lists the pictures of a folder with the newest inference of each, page by page.

        Boxes judged wrong are left out, except with ``include_rejected``. ``after`` is the ``next`` of the page
        before, ``limit`` 1 to 1000 (default 100).

        Raises: UserNotFound, ContainerNotFound, PictureSetNotFound, InvalidOptions, UserDeactivated.
        SQL: ``nachet.list_picture_set_inferences``.
        """
        return await self.call(
            calls.list_picture_set_inferences(
                user_id,
                picture_set_id,
                include_rejected=include_rejected,
                after=after,
                limit=limit,
                container_id=container_id,
            )
        )

    async def update_picture_set(
        self,
        user_id: UUID | str,
        picture_set_id: UUID | str,
        changes: PictureSetChanges,
        *,
        container_id: UUID | str | None = None,
    ) -> PictureSetDetails:
        """Changes the metadata of a folder, the folder that it lies in or its sample, and returns it.

        What ``changes`` does not mention stays. Its ``metadata`` is a merge patch: a key with None is removed; its
        ``parent`` the folder that it lies in from now on, None at the top. ``rename_picture_set`` changes the name.

        Raises: UserNotFound, ContainerNotFound, PictureSetNotFound, SampleNotFound, PictureSetExists,
        PictureSetParent, InvalidOptions, NotAllowed, UserDeactivated.
        SQL: ``nachet.update_picture_set``.
        """
        return await self._decide(calls.update_picture_set(user_id, picture_set_id, changes, container_id=container_id))

    async def rename_picture_set(
        self, user_id: UUID | str, picture_set_id: UUID | str, name: str, *, container_id: UUID | str | None = None
    ) -> PictureSet:
        """Gives a folder another name.

        Raises: UserNotFound, ContainerNotFound, PictureSetNotFound, PictureSetExists, InvalidName, NotAllowed,
        UserDeactivated.
        SQL: ``nachet.rename_picture_set``.
        """
        return await self.call(calls.rename_picture_set(user_id, picture_set_id, name, container_id=container_id))

    async def has_verified_pictures(
        self, user_id: UUID | str, picture_set_id: UUID | str, *, container_id: UUID | str | None = None
    ) -> bool:
        """Returns whether a folder, or one below it, has verified pictures.

        To be asked before the folder is deleted: the folders below it go along.

        Raises: UserNotFound, ContainerNotFound, PictureSetNotFound, UserDeactivated.
        SQL: ``nachet.has_verified_pictures``.
        """
        return await self.call(calls.has_verified_pictures(user_id, picture_set_id, container_id=container_id))

    async def delete_picture_set(
        self,
        user_id: UUID | str,
        picture_set_id: UUID | str,
        *,
        keep_verified: bool,
        container_id: UUID | str | None = None,
    ) -> DeletedPictureSet:
        """Moves a folder with its pictures and the folders below it to the trash; the verified pictures can go to the
        archive instead.

        Raises: UserNotFound, ContainerNotFound, PictureSetNotFound, DefaultPictureSet, ArchiveContainer, NotAllowed,
        UserDeactivated.
        SQL: ``nachet.delete_picture_set``.
        """
        return await self._decide(
            calls.delete_picture_set(user_id, picture_set_id, keep_verified=keep_verified, container_id=container_id)
        )

    async def restore_picture_set(
        self,
        user_id: UUID | str,
        picture_set_id: UUID | str,
        *,
        name: str | None = None,
        container_id: UUID | str | None = None,
    ) -> RestoredPictureSet:
        """Restores a folder from the trash, with all that was deleted with it and what the archive kept.

        ``name`` where another folder has its name meanwhile.

        Raises: UserNotFound, ContainerNotFound, PictureSetNotFound, PictureSetExists, PictureSetNotDeleted,
        PictureExists, ArchiveContainer, InvalidName, InvalidOptions, NotAllowed, UserDeactivated.
        SQL: ``nachet.restore_picture_set``.
        """
        return await self._decide(
            calls.restore_picture_set(user_id, picture_set_id, name=name, container_id=container_id)
        )

    async def unarchive_picture_set(
        self,
        user_id: UUID | str,
        picture_set_id: UUID | str,
        *,
        from_container_id: UUID | str | None = None,
        name: str | None = None,
        container_id: UUID | str | None = None,
    ) -> RestoredPictureSet:
        """Brings what the archive kept of a folder back to its container, or into another one.

        ``picture_set_id`` is the id that the folder had in ``from_container_id`` (default: the container itself);
        ``name`` where it must be made and another folder has its name.

        Raises: UserNotFound, ContainerNotFound, PictureSetNotFound, PictureSetExists, PictureExists,
        ArchiveContainer, PictureMoving, InvalidName, InvalidOptions, NotAllowed, UserDeactivated.
        SQL: ``nachet.unarchive_picture_set``.
        """
        return await self._decide(
            calls.unarchive_picture_set(
                user_id, picture_set_id, from_container_id=from_container_id, name=name, container_id=container_id
            )
        )

    async def purge_picture_set(
        self,
        user_id: UUID | str,
        picture_set_id: UUID | str,
        *,
        include_datasets: bool | None = None,
        container_id: UUID | str | None = None,
    ) -> PurgedPictureSet:
        """Permanently deletes a folder, the folders below it and all their pictures, with the blobs.

        Pictures of datasets only with ``include_datasets``; the datasets then name them as purged.

        Raises: UserNotFound, ContainerNotFound, PictureSetNotFound, DefaultPictureSet, PictureInDataset,
        InvalidOptions, NotAllowed, UserDeactivated.
        SQL: ``nachet.purge_picture_set``.
        """
        return await self._decide(
            calls.purge_picture_set(
                user_id, picture_set_id, include_datasets=include_datasets, container_id=container_id
            )
        )

    async def list_trash(self, user_id: UUID | str, *, container_id: UUID | str | None = None) -> Trash:
        """Lists what can be restored in a container, the last deleted first.

        Raises: UserNotFound, ContainerNotFound, NotAllowed, UserDeactivated.
        SQL: ``nachet.list_trash``.
        """
        return await self.call(calls.list_trash(user_id, container_id=container_id))

    async def purge_trash(
        self,
        before: datetime,
        *,
        limit: int | None = None,
        include_datasets: bool | None = None,
        reports: bool | None = None,
    ) -> Purged:
        """Permanently deletes what was put into the trash before a time, part by part.

        ``limit`` is how many pictures in one call, 1 to 1000 (default 100): call again while something remains.
        Pictures of datasets are left out without ``include_datasets``; a container in which reports were issued goes
        only with ``reports``.

        Raises: InvalidOptions.
        SQL: ``nachet.purge_trash``.
        """
        return await self.call(
            calls.purge_trash(before, limit=limit, include_datasets=include_datasets, reports=reports)
        )

    async def register_pictures(
        self,
        user_id: UUID | str,
        pictures: Iterable[NewPicture],
        *,
        picture_set_id: UUID | str | None = None,
        replace: bool | None = None,
        batch_id: UUID | str | None = None,
        container_id: UUID | str | None = None,
    ) -> list[Reservation]:
        """Reserves pictures in a folder before their blobs are written and returns the place of each, or the picture
        that has the same bytes.

        The reservations are in the order of ``pictures``. Of bytes that are there already, what was not known is
        filled in, and what differs is refused, or replaced with ``replace``. What the batch ``batch_id`` of the
        folder says of all its pictures holds for those that do not say it themselves, and their files count in it.

        Raises: UserNotFound, ContainerNotFound, PictureSetNotFound, PictureNotFound, SeedNotFound, BatchNotFound,
        IdTaken, QuotaExceeded, PictureDiffers, BatchEnded, InvalidPicture, InvalidOptions, NotAllowed,
        UserDeactivated.
        SQL: ``nachet.register_pictures``.
        """
        return await self.call(
            calls.register_pictures(
                user_id,
                pictures,
                picture_set_id=picture_set_id,
                replace=replace,
                batch_id=batch_id,
                container_id=container_id,
            )
        )

    async def confirm_pictures(
        self, user_id: UUID | str, picture_ids: Iterable[UUID | str], *, container_id: UUID | str | None = None
    ) -> list[Confirmation]:
        """Confirms that the blobs of reserved pictures are written and returns the place of each blob.

        Raises: UserNotFound, ContainerNotFound, PictureNotFound, NotAllowed, UserDeactivated.
        SQL: ``nachet.confirm_pictures``.
        """
        return await self.call(calls.confirm_pictures(user_id, picture_ids, container_id=container_id))

    async def get_picture(
        self, user_id: UUID | str, picture_id: UUID | str, *, container_id: UUID | str | None = None
    ) -> Picture:
        """Returns a picture with the columns of the view picture_summary.

        Raises: UserNotFound, ContainerNotFound, PictureNotFound, UserDeactivated.
        SQL: ``nachet.get_picture``.
        """
        return await self.call(calls.get_picture(user_id, picture_id, container_id=container_id))

    async def update_picture(
        self,
        user_id: UUID | str,
        picture_id: UUID | str,
        changes: PictureChanges,
        *,
        container_id: UUID | str | None = None,
    ) -> Picture:
        """Changes the facts about a picture and its named species, and returns it.

        What ``changes`` does not mention stays, None takes a value away.

        Raises: UserNotFound, ContainerNotFound, PictureNotFound, SeedNotFound, InvalidPicture, InvalidOptions,
        NotAllowed, UserDeactivated.
        SQL: ``nachet.update_picture``.
        """
        return await self.call(calls.update_picture(user_id, picture_id, changes, container_id=container_id))

    async def find_pictures(
        self,
        user_id: UUID | str,
        *,
        picture_set_id: UUID | str | None = None,
        parent: UUID | str | None = None,
        seed_id: UUID | str | None = None,
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
        pipeline_id: UUID | str | None = None,
        min_top_score: float | None = None,
        max_top_score: float | None = None,
        name: str | None = None,
        text: str | None = None,
        limit: int | None = None,
        after: UUID | str | None = None,
        container_id: UUID | str | None = None,
    ) -> Page[Picture, RowId]:
        """Lists the pictures of a container that match a filter, newest first, page by page.

        All that is given must hold. ``uploaded_to`` itself is not included; sizes are bytes and pixels; scores (0 to
        1) are those of the surest guess of one of the picture's inferences; ``name`` has words of the file's name;
        ``text`` is looked for in description and metadata, as in a web search. ``limit`` is 1 to 1000 (default 100),
        ``after`` the ``next`` of the page before.

        Raises: UserNotFound, ContainerNotFound, InvalidFilter, UserDeactivated.
        SQL: ``nachet.find_pictures``.
        """
        return await self.call(
            calls.find_pictures(
                user_id,
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
                name=name,
                text=text,
                limit=limit,
                after=after,
                container_id=container_id,
            )
        )

    async def find_all_pictures(
        self,
        user_id: UUID | str,
        *,
        picture_set_id: UUID | str | None = None,
        parent: UUID | str | None = None,
        seed_id: UUID | str | None = None,
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
        pipeline_id: UUID | str | None = None,
        min_top_score: float | None = None,
        max_top_score: float | None = None,
        name: str | None = None,
        text: str | None = None,
        limit: int | None = None,
        after: UUID | str | None = None,
    ) -> Page[Picture, RowId]:
        """Lists the pictures of all containers that a user can read that match a filter, newest first, page by page.

        The filters are those of find_pictures. ``limit`` is 1 to 1000 (default 100), ``after`` the ``next`` of the
        page before.

        Raises: UserNotFound, InvalidFilter, UserDeactivated.
        SQL: ``nachet.find_all_pictures``.
        """
        return await self.call(
            calls.find_all_pictures(
                user_id,
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
                name=name,
                text=text,
                limit=limit,
                after=after,
            )
        )

    async def move_pictures(
        self,
        user_id: UUID | str,
        picture_ids: Iterable[UUID | str],
        picture_set_id: UUID | str,
        *,
        container_id: UUID | str | None = None,
    ) -> int:
        """Moves pictures to another folder of the container.

        Their blobs follow, readable all along. The answer is how many were elsewhere.

        Raises: UserNotFound, ContainerNotFound, PictureSetNotFound, PictureNotFound, PictureExists, NotAllowed,
        UserDeactivated.
        SQL: ``nachet.move_pictures``.
        """
        return await self._decide(calls.move_pictures(user_id, picture_ids, picture_set_id, container_id=container_id))

    async def delete_pictures(
        self, user_id: UUID | str, picture_ids: Iterable[UUID | str], *, container_id: UUID | str | None = None
    ) -> int:
        """Moves pictures to the trash.

        Verified ones too: the caller names each. The answer is how many.

        Raises: UserNotFound, ContainerNotFound, PictureNotFound, NotAllowed, UserDeactivated.
        SQL: ``nachet.delete_pictures``.
        """
        return await self.call(calls.delete_pictures(user_id, picture_ids, container_id=container_id))

    async def restore_pictures(
        self, user_id: UUID | str, picture_ids: Iterable[UUID | str], *, container_id: UUID | str | None = None
    ) -> int:
        """Restores pictures from the trash.

        The answer is how many.

        Raises: UserNotFound, ContainerNotFound, PictureSetNotFound, PictureNotFound, PictureExists, NotAllowed,
        UserDeactivated.
        SQL: ``nachet.restore_pictures``.
        """
        return await self.call(calls.restore_pictures(user_id, picture_ids, container_id=container_id))

    async def begin_batch(
        self,
        user_id: UUID | str,
        picture_set_id: UUID | str | None = None,
        *,
        expected: int | None = None,
        seed_id: UUID | str | None = None,
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
        batch_id: UUID | str | None = None,
        container_id: UUID | str | None = None,
    ) -> Batch:
        """Begins a session in which many files are uploaded to a folder, and returns it.

        ``expected`` is how many files are to come, ``batch_id`` the caller's own id for it; all else holds for each
        of its pictures whose upload does not say it. Repeated with the same id and the rest, the same batch again.

        Raises: UserNotFound, ContainerNotFound, PictureSetNotFound, SeedNotFound, IdTaken, InvalidPicture,
        InvalidOptions, NotAllowed, UserDeactivated.
        SQL: ``nachet.begin_batch``.
        """
        return await self.call(
            calls.begin_batch(
                user_id,
                picture_set_id,
                expected=expected,
                seed_id=seed_id,
                seed_name=seed_name,
                zoom=zoom,
                nb_seeds=nb_seeds,
                description=description,
                metadata=metadata,
                device=device,
                lens=lens,
                tray=tray,
                sample=sample,
                taken_at=taken_at,
                batch_id=batch_id,
                container_id=container_id,
            )
        )

    async def record_refusals(
        self,
        user_id: UUID | str,
        batch_id: UUID | str,
        refusals: Iterable[NewRefusal],
        *,
        container_id: UUID | str | None = None,
    ) -> Batch:
        """Records files of a batch that were refused, with the reasons, and returns the batch.

        upload_pictures and upload_picture do this for the files of a batch that they refuse.

        Raises: UserNotFound, ContainerNotFound, BatchNotFound, BatchEnded, InvalidPicture, NotAllowed,
        UserDeactivated.
        SQL: ``nachet.record_refusals``.
        """
        return await self.call(calls.record_refusals(user_id, batch_id, refusals, container_id=container_id))

    async def end_batch(
        self, user_id: UUID | str, batch_id: UUID | str, *, container_id: UUID | str | None = None
    ) -> Batch:
        """Ends a batch and returns it.

        Raises: UserNotFound, ContainerNotFound, BatchNotFound, NotAllowed, UserDeactivated.
        SQL: ``nachet.end_batch``.
        """
        return await self.call(calls.end_batch(user_id, batch_id, container_id=container_id))

    async def get_batch(
        self, user_id: UUID | str, batch_id: UUID | str, *, container_id: UUID | str | None = None
    ) -> BatchReport:
        """Returns a batch with the columns of the view batch_summary and with its refused files.

        Raises: UserNotFound, ContainerNotFound, BatchNotFound, UserDeactivated.
        SQL: ``nachet.get_batch``.
        """
        return await self.call(calls.get_batch(user_id, batch_id, container_id=container_id))

    async def list_batches(
        self,
        user_id: UUID | str,
        *,
        picture_set_id: UUID | str | None = None,
        after: UUID | str | None = None,
        limit: int | None = None,
        container_id: UUID | str | None = None,
    ) -> Page[Batch, RowId]:
        """Lists the batches of a container, the newest first, page by page.

        ``after`` is the ``next`` of the page before, ``limit`` 1 to 1000 (default 100).

        Raises: UserNotFound, ContainerNotFound, InvalidOptions, UserDeactivated.
        SQL: ``nachet.list_batches``.
        """
        return await self.call(
            calls.list_batches(
                user_id, picture_set_id=picture_set_id, after=after, limit=limit, container_id=container_id
            )
        )

    async def create_sample(
        self,
        user_id: UUID | str,
        number: str,
        *,
        lot: str | None = None,
        crop: str | None = None,
        crop_seed_id: UUID | str | None = None,
        weight: float | None = None,
        examined_weight: float | None = None,
        tests: Iterable[str] | None = None,
        received_at: datetime | None = None,
        metadata: Mapping[str, Any] | None = None,
        sample_id: UUID | str | None = None,
        container_id: UUID | str | None = None,
    ) -> Sample:
        """Enters a sample that a laboratory received, under its number, and returns it.

        ``number`` is unique in the container whatever its case. ``crop`` is what is sold: a species of the catalogue
        where it stands for one, else a text; ``crop_seed_id`` says which. Weights are in grams; ``tests`` are kinds
        of test, such as purity. ``sample_id`` is the caller's own id: repeated with it and the number, the sample.

        Raises: UserNotFound, ContainerNotFound, SeedNotFound, IdTaken, SampleExists, ExaminedWeight, InvalidName,
        InvalidOptions, NotAllowed, UserDeactivated.
        SQL: ``nachet.create_sample``.
        """
        return await self.call(
            calls.create_sample(
                user_id,
                number,
                lot=lot,
                crop=crop,
                crop_seed_id=crop_seed_id,
                weight=weight,
                examined_weight=examined_weight,
                tests=tests,
                received_at=received_at,
                metadata=metadata,
                sample_id=sample_id,
                container_id=container_id,
            )
        )

    async def update_sample(
        self,
        user_id: UUID | str,
        sample_id: UUID | str,
        changes: SampleChanges,
        *,
        container_id: UUID | str | None = None,
    ) -> Sample:
        """Changes what is said of a sample and returns it.

        What ``changes`` does not mention stays, null takes a value away; metadata is replaced as a whole. Reports
        that were issued stay as they are.

        Raises: UserNotFound, ContainerNotFound, SeedNotFound, SampleNotFound, SampleExists, ExaminedWeight,
        InvalidOptions, NotAllowed, UserDeactivated.
        SQL: ``nachet.update_sample``.
        """
        return await self.call(calls.update_sample(user_id, sample_id, changes, container_id=container_id))

    async def get_sample(
        self, user_id: UUID | str, sample_id: UUID | str, *, container_id: UUID | str | None = None
    ) -> SampleDetails:
        """Returns a sample with its folders, and with how many pictures and reports it has.

        Raises: UserNotFound, ContainerNotFound, SampleNotFound, UserDeactivated.
        SQL: ``nachet.get_sample``.
        """
        return await self.call(calls.get_sample(user_id, sample_id, container_id=container_id))

    async def list_samples(
        self,
        user_id: UUID | str,
        *,
        number: str | None = None,
        after: UUID | str | None = None,
        limit: int | None = None,
        container_id: UUID | str | None = None,
    ) -> Page[Sample, RowId]:
        """Lists the samples of a container, the newest first, page by page.

        ``number`` picks the one with this number. ``after`` is the ``next`` of the page before, ``limit`` 1 to 1000
        (default 100).

        Raises: UserNotFound, ContainerNotFound, InvalidOptions, UserDeactivated.
        SQL: ``nachet.list_samples``.
        """
        return await self.call(
            calls.list_samples(user_id, number=number, after=after, limit=limit, container_id=container_id)
        )

    async def delete_sample(
        self, user_id: UUID | str, sample_id: UUID | str, *, container_id: UUID | str | None = None
    ) -> DeletedSample:
        """Deletes a sample of which no report was issued; its folders stay.

        Raises: UserNotFound, ContainerNotFound, SampleNotFound, SampleHasReports, NotAllowed, UserDeactivated.
        SQL: ``nachet.delete_sample``.
        """
        return await self.call(calls.delete_sample(user_id, sample_id, container_id=container_id))

    async def get_sample_counts(
        self,
        user_id: UUID | str,
        sample_id: UUID | str,
        *,
        regulated_list: str | None = None,
        on: str | None = None,
        per_weight: float | None = None,
        container_id: UUID | str | None = None,
    ) -> SampleCounts:
        """Counts the specimens of a sample by species and by class of a regulated list.

        ``regulated_list`` is one by id or name, ``on`` the day (2026-03-14) at which its period holds, by default
        today; numbers are also told for ``per_weight`` grams, by default what the list says, else 1000.

        Raises: UserNotFound, ContainerNotFound, SampleNotFound, RegulatedListNotFound, InvalidOptions,
        UserDeactivated.
        SQL: ``nachet.get_sample_counts``.
        """
        return await self.call(
            calls.get_sample_counts(
                user_id,
                sample_id,
                regulated_list=regulated_list,
                on=on,
                per_weight=per_weight,
                container_id=container_id,
            )
        )

    async def issue_report(
        self,
        user_id: UUID | str,
        sample_id: UUID | str,
        *,
        regulated_list: str | None = None,
        on: str | None = None,
        per_weight: float | None = None,
        allow_open: bool | None = None,
        number: str | None = None,
        report_id: UUID | str | None = None,
        container_id: UUID | str | None = None,
    ) -> IssuedReport:
        """Issues a report of a sample: what was counted, in which pictures, by whom; it never changes.

        It never changes; amend_report issues a later version. ``regulated_list``, ``on`` and ``per_weight`` are those
        of get_sample_counts. What is open, disputed or not reviewed refuses it, unless ``allow_open`` says that it is
        told. ``number`` is by default the sample's with a running number; ``report_id`` the caller's own id: repeated
        with it, the first answer.

        Raises: UserNotFound, ContainerNotFound, SampleNotFound, RegulatedListNotFound, IdTaken, SampleUnsettled,
        ReportExists, InvalidOptions, NotAllowed, UserDeactivated.
        SQL: ``nachet.issue_report``.
        """
        return await self.call(
            calls.issue_report(
                user_id,
                sample_id,
                regulated_list=regulated_list,
                on=on,
                per_weight=per_weight,
                allow_open=allow_open,
                number=number,
                report_id=report_id,
                container_id=container_id,
            )
        )

    async def amend_report(
        self,
        user_id: UUID | str,
        report_id: UUID | str,
        reason: str,
        *,
        regulated_list: str | None = None,
        on: str | None = None,
        per_weight: float | None = None,
        allow_open: bool | None = None,
        new_report_id: UUID | str | None = None,
        container_id: UUID | str | None = None,
    ) -> IssuedReport:
        """Issues a report of a sample again, with a reason, as a later version that supersedes one.

        Only the last version can be amended. What is not given of ``regulated_list``, ``on`` and ``per_weight`` is as
        in the version that is corrected. ``new_report_id`` is the caller's own id for the later version: repeated
        with it, the first answer.

        Raises: UserNotFound, ContainerNotFound, RegulatedListNotFound, ReportNotFound, IdTaken, SampleUnsettled,
        ReportSuperseded, InvalidOptions, ReasonRequired, NotAllowed, UserDeactivated.
        SQL: ``nachet.amend_report``.
        """
        return await self.call(
            calls.amend_report(
                user_id,
                report_id,
                reason,
                regulated_list=regulated_list,
                on=on,
                per_weight=per_weight,
                allow_open=allow_open,
                new_report_id=new_report_id,
                container_id=container_id,
            )
        )

    async def get_report(
        self, user_id: UUID | str, report_id: UUID | str, *, container_id: UUID | str | None = None
    ) -> FullReport:
        """Returns a report as it was issued, and by which version it is superseded.

        Raises: UserNotFound, ContainerNotFound, ReportNotFound, UserDeactivated.
        SQL: ``nachet.get_report``.
        """
        return await self.call(calls.get_report(user_id, report_id, container_id=container_id))

    async def list_reports(
        self,
        user_id: UUID | str,
        *,
        sample_id: UUID | str | None = None,
        number: str | None = None,
        after: UUID | str | None = None,
        limit: int | None = None,
        container_id: UUID | str | None = None,
    ) -> Page[IssuedReport, RowId]:
        """Lists the reports of a container, the newest first, page by page.

        ``sample_id`` picks those of a sample, ``number`` all versions of a report. ``after`` is the ``next`` of the
        page before, ``limit`` 1 to 1000 (default 100).

        Raises: UserNotFound, ContainerNotFound, InvalidOptions, UserDeactivated.
        SQL: ``nachet.list_reports``.
        """
        return await self.call(
            calls.list_reports(
                user_id, sample_id=sample_id, number=number, after=after, limit=limit, container_id=container_id
            )
        )

    async def import_regulated_list(
        self, user_id: UUID | str, regulated_list: NewRegulatedList, *, reason: str | None = None
    ) -> ImportedRegulatedList:
        """Imports a list of species that an authority regulates, by class and period; for administrators only.

        Repeated, it changes nothing. A list is known by its name, a period by its first day: a period that is named
        is replaced, others stay.

        Raises: UserNotFound, InvalidOptions, InvalidRegulatedList, AdministratorRequired, UserDeactivated.
        SQL: ``nachet.import_regulated_list``.
        """
        return await self.call(calls.import_regulated_list(user_id, regulated_list, reason=reason))

    async def list_regulated_lists(self, user_id: UUID | str) -> list[RegulatedListSummary]:
        """Lists the regulated lists with their periods, by name.

        Raises: UserNotFound, UserDeactivated.
        SQL: ``nachet.list_regulated_lists``.
        """
        return await self.call(calls.list_regulated_lists(user_id))

    async def get_regulated_list(self, user_id: UUID | str, name: str, *, on: str | None = None) -> RegulatedList:
        """Returns a regulated list with its periods, classes and entries.

        ``name`` is its name, whatever its case, or its id as text; ``on`` a day (2026-03-14): the period that holds
        then.

        Raises: UserNotFound, RegulatedListNotFound, InvalidOptions, UserDeactivated.
        SQL: ``nachet.get_regulated_list``.
        """
        return await self.call(calls.get_regulated_list(user_id, name, on=on))

    async def register_seed(
        self,
        user_id: UUID | str,
        name: str,
        *,
        seed_id: UUID | str | None = None,
        information: Mapping[str, Any] | None = None,
        confirmed: bool | None = None,
        gbif_key: int | None = None,
        eppo_code: str | None = None,
        itis_tsn: int | None = None,
        object_type_id: int | None = None,
        rank: Rank | None = None,
        parent: str | None = None,
        parent_id: UUID | str | None = None,
    ) -> Seed:
        """Adds a species to the catalogue and returns it.

        ``information`` is a JSON object; ``gbif_key``, ``eppo_code`` and ``itis_tsn`` are identifiers in GBIF's
        backbone, the EPPO database and ITIS; only an administrator may say ``confirmed``; ``object_type_id`` is the
        kind of thing, by default a seed. ``parent`` (a name) or ``parent_id`` is the genus or family that it belongs
        to; without a ``rank``, a name such as "Cuscuta spp." is a genus, any other a species. Repeated with the same
        ``seed_id`` and name, the species. With the ``seed_id`` of another catalogue and the name of a known species,
        that one, which has this id too from now on.

        Raises: UserNotFound, SeedNotFound, ObjectTypeNotFound, SeedExists, IdTaken, AliasExists, SeedIdExists,
        SeedParent, InvalidSeed, InvalidOptions, AdministratorRequired, UserDeactivated.
        SQL: ``nachet.register_seed``.
        """
        return await self.call(
            calls.register_seed(
                user_id,
                name,
                seed_id=seed_id,
                information=information,
                confirmed=confirmed,
                gbif_key=gbif_key,
                eppo_code=eppo_code,
                itis_tsn=itis_tsn,
                object_type_id=object_type_id,
                rank=rank,
                parent=parent,
                parent_id=parent_id,
            )
        )

    async def get_seed(self, user_id: UUID | str, seed_id: UUID | str) -> Seed:
        """Returns a species by its id, with its aliases; for a merged species, the one it was merged into.

        Raises: UserNotFound, SeedNotFound, UserDeactivated.
        SQL: ``nachet.get_seed``.
        """
        return await self.call(calls.get_seed(user_id, seed_id))

    async def get_seed_at(self, user_id: UUID | str, seed_id: UUID | str, at: datetime) -> Seed:
        """Returns a species as it was at a time, by the recorded changes.

        The aliases are those of today.

        Raises: UserNotFound, SeedNotFound, UserDeactivated.
        SQL: ``nachet.get_seed_at``.
        """
        return await self.call(calls.get_seed_at(user_id, seed_id, at))

    async def list_seeds(
        self, user_id: UUID | str, *, confirmed: bool | None = None, language: str | None = None
    ) -> list[ListedSeed]:
        """Lists the ids and names of all species, by name; in a language on request.

        ``confirmed`` picks those confirmed, or those not; ``language`` adds vernacular names, e.g. of fr or fr-CA.

        Raises: UserNotFound, InvalidOptions, UserDeactivated.
        SQL: ``nachet.list_seeds``.
        """
        return await self.call(calls.list_seeds(user_id, confirmed=confirmed, language=language))

    async def export_seeds(self, *, confirmed: bool | None = None, language: str | None = None) -> list[ListedSeed]:
        """Lists the ids and names of all species, by name; in a language on request.

        As list_seeds, for the application itself, which has no user yet when it starts.

        Raises: InvalidOptions.
        SQL: ``nachet.export_seeds``.
        """
        return await self.call(calls.export_seeds(confirmed=confirmed, language=language))

    async def search_seeds(self, text: str) -> list[SimilarSeed]:
        """Lists the species most similar to a text, best first: seed_id, seed_name, similarity (0 to 1), and the
        name, alias or vernacular name that matched.

        SQL: ``nachet.search_seeds``.
        """
        return await self.call(calls.search_seeds(text))

    async def resolve_seed(self, label: str) -> ResolvedSeed:
        """Returns the species that a label stands for.

        Raises: SeedNotFound.
        SQL: ``nachet.resolve_seed``.
        """
        return await self.call(calls.resolve_seed(label))

    async def resolve_dataset_filter(self, dataset_filter: DatasetFilterInput) -> DatasetFilter:
        """Checks a filter of specimens and returns it with ids in place of names.

        Species come back as ``seed_ids``, with all that is below them. The answer is a filter that finds the same.

        Raises: SeedNotFound, PipelineNotFound, ModelNotFound, InvalidFilter.
        SQL: ``nachet.resolve_dataset_filter``.
        """
        return await self.call(calls.resolve_dataset_filter(dataset_filter))

    async def create_dataset(
        self,
        user_id: UUID | str,
        name: str,
        dataset_filter: DatasetFilterInput,
        *,
        description: str | None = None,
        dataset_id: UUID | str | None = None,
    ) -> Dataset:
        """Pins specimens, their species and pictures as they are now under a name and a digest, and returns the
        dataset; for administrators only.

        An empty filter takes all that is settled. What is pinned is read from the views ``dataset_specimen``,
        ``dataset_picture`` and ``dataset_seed``. Repeated with the same name and filter, the first answer again.

        Raises: UserNotFound, SeedNotFound, PipelineNotFound, ModelNotFound, IdTaken, DatasetExists, InvalidName,
        InvalidFilter, InvalidOptions, AdministratorRequired, UserDeactivated.
        SQL: ``nachet.create_dataset``.
        """
        return await self.call(
            calls.create_dataset(user_id, name, dataset_filter, description=description, dataset_id=dataset_id)
        )

    async def list_datasets(
        self, user_id: UUID | str, *, limit: int | None = None, after: UUID | str | None = None
    ) -> Page[Dataset, RowId]:
        """Lists the datasets, the newest first, page by page; for administrators only.

        ``limit`` is 1 to 1000 (default 100), ``after`` the ``next`` of the page before.

        Raises: UserNotFound, InvalidOptions, AdministratorRequired, UserDeactivated.
        SQL: ``nachet.list_datasets``.
        """
        return await self.call(calls.list_datasets(user_id, limit=limit, after=after))

    async def get_dataset(self, user_id: UUID | str, dataset: UUID | str) -> DatasetDetails:
        """Describes a dataset: what chose it, what is in it, and what was purged since; for administrators only.

        Raises: UserNotFound, DatasetNotFound, AdministratorRequired, UserDeactivated.
        SQL: ``nachet.get_dataset``.
        """
        return await self.call(calls.get_dataset(user_id, dataset))

    async def diff_datasets(
        self,
        user_id: UUID | str,
        dataset: UUID | str,
        other: UUID | str,
        *,
        change: Literal["added", "removed", "relabelled", "moved"] | None = None,
        limit: int | None = None,
        after: UUID | str | None = None,
    ) -> DatasetDiff:
        """Compares two datasets: which specimens were added, removed, relabelled or moved, counted and page by page;
        for administrators only.

        A box moved if an edge did by more than half a pixel. ``limit`` is 1 to 1000 specimens (default 100),
        ``after`` the ``next`` of the page before.

        Raises: UserNotFound, DatasetNotFound, InvalidOptions, AdministratorRequired, UserDeactivated.
        SQL: ``nachet.diff_datasets``.
        """
        return await self.call(calls.diff_datasets(user_id, dataset, other, change=change, limit=limit, after=after))

    async def delete_dataset(
        self, user_id: UUID | str, dataset: UUID | str, *, include_models: bool | None = None, reason: str | None = None
    ) -> Dataset:
        """Deletes a dataset and returns what it was; for administrators only.

        One that a version of a model was trained on only with ``include_models``.

        Raises: UserNotFound, DatasetNotFound, DatasetInUse, InvalidOptions, AdministratorRequired, UserDeactivated.
        SQL: ``nachet.delete_dataset``.
        """
        return await self.call(calls.delete_dataset(user_id, dataset, include_models=include_models, reason=reason))

    async def import_seeds(
        self, user_id: UUID | str, seeds: Iterable[NewSeed], *, reason: str | None = None
    ) -> list[ImportedSeed]:
        """Imports a list of species with their ranks, external ids, synonyms and vernacular names; for administrators
        only.

        Repeated, it changes nothing. An entry whose name is known changes that species; what it does not say stays.
        The answer has the outcome of each entry.

        Raises: UserNotFound, SeedNotFound, SeedExists, AliasExists, SeedIdExists, SeedParent, InvalidSeed,
        InvalidOptions, AdministratorRequired, UserDeactivated.
        SQL: ``nachet.import_seeds``.
        """
        return await self.call(calls.import_seeds(user_id, seeds, reason=reason))

    async def update_seed(self, user_id: UUID | str, seed_id: UUID | str, changes: SeedChanges) -> Seed:
        """Changes the facts about a species and returns it; for administrators only.

        What ``changes`` does not mention stays.

        Raises: UserNotFound, SeedNotFound, ObjectTypeNotFound, SeedIdExists, SeedParent, InvalidSeed, InvalidOptions,
        AdministratorRequired, UserDeactivated.
        SQL: ``nachet.update_seed``.
        """
        return await self.call(calls.update_seed(user_id, seed_id, changes))

    async def confirm_seed(self, user_id: UUID | str, seed_id: UUID | str, *, reason: str | None = None) -> Seed:
        """Confirms a species that a model or a person named and returns it; for administrators only.

        Raises: UserNotFound, SeedNotFound, InvalidOptions, AdministratorRequired, UserDeactivated.
        SQL: ``nachet.confirm_seed``.
        """
        return await self.call(calls.confirm_seed(user_id, seed_id, reason=reason))

    async def rename_seed(
        self, user_id: UUID | str, seed_id: UUID | str, name: str, *, reason: str | None = None
    ) -> Seed:
        """Gives a species another name, keeps the old one as an alias and returns the species; for administrators
        only.

        Raises: UserNotFound, SeedNotFound, SeedExists, AliasExists, InvalidSeed, InvalidOptions,
        AdministratorRequired, UserDeactivated.
        SQL: ``nachet.rename_seed``.
        """
        return await self.call(calls.rename_seed(user_id, seed_id, name, reason=reason))

    async def merge_seeds(
        self, user_id: UUID | str, seed_id: UUID | str, into_seed_id: UUID | str, *, reason: str | None = None
    ) -> Seed:
        """Merges a species into another, with its history; its name becomes an alias; for administrators only.

        The answer is the species that remains. undo_seed_change can undo it.

        Raises: UserNotFound, SeedNotFound, SeedParent, InvalidSeed, InvalidOptions, AdministratorRequired,
        UserDeactivated.
        SQL: ``nachet.merge_seeds``.
        """
        return await self.call(calls.merge_seeds(user_id, seed_id, into_seed_id, reason=reason))

    async def split_seed(
        self,
        user_id: UUID | str,
        seed_id: UUID | str,
        name: str,
        *,
        new_seed_id: UUID | str | None = None,
        aliases: Iterable[str] | None = None,
        information: Mapping[str, Any] | None = None,
        confirmed: bool | None = None,
        gbif_key: int | None = None,
        eppo_code: str | None = None,
        itis_tsn: int | None = None,
        object_type_id: int | None = None,
        rank: Rank | None = None,
        parent: str | None = None,
        parent_id: UUID | str | None = None,
        reason: str | None = None,
    ) -> Seed:
        """Makes a new species of what turned out to be two and returns it; for administrators only.

        ``aliases`` are labels of the species that stand for the new one from now on. What was identified as the
        species stays with it until people identify it again. Repeated with the same ``new_seed_id`` and name, the new
        species.

        Raises: UserNotFound, SeedNotFound, SeedAliasNotFound, ObjectTypeNotFound, SeedExists, IdTaken, AliasExists,
        SeedIdExists, SeedParent, InvalidSeed, InvalidOptions, AdministratorRequired, UserDeactivated.
        SQL: ``nachet.split_seed``.
        """
        return await self.call(
            calls.split_seed(
                user_id,
                seed_id,
                name,
                new_seed_id=new_seed_id,
                aliases=aliases,
                information=information,
                confirmed=confirmed,
                gbif_key=gbif_key,
                eppo_code=eppo_code,
                itis_tsn=itis_tsn,
                object_type_id=object_type_id,
                rank=rank,
                parent=parent,
                parent_id=parent_id,
                reason=reason,
            )
        )

    async def list_seed_changes(
        self,
        user_id: UUID | str,
        *,
        seed_id: UUID | str | None = None,
        limit: int | None = None,
        after: UUID | str | None = None,
    ) -> Page[SeedChange, RowId]:
        """Lists what people changed of species, newest first: who, when, what, before, after and why.

        ``limit`` is 1 to 1000 (default 100), ``after`` the ``next`` of the page before.

        Raises: UserNotFound, InvalidOptions, UserDeactivated.
        SQL: ``nachet.list_seed_changes``.
        """
        return await self.call(calls.list_seed_changes(user_id, seed_id=seed_id, limit=limit, after=after))

    async def undo_seed_change(self, user_id: UUID | str, change_id: UUID | str, *, reason: str | None = None) -> Seed:
        """Undoes a change of a species and returns the species; for administrators only.

        Repeated, the same answer. A change on which a later one depends is refused: that one must be undone first.

        Raises: UserNotFound, SeedChangeNotFound, SeedExists, AliasExists, SeedChangeNeeded, SeedIdExists, SeedParent,
        InvalidOptions, AdministratorRequired, UserDeactivated.
        SQL: ``nachet.undo_seed_change``.
        """
        return await self.call(calls.undo_seed_change(user_id, change_id, reason=reason))

    async def add_seed_alias(
        self, user_id: UUID | str, seed_id: UUID | str, alias: str, *, reason: str | None = None
    ) -> Seed:
        """Makes a label an alias of a species and returns the species; for administrators only.

        Raises: UserNotFound, SeedNotFound, SeedExists, AliasExists, InvalidSeed, InvalidOptions,
        AdministratorRequired, UserDeactivated.
        SQL: ``nachet.add_seed_alias``.
        """
        return await self.call(calls.add_seed_alias(user_id, seed_id, alias, reason=reason))

    async def remove_seed_alias(
        self, user_id: UUID | str, seed_id: UUID | str, alias: str, *, reason: str | None = None
    ) -> Seed:
        """Removes an alias of a species and returns the species; for administrators only.

        Raises: UserNotFound, SeedNotFound, SeedAliasNotFound, InvalidOptions, AdministratorRequired, UserDeactivated.
        SQL: ``nachet.remove_seed_alias``.
        """
        return await self.call(calls.remove_seed_alias(user_id, seed_id, alias, reason=reason))

    async def list_object_types(self, user_id: UUID | str) -> list[ObjectType]:
        """Lists the kinds of things that a box can frame; the first is a seed.

        Raises: UserNotFound, UserDeactivated.
        SQL: ``nachet.list_object_types``.
        """
        return await self.call(calls.list_object_types(user_id))

    async def register_object_type(self, user_id: UUID | str, name: str) -> ObjectType:
        """Adds a kind of thing that a box can frame, beside seeds, and returns it; for administrators only.

        A name that there is already, whatever its case, is that kind.

        Raises: UserNotFound, InvalidName, AdministratorRequired, UserDeactivated.
        SQL: ``nachet.register_object_type``.
        """
        return await self.call(calls.register_object_type(user_id, name))

    async def rename_object_type(
        self, user_id: UUID | str, object_type_id: int, name: str, *, reason: str | None = None
    ) -> ObjectType:
        """Gives a kind of thing another name and returns it; for administrators only.

        Raises: UserNotFound, ObjectTypeNotFound, ObjectTypeExists, InvalidName, InvalidOptions,
        AdministratorRequired, UserDeactivated.
        SQL: ``nachet.rename_object_type``.
        """
        return await self.call(calls.rename_object_type(user_id, object_type_id, name, reason=reason))

    async def set_object_type_active(self, user_id: UUID | str, object_type_id: int, active: bool) -> ObjectType:
        """Takes a kind of thing out of use or back and returns it; for administrators only.

        What is of this kind stays so. The kind of a seed stays in use.

        Raises: UserNotFound, ObjectTypeNotFound, SeedObjectType, AdministratorRequired, UserDeactivated.
        SQL: ``nachet.set_object_type_active``.
        """
        return await self.call(calls.set_object_type_active(user_id, object_type_id, active))

    async def import_ml_structure(
        self, user_id: UUID | str, structure: NewMlStructure | MlStructure, *, last_default: bool | None = None
    ) -> ImportReport:
        """Imports a document of pipelines and models and returns how many were added, updated and unchanged; for
        administrators only.

        Names are compared whatever their case. A document that names two default pipelines is refused; with
        ``last_default`` the last of them is it.

        Raises: UserNotFound, InvalidStructure, InvalidOptions, AdministratorRequired, UserDeactivated.
        SQL: ``nachet.import_ml_structure``.
        """
        return await self.call(calls.import_ml_structure(user_id, structure, last_default=last_default))

    async def set_shown_model_keys(
        self, user_id: UUID | str, keys: Iterable[str], *, reason: str | None = None
    ) -> ShownModelKeys:
        """Names the keys of models that are shown here beside the usual ones and returns all that are; for
        administrators only.

        They take the place of those that were named before; all other keys of models are secrets.

        Raises: UserNotFound, InvalidName, InvalidOptions, AdministratorRequired, UserDeactivated.
        SQL: ``nachet.set_shown_model_keys``.
        """
        return await self.call(calls.set_shown_model_keys(user_id, keys, reason=reason))

    async def get_ml_structure(self, user_id: UUID | str) -> MlStructure:
        """Returns the active pipelines and models as one document; with addresses and keys for administrators only.

        Raises: UserNotFound, UserDeactivated.
        SQL: ``nachet.get_ml_structure``.
        """
        return await self.call(calls.get_ml_structure(user_id))

    async def export_ml_structure(self) -> MlStructure:
        """Returns the active pipelines and models as one document, with addresses and keys.

        For the application itself, which has no user yet when it starts.

        SQL: ``nachet.export_ml_structure``.
        """
        return await self.call(calls.export_ml_structure())

    async def get_model_secret(self, model_name: str, version: str = "") -> ModelSecret:
        """Returns the address and keys of a model, as imported.

        Of the active version where none is named; a pipeline names those that it pins.

        Raises: ModelNotFound.
        SQL: ``nachet.get_model_secret``.
        """
        return await self.call(calls.get_model_secret(model_name, version))

    async def activate_model_version(self, user_id: UUID | str, model_id: UUID | str, version: str) -> Model:
        """Makes an imported version of a model the active one and returns the model; for administrators only.

        Raises: UserNotFound, ModelNotFound, AdministratorRequired, UserDeactivated.
        SQL: ``nachet.activate_model_version``.
        """
        return await self.call(calls.activate_model_version(user_id, model_id, version))

    async def set_training_dataset(
        self, user_id: UUID | str, model_id: UUID | str, version: str, dataset: UUID | str
    ) -> TrainingDataset:
        """Records which dataset a version of a model was trained on; for administrators only.

        An empty text takes it away.

        Raises: UserNotFound, ModelNotFound, DatasetNotFound, AdministratorRequired, UserDeactivated.
        SQL: ``nachet.set_training_dataset``.
        """
        return await self.call(calls.set_training_dataset(user_id, model_id, version, dataset))

    async def list_models(self, user_id: UUID | str) -> list[Model]:
        """Lists all models with their versions, in the order of their import.

        Also those that are not active.

        Raises: UserNotFound, UserDeactivated.
        SQL: ``nachet.list_models``.
        """
        return await self.call(calls.list_models(user_id))

    async def rename_model(
        self, user_id: UUID | str, model_id: UUID | str, name: str, *, reason: str | None = None
    ) -> Model:
        """Gives a model another name and returns the model; for administrators only.

        Inferences keep the name that their documents gave.

        Raises: UserNotFound, ModelNotFound, ModelExists, InvalidName, InvalidOptions, AdministratorRequired,
        UserDeactivated.
        SQL: ``nachet.rename_model``.
        """
        return await self.call(calls.rename_model(user_id, model_id, name, reason=reason))

    async def set_model_active(self, user_id: UUID | str, model_id: UUID | str, active: bool) -> Model:
        """Activates or deactivates a model and returns it; for administrators only.

        Raises: UserNotFound, ModelNotFound, ModelInUse, AdministratorRequired, UserDeactivated.
        SQL: ``nachet.set_model_active``.
        """
        return await self.call(calls.set_model_active(user_id, model_id, active))

    async def list_pipelines(self, user_id: UUID | str) -> list[ListedPipeline]:
        """Lists all pipelines in the order of their import.

        Raises: UserNotFound, UserDeactivated.
        SQL: ``nachet.list_pipelines``.
        """
        return await self.call(calls.list_pipelines(user_id))

    async def rename_pipeline(
        self, user_id: UUID | str, pipeline_id: UUID | str, name: str, *, reason: str | None = None
    ) -> Pipeline:
        """Gives a pipeline another name and returns the pipeline; for administrators only.

        Raises: UserNotFound, PipelineNotFound, PipelineExists, InvalidName, InvalidOptions, AdministratorRequired,
        UserDeactivated.
        SQL: ``nachet.rename_pipeline``.
        """
        return await self.call(calls.rename_pipeline(user_id, pipeline_id, name, reason=reason))

    async def set_pipeline_active(self, user_id: UUID | str, pipeline_id: UUID | str, active: bool) -> SwitchedPipeline:
        """Activates or deactivates a pipeline and returns it; for administrators only.

        Raises: UserNotFound, PipelineNotFound, ModelNotFound, AdministratorRequired, UserDeactivated.
        SQL: ``nachet.set_pipeline_active``.
        """
        return await self.call(calls.set_pipeline_active(user_id, pipeline_id, active))

    async def set_default_pipeline(self, user_id: UUID | str, pipeline_id: UUID | str) -> Pipeline:
        """Makes a pipeline the default for all users without a choice of their own and returns it; for administrators
        only.

        Raises: UserNotFound, PipelineNotFound, AdministratorRequired, UserDeactivated.
        SQL: ``nachet.set_default_pipeline``.
        """
        return await self.call(calls.set_default_pipeline(user_id, pipeline_id))

    async def choose_pipeline(self, user_id: UUID | str, pipeline_id: UUID | str) -> PipelineOfUser:
        """Makes a pipeline the user's own choice, whatever the default is, and returns it.

        Raises: UserNotFound, PipelineNotFound, UserDeactivated.
        SQL: ``nachet.choose_pipeline``.
        """
        return await self.call(calls.choose_pipeline(user_id, pipeline_id))

    async def clear_pipeline_choice(self, user_id: UUID | str) -> bool:
        """Removes the user's choice of a pipeline and returns whether there was one.

        The answer is whether there was one.

        Raises: UserNotFound, UserDeactivated.
        SQL: ``nachet.clear_pipeline_choice``.
        """
        return await self.call(calls.clear_pipeline_choice(user_id))

    async def get_pipeline_for(self, user_id: UUID | str) -> PipelineOfUser:
        """Returns the pipeline that a user gets, and whether the user chose it.

        Raises: UserNotFound, PipelineNotFound, UserDeactivated.
        SQL: ``nachet.get_pipeline_for``.
        """
        return await self.call(calls.get_pipeline_for(user_id))

    async def register_inference(
        self,
        user_id: UUID | str,
        picture_id: UUID | str,
        result: Detection | Inference,
        *,
        pipeline: UUID | str | None = None,
        inference_id: UUID | str | None = None,
        container_id: UUID | str | None = None,
    ) -> RegisteredInference:
        """Registers an inference of a picture and returns its document with the ids of all its parts.

        The answer has the keys of ``result`` in their order, then the ids. ``pipeline`` is an id or a name (default:
        the one that applies to the user), ``inference_id`` the caller's own id: repeated with it, the first answer
        again. A refusal names the place, e.g. ``boxes[3].box.topX``.

        Raises: UserNotFound, ContainerNotFound, PictureNotFound, PipelineNotFound, IdTaken, InvalidInference,
        InvalidOptions, NotAllowed, UserDeactivated.
        SQL: ``nachet.register_inference``.
        """
        return await self.call(
            calls.register_inference(
                user_id, picture_id, result, pipeline=pipeline, inference_id=inference_id, container_id=container_id
            )
        )

    async def register_inferences(
        self, user_id: UUID | str, inferences: Iterable[NewInference], *, container_id: UUID | str | None = None
    ) -> list[RegisteredInference]:
        """Registers many inferences, all or none, and returns their documents in order.

        A refusal names the place, e.g. ``inferences[2].result.boxes``.

        Raises: UserNotFound, ContainerNotFound, PictureNotFound, PipelineNotFound, IdTaken, InvalidInference,
        InvalidOptions, NotAllowed, UserDeactivated.
        SQL: ``nachet.register_inferences``.
        """
        return await self.call(calls.register_inferences(user_id, inferences, container_id=container_id))

    async def get_inference(
        self,
        user_id: UUID | str,
        inference_id: UUID | str,
        *,
        include_rejected: bool | None = None,
        container_id: UUID | str | None = None,
    ) -> Inference:
        """Returns an inference as it was registered, with people's decisions in each box.

        Boxes judged wrong are left out, except with ``include_rejected``.

        Raises: UserNotFound, ContainerNotFound, InferenceNotFound, InvalidOptions, UserDeactivated.
        SQL: ``nachet.get_inference``.
        """
        return await self.call(
            calls.get_inference(user_id, inference_id, include_rejected=include_rejected, container_id=container_id)
        )

    async def get_picture_inference(
        self,
        user_id: UUID | str,
        picture_id: UUID | str,
        *,
        include_rejected: bool | None = None,
        container_id: UUID | str | None = None,
    ) -> Inference | None:
        """Returns the newest inference of a picture in the form of get_inference.

        None where the picture has no inference. Boxes judged wrong are left out, except with ``include_rejected``.

        Raises: UserNotFound, ContainerNotFound, PictureNotFound, InvalidOptions, UserDeactivated.
        SQL: ``nachet.get_picture_inference``.
        """
        return await self.call(
            calls.get_picture_inference(
                user_id, picture_id, include_rejected=include_rejected, container_id=container_id
            )
        )

    async def list_picture_inferences(
        self,
        user_id: UUID | str,
        picture_id: UUID | str,
        *,
        include_withdrawn: bool | None = None,
        after: UUID | str | None = None,
        limit: int | None = None,
        container_id: UUID | str | None = None,
    ) -> Page[PictureInference, RowId]:
        """Lists the inferences of a picture, the newest first, page by page.

        With ``include_withdrawn`` also those that were withdrawn. ``after`` is the ``next`` of the page before,
        ``limit`` 1 to 1000 (default 100).

        Raises: UserNotFound, ContainerNotFound, PictureNotFound, InferenceNotFound, InvalidOptions, UserDeactivated.
        SQL: ``nachet.list_picture_inferences``.
        """
        return await self.call(
            calls.list_picture_inferences(
                user_id,
                picture_id,
                include_withdrawn=include_withdrawn,
                after=after,
                limit=limit,
                container_id=container_id,
            )
        )

    async def withdraw_inference(
        self,
        user_id: UUID | str,
        inference_id: UUID | str,
        *,
        reason: str | None = None,
        container_id: UUID | str | None = None,
    ) -> WithdrawnInference:
        """Withdraws an inference: it is kept, but neither read as the picture's, nor reviewed, nor counted.

        What people identified through it stays true; get_inference still reads it. reinstate_inference undoes it.

        Raises: UserNotFound, ContainerNotFound, InferenceNotFound, InvalidOptions, NotAllowed, UserDeactivated.
        SQL: ``nachet.withdraw_inference``.
        """
        return await self.call(
            calls.withdraw_inference(user_id, inference_id, reason=reason, container_id=container_id)
        )

    async def reinstate_inference(
        self,
        user_id: UUID | str,
        inference_id: UUID | str,
        *,
        reason: str | None = None,
        container_id: UUID | str | None = None,
    ) -> WithdrawnInference:
        """Brings a withdrawn inference back: it is read, reviewed and counted again.

        Raises: UserNotFound, ContainerNotFound, InferenceNotFound, InvalidOptions, NotAllowed, UserDeactivated.
        SQL: ``nachet.reinstate_inference``.
        """
        return await self.call(
            calls.reinstate_inference(user_id, inference_id, reason=reason, container_id=container_id)
        )

    async def verify_seed(
        self,
        user_id: UUID | str,
        inference_id: UUID | str,
        boxes: Iterable[BoxFeedback],
        *,
        inference: bool | None = None,
        container_id: UUID | str | None = None,
    ) -> Verification:
        """Records what a person says about the boxes of an inference and returns these boxes as they are now.

        All of it or nothing. No ``boxes``: there is nothing in the picture, rightly. With ``inference``, the answer
        has the inference as it reads now. A refusal names the place, e.g. ``boxes[0].box.topX``.

        Raises: UserNotFound, ContainerNotFound, InferenceNotFound, ObjectNotFound, SeedNotFound, ObjectReviewed,
        InferenceWithdrawn, InvalidVerification, InvalidOptions, NotAllowed, UserDeactivated.
        SQL: ``nachet.verify_seed``.
        """
        return await self.call(
            calls.verify_seed(user_id, inference_id, boxes, inference=inference, container_id=container_id)
        )

    async def reopen_object(
        self, user_id: UUID | str, object_id: UUID | str, comment: str = "", *, container_id: UUID | str | None = None
    ) -> ReopenedBox:
        """Undoes the decision on a box, so that it can be reviewed again.

        ``object_id`` is the box's id.

        Raises: UserNotFound, ContainerNotFound, InferenceNotFound, ObjectNotFound, ObjectReviewed, ObjectNotReviewed,
        InferenceWithdrawn, InvalidVerification, NotAllowed, UserDeactivated.
        SQL: ``nachet.reopen_object``.
        """
        return await self.call(calls.reopen_object(user_id, object_id, comment, container_id=container_id))

    async def list_review_queue(
        self,
        user_id: UUID | str,
        *,
        order: QueueOrder | None = None,
        seed_id: UUID | str | None = None,
        model_version_id: UUID | str | None = None,
        picture_set_id: UUID | str | None = None,
        uploaded_from: datetime | None = None,
        uploaded_to: datetime | None = None,
        after: ReviewCursor | ReviewCursorInput | None = None,
        limit: int | None = None,
        container_id: UUID | str | None = None,
    ) -> Page[ReviewItem, ReviewCursor]:
        """Lists the boxes of a container that are to be reviewed, the least sure first, page by page.

        ``order`` is risk (the default), margin, disputed or regulated; ``seed_id`` the species of the best guess;
        ``uploaded_from`` and ``uploaded_to`` (exclusive) are of the pictures; ``after`` is the ``next`` of the page
        before, ``limit`` 1 to 1000 (default 100).

        Raises: UserNotFound, ContainerNotFound, InvalidOptions, UserDeactivated.
        SQL: ``nachet.list_review_queue``.
        """
        return await self.call(
            calls.list_review_queue(
                user_id,
                order=order,
                seed_id=seed_id,
                model_version_id=model_version_id,
                picture_set_id=picture_set_id,
                uploaded_from=uploaded_from,
                uploaded_to=uploaded_to,
                after=after,
                limit=limit,
                container_id=container_id,
            )
        )

    async def lease_review_queue(
        self,
        user_id: UUID | str,
        *,
        order: QueueOrder | None = None,
        seed_id: UUID | str | None = None,
        model_version_id: UUID | str | None = None,
        picture_set_id: UUID | str | None = None,
        uploaded_from: datetime | None = None,
        uploaded_to: datetime | None = None,
        after: ReviewCursor | ReviewCursorInput | None = None,
        limit: int | None = None,
        lease: float | None = None,
        container_id: UUID | str | None = None,
    ) -> Page[ReviewItem, ReviewCursor]:
        """Gives boxes of a container that are to be reviewed to a user for some time, so that others get other ones.

        As ``list_review_queue``; for ``lease`` seconds (1 to 3600, default 600) others get other boxes.

        Raises: UserNotFound, ContainerNotFound, InvalidOptions, NotAllowed, UserDeactivated.
        SQL: ``nachet.lease_review_queue``.
        """
        return await self.call(
            calls.lease_review_queue(
                user_id,
                order=order,
                seed_id=seed_id,
                model_version_id=model_version_id,
                picture_set_id=picture_set_id,
                uploaded_from=uploaded_from,
                uploaded_to=uploaded_to,
                after=after,
                limit=limit,
                lease=lease,
                container_id=container_id,
            )
        )

    async def list_whole_review_queue(
        self,
        user_id: UUID | str,
        *,
        order: QueueOrder | None = None,
        seed_id: UUID | str | None = None,
        model_version_id: UUID | str | None = None,
        picture_set_id: UUID | str | None = None,
        uploaded_from: datetime | None = None,
        uploaded_to: datetime | None = None,
        after: ReviewCursor | ReviewCursorInput | None = None,
        limit: int | None = None,
    ) -> Page[ReviewItem, ReviewCursor]:
        """Lists the boxes that are to be reviewed in all containers that a user can read, page by page.

        As ``list_review_queue``, of all containers that the user can read.

        Raises: UserNotFound, InvalidOptions, UserDeactivated.
        SQL: ``nachet.list_whole_review_queue``.
        """
        return await self.call(
            calls.list_whole_review_queue(
                user_id,
                order=order,
                seed_id=seed_id,
                model_version_id=model_version_id,
                picture_set_id=picture_set_id,
                uploaded_from=uploaded_from,
                uploaded_to=uploaded_to,
                after=after,
                limit=limit,
            )
        )

    async def lease_whole_review_queue(
        self,
        user_id: UUID | str,
        *,
        order: QueueOrder | None = None,
        seed_id: UUID | str | None = None,
        model_version_id: UUID | str | None = None,
        picture_set_id: UUID | str | None = None,
        uploaded_from: datetime | None = None,
        uploaded_to: datetime | None = None,
        after: ReviewCursor | ReviewCursorInput | None = None,
        limit: int | None = None,
        lease: float | None = None,
    ) -> Page[ReviewItem, ReviewCursor]:
        """Gives boxes that are to be reviewed to a user for some time, from all containers where the user may write.

        As ``lease_review_queue``, of all containers where the user may write.

        Raises: UserNotFound, InvalidOptions, UserDeactivated.
        SQL: ``nachet.lease_whole_review_queue``.
        """
        return await self.call(
            calls.lease_whole_review_queue(
                user_id,
                order=order,
                seed_id=seed_id,
                model_version_id=model_version_id,
                picture_set_id=picture_set_id,
                uploaded_from=uploaded_from,
                uploaded_to=uploaded_to,
                after=after,
                limit=limit,
                lease=lease,
            )
        )

    async def get_object_history(
        self, user_id: UUID | str, object_id: UUID | str, *, container_id: UUID | str | None = None
    ) -> list[BoxAct]:
        """Lists what people said of a box, oldest first: who, when, before, after and the comment.

        ``object_id`` is the box's id.

        Raises: UserNotFound, ContainerNotFound, ObjectNotFound, UserDeactivated.
        SQL: ``nachet.get_object_history``.
        """
        return await self.call(calls.get_object_history(user_id, object_id, container_id=container_id))

    async def claim_blob_tasks(
        self, *, limit: int | None = None, container_id: UUID | str | None = None, lease: timedelta | None = None
    ) -> list[BlobTask]:
        """Claims blob tasks that are due for a worker and returns them.

        Up to ``limit`` of them (1 to 1000, default 100), for as long as the ``lease`` (default 300 seconds).

        Raises: InvalidOptions.
        SQL: ``nachet.claim_blob_tasks``.
        """
        return await self.call(calls.claim_blob_tasks(limit=limit, container_id=container_id, lease=lease))

    async def complete_blob_tasks(self, container_id: UUID | str, tasks: Iterable[DoneTask]) -> list[BlobTask]:
        """Records that blob tasks of a container are done and returns the tasks that follow from them.

        Raises: InvalidOptions.
        SQL: ``nachet.complete_blob_tasks``.
        """
        return await self.call(calls.complete_blob_tasks(container_id, tasks))

    async def complete_blob_task(
        self, container_id: UUID | str, task_id: UUID | str, *, claim: str | None = None, etag: str | None = None
    ) -> list[BlobTask]:
        """Records that a blob task is done and returns the tasks that follow from it.

        Raises: InvalidOptions.
        SQL: ``nachet.complete_blob_task``.
        """
        return await self.call(calls.complete_blob_task(container_id, task_id, claim=claim, etag=etag))

    async def fail_blob_task(self, container_id: UUID | str, task_id: UUID | str, claim: str, error: str) -> FailedTask:
        """Records that a blob task failed: it is tried again later, or parked after the last attempt.

        SQL: ``nachet.fail_blob_task``.
        """
        return await self.call(calls.fail_blob_task(container_id, task_id, claim, error))

    async def retry_blob_tasks(self, *, container_id: UUID | str | None = None) -> int:
        """Makes parked blob tasks due again.

        The answer is how many.

        Raises: InvalidOptions.
        SQL: ``nachet.retry_blob_tasks``.
        """
        return await self.call(calls.retry_blob_tasks(container_id=container_id))

    async def list_expected_containers(
        self, *, after: UUID | str | None = None, limit: int | None = None
    ) -> ExpectedContainers:
        """Lists the containers that the blob store should have, by name, page by page.

        ``after`` is the ``next`` of the page before, ``limit`` 1 to 1000 (default 100).

        Raises: InvalidOptions.
        SQL: ``nachet.list_expected_containers``.
        """
        return await self.call(calls.list_expected_containers(after=after, limit=limit))

    async def list_expected_blobs(
        self, container_id: UUID | str, *, after: str | None = None, limit: int | None = None
    ) -> Page[ExpectedBlob, str]:
        """Lists the blobs that the rows expect in a container of the blob store, page by page.

        ``after`` is the ``next`` of the page before, ``limit`` 1 to 1000 (default 100).

        Raises: InvalidOptions.
        SQL: ``nachet.list_expected_blobs``.
        """
        return await self.call(calls.list_expected_blobs(container_id, after=after, limit=limit))

    async def get_expected_blob(self, container_id: UUID | str, blob_name: str) -> BlobState:
        """Returns what the database knows of a blob name in a container of the blob store.

        SQL: ``nachet.get_expected_blob``.
        """
        return await self.call(calls.get_expected_blob(container_id, blob_name))

    async def list_stuck_blob_tasks(
        self,
        *,
        overdue: timedelta | None = None,
        failing: bool | None = None,
        after: UUID | str | None = None,
        limit: int | None = None,
    ) -> Page[StuckTask, RowId]:
        """Lists blob tasks that no worker completes, page by page.

        Parked ones, those due for longer than ``overdue`` (default 600 seconds); when ``failing``, also those that
        failed and will be tried again. ``after`` is the ``next`` of the page before, ``limit`` 1 to 1000 (default
        100).

        Raises: InvalidOptions.
        SQL: ``nachet.list_stuck_blob_tasks``.
        """
        return await self.call(calls.list_stuck_blob_tasks(overdue=overdue, failing=failing, after=after, limit=limit))

    async def settle_reservation(
        self,
        container_id: UUID | str,
        picture_id: UUID | str,
        written: bool,
        *,
        grace: timedelta | None = None,
        etag: str | None = None,
    ) -> Outcome:
        """Confirms or removes a reservation whose upload did not finish.

        ``grace`` is how long nobody renewed it (default a day), ``etag`` that of the blob that is removed with a
        reservation that is not ``written``.

        Raises: InvalidOptions.
        SQL: ``nachet.settle_reservation``.
        """
        return await self._decide(calls.settle_reservation(container_id, picture_id, written, grace=grace, etag=etag))

    async def discard_blob(self, container_id: UUID | str, blob_name: str, etag: str) -> None:
        """Writes the blob task that deletes a blob without a row.

        SQL: ``nachet.discard_blob``.
        """
        await self._decide(calls.discard_blob(container_id, blob_name, etag))

    async def renew_blob_tasks(
        self,
        container_id: UUID | str,
        *,
        container: bool | None = None,
        picture_set_id: UUID | str | None = None,
        picture_id: UUID | str | None = None,
    ) -> None:
        """Writes blob tasks again for a container, a folder or a picture.

        Make the ``container``, write a folder's description, bring a picture's blob home: each where it is named.

        Raises: InvalidOptions.
        SQL: ``nachet.renew_blob_tasks``.
        """
        await self._decide(
            calls.renew_blob_tasks(
                container_id, container=container, picture_set_id=picture_set_id, picture_id=picture_id
            )
        )
