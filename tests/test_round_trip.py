"""What is exported can be imported into an empty datastore, and is exported again as it was, but for ids and times."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image

from conftest import Clone
from nachet_datastore import Datastore
from nachet_datastore.exporting.run import export
from nachet_datastore.importing import import_folder

NAPUS, HORDEACEUS = "Brassica napus", "Bromus hordeaceus"
MODELS: Any = {
    "models": [{"model_name": "finder", "task": "Object detection", "version": "1"}],
    "pipelines": [{"pipeline_name": "Finder", "models": ["finder"], "default": True}],
}


class Place:
    """A user of a datastore, with a container of their own."""

    def __init__(self, url: str, storage_url: str, datastore: Datastore) -> None:
        self.url = url
        self.storage_url = storage_url
        self.datastore = datastore
        self.user_id = datastore.create_user(f"{uuid4().hex}@example.org", permission="admin").user_id
        datastore.import_ml_structure(self.user_id, MODELS)

    def export(self, kind: Any, out: Path) -> Path:
        """All of the container, with the pictures; verified pictures in which nothing is among them."""
        filter_ = {"container_ids": [str(self.user_id)]}
        report = export(self.url, kind, out, filter=filter_, store=self.storage_url, pictures="files")
        assert (report.specimens, report.missing) == (3, {})
        return out


@contextmanager
def opened(clone: Clone, folder: Path) -> Iterator[tuple[str, str, Datastore]]:
    with clone() as url, Datastore(url, folder / "store") as datastore:
        yield url, str(folder / "store"), datastore


@pytest.fixture(scope="module")
def first(clone: Clone, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A datastore with pictures of which all is known, boxes that people drew, one empty picture, and guesses."""
    folder = tmp_path_factory.mktemp("first")
    for number, name in enumerate("abc"):
        data = io.BytesIO()
        Image.new("RGB", (400, 300), (number, 0, 0)).save(data, "PNG")
        (folder / f"{name}.png").write_bytes(data.getvalue())
    facts = {"zoom": 10, "sample": "lot 7", "device": "M205", "nb_seeds": 2, "taken_at": "2024-05-31T14:00:00Z"}
    boxes = [
        {"box": [20.5, 30, 220, 230.25], "species": NAPUS},
        {"box": [300, 100, 420, 200], "species": HORDEACEUS, "qualifier": "cf."},
    ]
    documents = {
        "a.yaml": {**facts, "folder": "Field 7", "boxes": boxes},
        "b.yaml": {"boxes": boxes[:1]},
        "c.yaml": {"boxes": []},
        "a.inference.json": {
            "boxes": [
                {
                    "box": {"topX": 20, "topY": 30, "bottomX": 220, "bottomY": 231},
                    "label": HORDEACEUS,
                    "score": 0.75,
                    "topN": [{"label": HORDEACEUS, "score": 0.75}],
                }
            ],
            "models": [{"name": "finder", "version": "1"}],
        },
    }
    for name, document in documents.items():
        (folder / name).write_text(json.dumps(document), encoding="utf-8")
    with opened(clone, tmp_path_factory.mktemp("store")) as there:
        place = Place(*there)
        assert import_folder(place.datastore, place.user_id, folder).problems == []
        yield place


@pytest.fixture(scope="module")
def elsewhere(clone: Clone, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str, Datastore]]:
    """Another datastore."""
    with opened(clone, tmp_path_factory.mktemp("elsewhere")) as there:
        yield there


@pytest.fixture
def second(elsewhere: tuple[str, str, Datastore]) -> Place:
    """A user there who has nothing yet."""
    return Place(*elsewhere)


def coco(folder: Path) -> dict[str, Any]:
    """What COCO says, by the hashes of pictures, without ids and without who said what when."""
    (path,) = folder.glob("annotations/*.json")
    document = json.loads(path.read_text(encoding="utf-8"))
    names = {one["id"]: one["name"] for one in document["categories"]}
    ids = {
        "picture_id",
        "container_id",
        "picture_set_id",
        "specimen_id",
        "inference_id",
        "identified_by",
        "identified_at",
    }
    images = {}
    for image in document["images"]:
        (path,) = folder.rglob(image["file_name"])
        assert hashlib.sha256(path.read_bytes()).hexdigest() == image["nachet"]["sha256"]
        boxes = [
            (names[one["category_id"]], one["bbox"], {key: one["nachet"][key] for key in one["nachet"].keys() - ids})
            for one in document["annotations"]
            if one["image_id"] == image["id"]
        ]
        known = {key: image["nachet"][key] for key in image["nachet"].keys() - ids}
        taken = (image["width"], image["height"], image["date_captured"])
        images[image["nachet"]["sha256"]] = (*taken, known, sorted(boxes, key=str))
    return images


def yolo(folder: Path) -> dict[str, Any]:
    """The lines of labels by the hashes of pictures, and the names of the classes."""
    labels: dict[str, Any] = {"names": (folder / "data.yaml").read_text(encoding="utf-8").partition("nachet:")[0]}
    for path in folder.glob("images/*/*.png"):
        lines = (folder / "labels" / path.parent.name / f"{path.stem}.txt").read_text(encoding="utf-8").splitlines()
        labels[hashlib.sha256(path.read_bytes()).hexdigest()] = sorted(lines)
    return labels


def label_studio(folder: Path) -> dict[str, Any]:
    """The regions of tasks that were annotated, by the hashes of pictures; none where a picture is empty."""

    def regions(task: dict[str, Any]) -> list[Any]:
        values = [one["value"] for annotation in task["annotations"] for one in annotation["result"]]
        places = [{key: round(value[key], 6) for key in ("x", "y", "width", "height")} for value in values]
        return sorted(zip((value["rectanglelabels"] for value in values), places, strict=True), key=str)

    tasks = json.loads((folder / "tasks.json").read_text(encoding="utf-8"))
    found = {task["data"]["nachet"]["sha256"]: regions(task) for task in tasks if task["annotations"]}
    assert sorted(len(one) for one in found.values()) == [0, 1, 2]
    return found


@pytest.mark.parametrize("read", [coco, yolo, label_studio], ids=lambda read: read.__name__)
def test_an_export_comes_back_as_it_was(first: Place, second: Place, tmp_path: Path, read: Any) -> None:
    kind = read.__name__.replace("_", "-")
    exported = read(first.export(kind, tmp_path / "exported"))
    report = import_folder(second.datastore, second.user_id, tmp_path / "exported")
    assert (report.problems, report.stored, report.identified) == ([], 3, 3)
    assert read(second.export(kind, tmp_path / "again")) == exported


def test_corrections_of_a_pinned_dataset_come_back(first: Place, second: Place, tmp_path: Path) -> None:
    """Which box shows a specimen is not pinned. The empty picture stays so; again, nothing is new."""
    report = import_folder(second.datastore, second.user_id, first.export("coco", tmp_path / "coco"))
    assert (report.problems, report.empty) == ([], 1)
    name = uuid4().hex
    second.datastore.create_dataset(second.user_id, name, {"container_ids": [str(second.user_id)]})
    export(second.url, "label-studio", tmp_path / "pinned", dataset=name)
    tasks = json.loads((tmp_path / "pinned" / "tasks.json").read_text(encoding="utf-8"))
    known = [one for task in tasks for one in task["data"]["nachet"]["specimens"]]
    assert [one["box_id"] for one in known] == [None] * 3
    results = [task["annotations"][0]["result"] for task in tasks]
    assert sorted(len(result) for result in results) == [0, 1, 2]
    (moved, gone), (renamed,) = (next(one for one in results if len(one) == number) for number in (2, 1))
    moved["value"]["x"] += 5
    renamed["value"]["rectanglelabels"] = [HORDEACEUS]
    next(one for one in results if len(one) == 2).remove(gone)
    (tmp_path / "back").mkdir()
    (tmp_path / "back" / "tasks.json").write_text(json.dumps(tasks), encoding="utf-8")
    report = import_folder(second.datastore, second.user_id, tmp_path / "back")
    assert (report.problems, report.stored, report.identified) == ([], 0, 3)
    live = tmp_path / "live"
    export(second.url, "label-studio", live, filter={"container_ids": [str(second.user_id)]})
    after = {
        one["id"]: one["value"]
        for task in json.loads((live / "tasks.json").read_text(encoding="utf-8"))
        for said in task["annotations"]
        for one in said["result"]
    }
    assert {key: value["rectanglelabels"] for key, value in after.items()} == {
        moved["id"]: moved["value"]["rectanglelabels"],
        renamed["id"]: [HORDEACEUS],
    }
    assert after[moved["id"]]["x"] == pytest.approx(moved["value"]["x"])


def test_inferences_come_back_as_they_were(first: Place, second: Place, tmp_path: Path) -> None:
    """With what people said of them: as they are read, but for ids."""

    def read(place: Place) -> dict[str, Any]:
        found = {}
        for item in place.datastore.find_pictures(place.user_id).items:
            picture = place.datastore.get_picture(place.user_id, item.picture_id)
            inferences = place.datastore.list_picture_inferences(place.user_id, item.picture_id).items
            for one in inferences:
                document = place.datastore.get_inference(place.user_id, one.inference_id)
                if document["models"]:
                    found[picture.sha256] = document
        return found

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            ids = {"inference_id", "pipeline_id", "box_id", "top_id", "object_id"}
            return {key: plain(one) for key, one in value.items() if key not in ids}
        return [plain(one) for one in value] if isinstance(value, list) else value

    documents = read(first)
    assert len(documents) == 1
    for item in first.datastore.find_pictures(first.user_id).items:
        picture = first.datastore.get_picture(first.user_id, item.picture_id)
        if picture.sha256 in documents:
            first.datastore.download_picture(first.user_id, item.picture_id, tmp_path / "a.png")
            text = json.dumps(documents[picture.sha256], default=str)
            (tmp_path / "a.inference.json").write_text(text, encoding="utf-8")
    folder = tmp_path / "pictures"
    folder.mkdir()
    for name in ("a.png", "a.inference.json"):
        (tmp_path / name).rename(folder / name)
    report = import_folder(second.datastore, second.user_id, folder)
    assert (report.problems, report.identified) == ([], 1)
    assert plain(read(second)) == plain(documents)
