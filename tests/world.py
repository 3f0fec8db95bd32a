"""A small datastore in which there is one of everything, and for each published function a call that does something.

Whoever adds a published function adds its call to ``CALLS`` here, and what it needs to ``NEEDS`` in test_access.py.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg

from nachet_datastore import Datastore
from nachet_datastore.records import GroupPermission, NewPicture, Permission
from nachet_datastore.wrapper import Call, calls

#: A value that no view may show.
SECRET = "hush-hush"  # noqa: S105 - it opens nothing

#: What the users of the world may do anywhere; ``nobody`` is no user at all. A ``guest`` has shares of their own, those
#: of ``late`` have ended; ``deactivated`` and ``former`` had all that a guest and a member of every group have.
PERMISSIONS: Mapping[str, Permission] = {
    "owner": "manage",
    "reader": "manage",
    "writer": "manage",
    "manager": "manage",
    "outsider": "manage",
    "guest": "manage",
    "late": "manage",
    "deactivated": "manage",
    "former": "manage",
    "admin": "admin",
}

#: Those who are not in the group of everyone.
OUTSIDE = ("outsider", "guest", "late")

#: The containers of the world, by whom they can be seen.
KINDS = ("private", "shared", "public", "archive")

STRUCTURE: Any = {
    "version": "1",
    "pipelines": [
        {"pipeline_name": "two steps", "models": ["finder", "namer"], "default": True},
        {"pipeline_name": "one step", "models": ["namer"]},
    ],
    "models": [
        {"model_name": "finder", "task": "Object Detection", "version": "1", "endpoint": SECRET, "api_key": SECRET},
        {"model_name": "namer", "task": "Classification", "version": "1", "deployment": {"api_key": SECRET}},
        {"model_name": "idle", "task": "Classification", "version": "1"},
    ],
}


REGULATED: Any = {
    "name": "Ours",
    "authority": "The lab",
    "jurisdiction": "lab",
    "periods": [
        {
            "title": "the first",
            "valid_from": "2020-01-01",
            "per_weight": 25,
            "classes": [
                {
                    "number": 1,
                    "name_en": "bad",
                    "name_fr": "mauvais",
                    "complete": True,
                    "entries": [{"name": "Brassica napus"}],
                }
            ],
        }
    ],
}


@dataclass(frozen=True)
class Things:
    """Ids of all that a call can name: a container, what is in it, and what is there once for everyone."""

    container_id: UUID
    #: The folder with the pictures, another, one in the trash, and one of which only the archive has something.
    picture_set_id: UUID
    other_set_id: UUID
    deleted_set_id: UUID
    kept_set_id: UUID
    #: Pictures: with an inference, verified, reserved only, in the trash.
    picture_id: UUID
    verified_id: UUID
    reserved_id: UUID
    deleted_id: UUID
    #: A batch of the folder, with a file that was refused.
    batch_id: UUID
    #: A sample of the folder, with a report, and one without anything.
    sample_id: UUID
    spare_sample_id: UUID
    report_id: UUID
    inference_id: UUID
    #: Boxes: one that waits for its review, one that is reviewed.
    box_id: UUID
    reviewed_id: UUID
    #: Groups: one of the owner's with all but the outsider in it, and one with which the container is shared.
    group_id: UUID
    share_id: UUID
    #: Users: a member of the group, and someone to become one.
    member_id: UUID
    stranger_id: UUID
    seed_id: UUID
    other_seed_id: UUID
    #: A change of the species.
    change_id: UUID
    dataset_id: UUID
    pipeline_id: UUID
    model_id: UUID
    idle_model_id: UUID
    #: A step in the blob store that is claimed.
    task_id: UUID
    claim: str

    def absent(self, container_id: UUID | None = None) -> Things:
        """Ids of nothing, in the same container or in another."""
        ids: dict[str, Any] = {item.name: uuid4() for item in fields(self) if item.name.endswith("_id")}
        return replace(self, **ids | {"container_id": container_id or self.container_id})


@dataclass(frozen=True)
class World:
    """The database, the users by their part in it, the things by kind of container."""

    url: str
    users: Mapping[str, UUID]
    things: Mapping[str, Things]
    #: A container in the trash, the owner's.
    trashed_id: UUID

    def things_for(self, function: str) -> Things:
        """Things of a container on which an administrator or its owner can do what a function does."""
        if function in ("restore_container", "purge_container"):
            return replace(self.things["shared"], container_id=self.trashed_id)
        return self.things["shared" if function in ("hand_over_container", "delete_container") else "private"]


def picture(data: str, **said: object) -> Any:
    """A picture as register_pictures takes it."""
    sha256 = hashlib.sha256(data.encode()).hexdigest()
    return {"media_type": "image/png", "extension": "png", "byte_size": 1000, "sha256": sha256} | said


def box(top_x: float = 10, *guesses: tuple[str, float]) -> Any:
    """A box of a detector's document, with its guesses; without any it is its own guess."""
    place = {"topX": top_x, "topY": 5, "bottomX": top_x + 8, "bottomY": 12}
    label, score = guesses[0] if guesses else ("Brassica napus", 0.5)
    return {
        "box": place,
        "label": label,
        "score": score,
        "topN": [{"label": label, "score": score} for label, score in guesses],
        "overlapping": False,
        "overlappingIndices": [],
        "color": "#ED1C24",
    }


def document(*boxes: dict[str, Any]) -> Any:
    """What the detector says of a picture: these boxes."""
    return {
        "filename": "sample",
        "boxes": list(boxes),
        "labelOccurrence": {},
        "totalBoxes": len(boxes),
        "models": [{"name": "finder", "version": "1"}, {"name": "namer", "version": "1"}],
    }


GUESSES = (("000 Brassica napus", 0.6), ("001 Brassica junsea", 0.3))

#: A call of each published function by a user on things.
CALLS: dict[str, Callable[[UUID, Things], Call[Any]]] = {
    "schema_version": lambda _u, _t: calls.schema_version(),
    "get_status": lambda _u, _t: calls.get_status(),
    "warm_up": lambda _u, _t: calls.warm_up(),
    "get_distribution": lambda _u, _t: calls.get_distribution(),
    # users
    "create_user": lambda _u, _t: calls.create_user("new@example.org"),
    "get_user": lambda _u, _t: calls.get_user("owner@example.org"),
    "get_user_by_id": lambda u, t: calls.get_user_by_id(u, t.member_id),
    "list_users": lambda u, _t: calls.list_users(u),
    "set_user_email": lambda u, t: calls.set_user_email(u, t.member_id, "renamed@example.org"),
    "set_user_active": lambda u, t: calls.set_user_active(u, t.member_id, False, reason="left"),
    "end_user": lambda u, t: calls.end_user(u, t.member_id, containers="delete", groups="delete"),
    "set_user_permission": lambda u, t: calls.set_user_permission(u, t.member_id, "write"),
    # containers and groups
    "create_container": lambda u, _t: calls.create_container(u, "new"),
    "list_containers": lambda u, _t: calls.list_containers(u),
    "get_container_access": lambda u, t: calls.get_container_access(u, t.container_id),
    "rename_container": lambda u, t: calls.rename_container(u, "new", container_id=t.container_id),
    "set_container_public": lambda u, t: calls.set_container_public(u, True, container_id=t.container_id),
    "set_review_rule": lambda u, t: calls.set_review_rule(u, readers=2, container_id=t.container_id),
    "set_container_quota": lambda u, t: calls.set_container_quota(u, quota=10**9, container_id=t.container_id),
    "get_container_usage": lambda u, t: calls.get_container_usage(u, container_id=t.container_id),
    "hand_over_container": lambda u, t: calls.hand_over_container(u, t.container_id, t.stranger_id),
    "delete_container": lambda u, t: calls.delete_container(u, t.container_id, reason="over"),
    "list_deleted_containers": lambda u, _t: calls.list_deleted_containers(u),
    "restore_container": lambda u, t: calls.restore_container(u, t.container_id),
    "purge_container": lambda u, t: calls.purge_container(u, t.container_id),
    "share_container": lambda u, t: calls.share_container(
        u, t.group_id, permission="read", until=datetime.now(UTC) + timedelta(days=1), container_id=t.container_id
    ),
    "share_container_with_user": lambda u, t: calls.share_container_with_user(
        u, "stranger@example.org", "read", until=datetime.now(UTC) + timedelta(days=1), container_id=t.container_id
    ),
    "unshare_container_with_user": lambda u, t: calls.unshare_container_with_user(
        u, t.member_id, container_id=t.container_id
    ),
    "list_container_users": lambda u, t: calls.list_container_users(u, container_id=t.container_id),
    "unshare_container": lambda u, t: calls.unshare_container(u, t.share_id, container_id=t.container_id),
    "list_container_shares": lambda u, t: calls.list_container_shares(u, container_id=t.container_id),
    "list_acts": lambda u, t: calls.list_acts(u, container_id=t.container_id),
    "list_all_acts": lambda u, _t: calls.list_all_acts(u),
    "create_group": lambda u, _t: calls.create_group(u, "new", "read"),
    "list_groups": lambda u, _t: calls.list_groups(u),
    "get_group": lambda u, t: calls.get_group(u, t.group_id),
    "rename_group": lambda u, t: calls.rename_group(u, t.group_id, "new"),
    "set_group_permission": lambda u, t: calls.set_group_permission(u, t.group_id, "write"),
    "hand_over_group": lambda u, t: calls.hand_over_group(u, t.group_id, t.stranger_id),
    "delete_group": lambda u, t: calls.delete_group(u, t.group_id),
    "add_group_member": lambda u, t: calls.add_group_member(u, t.group_id, t.stranger_id),
    "add_group_member_by_email": lambda u, t: calls.add_group_member_by_email(u, t.group_id, "stranger@example.org"),
    "remove_group_member": lambda u, t: calls.remove_group_member(u, t.group_id, t.member_id),
    # folders
    "create_picture_set": lambda u, t: calls.create_picture_set(u, "new", container_id=t.container_id),
    "list_all_picture_sets": lambda u, _t: calls.list_all_picture_sets(u),
    "list_picture_sets": lambda u, t: calls.list_picture_sets(u, container_id=t.container_id),
    "list_picture_set_tree": lambda u, t: calls.list_picture_set_tree(u, container_id=t.container_id),
    "get_picture_set": lambda u, t: calls.get_picture_set(u, t.picture_set_id, container_id=t.container_id),
    "list_picture_set_pictures": lambda u, t: calls.list_picture_set_pictures(
        u, t.picture_set_id, container_id=t.container_id
    ),
    "list_picture_set_inferences": lambda u, t: calls.list_picture_set_inferences(
        u, t.picture_set_id, container_id=t.container_id
    ),
    "rename_picture_set": lambda u, t: calls.rename_picture_set(
        u, t.picture_set_id, "new", container_id=t.container_id
    ),
    "update_picture_set": lambda u, t: calls.update_picture_set(
        u,
        t.picture_set_id,
        {"metadata": {"seen": True}, "parent": t.other_set_id, "sample_id": t.spare_sample_id},
        container_id=t.container_id,
    ),
    "has_verified_pictures": lambda u, t: calls.has_verified_pictures(u, t.picture_set_id, container_id=t.container_id),
    "delete_picture_set": lambda u, t: calls.delete_picture_set(
        u, t.picture_set_id, keep_verified=True, container_id=t.container_id
    ),
    "restore_picture_set": lambda u, t: calls.restore_picture_set(u, t.deleted_set_id, container_id=t.container_id),
    "unarchive_picture_set": lambda u, t: calls.unarchive_picture_set(u, t.kept_set_id, container_id=t.container_id),
    "purge_picture_set": lambda u, t: calls.purge_picture_set(u, t.picture_set_id, container_id=t.container_id),
    "list_trash": lambda u, t: calls.list_trash(u, container_id=t.container_id),
    "purge_trash": lambda _u, _t: calls.purge_trash(datetime.now(UTC) + timedelta(days=1)),
    # pictures
    "register_pictures": lambda u, t: calls.register_pictures(
        u,
        [picture("new", parent=t.verified_id), picture("first", seed_name="New species")],
        picture_set_id=t.picture_set_id,
        batch_id=t.batch_id,
        container_id=t.container_id,
    ),
    "confirm_pictures": lambda u, t: calls.confirm_pictures(
        u, [t.verified_id, t.reserved_id], container_id=t.container_id
    ),
    "get_picture": lambda u, t: calls.get_picture(u, t.verified_id, container_id=t.container_id),
    "update_picture": lambda u, t: calls.update_picture(
        u, t.verified_id, {"zoom": 2, "add_seeds": ["New species"]}, container_id=t.container_id
    ),
    "begin_batch": lambda u, t: calls.begin_batch(
        u, t.picture_set_id, expected=2, seed_name="New species", container_id=t.container_id
    ),
    "record_refusals": lambda u, t: calls.record_refusals(
        u, t.batch_id, [{"name": "b.png", "code": "EmptyPicture", "message": "no bytes"}], container_id=t.container_id
    ),
    "end_batch": lambda u, t: calls.end_batch(u, t.batch_id, container_id=t.container_id),
    "get_batch": lambda u, t: calls.get_batch(u, t.batch_id, container_id=t.container_id),
    "list_batches": lambda u, t: calls.list_batches(u, container_id=t.container_id),
    "find_pictures": lambda u, t: calls.find_pictures(u, container_id=t.container_id),
    "find_all_pictures": lambda u, _t: calls.find_all_pictures(u),
    "move_pictures": lambda u, t: calls.move_pictures(
        u, [t.picture_id, t.verified_id], t.other_set_id, container_id=t.container_id
    ),
    "delete_pictures": lambda u, t: calls.delete_pictures(
        u, [t.picture_id, t.verified_id], container_id=t.container_id
    ),
    "restore_pictures": lambda u, t: calls.restore_pictures(u, [t.deleted_id], container_id=t.container_id),
    # samples
    "create_sample": lambda u, t: calls.create_sample(
        u, "S-new", crop="Brassica napus", weight=9, container_id=t.container_id
    ),
    "update_sample": lambda u, t: calls.update_sample(
        u, t.sample_id, {"lot": "L 9", "examined_weight": 5}, container_id=t.container_id
    ),
    "get_sample": lambda u, t: calls.get_sample(u, t.sample_id, container_id=t.container_id),
    "list_samples": lambda u, t: calls.list_samples(u, container_id=t.container_id),
    "delete_sample": lambda u, t: calls.delete_sample(u, t.spare_sample_id, container_id=t.container_id),
    "get_sample_counts": lambda u, t: calls.get_sample_counts(
        u, t.sample_id, regulated_list="Weed Seeds Order", container_id=t.container_id
    ),
    # reports
    "issue_report": lambda u, t: calls.issue_report(
        u, t.sample_id, regulated_list="Weed Seeds Order", allow_open=True, container_id=t.container_id
    ),
    "amend_report": lambda u, t: calls.amend_report(
        u, t.report_id, "wrong", allow_open=True, container_id=t.container_id
    ),
    "get_report": lambda u, t: calls.get_report(u, t.report_id, container_id=t.container_id),
    "list_reports": lambda u, t: calls.list_reports(u, container_id=t.container_id),
    # regulated lists
    "import_regulated_list": lambda u, _t: calls.import_regulated_list(u, REGULATED),
    "list_regulated_lists": lambda u, _t: calls.list_regulated_lists(u),
    "get_regulated_list": lambda u, _t: calls.get_regulated_list(u, "Weed Seeds Order", on="2026-03-14"),
    # species
    "register_seed": lambda u, _t: calls.register_seed(u, "New species"),
    "get_seed": lambda u, t: calls.get_seed(u, t.seed_id),
    "get_seed_at": lambda u, t: calls.get_seed_at(u, t.seed_id, datetime.now(UTC) + timedelta(days=1)),
    "list_seeds": lambda u, _t: calls.list_seeds(u),
    "list_object_types": lambda u, _t: calls.list_object_types(u),
    "register_object_type": lambda u, _t: calls.register_object_type(u, "soil"),
    "rename_object_type": lambda u, _t: calls.rename_object_type(u, 2, "soil"),
    "set_object_type_active": lambda u, _t: calls.set_object_type_active(u, 2, False),
    "export_seeds": lambda _u, _t: calls.export_seeds(),
    "search_seeds": lambda _u, _t: calls.search_seeds("brassica"),
    "resolve_seed": lambda _u, _t: calls.resolve_seed("001 Brassica junsea"),
    "resolve_dataset_filter": lambda _u, t: calls.resolve_dataset_filter({"seed_ids": [t.seed_id]}),
    "create_dataset": lambda u, t: calls.create_dataset(u, "new", {"container_ids": [t.container_id]}),
    "list_datasets": lambda u, _t: calls.list_datasets(u),
    "get_dataset": lambda u, t: calls.get_dataset(u, t.dataset_id),
    "diff_datasets": lambda u, t: calls.diff_datasets(u, t.dataset_id, "none"),
    "delete_dataset": lambda u, t: calls.delete_dataset(u, t.dataset_id, include_models=True),
    "set_training_dataset": lambda u, t: calls.set_training_dataset(u, t.model_id, "1", t.dataset_id),
    "import_seeds": lambda u, _t: calls.import_seeds(u, [{"name": "Brassica napus", "family": "Brassicaceae"}]),
    "update_seed": lambda u, t: calls.update_seed(u, t.seed_id, {"information": {"seen": True}}),
    "confirm_seed": lambda u, t: calls.confirm_seed(u, t.other_seed_id),
    "rename_seed": lambda u, t: calls.rename_seed(u, t.seed_id, "New species"),
    "merge_seeds": lambda u, t: calls.merge_seeds(u, t.other_seed_id, t.seed_id),
    "split_seed": lambda u, t: calls.split_seed(u, t.seed_id, "New species", aliases=["a label"]),
    "list_seed_changes": lambda u, t: calls.list_seed_changes(u, seed_id=t.seed_id),
    "undo_seed_change": lambda u, t: calls.undo_seed_change(u, t.change_id),
    "add_seed_alias": lambda u, t: calls.add_seed_alias(u, t.seed_id, "new label"),
    "remove_seed_alias": lambda u, t: calls.remove_seed_alias(u, t.seed_id, "a label"),
    # models and pipelines
    "import_ml_structure": lambda u, _t: calls.import_ml_structure(u, STRUCTURE | {"version": "2"}),
    "set_shown_model_keys": lambda u, _t: calls.set_shown_model_keys(u, ["classes"]),
    "get_ml_structure": lambda u, _t: calls.get_ml_structure(u),
    "export_ml_structure": lambda _u, _t: calls.export_ml_structure(),
    "get_model_secret": lambda _u, _t: calls.get_model_secret("finder"),
    "activate_model_version": lambda u, t: calls.activate_model_version(u, t.model_id, "1"),
    "list_models": lambda u, _t: calls.list_models(u),
    "rename_model": lambda u, t: calls.rename_model(u, t.model_id, "new"),
    "set_model_active": lambda u, t: calls.set_model_active(u, t.idle_model_id, False),
    "list_pipelines": lambda u, _t: calls.list_pipelines(u),
    "rename_pipeline": lambda u, t: calls.rename_pipeline(u, t.pipeline_id, "new"),
    "set_pipeline_active": lambda u, t: calls.set_pipeline_active(u, t.pipeline_id, False),
    "set_default_pipeline": lambda u, t: calls.set_default_pipeline(u, t.pipeline_id),
    "choose_pipeline": lambda u, t: calls.choose_pipeline(u, t.pipeline_id),
    "clear_pipeline_choice": lambda u, _t: calls.clear_pipeline_choice(u),
    "get_pipeline_for": lambda u, _t: calls.get_pipeline_for(u),
    # inferences
    "register_inference": lambda u, t: calls.register_inference(
        u, t.picture_id, document(box(10, ("New species", 0.9))), container_id=t.container_id
    ),
    "register_inferences": lambda u, t: calls.register_inferences(
        u,
        [{"picture_id": t.picture_id, "result": document(box(10, ("New species", 0.9)))}],
        container_id=t.container_id,
    ),
    "get_inference": lambda u, t: calls.get_inference(u, t.inference_id, container_id=t.container_id),
    "list_picture_inferences": lambda u, t: calls.list_picture_inferences(u, t.picture_id, container_id=t.container_id),
    "withdraw_inference": lambda u, t: calls.withdraw_inference(u, t.inference_id, container_id=t.container_id),
    "reinstate_inference": lambda u, t: calls.reinstate_inference(u, t.inference_id, container_id=t.container_id),
    "get_picture_inference": lambda u, t: calls.get_picture_inference(u, t.picture_id, container_id=t.container_id),
    # verification
    "verify_seed": lambda u, t: calls.verify_seed(
        u, t.inference_id, [{"boxId": t.box_id, "label": "New species", "classId": ""}], container_id=t.container_id
    ),
    "reopen_object": lambda u, t: calls.reopen_object(u, t.reviewed_id, container_id=t.container_id),
    "list_review_queue": lambda u, t: calls.list_review_queue(u, container_id=t.container_id),
    "lease_review_queue": lambda u, t: calls.lease_review_queue(u, container_id=t.container_id),
    "list_whole_review_queue": lambda u, _t: calls.list_whole_review_queue(u, limit=10),
    "lease_whole_review_queue": lambda u, _t: calls.lease_whole_review_queue(u, limit=10),
    "get_object_history": lambda u, t: calls.get_object_history(u, t.reviewed_id, container_id=t.container_id),
    # blobs
    "claim_blob_tasks": lambda _u, t: calls.claim_blob_tasks(limit=100, container_id=t.container_id),
    "complete_blob_tasks": lambda _u, t: calls.complete_blob_tasks(
        t.container_id, [{"task_id": t.task_id, "etag": "etag"}]
    ),
    "complete_blob_task": lambda _u, t: calls.complete_blob_task(t.container_id, t.task_id, claim=t.claim, etag="etag"),
    "fail_blob_task": lambda _u, t: calls.fail_blob_task(t.container_id, t.task_id, t.claim, "the store is away"),
    "retry_blob_tasks": lambda _u, t: calls.retry_blob_tasks(container_id=t.container_id),
    "list_expected_containers": lambda _u, _t: calls.list_expected_containers(),
    "list_expected_blobs": lambda _u, t: calls.list_expected_blobs(t.container_id),
    "get_expected_blob": lambda _u, t: calls.get_expected_blob(t.container_id, f"{t.picture_set_id}/a.png"),
    "list_stuck_blob_tasks": lambda _u, _t: calls.list_stuck_blob_tasks(),
    "settle_reservation": lambda _u, t: calls.settle_reservation(
        t.container_id, t.reserved_id, False, grace=timedelta(), etag="etag"
    ),
    "discard_blob": lambda _u, t: calls.discard_blob(t.container_id, f"{t.other_set_id}/{t.picture_id}.png", "etag"),
    "renew_blob_tasks": lambda _u, t: calls.renew_blob_tasks(
        t.container_id, container=True, picture_set_id=t.picture_set_id, picture_id=t.picture_id
    ),
}

#: The functions that change something; the others only read, and wait for nobody.
CHANGING = [name for name in CALLS if not name.startswith(("get_", "list_", "find_", "has_", "search_"))]


def build(url: str) -> World:
    """Fill the database at ``url``, as its superuser."""
    with psycopg.connect(url, autocommit=True) as conn:
        datastore = Datastore(conn)
        users = {
            name: datastore.create_user(f"{name}@example.org", permission=permission).user_id
            for name, permission in PERMISSIONS.items()
        }
        builder = _Builder(datastore, conn, users)
        return World(url, users | {"nobody": uuid4()}, builder.things(), builder.trash())


class _Builder:
    def __init__(self, datastore: Datastore, conn: psycopg.Connection, users: Mapping[str, UUID]) -> None:
        self._datastore = datastore
        self._conn = conn
        self._users = users

    def things(self) -> dict[str, Things]:
        datastore, users = self._datastore, self._users
        admin, owner = users["admin"], users["owner"]
        datastore.import_ml_structure(admin, STRUCTURE)
        by_name = {model["model_name"]: model["model_id"] for model in datastore.get_ml_structure(admin)["models"]}
        pipelines = {entry["pipeline_name"]: entry["pipeline_id"] for entry in datastore.list_pipelines(admin)}
        datastore.choose_pipeline(owner, pipelines["two steps"])
        seed = datastore.resolve_seed("Brassica napus").seed_id
        datastore.import_seeds(admin, [{"name": "Brassica napus", "vernacular_names": {"en": ["oilseed rape"]}}])
        datastore.add_seed_alias(admin, seed, "a label")
        change = datastore.list_seed_changes(admin, seed_id=seed).items[0]
        member = datastore.create_user("member@example.org").user_id
        everyone = [user_id for name, user_id in users.items() if name not in OUTSIDE]
        stranger = datastore.create_user("stranger@example.org").user_id
        group = self._group(owner, "everyone", "read", [*everyone, member])
        self._group(owner, "acquaintances", "read", [stranger])
        share = self._group(admin, "spare", "read", [])
        common = {
            "group_id": group,
            "share_id": share,
            "member_id": member,
            "stranger_id": stranger,
            "seed_id": seed,
            "other_seed_id": datastore.register_seed(owner, "Unknown species").seed_id,
            "change_id": change.change_id,
            "dataset_id": self._pin(by_name["namer"]),
            "pipeline_id": pipelines["one step"],
            "model_id": by_name["finder"],
            "idle_model_id": by_name["idle"],
        }
        circles: dict[str, GroupPermission] = {"reader": "read", "writer": "write", "manager": "manage"}
        shared = [
            self._group(admin, f"{name}s", permission, [users[name], users["deactivated"], users["former"]])
            for name, permission in circles.items()
        ]
        (archive,) = (found for found in datastore.list_containers(admin) if found.kind == "archive")
        containers = {
            "private": owner,
            "shared": datastore.create_container(owner, "shared").container_id,
            "public": datastore.create_container(owner, "public", public=True).container_id,
            "archive": archive.container_id,
        }
        for_all = datastore.create_container(owner, "for all").container_id
        datastore.share_container(owner, group, container_id=for_all)
        shares = {"shared": shared, "archive": shared[:1]}
        for kind, container_id in containers.items():
            for group_id in [share, *shares.get(kind, [])]:
                datastore.share_container(admin, group_id, container_id=container_id)
            datastore.share_container_with_user(admin, member, "read", container_id=container_id)
        self._share_with_people(containers["shared"])
        things = {kind: self._fill(container_id, common) for kind, container_id in containers.items()}
        datastore.set_user_active(admin, users["deactivated"], False)
        datastore.end_user(admin, users["former"], containers="delete", groups="delete")
        return things

    def _pin(self, model_id: UUID) -> UUID:
        """A dataset that a model was trained on, in a container of its own, since what is pinned is not purged.

        One of its pictures was purged all the same; the dataset "none" has nothing.
        """
        datastore, admin = self._datastore, self._users["admin"]
        here: dict[str, Any] = {"container_id": datastore.create_container(admin, "pinned").container_id}
        folders = [datastore.create_picture_set(admin, name, **here).picture_set_id for name in ("pinned", "purged")]
        for folder in folders:
            (pinned,) = self._reserve(here["container_id"], folder, picture("pinned"))
            datastore.confirm_pictures(admin, [pinned], **here)
            result = datastore.register_inference(admin, pinned, document(box()), **here)
            boxes: Any = [{"boxId": entry["box_id"]} for entry in result["boxes"]]
            datastore.verify_seed(admin, result["inference_id"], boxes, **here)
        dataset_id = datastore.create_dataset(admin, "pinned", {"container_ids": [here["container_id"]]}).dataset_id
        datastore.create_dataset(admin, "none", {"picture_set_ids": [uuid4()]})
        datastore.set_training_dataset(admin, model_id, "1", dataset_id)
        datastore.purge_picture_set(admin, folders[1], include_datasets=True, **here)
        return dataset_id

    def trash(self) -> UUID:
        """A container in the trash, with a share, folders, batches and pictures."""
        datastore, owner, admin = self._datastore, self._users["owner"], self._users["admin"]
        container_id = datastore.create_container(owner, "trashed").container_id
        group_id = self._group(admin, "trashed", "read", [])
        datastore.share_container(admin, group_id, container_id=container_id)
        for name in ("one", "two"):
            folder = datastore.create_picture_set(owner, name, container_id=container_id).picture_set_id
            datastore.begin_batch(owner, folder, container_id=container_id)
            self._reserve(container_id, folder, picture(f"{name} 1"), picture(f"{name} 2"))
        datastore.delete_container(owner, container_id)
        return container_id

    def _share_with_people(self, container_id: UUID) -> None:
        """A share of a guest, one that has ended, and those of people who will not act any more."""
        admin = self._users["admin"]
        for name in ("guest", "late", "deactivated", "former"):
            self._datastore.share_container_with_user(admin, self._users[name], "write", container_id=container_id)
        self._conn.execute(
            "update nachet_data.user_container set until = now() - interval '1 day' where user_id = %s",
            [self._users["late"]],
        )

    def _group(self, owner: UUID, name: str, permission: GroupPermission, members: list[UUID]) -> UUID:
        group_id = self._datastore.create_group(owner, name, permission).group_id
        for member in members:
            self._datastore.add_group_member(self._users["admin"], group_id, member)
        return group_id

    def _reserve(self, container_id: UUID, picture_set_id: UUID, *pictures: NewPicture) -> list[UUID]:
        reserved = self._datastore.register_pictures(
            self._users["admin"], pictures, picture_set_id=picture_set_id, container_id=container_id
        )
        return [entry.picture_id for entry in reserved]

    def _keep(self, container_id: UUID) -> UUID:
        """A folder whose one picture the archive keeps, and which is gone otherwise; in the archive there is none."""
        datastore, user = self._datastore, self._users["admin"]
        here: dict[str, Any] = {"container_id": container_id}
        folder = datastore.create_picture_set(user, "kept", **here).picture_set_id
        if datastore.get_container_access(user, **here).kind != "archive":
            kept = self._reserve(container_id, folder, picture("kept", seed_name="Brassica napus"))
            datastore.confirm_pictures(user, kept, **here)
            datastore.delete_picture_set(user, folder, keep_verified=True, **here)
            datastore.purge_picture_set(user, folder, **here)
        return folder

    def _fill(self, container_id: UUID, common: Mapping[str, UUID]) -> Things:
        datastore = self._datastore
        here: dict[str, Any] = {"container_id": container_id}
        user = self._users["admin"]
        folders = {
            name: datastore.create_picture_set(user, name, **here).picture_set_id
            for name in ("folder", "other", "deleted")
        }
        first, verified, deleted, moved, reserved = self._reserve(
            container_id,
            folders["folder"],
            picture("first"),
            picture("verified", seed_name="Brassica napus"),
            picture("deleted"),
            picture("moved"),
            picture("reserved"),
        )
        (gone,) = self._reserve(container_id, folders["deleted"], picture("gone"))
        datastore.confirm_pictures(user, [first, verified, deleted, moved, gone], **here)
        (crop,) = self._reserve(container_id, folders["other"], picture("crop", parent=first))
        datastore.confirm_pictures(user, [crop], **here)
        datastore.begin_batch(user, folders["deleted"], **here)
        batch_id = datastore.begin_batch(user, folders["folder"], **here).batch_id
        refusal: Any = {"name": "a.png", "code": "EmptyPicture", "message": "no bytes", "detail": {}}
        datastore.record_refusals(user, batch_id, [refusal], **here)
        sample_id, spare_sample_id = (
            datastore.create_sample(user, number, crop="Brassica napus", weight=10, **here).sample_id
            for number in ("S-1", "S-2")
        )
        datastore.update_picture_set(user, folders["folder"], {"sample_id": sample_id}, **here)
        report_id = datastore.issue_report(user, sample_id, allow_open=True, **here).report_id
        detected = document(box(10, *GUESSES), box(30, *GUESSES))
        detected["models"].append({"name": "not imported", "version": "1"})
        earlier = document(box(10, *GUESSES), box(30, ("001 Brassica junsea", 0.6)))
        earlier["models"].append({"name": "not imported", "version": "0"})
        datastore.register_inference(user, first, earlier, **here)
        result = datastore.register_inference(user, first, detected, **here)
        boxes = [entry["box_id"] for entry in result["boxes"]]
        for reader in (user, self._users["owner"]) if container_id == self._users["owner"] else (user,):
            datastore.verify_seed(reader, result["inference_id"], [{"boxId": boxes[1]}], **here)
        datastore.delete_pictures(user, [deleted], **here)
        datastore.delete_picture_set(user, folders["deleted"], keep_verified=False, **here)
        kept = self._keep(container_id)
        (task,) = datastore.run(calls.move_pictures(user, [moved], folders["other"], **here)).blob_tasks
        self._conn.execute(
            "update nachet_data.blob_task set run_after = now(), parked = kind = 'write_folder'"
            " where container_id = %s",
            [container_id],
        )
        return Things(
            container_id=container_id,
            picture_set_id=folders["folder"],
            other_set_id=folders["other"],
            deleted_set_id=folders["deleted"],
            kept_set_id=kept,
            picture_id=first,
            verified_id=verified,
            reserved_id=reserved,
            deleted_id=deleted,
            batch_id=batch_id,
            sample_id=sample_id,
            spare_sample_id=spare_sample_id,
            report_id=report_id,
            inference_id=result["inference_id"],
            box_id=boxes[0],
            reviewed_id=boxes[1],
            task_id=task.task_id,
            claim=task.claim,
            **common,
        )
