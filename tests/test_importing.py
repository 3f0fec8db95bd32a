"""Importing a folder: what documents say of pictures, what is refused where, and that nothing is stored twice."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any, LiteralString
from uuid import uuid4

import psycopg
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from azurite import Azurite
from conftest import ROOT, Clone
from nachet_datastore import Datastore
from nachet_datastore.__main__ import main
from nachet_datastore.blobs.stores import Content, open_store
from nachet_datastore.blobs.stores.local import LocalStore
from nachet_datastore.errors import InvalidValue, StoreUnavailable
from nachet_datastore.importing import BlobTree, Report, import_folder
from nachet_datastore.importing.trees import FolderTree

ADMIN = "admin@example.org"
NAPUS, HORDEACEUS = "Brassica napus", "Bromus hordeaceus"
MODELS: Any = {
    "models": [{"model_name": "finder", "task": "Object detection", "version": "1"}],
    "pipelines": [
        {"pipeline_name": "Finder", "models": ["finder"], "default": True},
        {"pipeline_name": "Import", "models": []},
    ],
}


class Lab:
    """A user of a datastore, with a container of their own, and a folder to be imported into it."""

    def __init__(self, url: str, storage_url: str, datastore: Datastore, folder: Path) -> None:
        self.url = url
        self.storage_url = storage_url
        self.datastore = datastore
        self.folder = folder
        self.email = f"{uuid4().hex}@example.org"
        self.user_id = datastore.create_user(self.email).user_id

    def picture(self, path: str, number: int = 0, size: tuple[int, int] = (400, 300)) -> bytes:
        """A picture in the folder, like no other of another number."""
        data = io.BytesIO()
        Image.new("RGB", size, tuple(number.to_bytes(3, "big"))).save(data, "PNG")
        self.write(path, data.getvalue())
        return data.getvalue()

    def write(self, path: str, content: Any) -> None:
        """A file in the folder: bytes, a text, or a document as JSON."""
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            place.write_bytes(content)
        else:
            place.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")

    def run(self, **options: Any) -> Report:
        return import_folder(self.datastore, self.user_id, self.folder, **options)

    def told(self, **options: Any) -> list[tuple[str, str, str]]:
        """What is refused: file, key, code."""
        return [(one.file, one.key, one.code) for one in self.run(**options).problems]

    def truth(self, report: Report, path: str) -> list[tuple[str, dict[str, float]]]:
        """The boxes of a picture that are verified: species and place."""
        document = self.datastore.get_picture_inference(self.user_id, report.picture_ids[path])
        assert document is not None
        boxes: Any = document["boxes"]
        return [(box["label"], dict(box["box"])) for box in boxes if box["is_verified"]]

    def rows(self, statement: LiteralString) -> list[tuple[Any, ...]]:
        """The rows of a query about ``%s``, the container."""
        with psycopg.connect(self.url) as conn:
            return conn.execute(statement, [self.user_id]).fetchall()

    def counts(self) -> dict[LiteralString, int]:
        """How many rows there are of what an import makes."""
        return {
            table: self.rows(f"select count(*) from nachet_data.{table} as t where t.container_id = %s")[0][0]  # noqa: S608 - ours
            for table in FILLED
        }


#: What ``filled`` makes of a container: its default folder is one of the folders.
FILLED: dict[LiteralString, int] = {
    "picture": 4,
    "inference": 3,
    "specimen": 2,
    "identification": 2,
    "batch": 2,
    "picture_set": 2,
}


@pytest.fixture(scope="module")
def opened(clone: Clone, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str, Datastore]]:
    """A datastore with a model's pipeline and the one that stands for what people drew."""
    storage_url = str(tmp_path_factory.mktemp("importing") / "store")
    with clone() as url, Datastore(url, storage_url) as datastore:
        admin = datastore.create_user(ADMIN, permission="admin").user_id
        datastore.import_ml_structure(admin, MODELS)
        yield url, storage_url, datastore


@pytest.fixture
def lab(opened: tuple[str, str, Datastore], tmp_path: Path) -> Lab:
    return Lab(*opened, tmp_path / "pictures")


def corners(left: float, top: float, right: float, bottom: float) -> dict[str, float]:
    return {"topX": left, "topY": top, "bottomX": right, "bottomY": bottom}


# -- what is known of pictures -----------------------------------------------------------------------------------


def test_what_is_known_comes_from_options_folders_and_documents(lab: Lab) -> None:
    """The most special one counts; metadata are laid over each other."""
    lab.picture("a.png", 1)
    lab.picture("Brassica_napus/b.png", 2)
    lab.picture("Brassica_napus/tray 2/c.png", 3)
    lab.write("index.yaml", "zoom: 2\nmetadata: {lot: 7}\ntaken_at: 2024-05-31\n")
    lab.write("Brassica_napus/index.yaml", "tray: '1'\nmetadata: {bag: 3}\n")
    lab.write("Brassica_napus/tray 2/index.yaml", f"tray: '2'\nspecies: {HORDEACEUS}\n")
    lab.write("Brassica_napus/tray 2/c.png.yaml", "name: third.png\nzoom: 10\nmetadata: {bag: 4}\n")
    report = lab.run(facts={"zoom": 1, "device": "M205"}, species_from_folder=True)
    assert (report.problems, report.stored, report.exit_code) == ([], 3, 0)
    known = {
        path: lab.datastore.get_picture(lab.user_id, picture_id) for path, picture_id in report.picture_ids.items()
    }
    found = [
        (one.name, one.zoom, one.device, one.tray, [seed.seed_name for seed in one.seeds], dict(one.metadata))
        for _, one in sorted(known.items())
    ]
    assert found == [
        ("b.png", 2, "M205", "1", [NAPUS], {"lot": 7, "bag": 3}),
        ("third.png", 10, "M205", "2", [HORDEACEUS], {"lot": 7, "bag": 4}),
        ("a.png", 2, "M205", None, [], {"lot": 7}),
    ]


def test_a_document_of_an_unknown_key_or_type_is_refused_with_its_place(lab: Lab) -> None:
    for number, (name, text) in enumerate(
        {
            "a": "zoom: much\n",
            "b": "colour: red\n",
            "c": "zoom: 2\nzoom: 3\n",
            "d": "taken_at: yesterday\n",
            "e": "boxes: [{box: [1, 2, 3], species: Brassica napus}]\n",
            "f": "boxes: [{box: [1, 2, 30, 40]}]\n",
            "g": "[",
        }.items()
    ):
        lab.picture(f"{name}.png", number)
        lab.write(f"{name}.yaml", text)
    lab.picture("fine.png", 99)
    report = lab.run()
    assert [(one.file, one.key, one.code) for one in report.problems] == [
        ("a.yaml", "zoom", "WrongType"),
        ("b.yaml", "colour", "UnknownKey"),
        ("c.yaml", "line 2", "TwiceThere"),
        ("d.yaml", "taken_at", "WrongType"),
        ("e.yaml", "boxes[0].box", "WrongBox"),
        ("f.yaml", "boxes[0].species", "SpeciesMissing"),
        ("g.yaml", "line 1", "NotADocument"),
    ]
    assert (set(report.picture_ids), report.exit_code) == ({"fine.png"}, 1)


def test_what_the_store_cannot_hold_is_told_with_its_place_before_anything_is_stored(lab: Lab) -> None:
    """A text with NUL, half a character, a number that is none, one out of range: in documents of each kind."""
    documents = {
        "a.json": '{"description": "a\\u0000b"}',
        "b.json": '{"metadata": {"x": {"y": "\\ud800"}}}',
        "c.yaml": "metadata: {x: .nan}\n",
        "d.yaml": "metadata: {1: 2}\n",
        "e.yaml": "metadata: &a {x: *a}\n",
        "f.json": f'{{"zoom": 1{"0" * 400}}}',
        "g.json": '{"zoom": 0.5}',
        "h.json": json.dumps({"tray": "x" * 201}),
        "i.json": '{"boxes": [{"box": [1, 1, 130, 130], "species": "Brassica napus", "comment": "\\u0000"}]}',
        "j.json": f'{{"boxes": [{{"box": [1, 1, 1{"0" * 400}, 130], "species": "Brassica napus"}}]}}',
        "k.inference.json": '{"boxes": [], "totalBoxes": 0, "models": [], "x": ["\\u0000"]}',
        "l.inference.json": f'{{"boxes": [], "totalBoxes": 0, "models": [], "x": {"[" * 30}{"]" * 30}}}',
    }
    for number, (name, text) in enumerate(documents.items()):
        lab.picture(f"{name[0]}.png", number)
        lab.write(name, text)
    lab.picture("fine.png", 99)
    lab.write("fine.yaml", "metadata: {opened: 2024-05-31, at: 2024-05-31T10:00:00Z}\n")
    report = lab.run()
    assert [(one.file, one.key, one.code) for one in report.problems] == [
        ("a.json", "description", "NotStorable"),
        ("b.json", "metadata.x.y", "NotStorable"),
        ("c.yaml", "metadata.x", "NotStorable"),
        ("d.yaml", "metadata", "NotStorable"),
        ("e.yaml", "metadata" + ".x" * 32, "NotStorable"),
        ("f.json", "zoom", "WrongType"),
        ("g.json", "zoom", "OutOfRange"),
        ("h.json", "tray", "OutOfRange"),
        ("i.json", "boxes[0].comment", "NotStorable"),
        ("j.json", "boxes[0].box", "WrongBox"),
        ("k.inference.json", "x[0]", "NotStorable"),
        ("l.inference.json", "x" + "[0]" * 29, "NotStorable"),
    ]
    assert (set(report.picture_ids), report.exit_code) == ({"fine.png"}, 1)
    known = lab.datastore.get_picture(lab.user_id, report.picture_ids["fine.png"]).metadata
    assert known["opened"] == "2024-05-31"


def test_names_of_files_that_are_no_text_are_told_in_one_line(lab: Lab) -> None:
    for name in (b"line\nend.png", b"clear\x1b[2Jscreen.png", b"byte\xff.png"):
        lab.write(os.fsdecode(name), b"no picture")
    lab.picture("fine.png")
    told = [str(problem) for problem in lab.run().problems]
    assert [line.partition(":")[0] for line in told] == ["byte\udcff.png", r"clear\x1b[2Jscreen.png", r"line\nend.png"]
    assert not any(ord(mark) < 32 for line in told for mark in line)


def test_folders_lie_in_folders_however_deep(tmp_path: Path) -> None:
    """Deeper than functions call each other; pytest could not remove them."""
    made = [tmp_path]
    try:
        for _ in range(1_050):
            made.append(Path(f"{made[-1]}/d"))
            made[-1].mkdir()
        file = f"{made[-1]}/a.png"
        Path(file).touch()
        assert FolderTree(tmp_path).files() == {file.removeprefix(f"{tmp_path}/"): 0}
    finally:
        Path(f"{made[-1]}/a.png").unlink(missing_ok=True)
        for folder in reversed(made[1:]):
            folder.rmdir()


def test_a_folder_whose_name_is_no_text_is_no_species(lab: Lab) -> None:
    """Nor may it be added as one; what else is there is stored."""
    lab.picture(f"{os.fsdecode(b'Brassica_' + bytes([255]))}/a.png", 1)
    lab.picture("Brassica_napus/b.png", 2)
    report = lab.run(species_from_folder=True, add_species=True)
    assert [(one.key, one.code) for one in report.problems] == [("species", "SpeciesUnknown")]
    assert set(report.picture_ids) == {"Brassica_napus/b.png"}


def test_an_index_that_cannot_be_read_stops_the_import(lab: Lab) -> None:
    lab.picture("a.png")
    lab.write("index.yaml", "zoom: 2\ncolour: red\n")
    report = lab.run()
    assert [(one.file, one.key, one.stops) for one in report.problems] == [("index.yaml", "colour", True)]
    assert (report.exit_code, report.picture_ids) == (2, {})
    assert lab.counts()["picture"] == 0


# -- names of species --------------------------------------------------------------------------------------------


def test_an_unknown_name_is_told_with_similar_ones_and_enters_no_catalogue(lab: Lab) -> None:
    lab.picture("Brasica napus/a.png", 1)
    lab.picture("Bromus hordeaceus/b.png", 2)
    before = len(lab.datastore.list_seeds(lab.user_id))
    report = lab.run(species_from_folder=True)
    (problem,) = report.problems
    assert (problem.file, problem.key, problem.code) == ("Brasica napus/a.png", "species", "SpeciesUnknown")
    assert "similar: Brassica napus" in str(problem)
    assert set(report.picture_ids) == {"Bromus hordeaceus/b.png"}
    assert len(lab.datastore.list_seeds(lab.user_id)) == before


def test_a_name_is_added_to_the_catalogue_where_that_is_asked_for(lab: Lab) -> None:
    """Told with what is like it, also by a dry run, which adds nothing."""
    lab.picture("Brasica nova/a.png", 1)
    lab.picture("Brasica nova/b.png", 2)
    before = len(lab.datastore.list_seeds(lab.user_id))
    dry = lab.run(species_from_folder=True, add_species=True, dry_run=True)
    assert (dry.species_added, len(lab.datastore.list_seeds(lab.user_id))) == (["Brasica nova"], before)
    report = lab.run(species_from_folder=True, add_species=True)
    assert (report.species_added, report.stored) == (["Brasica nova"], 2)
    assert any(one.startswith("Brassica") for one in report.similar["Brasica nova"])
    assert lab.datastore.resolve_seed("Brasica nova").confirmed is False


def test_a_vernacular_name_of_two_species_is_refused_with_both(lab: Lab) -> None:
    shared = [{"name": name, "vernacular_names": {"en": ["two-named weed"]}} for name in (NAPUS, HORDEACEUS)]
    lab.datastore.import_seeds(lab.datastore.get_user(ADMIN).user_id, shared)  # type: ignore[arg-type]
    lab.picture("a.png")
    (problem,) = lab.run(facts={"species": "Two-named weed"}, add_species=True).problems
    assert (problem.file, problem.code) == ("a.png", "SpeciesAmbiguous")
    assert "Brassica napus, Bromus hordeaceus" in str(problem)


# -- boxes that people drew, and answers of models ---------------------------------------------------------------


def coco(*annotations: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "images": [{"id": 1, "file_name": "a.png", "width": 400, "height": 300}, {"id": 2, "file_name": "b.png"}],
        "categories": [{"id": 1, "name": NAPUS}, {"id": 2, "name": HORDEACEUS}],
        "annotations": [{"id": number, **one} for number, one in enumerate(annotations)],
        **more,
    }


def test_boxes_of_coco_are_identifications_and_those_with_scores_answers_of_a_model(lab: Lab) -> None:
    """An image without annotations is a picture in which nothing is."""
    for number, name in enumerate(("a.png", "b.png", "c.png")):
        lab.picture(f"images/{name}", number)
    boxes = [
        {"image_id": 1, "category_id": 1, "bbox": [10, 20, 100, 50]},
        {"image_id": 1, "category_id": 2, "bbox": [200, 150, 90, 80]},
        {"image_id": 1, "category_id": 2, "bbox": [12, 21, 100, 50], "score": 0.7},
    ]
    lab.write("annotations/all.json", coco(*boxes))
    report = lab.run()
    assert (report.problems, report.stored, report.inferences, report.identified, report.empty) == ([], 3, 3, 2, 1)
    assert lab.truth(report, "images/a.png") == [
        (NAPUS, corners(10, 20, 110, 70)),
        (HORDEACEUS, corners(200, 150, 290, 230)),
    ]
    pictures = {path: lab.datastore.get_picture(lab.user_id, one).verified for path, one in report.picture_ids.items()}
    assert pictures == {"images/a.png": True, "images/b.png": True, "images/c.png": False}
    # The model is judged by what people drew, and what they drew counts for no model.
    judged = lab.rows(
        "select t.model_name, t.nb_specimen, t.nb_missed from nachet.tally as t where t.container_id = %s"
    )
    assert sorted(judged, key=str) == [("finder", 2, 1), (None, 2, 2)]


def test_boxes_of_yolo_are_parts_of_the_picture(lab: Lab) -> None:
    """An empty file says that nothing is in the picture; a sixth number is a score."""
    for number, name in enumerate("abcd"):
        lab.picture(f"images/train/{name}.png", number)
    lab.write("data.yaml", f"path: .\ntrain: images/train\nnc: 2\nnames: [{NAPUS}, {HORDEACEUS}]\n")
    lab.write("labels/train/a.txt", "0 0.5 0.5 0.25 0.5\n1 0.9 0.9 0.1 0.1\n")
    lab.write("labels/train/b.txt", "")
    lab.write("labels/train/c.txt", "1 0.5 0.5 0.25 0.5 0.8\n")
    report = lab.run()
    assert (report.problems, report.stored, report.identified, report.empty) == ([], 4, 2, 1)
    assert lab.truth(report, "images/train/a.png") == [
        (NAPUS, corners(150, 75, 250, 225)),
        (HORDEACEUS, corners(340, 255, 380, 285)),
    ]
    guessed = lab.datastore.get_picture_inference(lab.user_id, report.picture_ids["images/train/c.png"])
    assert guessed is not None
    assert [(box["label"], box["score"], box["is_verified"]) for box in guessed["boxes"]] == [(HORDEACEUS, 0.8, False)]
    assert lab.datastore.get_picture_inference(lab.user_id, report.picture_ids["images/train/d.png"]) is None


def region(label: str, x: float, y: float, width: float, height: float, **more: Any) -> dict[str, Any]:
    value = {"x": x, "y": y, "width": width, "height": height, "rotation": 0, "rectanglelabels": [label]}
    size = {"original_width": 400, "original_height": 300}
    return {"type": "rectanglelabels", "from_name": "label", "to_name": "image", **size, "value": value, **more}


def test_tasks_of_label_studio_bring_annotations_and_predictions(lab: Lab) -> None:
    """Of several annotations the last one counts, and none that was cancelled; its files have a prefix."""
    lab.picture("a.png", 1)
    lab.picture("b.png", 2)
    annotations = [
        {"updated_at": "2024-01-02", "result": [region(NAPUS, 10, 10, 20, 20)]},
        {"updated_at": "2024-01-01", "result": []},
        {"updated_at": "2024-01-03", "was_cancelled": True, "result": []},
    ]
    predictions = [{"model_version": "finder", "result": [region(NAPUS, 50, 50, 10, 10, score=0.6)]}]
    lab.write(
        "tasks.json",
        [
            {"data": {"image": "/data/upload/1/0a1b2c3d-a.png"}, "annotations": annotations},
            {"data": {"image": "/data/local-files/?d=seeds/b.png"}, "annotations": [], "predictions": predictions},
        ],
    )
    report = lab.run()
    assert (report.problems, report.stored, report.inferences, report.identified) == ([], 2, 2, 1)
    assert lab.truth(report, "a.png") == [(NAPUS, corners(40, 30, 120, 90))]
    guessed = lab.datastore.get_picture_inference(lab.user_id, report.picture_ids["b.png"])
    assert guessed is not None
    assert [dict(box["box"]) for box in guessed["boxes"]] == [corners(200, 150, 240, 180)]


def test_an_inference_beside_a_picture_is_registered_as_it_is(lab: Lab) -> None:
    """One that was read back has what people said of its boxes, too."""
    lab.picture("a.png", 1)
    guesses = [{"label": f"006 {HORDEACEUS}", "score": 0.6}, {"label": NAPUS, "score": 0.3}]
    one = {"box": corners(1, 2, 30, 40), "label": guesses[0]["label"], "score": 0.6, "topN": guesses}
    two = {"box": corners(100, 2, 130, 40), "label": NAPUS, "score": 1, "is_verified": True}
    three = {"box": corners(200, 2, 230, 40), "label": NAPUS, "score": 0.5, "is_rejected": True}
    document = {"filename": "x", "boxes": [one, two, three], "totalBoxes": 3, "own": [1]}
    lab.write("a.inference.json", document)
    report = lab.run(pipeline="finder")
    assert (report.problems, report.inferences, report.identified) == ([], 1, 2)
    read = lab.datastore.get_picture_inference(lab.user_id, report.picture_ids["a.png"], include_rejected=True)
    assert read is not None
    assert (read["filename"], read["own"]) == ("x", [1])  # type: ignore[typeddict-item]
    assert [(box["label"], box["is_verified"], box.get("is_rejected")) for box in read["boxes"]] == [
        (guesses[0]["label"], False, None),
        (NAPUS, True, None),
        (NAPUS, False, True),
    ]


def test_boxes_in_a_document_beside_a_picture_are_identifications(lab: Lab) -> None:
    lab.picture("a.png", 1)
    boxes = f"boxes:\n- box: [1, 2, 300, 40]\n- {{box: [1, 100, 300, 140], species: {HORDEACEUS}, qualifier: cf.}}\n"
    lab.write("a.yaml", f"species: {NAPUS}\n{boxes}")
    report = lab.run()
    assert (report.problems, report.identified) == ([], 2)
    found = lab.rows(
        "select s.name, i.qualifier from nachet_data.identification as i"
        " inner join nachet_data.seed as s on i.seed_id = s.id where i.container_id = %s order by s.name"
    )
    assert found == [(NAPUS, None), (HORDEACEUS, "cf.")]


# -- what bad input gets -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("document", "told"),
    [
        (coco({"image_id": 1, "category_id": 1, "bbox": [0.1, 0.2, 0.3, 0.1]}), ("annotations[0].bbox", "NotPixels")),
        (coco({"image_id": 1, "category_id": 1, "bbox": [10, 20, 30, 10]}), ("annotations[0].bbox", "NotPixels")),
        (coco({"image_id": 1, "category_id": 1, "bbox": [500, 20, 30, 10]}), ("annotations[0].bbox", "WrongBox")),
        (coco({"image_id": 1, "category_id": 1, "bbox": [200, 20, 0, 10]}), ("annotations[0].bbox", "WrongBox")),
        (coco({"image_id": 1, "category_id": 1, "bbox": "1 2 3 4"}), ("annotations[0].bbox", "WrongBox")),
        (
            coco({"image_id": 1, "category_id": 7, "bbox": [200, 20, 9, 9]}),
            ("annotations[0].category_id", "CategoryUnknown"),
        ),
        (coco({"image_id": 9, "category_id": 1, "bbox": [200, 20, 9, 9]}), ("annotations[0].image_id", "ImageUnknown")),
        (coco(images=[{"id": 1, "file_name": "a.png", "width": 300, "height": 400}]), ("images[0]", "WrongSize")),
        (coco(images=[{"id": 1, "file_name": "none.png"}]), ("images[0].file_name", "PictureMissing")),
        (coco(images=[{"id": 1, "file_name": "a.png"}] * 2), ("images[1].id", "ImageTwice")),
        (
            coco(categories=[{"id": 1, "name": NAPUS}, {"id": 1, "name": HORDEACEUS}]),
            ("categories[1].id", "CategoryTwice"),
        ),
        (coco(categories=[{"id": 1, "name": "Nothing nowhere"}]), None),
        ({"something": "else"}, ("", "UnknownFile")),
    ],
)
def test_a_wrong_coco_document_is_told_with_its_place(
    lab: Lab, document: dict[str, Any], told: tuple[str, str] | None
) -> None:
    lab.picture("a.png", 1)
    lab.picture("b.png", 2)
    lab.write("coco.json", document)
    report = lab.run()
    assert [(one.key, one.code) for one in report.problems] == ([] if told is None else [told])
    assert all(one.file == "coco.json" for one in report.problems)
    stops = any(one.stops for one in report.problems)
    assert report.exit_code == (0 if told is None else 2 if stops else 1)
    assert stops is (told is not None and told[1] in ("CategoryTwice", "ImageTwice"))


@pytest.mark.parametrize(
    ("document", "key"),
    [
        ({"images": [{"id": [1], "file_name": "a.png"}], "annotations": [], "categories": []}, "images[0].id"),
        ({"images": [], "annotations": [], "categories": [{"id": {}, "name": NAPUS}]}, "categories[0].id"),
        ({"images": [], "annotations": [{"image_id": []}], "categories": []}, "annotations[0].image_id"),
        ([{"data": {"image": "http://[a.png"}, "annotations": []}], "[0].data.image"),
        (
            [{"data": {"nachet": {"container_id": "x", "specimens": []}}, "annotations": [{"result": []}]}],
            "[0].data.nachet.container_id",
        ),
    ],
)
def test_ids_and_addresses_that_are_none_are_told_with_their_place(lab: Lab, document: Any, key: str) -> None:
    lab.picture("a.png")
    lab.write("document.json", document)
    assert [(one.file, one.key) for one in lab.run(dry_run=True).problems] == [("document.json", key)]


def test_a_document_names_no_picture_outside_the_folder(lab: Lab, tmp_path: Path) -> None:
    """Neither by a path upwards or from the root, nor by a link."""
    outside = tmp_path / "outside.png"
    Image.new("RGB", (400, 300)).save(outside)
    lab.picture("a.png")
    (lab.folder / "link.png").symlink_to(outside)
    (lab.folder / "links").symlink_to(tmp_path)
    names = ["../outside.png", str(outside), "link.png", "links/outside.png", "%2e%2e/outside.png", "..\\outside.png"]
    images = [{"id": number, "file_name": name} for number, name in enumerate(names)]
    lab.write("coco.json", {"images": images, "annotations": [], "categories": []})
    report = lab.run()
    assert [one.code for one in report.problems] == ["PictureMissing"] * len(names)
    assert set(report.picture_ids) == {"a.png"}


def test_boxes_that_are_said_to_be_pixels_are_taken_for_pixels(lab: Lab) -> None:
    lab.picture("a.png", 1)
    lab.picture("b.png", 2)
    lab.write("coco.json", coco({"image_id": 1, "category_id": 1, "bbox": [10, 20, 30, 10]}))
    assert lab.run(boxes_in_pixels=True).problems == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("0 200 150 40 30", "WrongBox"),
        ("7 0.5 0.5 0.1 0.1", "CategoryUnknown"),
        ("0 0.5 0.5 0.1", "WrongBox"),
        ("0 0.1 0.1 0.2 0.2 0.3 0.3 0.4 0.4", "WrongBox"),
        ("seed 0.5 0.5 0.1 0.1", "WrongBox"),
    ],
)
def test_a_wrong_line_of_yolo_is_told_with_its_number(lab: Lab, line: str, code: str) -> None:
    lab.picture("images/a.png", 1)
    lab.write("data.yaml", f"nc: 1\nnames: [{NAPUS}]\n")
    lab.write("labels/a.txt", f"0 0.5 0.5 0.1 0.1\n{line}\n")
    lab.write("labels/gone.txt", "0 0.5 0.5 0.1 0.1\n")
    assert lab.told() == [("labels/a.txt", "line 2", code), ("labels/gone.txt", "", "PictureMissing")]


def test_what_no_importer_knows_and_what_is_no_picture_is_refused(lab: Lab) -> None:
    """Files that computers leave in folders are passed over, and those that are said to be."""
    lab.picture("fine.png", 1)
    lab.write("wrong.png", b"no picture")
    lab.write("empty.png", b"")
    lab.write("table.csv", "a,b\n")
    lab.write("notes.md", "a note\n")
    lab.write("Thumbs.db", b"x")
    lab.write(".DS_Store", b"x")
    lab.write("a picture", lab.picture("fine.png", 2))
    report = lab.run(ignore=("*.md",))
    assert [(one.file, one.code) for one in report.problems] == [
        ("table.csv", "UnknownFile"),
        ("empty.png", "EmptyPicture"),
        ("wrong.png", "NotAPicture"),
    ]
    assert set(report.picture_ids) == {"fine.png", "a picture"}
    assert (report.stored, report.same) == (1, 1)


def test_the_same_bytes_said_to_be_another_species_are_refused(lab: Lab) -> None:
    data = lab.picture(f"{NAPUS}/a.png", 1)
    lab.write(f"{HORDEACEUS}/b.png", data)
    assert lab.told(species_from_folder=True) == [(f"{HORDEACEUS}/b.png", "species", "PictureDiffers")]


def test_with_all_or_nothing_one_refusal_stores_nothing(lab: Lab) -> None:
    lab.picture("fine.png", 1)
    lab.write("wrong.png", b"no picture")
    report = lab.run(all_or_nothing=True)
    assert (report.exit_code, report.picture_ids, lab.counts()["picture"]) == (2, {}, 0)


def test_the_batch_of_an_import_knows_what_became_of_each_file(lab: Lab) -> None:
    data = lab.picture("a.png", 1)
    lab.write("copy.png", data)
    lab.write("wrong.png", b"no picture")
    report = lab.run(facts={"folder": "Field 7"})
    (batch_id,) = report.batches
    batch = lab.datastore.get_batch(lab.user_id, batch_id)
    assert (batch.folder_name, batch.expected, batch.stored, batch.duplicates, batch.refused) == ("Field 7", 3, 1, 1, 1)
    assert batch.is_complete
    assert batch.ended_at is not None
    assert [(one.name, one.code) for one in batch.refusals] == [("wrong.png", "NotAPicture")]


# -- again -------------------------------------------------------------------------------------------------------


def filled(lab: Lab) -> None:
    """A folder with everything: pictures in two folders of the store, a model's answers, what people drew."""
    for number, name in enumerate(("a.png", "b.png", "c.png", "d.png")):
        lab.picture(name, number)
    lab.write("d.yaml", "folder: Field 7\n")
    boxes = [
        {"image_id": 1, "category_id": 1, "bbox": [10, 20, 100, 50]},
        {"image_id": 1, "category_id": 2, "bbox": [200, 150, 90, 80]},
        {"image_id": 1, "category_id": 2, "bbox": [12, 21, 100, 50], "score": 0.7},
    ]
    lab.write("all.json", coco(*boxes))


def test_an_import_that_runs_again_stores_nothing_twice(lab: Lab) -> None:
    filled(lab)
    first = lab.run()
    counted = lab.counts()
    again = lab.run()
    assert (first.stored, again.stored, again.already, again.identified, again.problems) == (4, 0, 4, 0, [])
    assert again.picture_ids == first.picture_ids
    assert lab.counts() == counted == FILLED


def test_an_import_that_is_broken_off_anywhere_goes_on(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """At each call of the database in turn; in the end all is as if it had run once."""
    filled(lab)
    call = Datastore.call
    broken, at = 0, 0

    def breaking(self: Datastore, step: Any) -> Any:
        nonlocal at
        if not step.statement.startswith(("select nachet.get", "select nachet.list", "select nachet.resolve")):
            at -= 1
            if at == -1:
                raise KeyboardInterrupt
            answer = call(self, step)
            if at == -2:
                raise KeyboardInterrupt
            return answer
        return call(self, step)

    monkeypatch.setattr(Datastore, "call", breaking)
    while True:
        at = broken
        try:
            report = lab.run()
        except KeyboardInterrupt:
            broken += 1
            continue
        break
    assert broken > 6
    assert report.problems == []
    assert lab.counts() == FILLED
    findings: list[Any] = []
    assert lab.datastore.check_store(deep=True, report=findings.append).clean, findings


def test_a_full_disk_in_the_middle_is_told_and_the_next_run_goes_on(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line of what happened; what is stored then is whole."""
    filled(lab)
    put, written = LocalStore.put, []

    def full(self: LocalStore, container: str, name: str, data: Any, content: Content, **options: Any) -> None:
        if content.media_type == "image/png":
            written.append(name)
            if len(written) == 2:
                raise StoreUnavailable({"container": container, "name": name, "reason": "No space left on device"})
        put(self, container, name, data, content, **options)

    monkeypatch.setattr(LocalStore, "put", full)
    failed = command(lab, str(lab.folder))
    assert (failed.exit_code, failed.stdout) == (1, "")
    assert "No space left on device" in failed.stderr
    assert lab.run().problems == []
    assert lab.counts() == FILLED


def test_progress_is_told_in_files_and_bytes(lab: Lab) -> None:
    sizes = [len(lab.picture(f"{number}.png", number)) for number in range(3)]
    told: list[tuple[Any, ...]] = []
    lab.run(progress=lambda *progress: told.append(progress))
    assert told == [
        *(("checking", done, 3, sum(sizes[:done]), sum(sizes)) for done in (1, 2, 3)),
        ("storing", 3, 3, sum(sizes), sum(sizes)),
    ]


def test_facts_that_do_not_fit_are_refused_before_anything_is_read(lab: Lab) -> None:
    for facts in ({"colour": "red"}, {"zoom": "much"}):
        with pytest.raises(InvalidValue):
            lab.run(facts=facts)


# -- what comes back from Label Studio ---------------------------------------------------------------------------


def exported(lab: Lab, report: Report, path: str) -> dict[str, Any]:
    """The task of a picture as the export for Label Studio writes it."""
    picture = lab.datastore.get_picture(lab.user_id, report.picture_ids[path])
    rows = lab.rows(
        "select s.id::text, o.id::text, o.inference_id::text, s.state, s.seed_id::text, s.top_x, s.top_y, s.bottom_x,"
        " s.bottom_y, e.name from nachet_data.specimen as s inner join nachet_data.object as o on s.id = o.specimen_id"
        " inner join nachet_data.seed as e on s.seed_id = e.id where s.container_id = %s order by s.top_x"
    )
    known = [
        {**dict(zip(("specimen_id", "box_id", "inference_id", "state", "seed_id"), row, strict=False)), "box": row[5:9]}
        for row in rows
    ]
    result = [
        region(row[9], row[5] / 4, row[6] / 3, (row[7] - row[5]) / 4, (row[8] - row[6]) / 3, id=row[0]) for row in rows
    ]
    ours = {
        "container_id": str(lab.user_id),
        "picture_id": str(picture.picture_id),
        "sha256": picture.sha256,
        "width": picture.width,
        "height": picture.height,
        "specimens": known,
    }
    return {
        "data": {"image": f"images/{picture.picture_id}.png", "nachet": ours},
        "annotations": [{"result": result, "was_cancelled": False}],
        "predictions": [],
    }


def test_corrections_made_in_label_studio_come_back_as_identifications(lab: Lab, tmp_path: Path) -> None:
    """Another species, another place, a box that is gone, a new one, one that stays; again, nothing is new."""
    lab.picture("a.png", 1)
    boxes = [[number * 80, 20, number * 80 + 60, 90] for number in range(4)]
    lab.write("a.yaml", json.dumps({"species": NAPUS, "boxes": [{"box": box} for box in boxes]}))
    task = exported(lab, lab.run(), "a.png")
    result = task["annotations"][0]["result"]
    result[0]["value"]["rectanglelabels"] = [HORDEACEUS]
    result[1]["value"]["x"] += 1
    del result[2]
    result.append(region(HORDEACEUS, 10, 60, 20, 30, id="new"))
    lab.folder = tmp_path / "back"
    lab.write("tasks.json", [task])
    for identified in (4, 0):
        report = lab.run()
        assert (report.problems, report.identified, report.stored) == ([], identified, 0)
        found = lab.rows(
            "select s.state, e.name, s.top_x, s.top_y, s.bottom_x, s.bottom_y from nachet_data.specimen as s"
            " left join nachet_data.seed as e on s.seed_id = e.id where s.container_id = %s order by s.top_x, s.top_y"
        )
        assert found == [
            ("settled", HORDEACEUS, 0, 20, 60, 90),
            ("settled", HORDEACEUS, 40, 180, 120, 270),
            ("settled", NAPUS, 84, 20, 144, 90),
            ("rejected", None, 160, 20, 220, 90),
            ("settled", NAPUS, 240, 20, 300, 90),
        ]


def test_what_changed_since_the_export_is_not_overwritten(lab: Lab, tmp_path: Path) -> None:
    lab.picture("a.png", 1)
    lab.write(
        "a.yaml", json.dumps({"species": NAPUS, "boxes": [{"box": [0, 20, 60, 90]}, {"box": [100, 20, 160, 90]}]})
    )
    task = exported(lab, lab.run(), "a.png")
    first = task["data"]["nachet"]["specimens"][0]
    lab.datastore.reopen_object(lab.user_id, first["box_id"])
    lab.datastore.verify_seed(
        lab.user_id, first["inference_id"], [{"boxId": first["box_id"], "label": "", "classId": ""}]
    )
    for one in task["annotations"][0]["result"]:
        one["value"]["rectanglelabels"] = [HORDEACEUS]
    lab.folder = tmp_path / "back"
    lab.write("tasks.json", [task])
    report = lab.run()
    (problem,) = report.problems
    assert (problem.key, problem.code) == ("[0].annotations[0].result[0].value", "BoxChanged")
    assert (report.identified, report.exit_code) == (1, 1)


# -- blobs that lie in the store already -------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["local", "azurite"])
def test_blobs_that_lie_in_the_store_are_imported_with_their_documents(
    lab: Lab, kind: str, request: pytest.FixtureRequest
) -> None:
    """A container of a datastore is refused: who may read it is said in the database."""
    with ExitStack() as stack:
        if kind == "azurite":
            azurite: Azurite = request.getfixturevalue("azurite")
            lab.storage_url = azurite.new_account()
            lab.datastore = stack.enter_context(Datastore(lab.url, lab.storage_url))
            lab.user_id = lab.datastore.create_user("azure@example.org").user_id
        filled(lab)
        first_picture = (lab.folder / "a.png").read_bytes()
        store = stack.enter_context(closing(open_store(lab.storage_url)))
        for path in sorted(lab.folder.iterdir()):
            data = path.read_bytes()
            store.put("old", f"2019/{path.name}", data, Content.of(data, "application/octet-stream"))
        other = b"not below the prefix"
        store.put("old", "other.png", other, Content.of(other, "image/png"))
        store.put("old", "2019/e", first_picture, Content.of(first_picture, "application/octet-stream"))
        for stored in (4, 0):
            report = import_folder(lab.datastore, lab.user_id, BlobTree(lab.datastore, "old", "2019/"))
            assert (report.problems, report.stored, report.same, len(report.picture_ids)) == ([], stored, 1, 5)
        assert lab.counts() == FILLED
        assert lab.datastore.read_picture(lab.user_id, report.picture_ids["a.png"], verify=True) == first_picture
        for container in (f"user-{lab.user_id}", "none-there"):
            with pytest.raises(InvalidValue):
                import_folder(lab.datastore, lab.user_id, BlobTree(lab.datastore, container))


# -- the command -------------------------------------------------------------------------------------------------


def command(lab: Lab, *arguments: str) -> Result:
    given = ["import-folder", "--database-url", lab.url, "--storage-url", lab.storage_url, "--as", lab.email]
    return CliRunner().invoke(main, [*given, *arguments])


def test_the_command_tells_what_it_did_and_writes_what_was_refused(lab: Lab, tmp_path: Path) -> None:
    lab.picture("a.png", 1)
    lab.write("wrong.png", b"no picture")
    table, rows = tmp_path / "refused.csv", tmp_path / "refused.jsonl"
    dry = command(lab, str(lab.folder), "--dry-run", "--refused", str(table))
    assert (dry.exit_code, dry.stdout) == (1, "1 pictures would be stored, 1 refused\n")
    assert lab.counts()["picture"] == 0
    done = command(lab, str(lab.folder), "--folder", "Field 7", "--zoom", "2", "--refused", str(rows))
    assert done.exit_code == 1
    assert done.stderr.startswith("wrong.png: ")
    assert done.stdout == "1 pictures stored, 0 were there, 0 files are copies of another one, 1 refused\n"
    told = json.loads(rows.read_text(encoding="utf-8"))
    with table.open(encoding="utf-8", newline="") as file:
        assert [{key: value or None for key, value in row.items()} for row in csv.DictReader(file)] == [
            {key: value or None for key, value in told.items()}
        ]
    (lab.folder / "wrong.png").unlink()
    again = command(lab, str(lab.folder), "--folder", "field 7", "--json")
    document = json.loads(again.stdout)
    assert (again.exit_code, document["stored"], document["already"], document["exit_code"]) == (0, 0, 1, 0)


def test_the_command_refuses_wrong_use_with_2(lab: Lab) -> None:
    lab.picture("a.png", 1)
    folder = str(lab.folder)
    for arguments in (
        [],
        [folder, "--from-container", "old"],
        [folder, "--container", "nobody's"],
        [folder, "--taken-at", "yesterday"],
        ["--from-container", "none-there"],
        ["--from-container", "https://other.blob.core.windows.net/old"],
    ):
        assert command(lab, *arguments).exit_code == 2, arguments
    assert lab.counts()["picture"] == 0


def test_the_pipeline_for_what_people_drew_is_added_by_an_administrator(lab: Lab) -> None:
    filled(lab)
    report = lab.run(truth_pipeline="Drawn in CVAT")
    assert [(one.file, one.code, one.stops) for one in report.problems] == [
        ("--truth-pipeline", "PipelineNotFound", True)
    ]
    assert report.exit_code == 2
    lab.user_id = lab.datastore.get_user(ADMIN).user_id
    assert lab.run(truth_pipeline="Drawn in CVAT", facts={"sample": "CVAT"}).problems == []


def examples() -> list[Any]:
    """The examples of the guide: the files under each heading, and what the commands there print."""
    found = []
    for section in re.split(r"^##+ ", (ROOT / "docs" / "import.md").read_text(encoding="utf-8"), flags=re.MULTILINE):
        blocks = re.findall(r"^```(\w+) ([^\n]+)\n(.*?)^```$", section, flags=re.MULTILINE | re.DOTALL)
        files = {path: text for language, path, text in blocks if language != "console"}
        for language, pictures, text in blocks:
            if language == "console":
                found.append(pytest.param(files, pictures.split(", "), text, id=section.partition("\n")[0]))
    return found


@pytest.mark.parametrize(("files", "pictures", "told"), examples())
def test_the_examples_of_the_guide_print_what_it_says(
    lab: Lab, files: dict[str, str], pictures: list[str], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab.folder.mkdir()
    monkeypatch.chdir(lab.folder)
    for path, text in files.items():
        lab.write(path, text)
    for number, path in enumerate(pictures):
        if path.endswith("broken.png"):
            lab.write(path, b"no picture")
        else:
            lab.picture(path, number)
    if pictures[0].startswith("store/"):
        shutil.copytree(lab.folder / "store", lab.storage_url, dirs_exist_ok=True)
    monkeypatch.setenv("NACHET_STORAGE_URL", lab.storage_url)
    for step in told.split("$ nachet-datastore ")[1:]:
        line, _, expected = step.partition("\n")
        arguments = [lab.email if one == "ana@example.org" else one for one in shlex.split(line)]
        result = CliRunner().invoke(main, [*arguments, "--database-url", lab.url])
        printed = result.stderr + result.stdout
        printed += f"exit code {result.exit_code}\n" if result.exit_code else ""
        pattern = re.escape(expected).replace("…", ".*")
        assert re.fullmatch(pattern, printed), printed
