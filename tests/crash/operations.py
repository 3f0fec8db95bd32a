"""What is killed: every operation that touches rows and blobs, each with what was there before it.

All ids are given, so that an operation can be repeated, and so that two runs of it come by the same points.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from random import Random
from typing import Any
from uuid import UUID, uuid5

from PIL import Image

from nachet_datastore import Datastore, StoredBlob, Upload, UploadReport
from nachet_datastore.blobs.steps import StoreAct
from nachet_datastore.blobs.stores import BlobStore, Content
from nachet_datastore.errors import (
    ContainerNotDeleted,
    ContainerNotFound,
    NachetError,
    PictureNotFound,
    PictureSetNotDeleted,
    PictureSetNotFound,
)
from nachet_datastore.records import RowId


def an_id(name: str) -> UUID:
    """The id that goes by a name, the same in every run."""
    return uuid5(UUID(int=0), name)


def png(name: str, side: int = 1) -> bytes:
    """A picture like no other."""
    file, noise = BytesIO(), Random(name).randbytes(side * side * 3)  # noqa: S311 - the same in every run
    Image.frombytes("RGB", (side, side), noise).save(file, "PNG")
    return file.getvalue()


ADMIN, USER = an_id("admin"), an_id("user")
FROM, TO = an_id("from"), an_id("to")
PLAIN, NAMED, CROP = an_id("plain"), an_id("named"), an_id("crop")
SPECIES = "Brassica napus"
MODELS: Any = {
    "version": "1",
    "pipelines": [{"pipeline_name": "pipeline", "models": ["model"], "default": True}],
    "models": [{"model_name": "model", "task": "Object Detection", "version": "1"}],
}
#: After everything that a test does.
LATER = datetime.now(UTC) + timedelta(days=1)


@dataclass(frozen=True)
class Scene:
    """What makes the world that an operation finds; ``undone`` is a client whose decisions stay to be done."""

    datastore: Datastore
    undone: Datastore
    store: BlobStore


@dataclass(frozen=True)
class Operation:
    """Something to be killed: ``act``, after ``before`` was done in peace.

    ``done`` is what a repetition raises when the operation was carried out already; None where it answers, and
    ``same_answer`` whether as before. ``later``: acts when the claims of others have run out.
    """

    name: str
    act: Callable[[Datastore], Any]
    before: Callable[[Scene], Any] = lambda _scene: None
    done: type[NachetError] | None = None
    same_answer: bool = True
    later: bool = False


def prepare(datastore: Datastore) -> None:
    """What every operation finds: two folders, three pictures in one of them; one is verified and has a crop."""
    datastore.create_user("user@example.org", user_id=USER)
    datastore.create_picture_set(USER, name="from", picture_set_id=FROM)
    datastore.create_picture_set(USER, name="to", picture_set_id=TO)
    known = [
        Upload(data=png("plain"), picture_id=PLAIN),
        Upload(data=png("named"), picture_id=NAMED, seed_name=SPECIES),
    ]
    datastore.upload_pictures(USER, known, picture_set_id=FROM)
    datastore.upload_crop(USER, NAMED, png("crop"), picture_id=CROP)


def upload(datastore: Datastore, name: str, folder: UUID = TO, side: int = 1, **said: Any) -> UUID:
    return datastore.upload_picture(
        USER, png(name, side), picture_set_id=folder, picture_id=an_id(f"picture {name}"), **said
    )


def upload_three(datastore: Datastore) -> list[RowId]:
    """One that is there, one that a broken-off upload left reserved, two new ones."""
    names = ["plain", "reserved", "one", "two"]
    uploads = [Upload(data=png(name), seed_name=SPECIES, picture_id=an_id(f"picture {name}")) for name in names]
    return datastore.upload_pictures(USER, uploads, picture_set_id=FROM)


def upload_batch(datastore: Datastore) -> UploadReport:
    """One that is there, one that a broken-off upload left reserved, one that is no picture, a new one twice."""
    names = ["plain", "reserved", "one", "one"]
    uploads = [
        Upload(data=png(name), name=f"{number}.png", picture_id=an_id(f"picture {name}"))
        for number, name in enumerate(names)
    ]
    uploads.append(Upload(data=b"no picture", name="4.png"))
    report = datastore.upload_pictures(USER, uploads, batch_id=an_id("batch"))
    counted = datastore.get_batch(USER, an_id("batch"))
    if (counted.stored, counted.duplicates, counted.refused, counted.pending) != (2, 2, 1, 0):
        raise AssertionError(counted)
    return report


def with_batch(scene: Scene) -> None:
    reserve(scene.datastore, "reserved")
    scene.datastore.begin_batch(USER, FROM, expected=5, seed_name=SPECIES, batch_id=an_id("batch"))


def with_foreign_blobs(scene: Scene) -> None:
    """What another program left in the store."""
    for name in ("plain", "foreign"):
        scene.store.put("foreign", f"{name}.png", png(name), Content.of(png(name), "application/octet-stream"))


def take_in(datastore: Datastore) -> list[RowId]:
    """Blobs that lie in the store already: one whose bytes the folder has, a new one."""
    uploads = [
        Upload(data=StoredBlob("foreign", f"{name}.png"), picture_id=an_id(f"picture {name}"))
        for name in ("plain", "foreign")
    ]
    return datastore.upload_pictures(USER, uploads, picture_set_id=FROM)


def correct(datastore: Datastore) -> Any:
    return datastore.update_picture(
        USER, PLAIN, {"name": "plain.png", "zoom": 2, "add_seeds": [SPECIES], "metadata": {"checked": True}}
    )


def crop_again(datastore: Datastore) -> RowId:
    """The bytes of a crop, cut out of another place."""
    box: Any = {"topX": 0, "topY": 0, "bottomX": 1, "bottomY": 1}
    return datastore.upload_crop(USER, NAMED, png("crop"), box=box, picture_id=an_id("crop again"))


def reserve(datastore: Datastore, name: str, folder: UUID = FROM) -> None:
    """As an upload that ended before its first byte was written."""
    with Image.open(BytesIO(png(name))) as image:
        width, height = image.size
    datastore.register_pictures(
        USER,
        [
            {
                "picture_id": an_id(f"picture {name}"),
                "media_type": "image/png",
                "extension": "png",
                "byte_size": len(png(name)),
                "sha256": hashlib.sha256(png(name)).hexdigest(),
                "width": width,
                "height": height,
            }
        ],
        picture_set_id=folder,
    )


def with_models(scene: Scene) -> None:
    scene.datastore.create_user("admin@example.org", user_id=ADMIN, permission="admin")
    scene.datastore.import_ml_structure(ADMIN, MODELS)


def infer(datastore: Datastore) -> Any:
    guess = {"label": SPECIES, "score": 0.9}
    box = {"topX": 0, "topY": 0, "bottomX": 1, "bottomY": 1}
    document: Any = {"boxes": [{"box": box, **guess, "topN": [guess]}], "totalBoxes": 1}
    return datastore.register_inference(USER, PLAIN, document, pipeline="pipeline", inference_id=an_id("inference"))


def with_inference(scene: Scene) -> None:
    with_models(scene)
    infer(scene.datastore)


def verify(datastore: Datastore) -> Any:
    document = datastore.get_inference(USER, an_id("inference"))
    return datastore.verify_seed(USER, an_id("inference"), [{"boxId": box["box_id"]} for box in document["boxes"]])


def in_the_trash(scene: Scene) -> None:
    scene.datastore.delete_picture_set(USER, FROM, keep_verified=False)


def kept(scene: Scene) -> None:
    """A folder in the trash of which the archive has the verified picture and its crop, blobs and all."""
    scene.datastore.delete_picture_set(USER, FROM, keep_verified=True)


def kept_and_under_way(scene: Scene) -> None:
    """The same, decided and not begun."""
    scene.undone.delete_picture_set(USER, FROM, keep_verified=True)


def kept_alone(scene: Scene) -> None:
    """What the archive kept of a folder that is gone otherwise."""
    kept(scene)
    scene.datastore.purge_picture_set(USER, FROM)


def kept_for_another(scene: Scene) -> None:
    """The same, and a container that shall have it."""
    kept(scene)
    scene.datastore.create_container(USER, name="another", container_id=an_id("another"))


def with_folder_below(scene: Scene) -> None:
    scene.datastore.create_picture_set(USER, name="below", parent=FROM, picture_set_id=an_id("below"))
    upload(scene.datastore, "below", an_id("below"))


def everything_pending(scene: Scene) -> None:
    """Tasks of every kind, decided and not begun."""
    scene.undone.create_container(USER, name="another", container_id=an_id("another"))
    scene.undone.create_picture_set(USER, name="third", picture_set_id=an_id("third"))
    scene.undone.move_pictures(USER, [PLAIN], TO)
    scene.undone.delete_picture_set(USER, FROM, keep_verified=True)
    scene.undone.purge_trash(LATER)


def with_further(scene: Scene) -> None:
    """A further container with a picture in a folder of its own."""
    here: Any = {"container_id": an_id("further")}
    scene.datastore.create_container(USER, name="further", **here)
    scene.datastore.create_picture_set(USER, name="folder", picture_set_id=an_id("folder"), **here)
    scene.datastore.upload_picture(
        USER, png("further"), picture_set_id=an_id("folder"), picture_id=an_id("picture further"), **here
    )


def further_in_the_trash(scene: Scene) -> None:
    with_further(scene)
    scene.datastore.delete_container(USER, an_id("further"))


def end_and_purge(datastore: Datastore) -> None:
    datastore.end_user(ADMIN, USER, containers="delete", groups="delete")
    datastore.purge_trash(LATER)
    datastore.run_blob_tasks()


def under_way(scene: Scene) -> None:
    scene.undone.move_pictures(USER, [PLAIN, NAMED, CROP], TO)


def there_and_back(scene: Scene) -> None:
    under_way(scene)
    scene.undone.move_pictures(USER, [PLAIN, NAMED], FROM)


def in_the_trash_and_under_way(scene: Scene) -> None:
    there_and_back(scene)
    scene.undone.move_pictures(USER, [PLAIN], TO)
    in_the_trash(scene)


def damaged(scene: Scene) -> None:
    """What crashes leave behind: tasks, reservations with and without their blobs, blobs without rows, and none."""
    everything_pending(scene)
    for name in ("reserved", "written"):
        reserve(scene.datastore, name, TO)
    for name in ("written", "orphan"):
        blob_name = f"{TO}/{an_id(f'picture {name}')}.png"
        scene.store.put(f"user-{USER}", blob_name, png(name), Content.of(png(name), "image/png"))
    scene.store.delete(f"user-{USER}", f"{USER}/{USER}.json")


def confirm_too_early(datastore: Datastore) -> None:
    reserve(datastore, "new", TO)
    datastore.confirm_pictures(USER, [an_id("picture new")])
    blob_name = f"{TO}/{an_id('picture new')}.png"
    datastore.run(StoreAct("put", (f"user-{USER}", blob_name, png("new"), Content.of(png("new"), "image/png")), {}))


#: What nobody may do.
CONFIRMED_TOO_EARLY = Operation("confirm too early", confirm_too_early)

OPERATIONS = [
    Operation("create user", lambda ds: ds.create_user("new@example.org", user_id=an_id("new"))),
    Operation("create container", lambda ds: ds.create_container(USER, name="new", container_id=an_id("new"))),
    Operation("create folder", lambda ds: ds.create_picture_set(USER, name="new", picture_set_id=an_id("new"))),
    Operation("upload", lambda ds: upload(ds, "new")),
    Operation("upload in blocks", lambda ds: upload(ds, "large", side=40)),
    Operation(
        "upload many",
        upload_three,
        lambda scene: reserve(scene.datastore, "reserved"),
    ),
    Operation("upload crop", lambda ds: ds.upload_crop(USER, NAMED, png("new crop"), picture_id=an_id("new crop"))),
    Operation("take in blobs", take_in, with_foreign_blobs),
    Operation("upload batch", upload_batch, with_batch, same_answer=False),
    Operation("upload crop of another place", crop_again),
    Operation(
        "upload again, replace", lambda ds: upload(ds, "plain", FROM, zoom=2, replace=True), done=None, same_answer=True
    ),
    Operation("update picture", correct, same_answer=False),
    Operation("register inference", infer, with_models, same_answer=False),
    Operation("verify", verify, with_inference, same_answer=False),
    Operation("move pictures", lambda ds: ds.move_pictures(USER, [PLAIN, NAMED, CROP], TO), same_answer=False),
    Operation(
        "move pictures back before they went",
        lambda ds: ds.move_pictures(USER, [PLAIN, NAMED], FROM),
        under_way,
        same_answer=False,
    ),
    Operation(
        "delete folder",
        lambda ds: ds.delete_picture_set(USER, FROM, keep_verified=False),
        done=PictureSetNotFound,
    ),
    Operation(
        "delete folder, keep verified",
        lambda ds: ds.delete_picture_set(USER, FROM, keep_verified=True),
        done=PictureSetNotFound,
    ),
    Operation(
        "delete folder, keep verified, while its pictures move",
        lambda ds: ds.delete_picture_set(USER, TO, keep_verified=True),
        under_way,
        done=PictureSetNotFound,
    ),
    Operation("restore folder", lambda ds: ds.restore_picture_set(USER, FROM), in_the_trash, done=PictureSetNotDeleted),
    Operation(
        "restore folder, kept",
        lambda ds: ds.restore_picture_set(USER, FROM),
        kept,
        done=PictureSetNotDeleted,
    ),
    Operation(
        "restore folder, kept, while its pictures move",
        lambda ds: ds.restore_picture_set(USER, FROM),
        kept_and_under_way,
        done=PictureSetNotDeleted,
    ),
    Operation(
        "unarchive folder",
        lambda ds: ds.unarchive_picture_set(USER, FROM, name="again"),
        kept_alone,
        done=PictureSetNotFound,
    ),
    Operation(
        "unarchive folder into another container",
        lambda ds: ds.unarchive_picture_set(USER, FROM, from_container_id=USER, container_id=an_id("another")),
        kept_for_another,
        done=PictureSetNotFound,
    ),
    Operation(
        "update folder",
        lambda ds: ds.update_picture_set(USER, FROM, {"metadata": {"lot": 1}, "parent": TO}),
        same_answer=False,
    ),
    Operation(
        "purge folder",
        lambda ds: ds.purge_picture_set(USER, FROM),
        with_folder_below,
        done=PictureSetNotFound,
    ),
    Operation(
        "purge folder while its pictures move",
        lambda ds: ds.purge_picture_set(USER, TO),
        under_way,
        done=PictureSetNotFound,
    ),
    Operation("delete pictures", lambda ds: ds.delete_pictures(USER, [NAMED, CROP]), done=PictureNotFound),
    Operation(
        "restore pictures",
        lambda ds: ds.restore_pictures(USER, [NAMED, CROP]),
        lambda scene: scene.datastore.delete_pictures(USER, [NAMED, CROP]),
        done=PictureNotFound,
    ),
    Operation(
        "purge", lambda ds: (ds.purge_trash(LATER), ds.run_blob_tasks()), in_the_trash, same_answer=False, later=True
    ),
    Operation(
        "purge while pictures move",
        lambda ds: (ds.purge_trash(LATER), ds.run_blob_tasks()),
        in_the_trash_and_under_way,
        same_answer=False,
        later=True,
    ),
    Operation(
        "delete container",
        lambda ds: ds.delete_container(USER, an_id("further")),
        with_further,
        done=ContainerNotFound,
    ),
    Operation(
        "restore container",
        lambda ds: ds.restore_container(USER, an_id("further")),
        further_in_the_trash,
        done=ContainerNotDeleted,
    ),
    Operation(
        "purge container",
        lambda ds: (ds.purge_container(USER, an_id("further")), ds.run_blob_tasks()),
        further_in_the_trash,
        done=ContainerNotFound,
        later=True,
    ),
    Operation(
        "end user, delete containers, purge",
        end_and_purge,
        with_models,
        same_answer=False,
        later=True,
    ),
    Operation("work", lambda ds: ds.run_blob_tasks(), everything_pending, same_answer=False, later=True),
    Operation(
        "work, there and back",
        lambda ds: ds.run_blob_tasks(),
        there_and_back,
        same_answer=False,
        later=True,
    ),
    Operation(
        "repair",
        lambda ds: ds.check_store(repair=True, grace=timedelta(0)),
        damaged,
        same_answer=False,
        later=True,
    ),
]
