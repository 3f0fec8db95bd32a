"""How ``0.1.0.sql.gz`` was made: a database of version 0.1.0 with one of everything, and the awkward cases.

Kept to be read. It calls the functions of 0.1.0 by their names of then, so it need not run on a later version. It was
run on a new database of PostgreSQL 15, into which 0.1.0 was deployed, as its superuser, and what it left was written
by the programs of that version::

    python make_0_1_0.py URL
    pg_dump URL | gzip --no-name --best > 0.1.0.sql.gz

Ids that a caller may choose are counted up; the others, and times, come from the server.
"""

from __future__ import annotations

import hashlib
import sys
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

LONG_NAME = "x" * 199 + "é"
#: One letter, and the same letter with its accent as a character of its own.
COMPOSED, DECOMPOSED = "g\u00e9n\u00e9ral", "ge\u0301ne\u0301ral bis"

STRUCTURE: dict[str, Any] = {
    "version": 5,
    "date": "2026-01-31",
    "pipelines": [
        {"pipeline_name": "two steps", "models": ["finder", "namer"], "default": True, "created_by": "Zoé"},
        {"pipeline_name": "one step", "models": ["namer"], "Beschreibung": "für später"},
        {"pipeline_name": "retired", "models": ["finder", "old namer"]},
    ],
    "models": [
        {
            "model_name": "finder",
            "task": "object-detection",
            "version": "1",
            "endpoint": "of the finder",
            "api_key": "key of the finder",
            "classes": {"0": "seed"},
        },
        {
            "model_name": "namer",
            "task": "Classification",
            "version": 1,
            "deployment": {"api_key": "key of the namer", "region": "Québec"},
        },
        {"model_name": "old namer", "task": "Classification", "version": "0.9"},
        {"model_name": "never used", "task": "segmentation", "version": "1"},
    ],
}


class Maker:
    """Calls the functions of 0.1.0, and counts ids and pictures."""

    def __init__(self, conn: psycopg.Connection) -> None:
        self._conn = conn
        self._ids = 0
        self._pictures = 0
        self._added = 0

    def call(self, function: str, **parameters: object) -> Any:
        """``call("get_user", email=...)`` is ``select nachet.get_user(p_email => ...)``."""
        given = {f"p_{name}": Jsonb(value) if _is_json(value) else value for name, value in parameters.items()}
        arguments = sql.SQL(", ").join(
            sql.SQL("{} => {}").format(sql.Identifier(name), sql.Placeholder(name)) for name in given
        )
        query = sql.SQL("select nachet.{}({})").format(sql.Identifier(function), arguments)
        row = self._conn.execute(query, given).fetchone()
        assert row is not None
        return row[0]

    def execute(self, statement: str) -> None:
        """What no function of 0.1.0 does: to let time pass."""
        self._conn.execute(statement.encode())

    def new_id(self) -> UUID:
        """A version 7 id, the next one."""
        self._ids += 1
        return UUID(f"01970000-0000-7000-8000-{self._ids:012x}")

    def user(self, email: str, permission: str) -> UUID:
        user_id = self.new_id()
        self.call("create_user", email=email, options={"user_id": str(user_id), "permission": permission})
        return user_id

    def group(self, owner: UUID, name: str, permission: str, *members: UUID) -> UUID:
        group_id = self.new_id()
        self.call("create_group", user_id=owner, name=name, permission=permission, options={"group_id": str(group_id)})
        for member in members:
            self.call("add_group_member", user_id=owner, group_id=group_id, member_id=member)
        return group_id

    def container(self, owner: UUID, name: str | None, *, public: bool = False) -> UUID:
        container_id = self.new_id()
        options = {"container_id": str(container_id), "public": public} | ({"name": name} if name else {})
        self.call("create_container", user_id=owner, options=options)
        return container_id

    def folder(self, user: UUID, container: UUID, name: str | None, **metadata: object) -> UUID:
        folder_id = self.new_id()
        options = {"picture_set_id": str(folder_id), "metadata": metadata} | ({"name": name} if name else {})
        self.call("create_picture_set", user_id=user, container_id=container, options=options)
        return folder_id

    def picture(self, user: UUID, container: UUID, folder: UUID, *, confirm: bool = True, **said: object) -> UUID:
        """A picture of which there are no bytes."""
        self._pictures += 1
        picture_id = self.new_id()
        document = {
            "picture_id": str(picture_id),
            "media_type": "image/png",
            "extension": "png",
            "byte_size": 1000 + self._pictures,
            "sha256": hashlib.sha256(str(self._pictures).encode()).hexdigest(),
            "width": 1920,
            "height": 1080,
        }
        self.call(
            "register_pictures",
            user_id=user,
            container_id=container,
            picture_set_id=folder,
            pictures=[document | said],
        )
        if confirm:
            self.call("confirm_pictures", user_id=user, container_id=container, picture_ids=[picture_id])
        return picture_id

    def inference(
        self, user: UUID, container: UUID, picture: UUID, *boxes: dict[str, Any], **options: object
    ) -> dict[str, Any]:
        """The document as it comes back, with its ids."""
        document = {
            "filename": "samples/numéro 1.png",
            "boxes": list(boxes),
            "labelOccurrence": {},
            "totalBoxes": len(boxes),
            "models": [{"name": "finder", "version": "1"}, {"name": "namer", "version": "1"}],
            "nobody knows": ["this", {"key": None}],
        }
        answer: dict[str, Any] = self.call(
            "register_inference",
            user_id=user,
            container_id=container,
            picture_id=picture,
            result=document,
            options={"inference_id": str(self.new_id())} | options,
        )
        return answer

    def verify(self, user: UUID, container: UUID, inference: dict[str, Any], *boxes: dict[str, Any]) -> Any:
        return self.call(
            "verify_seed",
            user_id=user,
            container_id=container,
            inference_id=UUID(inference["inference_id"]),
            boxes=list(boxes),
        )


def _is_json(value: object) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and not all(isinstance(item, UUID) for item in value))


def box(left: float, *guesses: tuple[str, float], **more: object) -> dict[str, Any]:
    """A box of 200 by 150 pixels, its guesses from the best one on."""
    label, score = guesses[0]
    return {
        "box": {"topX": left, "topY": 100.5, "bottomX": left + 200, "bottomY": 250.5},
        "label": label,
        "score": score,
        "topN": [{"label": label, "score": score} for label, score in guesses],
        "overlapping": False,
        "overlappingIndices": [],
        "color": "#ED1C24",
    } | more


def fill(make: Maker) -> None:
    """One of everything."""
    admin = make.user("admin@example.org", "admin")
    ana = make.user("Ana.Lima@Example.org", "manage")
    zoe = make.user("zoé@exemple.ca", "manage")
    writer = make.user("writer@example.org", "write")
    reader = make.user("reader@example.org", "read")
    make.user("nobody.else@example.org", "manage")
    lowered = make.user("lowered@example.org", "manage")
    make.call("set_user_permission", user_id=admin, target_user_id=lowered, permission="read")

    species(make, admin, ana)
    pipelines = models(make, admin, ana, zoe)

    shared = make.container(ana, "Récolte 2025 🌾")
    public = make.container(ana, "open to all", public=True)
    make.container(zoe, None)
    renamed = make.container(zoe, "before")
    make.call("rename_container", user_id=zoe, container_id=renamed, name=LONG_NAME)
    groups(make, admin, ana, zoe, writer, reader, shared)

    pictures(make, ana, writer, shared)
    inferences(make, ana, zoe, shared, public, pipelines)
    # Guessed and confirmed under its first name, merged since.
    unknown, known = (
        UUID(make.call("resolve_seed", label=label)["seed_id"]) for label in ("Espèce inconnue", "Cirsium vulgare")
    )
    make.call("merge_seeds", user_id=admin, seed_id=unknown, into_seed_id=known)
    archive(make, admin, ana, ana)
    trash(make, ana, public)
    blob_tasks(make, shared, ana, public)


def species(make: Maker, admin: UUID, ana: UUID) -> None:
    """Confirmed and unconfirmed ones, renamed, merged, and merged again; aliases."""
    oat = make.new_id()
    make.call("register_seed", user_id=ana, name="Avena fatua", options={"seed_id": str(oat)})
    make.call(
        "update_seed",
        user_id=admin,
        seed_id=oat,
        options={
            "information": {"common": ["folle avoine", "Flughafer", "カラスムギ"], "note": 'a "quoted" \\ word'},
            "confirmed": True,
            "gbif_key": 2705975,
            "eppo_code": "AVEFA",
            "itis_tsn": 41459,
        },
    )
    make.call("add_seed_alias", user_id=admin, seed_id=oat, alias="Folle avoine")
    make.call("add_seed_alias", user_id=admin, seed_id=oat, alias="to be removed")
    make.call("remove_seed_alias", user_id=admin, seed_id=oat, alias="to be removed")
    first, second, third = (make.new_id() for _ in range(3))
    for seed_id, name in ((first, "Elymus répens"), (second, "Agropyron repens"), (third, "Elytrigia repens")):
        make.call("register_seed", user_id=ana, name=name, options={"seed_id": str(seed_id)})
    make.call("merge_seeds", user_id=admin, seed_id=first, into_seed_id=second)
    make.call("merge_seeds", user_id=admin, seed_id=second, into_seed_id=third)
    make.call("rename_seed", user_id=admin, seed_id=third, name="Elymus repens (L.) Gould")
    make.call("confirm_seed", user_id=admin, seed_id=third)


def models(make: Maker, admin: UUID, ana: UUID, zoe: UUID) -> dict[str, UUID]:
    """Two versions of two models, the first of one active again; secrets; choices. The pipelines by name."""
    make.call("import_ml_structure", user_id=admin, structure=STRUCTURE)
    newer = [model | {"version": "2"} for model in STRUCTURE["models"][:2]]
    make.call(
        "import_ml_structure",
        user_id=admin,
        structure=STRUCTURE | {"version": "6", "models": newer + STRUCTURE["models"][2:]},
    )
    structure = make.call("get_ml_structure", user_id=admin)
    ids = {model["model_name"]: UUID(model["model_id"]) for model in structure["models"]}
    pipelines = {entry["pipeline_name"]: UUID(entry["pipeline_id"]) for entry in structure["pipelines"]}
    make.call("activate_model_version", user_id=admin, model_id=ids["namer"], version="1")
    make.call("set_pipeline_active", user_id=admin, pipeline_id=pipelines["retired"], active=False)
    make.call("set_model_active", user_id=admin, model_id=ids["old namer"], active=False)
    make.call("choose_pipeline", user_id=ana, pipeline_id=pipelines["one step"])
    make.call("choose_pipeline", user_id=admin, pipeline_id=pipelines["two steps"])
    make.call("choose_pipeline", user_id=zoe, pipeline_id=pipelines["one step"])
    make.call("clear_pipeline_choice", user_id=zoe)
    return pipelines


def groups(make: Maker, admin: UUID, ana: UUID, zoe: UUID, writer: UUID, reader: UUID, shared: UUID) -> None:
    """One of each permission, all of which reach the container; one handed over, one empty, one that is gone."""
    for name, permission, members in (
        ("lecteurs", "read", [reader, zoe]),
        ("writers", "write", [writer, zoe]),
        ("managers", "manage", [zoe]),
    ):
        group = make.group(ana, name, permission, *members)
        make.call("share_container", user_id=ana, container_id=shared, group_id=group)
    make.call("remove_group_member", user_id=ana, group_id=group, member_id=zoe)
    handed = make.group(ana, COMPOSED, "read", zoe)
    make.call("hand_over_group", user_id=ana, group_id=handed, new_owner_id=zoe)
    make.call("set_group_permission", user_id=zoe, group_id=handed, permission="write")
    empty = make.group(admin, "empty", "read")
    make.call("rename_group", user_id=admin, group_id=empty, name="空")
    make.call("share_container", user_id=admin, container_id=shared, group_id=empty)
    make.call("unshare_container", user_id=admin, container_id=shared, group_id=empty)
    gone = make.group(ana, "gone", "manage", zoe)
    make.call("share_container", user_id=ana, container_id=shared, group_id=gone)
    make.call("delete_group", user_id=ana, group_id=gone)


def pictures(make: Maker, ana: UUID, writer: UUID, shared: UUID) -> None:
    """Folders of every name; pictures of every state, with all that can be said of one, and crops of crops."""
    for name in ("a/b", "v1.2", COMPOSED, DECOMPOSED, "🌱", LONG_NAME):
        make.folder(ana, shared, name)
    make.folder(writer, shared, None)
    folder = make.folder(ana, shared, "before", project="Ré-essai", nested={"list": [1, 2.5, None, "\\"]})
    make.call("rename_picture_set", user_id=ana, container_id=shared, picture_set_id=folder, name="after")
    other = make.folder(ana, shared, "other")
    said = make.picture(
        writer,
        shared,
        folder,
        zoom=2.5,
        nb_seeds=12,
        description='Trois graines d\'un même épi; 100 % "mûres"\n\\n is no new line',
        metadata={"file_name": "numéro 1.tiff", "camera": {"iso": 200, "lens": None}, "tags": ["a", "é", "🌾"]},
        seed_name="Brassica napus",
    )
    make.picture(writer, shared, folder, seed_name="nouvelle espèce", media_type="image/tiff", extension="tiff")
    crop = make.picture(
        ana, shared, folder, parent=str(said), parent_box={"topX": 10, "topY": 20.5, "bottomX": 300, "bottomY": 400}
    )
    make.picture(ana, shared, other, parent=str(crop), width=None, height=None)
    make.picture(writer, shared, folder, confirm=False)
    make.picture(writer, shared, other, confirm=False, parent=str(said), seed_name="Solanum nigrum")
    # The same bytes in two folders.
    twin = hashlib.sha256(b"twin").hexdigest()
    make.picture(ana, shared, folder, sha256=twin)
    make.picture(ana, shared, other, sha256=twin)
    moved = make.picture(ana, shared, folder)
    make.call("move_pictures", user_id=ana, container_id=shared, picture_ids=[moved], picture_set_id=other)


def inferences(make: Maker, ana: UUID, zoe: UUID, shared: UUID, public: UUID, pipelines: dict[str, UUID]) -> None:
    """Of no, one and many boxes; of one picture two that agree and two that do not; every act."""
    folder = make.folder(ana, shared, "reviewed")
    one, two, three, four, five = (make.picture(ana, shared, folder) for _ in range(5))
    rape, mustard, nightshade = ("000 Brassica napus", 0.9), ("001 Brassica junsea", 0.08), ("2 Solanum nigrum", 0.01)

    make.inference(ana, shared, one)
    single = make.inference(ana, shared, two, box(10, rape, mustard), pipeline="two steps")
    make.verify(ana, shared, single, {"boxId": single["boxes"][0]["box_id"]})

    agreeing = make.inference(ana, shared, two, box(14, rape, nightshade), pipeline_id=str(pipelines["one step"]))
    make.verify(zoe, shared, agreeing, {"boxId": agreeing["boxes"][0]["box_id"], "comment": "d'accord"})
    contradicting = make.inference(ana, shared, two, box(8, nightshade, rape))
    make.verify(zoe, shared, contradicting, {"boxId": contradicting["boxes"][0]["box_id"]})

    bare = box(1300, ("Espèce inconnue", 0.5))
    del bare["topN"]
    many = make.inference(
        ana,
        shared,
        three,
        box(10, rape, mustard),
        box(250, ("014 Ambrosia artemisiifolia", 0.5), ("Solanum nigrum", 0.5), color=[237, 28, 36]),
        box(490, mustard, rape, nightshade),
        box(730, nightshade, overlapping=True, overlappingIndices=[5]),
        box(880, rape, overlapping=True, overlappingIndices=[4], note={"key": ["kept", None, 1e-9]}),
        box(1090, rape, mustard, topN=[]),
        bare,
        box(1500, mustard, rape),
        box(1800, rape),
    )
    boxes = [entry["box_id"] for entry in many["boxes"]]
    second = many["boxes"][1]["topN"][1]
    nightshade_id = make.call("resolve_seed", label="Solanum nigrum")["seed_id"]
    moved = {"topX": 500.25, "topY": 90, "bottomX": 700.75, "bottomY": 260}
    make.verify(ana, shared, many, {"boxId": boxes[0], "comment": "c'est ça"})
    make.verify(ana, shared, many, {"boxId": boxes[1], "label": second["label"], "classId": second["object_id"]})
    make.verify(ana, shared, many, {"boxId": boxes[2], "label": "Solanum nigrum", "classId": nightshade_id})
    make.verify(ana, shared, many, {"boxId": boxes[3], "box": moved, "comment": "moved"})
    make.verify(zoe, shared, many, {"boxId": boxes[4], "label": "", "classId": "", "comment": "No Seed"})
    make.verify(zoe, shared, many, {"boxId": boxes[5], "label": '"Avena stérilis"', "classId": ""})
    make.verify(zoe, shared, many, {"boxId": boxes[6]})
    added = {"boxId": "", "label": "solanum  NIGRUM", "classId": "", "box": box(300, rape)["box"], "comment": "missed"}
    make.verify(zoe, shared, many, added)
    for reopened, comment in ((boxes[0], "not sure"), (boxes[4], "après tout")):
        make.call("reopen_object", user_id=ana, container_id=shared, object_id=UUID(reopened), comment=comment)
    make.verify(zoe, shared, many, {"boxId": boxes[0], "label": "Brassica juncea", "classId": "", "comment": "better"})

    # What 0.1.0 takes and a later version may not: no area, outside the picture, a label that is not the best guess.
    flat = {"topX": 5, "topY": 5, "bottomX": 5, "bottomY": 5}
    outside = {"topX": 5000, "topY": 5000, "bottomX": 5100, "bottomY": 5100}
    make.inference(ana, shared, four, box(0, rape, box=flat), box(0, rape, box=outside))
    other = make.inference(ana, shared, four, box(700, mustard, rape, label="Brassica napus"), box(20, rape))
    make.verify(ana, shared, other, {"boxId": other["boxes"][0]["box_id"]})
    # Reviewed to the end: one right, one wrong; and all wrong.
    whole = make.inference(ana, shared, five, box(10, rape), box(400, mustard))
    make.verify(
        ana,
        shared,
        whole,
        {"boxId": whole["boxes"][0]["box_id"]},
        {"boxId": whole["boxes"][1]["box_id"], "label": "", "classId": ""},
    )
    rejected = make.inference(ana, shared, five, box(10, rape))
    make.verify(ana, shared, rejected, {"boxId": rejected["boxes"][0]["box_id"], "label": "", "classId": ""})

    # More than a model finds at once, in a folder that everyone may read.
    crowd = make.picture(ana, public, make.folder(ana, public, "crowd"))
    make.inference(ana, public, crowd, *(box(15 * number, rape, mustard, nightshade) for number in range(120)))
    # Labels of species that were merged before.
    merged = make.picture(ana, public, make.folder(ana, public, "merged"))
    make.inference(ana, public, merged, box(10, ("Agropyron repens", 0.7), ("Elymus répens", 0.2)))


def archive(make: Maker, admin: UUID, ana: UUID, own: UUID) -> None:
    """A folder that is gone but for what was verified, with its crop, its inferences and their history."""
    folder = make.folder(ana, own, "kept in part", reason="fin de saison")
    make.picture(ana, own, folder)
    named = make.picture(ana, own, folder, seed_name="Solanum nigrum")
    make.picture(ana, own, folder, parent=str(named))
    elsewhere = make.folder(ana, own, "elsewhere")
    make.picture(ana, own, elsewhere, parent=str(named))
    judged = make.picture(ana, own, folder)
    inference = make.inference(ana, own, judged, box(10, ("Brassica napus", 0.9)), box(400, ("Avena fatua", 0.6)))
    ids = [entry["box_id"] for entry in inference["boxes"]]
    make.verify(ana, own, inference, {"boxId": ids[0]}, {"boxId": ids[1], "label": "Brassica juncea", "classId": ""})
    make.call("delete_picture_set", user_id=ana, container_id=own, picture_set_id=folder, keep_verified=True)
    (kept,) = (
        entry["container_id"] for entry in make.call("list_containers", user_id=admin) if entry["kind"] == "archive"
    )
    curators = make.group(admin, "curators", "read", ana)
    make.call("share_container", user_id=admin, container_id=UUID(kept), group_id=curators)


def trash(make: Maker, ana: UUID, public: UUID) -> None:
    """Folders and pictures in the trash, some back from it, some gone for good."""
    folder = make.folder(ana, public, "in the trash")
    make.picture(ana, public, folder, seed_name="Avena fatua")
    back = make.folder(ana, public, "back again")
    first, second = (make.picture(ana, public, back) for _ in range(2))
    gone = make.folder(ana, public, "gone")
    make.picture(ana, public, gone)
    for deleted in (gone, back, folder):
        make.call("delete_picture_set", user_id=ana, container_id=public, picture_set_id=deleted, keep_verified=False)
        if deleted == gone:
            make.execute("select nachet.purge_trash(now() + interval '1 day', 100)")
    make.call("restore_picture_set", user_id=ana, container_id=public, picture_set_id=back, options={})
    make.call("delete_pictures", user_id=ana, container_id=public, picture_ids=[first, second])
    make.call("restore_pictures", user_id=ana, container_id=public, picture_ids=[second])


def blob_tasks(make: Maker, shared: UUID, own: UUID, public: UUID) -> None:
    """Steps that are due, claimed, have failed, and wait for a person; the rest is done."""
    make.execute("update nachet_data.blob_task set run_after = now(), claimed_by = null")
    options = {"container_id": str(shared)}
    claimed = make.call("claim_blob_tasks", limit=3, options=options)
    for task in claimed[:2]:
        make.call(
            "complete_blob_task",
            container_id=shared,
            task_id=UUID(task["task_id"]),
            options={"claim": task["claim"], "etag": "0x8DD"},
        )
    for container, tries in ((own, 20), (public, 2)):
        for _ in range(tries):
            (task,) = make.call("claim_blob_tasks", limit=1, options={"container_id": str(container)})
            make.call(
                "fail_blob_task",
                container_id=container,
                task_id=UUID(task["task_id"]),
                claim=task["claim"],
                error="the store said: « 503 », and nothing else",
            )
            make.execute("update nachet_data.blob_task set run_after = now() - interval '1 hour' where attempts > 0")


def main(database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as conn:
        make = Maker(conn)
        fill(make)
        # Whose machine it was is nobody's business.
        make.execute("update nachet_deploy._yoyo_log set username = 'nachet', hostname = 'localhost'")


if __name__ == "__main__":
    main(sys.argv[1])
