"""What undoes each function that changes something: a call, or why there is none. And calls with further options."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from nachet_datastore import Datastore
from nachet_datastore.wrapper import Call, calls
from world import STRUCTURE, Things, picture


@dataclass(frozen=True)
class Done:
    """A call that was made: by whom, on what, its answer, and the rows of a table as they were before."""

    datastore: Datastore
    user: UUID
    things: Things
    answer: Any
    rows: Callable[[str], Iterable[Mapping[str, Any]]]

    def was(self, table: str, row_id: UUID) -> Mapping[str, Any]:
        """A row as it was."""
        return next(row for row in self.rows(table) if row["id"] == str(row_id))

    @property
    def here(self) -> dict[str, Any]:
        """The container, as an argument."""
        return {"container_id": self.things.container_id}


Undo = Callable[[Done], Call[Any]] | str

_READS = "It changes nothing."
_BLOBS = (
    "It carries out in the blob store what was decided before; the next call for the same picture carries that out."
)
_UNCONFIRMED = "A picture that is not confirmed is nowhere to be seen, and settle_reservation ends it."
_GONE = "What is purged is gone for good."
_ISSUED = "What was issued stays as it was issued; amend_report issues a later version."
_SAID = "What a person said is never taken back: reopen_object asks anew."


def _seed_change(done: Done) -> Call[Any]:
    (change,) = done.datastore.list_seed_changes(done.user, limit=1).items
    return calls.undo_seed_change(done.user, change.change_id)


def _pipeline(done: Done, name: str) -> UUID:
    return next(one["pipeline_id"] for one in done.datastore.list_pipelines(done.user) if one["pipeline_name"] == name)


UNDONE: Mapping[str, Undo] = {
    "schema_version": _READS,
    "warm_up": _READS,
    "export_seeds": _READS,
    "resolve_seed": _READS,
    "resolve_dataset_filter": _READS,
    "export_ml_structure": _READS,
    # datasets
    "create_dataset": lambda d: calls.delete_dataset(d.user, d.answer.dataset_id),
    "delete_dataset": "What was pinned is gone; create_dataset pins what is there now.",
    "set_training_dataset": lambda d: calls.set_training_dataset(d.user, d.things.model_id, "1", ""),
    "diff_datasets": _READS,
    # users
    "create_user": lambda d: calls.end_user(d.user, d.answer.user_id, containers="delete", groups="delete"),
    "set_user_email": lambda d: calls.set_user_email(d.user, d.things.member_id, "member@example.org"),
    "set_user_active": lambda d: calls.set_user_active(d.user, d.things.member_id, True),
    "end_user": "Who is ended is a former user for good; create_user makes another.",
    "set_user_permission": lambda d: calls.set_user_permission(d.user, d.things.member_id, "manage"),
    # containers and groups
    "create_container": lambda d: calls.delete_container(d.user, d.answer.container_id),
    "hand_over_container": lambda d: calls.hand_over_container(
        d.user, d.things.container_id, UUID(d.was("container", d.things.container_id)["owner_id"])
    ),
    "delete_container": lambda d: calls.restore_container(d.user, d.things.container_id),
    "restore_container": lambda d: calls.delete_container(d.user, d.things.container_id),
    "purge_container": _GONE,
    "set_container_quota": lambda d: calls.set_container_quota(d.user, **d.here),
    "share_container_with_user": lambda d: calls.unshare_container_with_user(d.user, d.things.stranger_id, **d.here),
    "unshare_container_with_user": lambda d: calls.share_container_with_user(
        d.user, d.things.member_id, "read", **d.here
    ),
    "add_group_member_by_email": lambda d: calls.remove_group_member(d.user, d.things.group_id, d.things.stranger_id),
    "rename_container": lambda d: calls.rename_container(
        d.user, d.was("container", d.things.container_id)["name"], **d.here
    ),
    "set_container_public": lambda d: calls.set_container_public(d.user, False, **d.here),
    "set_review_rule": lambda d: calls.set_review_rule(d.user, readers=1, **d.here),
    "share_container": lambda d: calls.unshare_container(d.user, d.things.group_id, **d.here),
    "unshare_container": lambda d: calls.share_container(d.user, d.things.share_id, **d.here),
    "create_group": lambda d: calls.delete_group(d.user, d.answer.group_id),
    "rename_group": lambda d: calls.rename_group(d.user, d.things.group_id, "everyone"),
    "set_group_permission": lambda d: calls.set_group_permission(d.user, d.things.group_id, "read"),
    "hand_over_group": lambda d: calls.hand_over_group(
        d.user, d.things.group_id, UUID(d.was("groups", d.things.group_id)["owner_id"])
    ),
    "delete_group": "The group and its shares are gone; create_group makes another.",
    "add_group_member": lambda d: calls.remove_group_member(d.user, d.things.group_id, d.things.stranger_id),
    "remove_group_member": lambda d: calls.add_group_member(d.user, d.things.group_id, d.things.member_id),
    # folders
    "create_picture_set": lambda d: calls.delete_picture_set(
        d.user, d.answer.picture_set_id, keep_verified=False, **d.here
    ),
    "rename_picture_set": lambda d: calls.rename_picture_set(
        d.user, d.things.picture_set_id, d.was("picture_set", d.things.picture_set_id)["name"], **d.here
    ),
    "delete_picture_set": lambda d: calls.restore_picture_set(d.user, d.things.picture_set_id, **d.here),
    "restore_picture_set": lambda d: calls.delete_picture_set(
        d.user, d.things.deleted_set_id, keep_verified=False, **d.here
    ),
    "update_picture_set": lambda d: calls.update_picture_set(
        d.user,
        d.things.picture_set_id,
        {"metadata": {"seen": None}, "parent": None, "sample_id": d.things.sample_id},
        **d.here,
    ),
    "unarchive_picture_set": lambda d: calls.delete_picture_set(
        d.user, d.answer.picture_set_id, keep_verified=True, **d.here
    ),
    "purge_picture_set": _GONE,
    "purge_trash": _GONE,
    # pictures
    "register_pictures": _UNCONFIRMED,
    "confirm_pictures": lambda d: calls.delete_pictures(d.user, [d.things.reserved_id], **d.here),
    "update_picture": lambda d: calls.update_picture(
        d.user, d.things.verified_id, {"zoom": None, "remove_seeds": ["New species"]}, **d.here
    ),
    "begin_batch": lambda d: calls.end_batch(d.user, d.answer.batch_id, **d.here),
    "record_refusals": "That a file was refused stays known; sent again and stored, it is refused no more.",
    "end_batch": "An ended batch takes no further file; begin_batch begins another.",
    "move_pictures": lambda d: calls.move_pictures(
        d.user, [d.things.picture_id, d.things.verified_id], d.things.picture_set_id, **d.here
    ),
    "delete_pictures": lambda d: calls.restore_pictures(d.user, [d.things.picture_id, d.things.verified_id], **d.here),
    "restore_pictures": lambda d: calls.delete_pictures(d.user, [d.things.deleted_id], **d.here),
    # samples and reports
    "create_sample": lambda d: calls.delete_sample(d.user, d.answer.sample_id, **d.here),
    "update_sample": lambda d: calls.update_sample(
        d.user, d.things.sample_id, {"lot": None, "examined_weight": None}, **d.here
    ),
    "delete_sample": lambda d: calls.create_sample(
        d.user, "S-2", crop="Brassica napus", weight=10, sample_id=d.things.spare_sample_id, **d.here
    ),
    "issue_report": _ISSUED,
    "amend_report": _ISSUED,
    "import_regulated_list": "An import with what was there before puts it back; a list stays known by its name.",
    # species
    "register_seed": "merge_seeds takes a species away that is another one's.",
    "register_object_type": lambda d: calls.set_object_type_active(d.user, d.answer.object_type_id, False),
    "rename_object_type": lambda d: calls.rename_object_type(
        d.user, 2, next(row["name"] for row in d.rows("object_type") if row["id"] == 2)
    ),
    "set_object_type_active": lambda d: calls.set_object_type_active(d.user, 2, True),
    "import_seeds": _seed_change,
    "update_seed": _seed_change,
    "confirm_seed": _seed_change,
    "rename_seed": _seed_change,
    "merge_seeds": _seed_change,
    "split_seed": _seed_change,
    "undo_seed_change": "The change is made again, as another one.",
    "add_seed_alias": _seed_change,
    "remove_seed_alias": _seed_change,
    # models and pipelines
    "import_ml_structure": lambda d: calls.import_ml_structure(d.user, STRUCTURE),
    "set_shown_model_keys": lambda d: calls.set_shown_model_keys(d.user, []),
    "activate_model_version": lambda d: calls.activate_model_version(d.user, d.things.model_id, "1"),
    "rename_model": lambda d: calls.rename_model(d.user, d.things.model_id, d.was("model", d.things.model_id)["name"]),
    "rename_pipeline": lambda d: calls.rename_pipeline(
        d.user, d.things.pipeline_id, d.was("pipeline", d.things.pipeline_id)["name"]
    ),
    "set_model_active": lambda d: calls.set_model_active(d.user, d.things.idle_model_id, True),
    "set_pipeline_active": lambda d: calls.set_pipeline_active(d.user, d.things.pipeline_id, True),
    "set_default_pipeline": lambda d: calls.set_default_pipeline(d.user, _pipeline(d, "two steps")),
    "choose_pipeline": lambda d: calls.clear_pipeline_choice(d.user),
    "clear_pipeline_choice": lambda d: calls.choose_pipeline(d.user, d.things.pipeline_id),
    # inferences
    "register_inference": lambda d: calls.withdraw_inference(d.user, d.answer["inference_id"], **d.here),
    "register_inferences": lambda d: calls.withdraw_inference(d.user, d.answer[0]["inference_id"], **d.here),
    "withdraw_inference": lambda d: calls.reinstate_inference(d.user, d.things.inference_id, **d.here),
    "reinstate_inference": "withdraw_inference withdraws it again.",
    # verification
    "verify_seed": lambda d: calls.reopen_object(d.user, d.things.box_id, **d.here),
    "reopen_object": _SAID,
    "lease_review_queue": "A lease ends by itself.",
    "lease_whole_review_queue": "A lease ends by itself.",
    # blobs
    "claim_blob_tasks": _BLOBS,
    "complete_blob_tasks": _BLOBS,
    "complete_blob_task": _BLOBS,
    "fail_blob_task": lambda d: calls.retry_blob_tasks(**d.here),
    "retry_blob_tasks": _BLOBS,
    "settle_reservation": _BLOBS,
    "discard_blob": _BLOBS,
    "renew_blob_tasks": _BLOBS,
}

#: What a picture has besides its bytes.
_FACTS: Any = {
    "name": "seed 7.png",
    "zoom": 2.5,
    "nb_seeds": 3,
    "description": "a crop",
    "metadata": {"site": 7},
    "device": "DSX1000",
    "lens": "10x",
    "tray": "3",
    "sample": "L-17",
    "taken_at": "2026-03-14T09:26:53Z",
}

#: What takes them away.
_NO_FACTS: Any = dict.fromkeys(_FACTS) | {"metadata": {"site": None}}

#: What is said of a sample besides its number and crop, and what takes it away.
_SAMPLED: Any = {
    "lot": "L 7",
    "crop_seed_id": "01900000-0000-7000-8000-000000000018",
    "weight": 8,
    "examined_weight": 4,
    "tests": ["purity"],
    "received_at": "2026-03-14T09:26:53Z",
    "metadata": {"bag": 3},
}
_RESAMPLED: Any = {"number": "S-9", "crop": "flax", **_SAMPLED}
_UNSAMPLED: Any = dict.fromkeys(_SAMPLED.keys() - {"crop_seed_id", "weight"}) | {
    "number": "S-1",
    "crop": "Brassica napus",
    "weight": 10,
}

_IDS: Any = {"gbif_key": 7, "eppo_code": "XXXXX", "itis_tsn": 7, "rank": "variety"}


_STRUCTURE: Any = {
    "pipelines": [
        {"pipeline_name": "new", "models": [{"name": "fresh", "version": "1"}, "namer"], "note": "n"},
        {"pipeline_name": "one step", "models": ["idle"], "note": "n"},
    ],
    "models": [
        {
            "model_name": "fresh",
            "task": "Something Else",
            "version": "1",
            "endpoint": "https://example.org",
            "endpoint_name": "fresh",
            "api_key": "k",
            "note": "n",
        },
        {
            "model_name": "namer",
            "task": "Object Detection",
            "version": "1",
            "endpoint_name": "n",
            "api_key": "k",
            "note": "n",
        },
    ],
}

#: Calls with other options, each with what undoes it.
MORE: Mapping[str, tuple[tuple[Callable[[UUID, Things], Call[Any]], Undo], ...]] = {
    "set_review_rule": (
        (
            lambda u, t: calls.set_review_rule(u, readers=3, agreeing=2, decides="admin", container_id=t.container_id),
            lambda d: calls.set_review_rule(d.user, readers=1, agreeing=1, decides="manage", **d.here),
        ),
    ),
    "share_container": (
        (
            lambda u, t: calls.share_container(
                u, t.group_id, until=datetime.now(UTC) + timedelta(days=1), container_id=t.container_id
            ),
            lambda d: calls.unshare_container(d.user, d.things.group_id, **d.here),
        ),
        (
            lambda u, t: calls.share_container(
                u,
                t.share_id,
                permission="read",
                until=datetime.now(UTC) + timedelta(days=1),
                container_id=t.container_id,
            ),
            lambda d: calls.share_container(d.user, d.things.share_id, **d.here),
        ),
    ),
    "share_container_with_user": (
        (
            lambda u, t: calls.share_container_with_user(
                u, t.member_id, "write", until=datetime.now(UTC) + timedelta(days=1), container_id=t.container_id
            ),
            lambda d: calls.share_container_with_user(d.user, d.things.member_id, "read", **d.here),
        ),
    ),
    "create_picture_set": (
        (
            lambda u, t: calls.create_picture_set(
                u, "below", parent=t.other_set_id, sample_id=t.sample_id, container_id=t.container_id
            ),
            lambda d: calls.delete_picture_set(d.user, d.answer.picture_set_id, keep_verified=False, **d.here),
        ),
    ),
    "create_sample": (
        (
            lambda u, t: calls.create_sample(u, "S-full", container_id=t.container_id, **_SAMPLED),
            lambda d: calls.delete_sample(d.user, d.answer.sample_id, **d.here),
        ),
    ),
    "update_sample": (
        (
            lambda u, t: calls.update_sample(u, t.sample_id, _RESAMPLED, container_id=t.container_id),
            lambda d: calls.update_sample(d.user, d.things.sample_id, _UNSAMPLED, **d.here),
        ),
    ),
    "register_pictures": (
        (
            lambda u, t: calls.register_pictures(
                u,
                [
                    picture(
                        "all facts",
                        parent=t.verified_id,
                        width=40,
                        height=30,
                        orientation=6,
                        parent_box={"topX": 1, "topY": 2, "bottomX": 41, "bottomY": 32},
                        **_FACTS,
                    )
                ],
                picture_set_id=t.picture_set_id,
                container_id=t.container_id,
            ),
            _UNCONFIRMED,
        ),
    ),
    "update_picture": (
        (
            lambda u, t: calls.update_picture(u, t.picture_id, _FACTS, container_id=t.container_id),
            lambda d: calls.update_picture(d.user, d.things.picture_id, _NO_FACTS, **d.here),
        ),
    ),
    "update_seed": ((lambda u, t: calls.update_seed(u, t.seed_id, _IDS), _seed_change),),
    "import_seeds": (
        (
            lambda u, _t: calls.import_seeds(
                u,
                [
                    {
                        "name": "Newly imported",
                        "gbif_key": 8,
                        "eppo_code": "YYYYY",
                        "itis_tsn": 8,
                        "rank": "species",
                        "family": "Newaceae",
                        "vernacular_names": {"fr": ["nouvelle"]},
                    }
                ],
            ),
            "merge_seeds takes a species away that is another one's.",
        ),
    ),
    "import_ml_structure": (
        (
            lambda u, _t: calls.import_ml_structure(u, _STRUCTURE),
            "set_model_active and set_pipeline_active retire what an import added.",
        ),
    ),
    # The container of these things is its owner's own.
    "choose_pipeline": (
        (
            lambda _u, t: calls.choose_pipeline(t.container_id, t.pipeline_id),
            lambda d: calls.choose_pipeline(d.things.container_id, _pipeline(d, "two steps")),
        ),
    ),
    "clear_pipeline_choice": (
        (
            lambda _u, t: calls.clear_pipeline_choice(t.container_id),
            lambda d: calls.choose_pipeline(d.things.container_id, _pipeline(d, "two steps")),
        ),
    ),
    "verify_seed": (
        (
            lambda u, t: calls.verify_seed(
                u,
                t.inference_id,
                [
                    {
                        "boxId": t.box_id,
                        "label": "Brassica napus",
                        "classId": "",
                        "qualifier": "cf.",
                        "objectTypeId": 1,
                        "comment": "moved",
                        "box": {"topX": 11, "topY": 5, "bottomX": 18, "bottomY": 12},
                    }
                ],
                container_id=t.container_id,
            ),
            lambda d: calls.reopen_object(d.user, d.things.box_id, **d.here),
        ),
    ),
    "get_inference": (
        (
            lambda u, t: calls.get_inference(u, t.inference_id, include_rejected=True, container_id=t.container_id),
            _READS,
        ),
    ),
}

_KEY = "a key"
_PART = "says where it belongs"
_MADE = "when it was made"
_CLOCK = "a clock, for those who look into the tables"
_FOLDED = "computed from the name; find it by any case"
_LOG = "appended, kept"
_COUNTED = "follows from what people say, counted by the call that says it"
_SAID = "what a model said, kept as it is"
_BYTES = "what the bytes are"
_STORE = "work for the blob store, made and done by the calls that need it"
_NOT_YET = "not at first"
_DEPLOYED = "filled by a deploy"
_RULE = "decides for others, and is told to nobody"
_PINNED = "pinned for good: what is there now is another dataset"
_REPORTED = "as it was issued; amend_report issues a later version"
_LISTED = "import_regulated_list again, with other words"
_IMPORTED = "import_ml_structure again, with what was"

#: Why a cell of the page has no call: by its head, table and column; ``*`` is any column, or any table.
WHY: Mapping[tuple[str, str, str], str] = {
    **{("changed", "*", column): _KEY for column in ("id", "container_id")},
    **{("changed", "*", column): _MADE for column in ("upload_date", "creation_date", "registration_date")},
    **{(head, "*", "updated_at"): _CLOCK for head in ("read", "changed")},
    ("read", "*", "name_key"): _FOLDED,
    ("changed", "*", "name_key"): _FOLDED,
    **{
        ("made", "*", column): _NOT_YET
        for column in ("deleted_at", "purged_at", "ended_at", "merged_into", "withdrawn_at", "withdrawn_by", "quota")
    },
    **{("undone", "*", column): "never" for column in ("purged_at", "ended_at")},
    # logs
    **{
        (head, table, column): _LOG
        for table in ("act", "seed_change", "identification")
        for head, column in (("changed", "*"), ("ended", ""), ("undone", ""))
        if (head, table) != ("ended", "identification")
    },
    # batches
    ("changed", "batch", "*"): "what was said when it began holds for all its files",
    ("changed", "batch_file", "*"): "a file is known by its name and bytes",
    ("changed", "batch_file", "is_new"): "said when the file first came",
    ("made", "batch_file", "former_picture_id"): "when its picture goes to the archive",
    ("read", "batch_file", "*"): "get_batch counts by it",
    ("undone", "batch_file", ""): "the batch counts what is there",
    # the blob store
    **{(head, "blob_task", "*"): _STORE for head in ("made", "read", "changed", "undone")},
    # containers, groups
    ("changed", "container", "kind"): "personal, common or archive: for good",
    ("read", "container", "agreeing"): "get_container_access tells it where several are asked",
    **{
        ("changed", table, column): "another share, or another membership"
        for table, column in (
            ("group_container", "group_id"),
            ("user_container", "user_id"),
            ("user_group", "group_id"),
            ("user_group", "user_id"),
        )
    },
    ("ended", "quota_usage", ""): "set_container_quota with none",
    ("made", "quota_usage", "byte_size"): "counted by the next register_pictures",
    **{(head, "quota_usage", "*"): "what register_pictures counted last" for head in ("read", "changed")},
    # inferences
    **{("changed", table, "*"): _SAID for table in ("inference", "inference_model", "object")},
    ("undone", "object", ""): "withdraw_inference takes the whole inference out",
    ("undone", "inference_model", ""): "withdraw_inference takes the whole inference out",
    ("made", "object", "specimen_id"): "when a person has said what it is: verify_seed",
    ("undone", "object", "specimen_id"): "what it shows stays; reopen_object asks anew",
    ("made", "inference", "verified_by"): _NOT_YET,
    ("made", "inference", "withdrawn_reason"): _NOT_YET,
    ("read", "inference", "withdrawn_by"): "the act log",
    ("read", "inference", "withdrawn_reason"): "the act log",
    ("read", "inference", "empty_said_by"): "counts readers of a picture without boxes",
    ("changed", "inference", "empty_said_by"): "verify_seed without boxes, where several are asked",
    # what is counted
    ("changed", "inference_tally", "*"): _COUNTED,
    **{(head, "opinion_tally", "*"): _COUNTED for head in ("made", "read", "changed")},
    **{(head, "activity_tally", "*"): _COUNTED for head in ("made", "changed")},
    ("made", "activity_tally", ""): "the first verify_seed of a reader on a day",
    **{("undone", "activity_tally", column): "what was said stays said" for column in ("", "*")},
    ("made", "opinion_tally", ""): "a second reader's verify_seed",
    ("undone", "opinion_tally", ""): "a second reader's verify_seed",
    # a deploy
    **{
        (head, table, column): _DEPLOYED
        for table in ("installation", "permission", "ml_structure")
        for head, column in (("made", ""), ("made", "*"), ("changed", "*"), ("ended", ""), ("undone", ""))
    },
    **{(head, "task", column): _DEPLOYED for head, column in (("changed", "*"), ("ended", ""), ("undone", ""))},
    ("read", "ml_structure", "*"): "one row, of the structure as a whole",
    ("read", "installation", "*"): "tells one store of blobs from another",
    # models
    ("changed", "model", "position"): "the order of the first import",
    ("changed", "pipeline", "position"): "the order of the first import",
    **{("read", table, "upload_date"): _CLOCK for table in ("model", "pipeline")},
    **{("undone", "model", column): _IMPORTED for column in ("endpoint_name", "task_id")},
    **{("undone", table, "data"): _IMPORTED for table in ("pipeline", "model_version")},
    ("undone", "model_secret", "secret"): _IMPORTED,
    **{(head, "model_secret", ""): "goes with its model, which is retired" for head in ("ended", "undone")},
    ("changed", "model_secret", "model_version_id"): _PART,
    ("ended", "model_version", ""): "activate_model_version of another one",
    ("undone", "model_version", ""): "activate_model_version of another one",
    **{("changed", "model_version", column): "another version" for column in ("model_id", "version")},
    ("changed", "model_version", "active"): "activate_model_version, of a model with several",
    ("changed", "pipeline_default", "user_id"): _KEY,
    ("undone", "pipeline_default", "update_date"): "when it was chosen",
    ("undone", "pipeline_model", ""): _IMPORTED,
    ("changed", "pipeline_model", "*"): "import_ml_structure writes the steps anew",
    # pictures
    **{
        ("changed", "picture", column): _BYTES
        for column in ("media_type", "byte_size", "sha256", "width", "height", "orientation")
    },
    **{
        ("changed", "picture", column): "what it was cut out of: another place is another picture"
        for column in ("parent", "parent_box", "former_parent")
    },
    ("made", "picture", "former_parent"): "when its parent is purged or archived",
    ("changed", "picture", "user_id"): "who uploaded it",
    ("changed", "picture", "blob_container_id"): "unarchive_picture_set, when the blob has arrived",
    ("undone", "picture", "blob_name"): "move_pictures moves it back",
    ("undone", "picture", "state"): "confirmed for good; delete_pictures takes it away",
    ("made", "picture", "nb_object"): "when it has an inference",
    ("read", "picture", "search"): "find_pictures looks it up",
    **{("changed", "picture_seed", column): "another row" for column in ("picture_id", "seed_id")},
    **{
        (head, "picture_seed", "named_at_upload"): "tells what people named from what was verified"
        for head in ("read", "changed")
    },
    **{
        ("changed", "picture_set", column): "as it was made"
        for column in ("owner_id", "is_default", "former_container_id", "former_picture_set_id")
    },
    # datasets
    **{("changed", table, "*"): _PINNED for table in ("dataset", "dataset_picture", "dataset_seed")},
    ("read", "dataset", "resolved"): "resolve_dataset_filter tells it of the filter",
    **{
        ("made", table, "*"): "where the catalogue or the picture has it"
        for table in ("dataset_picture", "dataset_seed")
    },
    ("made", "model_version", "dataset_id"): _NOT_YET,
    # samples, reports, regulated lists
    ("read", "sample", "number_key"): "computed from the number; find it by any case",
    ("changed", "sample", "user_id"): "who entered it",
    **{(head, "report", column): _REPORTED for head, column in (("changed", "*"), ("ended", ""), ("undone", ""))},
    ("read", "report", "content"): "get_report tells it; no other text has its digest",
    **{
        (head, f"regulated_{table}", column): _LISTED
        for table in ("period", "class", "entry")
        for head, column in (("changed", "*"), ("ended", ""), ("undone", ""))
    },
    **{("changed", "regulated_list", column): _LISTED for column in ("name", "authority", "jurisdiction")},
    **{(head, "regulated_list", ""): "kept, for reports that name it" for head in ("ended", "undone")},
    ("made", "regulated_period", "valid_to"): "where a period has ended",
    ("made", "regulated_entry", "genus_key"): "of a genus",
    # reviews
    **{(head, "review_lease", "*"): _RULE for head in ("read", "changed")},
    **{(head, "review_lease", ""): "ends by itself, or with the review" for head in ("ended", "undone")},
    ("changed", "specimen", "*"): "reopen_object, then verify_seed with another box",
    ("changed", "specimen", "picture_id"): _PART,
    ("undone", "specimen", "*"): "reopen_object asks anew",
    ("undone", "specimen", ""): "a specimen that was pointed out stays; rejected, it is no seed",
    **{("read", "specimen", column): "the queue orders by it" for column in ("decided", "top_score", "margin")},
    # species
    ("changed", "seed", "object_type_id"): "as it was made",
    ("changed", "seed_alias", "name"): "another alias",
    ("undone", "seed_alias", "seed_id"): "stays with the species that was split off, which is merged again",
    **{(head, "vernacular_name", ""): "import_seeds with other names of the language" for head in ("ended", "undone")},
    **{
        ("changed", "vernacular_name", column): "import_seeds writes the names of a language anew"
        for column in ("seed_id", "language", "name", "name_key", "position")
    },
}

#: What is not as it was after a call was undone: function, table, column (``""``: a row), and why.
LOST: Mapping[tuple[str, str, str], str] = {
    **{
        (function, "seed", ""): "a species that was added stays; merge_seeds takes it away"
        for function in (
            "begin_batch",
            "import_seeds",
            "register_inference",
            "register_inferences",
            "update_picture",
            "verify_seed",
        )
    },
    **{
        (function, table, ""): "withdrawn with its inference"
        for function in ("register_inference", "register_inferences")
        for table in ("inference_model", "object")
    },
    ("choose_pipeline", "pipeline_default", "update_date"): "when it was chosen last",
    ("clear_pipeline_choice", "pipeline_default", ""): "when it was chosen last",
    **{("confirm_pictures", "picture", column): "confirmed, in the trash" for column in ("deleted_at", "state")},
    ("hand_over_group", "user_group", ""): "a former owner stays a member",
    ("split_seed", "seed_alias", "seed_id"): "of a species that is merged with the former one again",
    **{
        ("verify_seed", "activity_tally", f"nb_{what}"): "what was said stays said"
        for what in ("identification", "specimen", "correct", "reopen")
    },
    ("verify_seed", "object", "specimen_id"): "what it shows stays; it is open again",
    ("verify_seed", "specimen", ""): "a specimen that was pointed out stays; it is open again",
}
