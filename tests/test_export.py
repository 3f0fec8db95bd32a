"""Export: each format is read by the field's own reader, or by its rules, and compared with what SQL says."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import resource
import signal
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, get_args

import psycopg
import pytest
import yaml
from click.testing import CliRunner, Result
from PIL import Image, ImageDraw
from psycopg.rows import namedtuple_row

from conftest import Clone, as_user
from nachet_datastore import Datastore, errors
from nachet_datastore.__main__ import main
from nachet_datastore.exporting import ExportReport, Format, Split, export
from nachet_datastore.exporting.folder import SUMMARY
from nachet_datastore.exporting.formats.voc import _printable
from nachet_datastore.exporting.formats.yolo import _quoted
from nachet_datastore.exporting.pictures import of_any_size
from nachet_datastore.tables.drawing import upright
from world import STRUCTURE

RED, GREEN, BLUE = (200, 40, 30), (30, 160, 60), (40, 60, 190)
#: The seeds of the first picture, as they are drawn: a colour and corners.
SEEDS = ((RED, (10, 10, 30, 30)), (GREEN, (50.5, 12, 80, 41.25)), (BLUE, (20, 50, 44, 70)), (RED, (90, 55, 130, 76)))
CORNERS: Any = {"topX": 10, "topY": 10, "bottomX": 30, "bottomY": 30}
FOLDER = 'général "a/b", v1.2 %s'


@dataclass(frozen=True)
class Lab:
    """A database with a handful of pictures, and its store."""

    url: str
    store: str
    user_id: Any
    admin_id: Any
    north: Any
    turned: Any
    crop: Any
    empty: Any
    folder: Any

    def rows(self, query: str) -> list[Any]:
        with psycopg.connect(self.url, row_factory=namedtuple_row) as conn:
            return conn.execute(query.encode()).fetchall()

    def specimens(self) -> list[Any]:
        """What is to be exported, computed from other views than the export's."""
        return self.rows(
            "select v.specimen_id::text, v.picture_id::text, v.seed_name, v.top_x, v.top_y, v.bottom_x, v.bottom_y,"
            " v.width, v.height, v.qualifier, v.object_id::text, v.model_score"
            " from nachet.verified_object as v order by v.picture_id, v.specimen_id"
        )

    def export(self, form: Format, out: Path, **options: Any) -> ExportReport:
        options.setdefault("store", self.store)
        return export(as_user(self.url, "nachet_test_analyst"), form, out, **options)


def draw(size: tuple[int, int], *seeds: tuple[tuple[int, int, int], tuple[float, ...]]) -> Image.Image:
    picture = Image.new("RGB", size, (236, 240, 234))
    for colour, (left, top, right, bottom) in seeds:
        ImageDraw.Draw(picture).rectangle((left, top, right - 1, bottom - 1), fill=colour)
    return picture


def saved(picture: Image.Image, form: str, **options: Any) -> bytes:
    data = io.BytesIO()
    picture.save(data, form, **options)
    return data.getvalue()


def found(*boxes: tuple[tuple[float, ...], str]) -> Any:
    """What a model says of a picture: boxes with their best guess."""
    return {
        "boxes": [
            {
                "box": dict(zip(("topX", "topY", "bottomX", "bottomY"), corners, strict=True)),
                "label": label,
                "score": 0.75,
                "topN": [{"label": label, "score": 0.75}],
            }
            for corners, label in boxes
        ],
        "totalBoxes": len(boxes),
        "models": [{"name": "finder", "version": "1"}, {"name": "namer", "version": "1"}],
    }


@pytest.fixture(scope="module")
def lab(clone: Clone, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    store = tmp_path_factory.mktemp("export") / "store"
    with clone() as url:
        yield fill(url, str(store))


def fill(url: str, store: str) -> Lab:
    """Five pictures, of which one is a crop, one lies on its side, one is empty and one nobody has looked at."""
    with Datastore(as_user(url, "nachet_test_backend"), store) as datastore:
        admin = datastore.create_user("admin@example.org", permission="admin").user_id
        datastore.import_ml_structure(admin, STRUCTURE)
        genus: Any = [{"name": "Brassica", "rank": "genus"}, {"name": "Brassica napus", "parent": "Brassica"}]
        datastore.import_seeds(admin, [*genus, {"name": "Brassica juncea", "parent": "Brassica", "gbif_key": 3042636}])
        user = datastore.create_user("ana@example.org").user_id
        folder = datastore.create_picture_set(user, FOLDER).picture_set_id
        whole = draw((120, 80), *SEEDS)
        north = datastore.upload_picture(
            user,
            saved(whole, "PNG"),
            picture_set_id=folder,
            sample="lot 7",
            name="north, 1.png",
            description='two\nlines, "quoted"\tand \\tabbed',
            taken_at=datetime(2026, 5, 1, 12, 30, tzinfo=UTC),
        )
        labels = ("Brassica napus", "Brassica napus", "Avena fatua", "Cuscuta gronovii")
        document = found(*((corners, label) for (_, corners), label in zip(SEEDS, labels, strict=True)))
        inference = datastore.register_inference(user, north, document, pipeline="two steps")
        ids = [box["box_id"] for box in inference["boxes"]]
        datastore.verify_seed(
            user,
            inference["inference_id"],
            [
                {"boxId": ids[0]},
                {"boxId": ids[1], "label": "Brassica juncea", "qualifier": "cf."},
                {"boxId": ids[2], "label": "", "classId": ""},
                {"boxId": ids[3]},
            ],
        )
        # Seen upright it is 60 wide and 80 high, with a green seed in the upper left corner.
        lying = draw((60, 80), (GREEN, (4, 6, 24, 36))).transpose(Image.Transpose.ROTATE_90)
        exif = Image.Exif()
        exif[0x0112] = 6
        turned = datastore.upload_picture(user, saved(lying, "JPEG", quality=95, exif=exif), zoom=2.5)
        second = datastore.register_inference(user, turned, found(), pipeline="two steps")
        corners: Any = {"topX": 4, "topY": 6, "bottomX": 24, "bottomY": 36}
        datastore.verify_seed(
            user, second["inference_id"], [{"boxId": "", "label": "Ambrosia trifida", "box": corners}]
        )
        crop = datastore.upload_crop(user, north, saved(whole.crop((10, 10, 30, 30)), "PNG"), box=CORNERS)
        third = datastore.register_inference(user, crop, found(((1, 1, 19, 19), "Brassica napus")), pipeline="one step")
        datastore.verify_seed(user, third["inference_id"], [{"boxId": third["boxes"][0]["box_id"]}])
        empty = datastore.upload_picture(user, saved(draw((40, 30)), "PNG"))
        fourth = datastore.register_inference(user, empty, found(), pipeline="one step")
        datastore.verify_seed(user, fourth["inference_id"], [])
        datastore.upload_picture(user, saved(draw((30, 30)), "PNG"))  # Nobody has looked at it.
        return Lab(url, store, user, admin, str(north), str(turned), str(crop), str(empty), str(folder))


def content(folder: Path) -> dict[str, str]:
    """The files of a folder, each with the hash of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def inside(one: Any) -> tuple[float, float, float, float]:
    """A box within its picture."""
    return max(one.top_x, 0), max(one.top_y, 0), min(one.bottom_x, one.width), min(one.bottom_y, one.height)


# -- the formats -------------------------------------------------------------------------------------------------


def test_coco_is_read_by_pycocotools(lab: Lab, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from pycocotools.coco import COCO

    out = tmp_path / "out"
    assert lab.export("coco", out, pictures="files").complete
    coco = COCO(out / "annotations" / "instances_default.json")
    assert "index created!" in capsys.readouterr().out
    assert {one["nachet"]["picture_id"] for one in coco.loadImgs(coco.getImgIds())} == {
        lab.north,
        lab.turned,
        lab.crop,
        lab.empty,
    }
    names = {one["id"]: one["name"] for one in coco.loadCats(coco.getCatIds())}
    assert list(names.values()) == sorted(names.values())
    expected = {one.specimen_id: one for one in lab.specimens()}
    boxes = coco.loadAnns(coco.getAnnIds())
    assert len(boxes) == len(expected) == 5
    for box in boxes:
        one = expected[box["nachet"]["specimen_id"]]
        (image,) = coco.loadImgs(box["image_id"])
        left, top, right, bottom = inside(one)
        assert box["bbox"] == [left, top, right - left, bottom - top]
        assert box["nachet"]["box"] == [one.top_x, one.top_y, one.bottom_x, one.bottom_y]
        assert (names[box["category_id"]], image["nachet"]["picture_id"]) == (one.seed_name, one.picture_id)
        assert box["nachet"]["qualifier"] == one.qualifier
        data = (out / "images" / "default" / image["file_name"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == image["nachet"]["sha256"]
    (north,) = (one for one in coco.imgs.values() if one["nachet"]["picture_id"] == lab.north)
    assert north["nachet"]["folder"] == FOLDER
    assert north["nachet"]["description"] == 'two\nlines, "quoted"\tand \\tabbed'
    assert north["date_captured"] == "2026-05-01T12:30:00.000000Z"


def test_yolo_follows_the_rules_of_ultralytics(lab: Lab, tmp_path: Path) -> None:
    """A class below nc and four numbers from 0 to 1 a line, one file a picture beside it in labels/."""
    out = tmp_path / "out"
    lab.export("yolo", out, pictures="files", split="train=0.5,val=0.5")
    data = yaml.safe_load((out / "data.yaml").read_text(encoding="utf-8"))
    assert sorted(data["names"]) == list(range(data["nc"]))
    seen = Counter[tuple[Any, ...]]()
    for part in ("train", "val"):
        for image in sorted((out / data[part]).iterdir()):
            with Image.open(image) as opened:
                width, height = opened.size if opened.getexif().get(0x0112, 1) < 5 else opened.size[::-1]
            for line in (out / "labels" / part / f"{image.stem}.txt").read_text(encoding="utf-8").splitlines():
                number, *values = line.split()
                x, y, w, h = (float(value) for value in values)
                assert all(0 <= value <= 1 for value in (x - w / 2, y - h / 2, x + w / 2, y + h / 2, w, h))
                box = ((x - w / 2) * width, (y - h / 2) * height, (x + w / 2) * width, (y + h / 2) * height)
                seen[image.stem, data["names"][int(number)], *(round(side, 4) for side in box)] += 1
    assert seen == Counter((one.picture_id, one.seed_name, *inside(one)) for one in lab.specimens())
    assert [path.read_bytes() for path in out.glob(f"labels/*/{lab.empty}.txt")] == [b""]


def test_voc_has_the_elements_of_the_devkit(lab: Lab, tmp_path: Path) -> None:
    out = tmp_path / "out"
    lab.export("voc", out)
    listed = (out / "ImageSets" / "Main" / "default.txt").read_text(encoding="utf-8").split()
    assert sorted(listed) == sorted(path.stem for path in (out / "Annotations").iterdir())
    seen = []
    for name in listed:
        root = ET.parse(out / "Annotations" / f"{name}.xml").getroot()  # noqa: S314 - it is our own
        assert [child.tag for child in root][:5] == ["folder", "filename", "source", "size", "segmented"]
        for one in root.iterfind("object"):
            assert [child.tag for child in one][:5] == ["name", "pose", "truncated", "difficult", "bndbox"]
            corners = tuple(float(side.text or "") for side in one.find("bndbox") or ())
            seen.append((name, one.findtext("name"), one.findtext("difficult") == "1", *corners))
    expected = [(one.picture_id, one.seed_name, one.qualifier is not None, *inside(one)) for one in lab.specimens()]
    assert sorted(seen) == sorted(expected)


def test_tables_are_read_by_duckdb(lab: Lab, tmp_path: Path) -> None:
    """CSV and Parquet have the same values, and those of the view."""
    import duckdb

    lab.export("csv", tmp_path / "csv", split="a=0.5,b=0.5")
    lab.export("parquet", tmp_path / "parquet", split="a=0.5,b=0.5")
    with duckdb.connect() as db:
        db.execute("set timezone = 'UTC'")
        box = "box.xmin, box.ymin, box.xmax, box.ymax"
        for table, corners, columns in (
            ("specimens", box, "specimen_id, seed_name, qualifier, nb_reader, identified_at, partly_outside"),
            ("pictures", "width, height", "picture_id, folder_name, description, taken_at, verified, split"),
            ("species", "gbif_key", "seed_id, seed_name, confirmed"),
        ):
            flat = corners.replace(box, "top_x, top_y, bottom_x, bottom_y")
            text = db.sql(f"select {columns}, {flat} from '{tmp_path}/csv/{table}.csv' order by 1").fetchall()  # noqa: S608
            binary = db.sql(
                f"select {columns}, {corners} from '{tmp_path}/parquet/{table}.parquet' order by 1"  # noqa: S608
            ).fetchall()
            assert text == binary
            assert text
        seen = db.sql(
            f"select specimen_id, picture_id, seed_name, {box}, qualifier from '{tmp_path}/parquet/specimens.parquet'"  # noqa: S608
        ).fetchall()
    expected = lab.specimens()
    assert seen == [(*one[:7], one.qualifier) for one in expected]


def test_an_image_folder_is_loaded_by_datasets(lab: Lab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_DATASETS_OFFLINE", "1")
    from datasets import load_dataset

    lab.export("imagefolder", tmp_path / "whole", pictures="files")
    loaded = load_dataset("imagefolder", data_dir=str(tmp_path / "whole"), cache_dir=str(tmp_path / "cache"))["train"]
    rows = {row["picture_id"]: row for row in loaded}
    expected = Counter(one.picture_id for one in lab.specimens())
    assert {key: len(row["objects"]["bbox"]) for key, row in rows.items()} == {**expected, lab.empty: 0}
    assert rows[lab.turned]["objects"]["category"] == ["Ambrosia trifida"]
    assert rows[lab.turned]["objects"]["bbox"] == [[4, 6, 20, 30]]
    assert rows[lab.north]["image"].size == (120, 80)

    report = lab.export("imagefolder", tmp_path / "crops", pictures="crops")
    assert report.crops == 5
    crops = load_dataset("imagefolder", data_dir=str(tmp_path / "crops"), cache_dir=str(tmp_path / "cache"))["train"]
    names = crops.features["label"].names
    assert Counter(names[label] for label in crops["label"]) == Counter(one.seed_name for one in lab.specimens())
    sizes = {
        names[row["label"]]: (row["image"].size, row["image"].getpixel((5, 5)))
        for row in crops
        if row["image"].size[0] != 18
    }
    assert sizes["Brassica napus"] == ((20, 20), RED)
    assert sizes["Brassica juncea"][0] == (30, 30)  # 50.5 to 80, 12 to 41.25: each pixel that the box touches
    assert sizes["Cuscuta gronovii"] == ((30, 21), RED)  # It ends at the edge of the picture.
    size, colour = sizes["Ambrosia trifida"]  # Cut out of the picture as people see it.
    assert size == (20, 30)
    assert all(abs(a - b) < 12 for a, b in zip(colour, GREEN, strict=True))


def test_a_darwin_core_data_package_is_valid(lab: Lab, tmp_path: Path) -> None:
    from frictionless import Package

    lab.export("dwc-dp", tmp_path / "out")
    descriptor = json.loads((tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8"))
    # The profile is somewhere in the net. This is what it asks for, beside what all data packages have.
    assert descriptor.pop("profile") == "http://rs.tdwg.org/dwc-dp/1.0/dwc-dp-profile.json"
    for table in descriptor["resources"]:
        assert table["profile"] == "tabular-data-resource"
        for field in table["schema"]["fields"]:
            assert {"name", "title", "description", "type", "dcterms:isVersionOf"} <= field.keys()
    package = Package.from_descriptor(descriptor, basepath=str(tmp_path / "out"))
    report = package.validate()
    assert report.valid, report.flatten(["title", "message"])
    resources: list[Any] = list(package.resources)
    tables = {resource.name: resource.read_rows() for resource in resources}
    expected = lab.specimens()
    assert [row["occurrence_pk"] for row in tables["occurrence"]] == [one.specimen_id for one in expected]
    accepted = [row for row in tables["identification"] if row["isAcceptedIdentification"]]
    assert [row["scientificName"] for row in accepted] == [one.seed_name for one in expected]
    assert Counter(row["verbatimIdentification"] for row in accepted)["Brassica juncea cf."] == 1
    regions = {row["media_pk"]: row for row in tables["media"] if row["isPartOfMedia_fk"]}
    for one in expected:
        left, top, _, bottom = inside(one)
        row = regions[f"roi-{one.specimen_id}"]
        assert float(row["xFrac"]) * one.width == pytest.approx(left)
        assert float(row["heightFrac"]) * one.height == pytest.approx(bottom - top)
    assert {row["event_pk"] for row in tables["event"]} == {lab.north, lab.turned, lab.crop, lab.empty}


@pytest.mark.long
def test_a_croissant_manifest_is_valid_and_its_records_are_read(lab: Lab, tmp_path: Path) -> None:
    import mlcroissant

    lab.export("croissant", tmp_path / "out", pictures="files", split="a=0.5,b=0.5")
    dataset = mlcroissant.Dataset(jsonld=str(tmp_path / "out" / "croissant.json"))
    assert dataset.metadata.ctx.issues.errors == set()
    records = list(dataset.records("specimens"))
    expected = lab.specimens()
    assert [record["specimens/specimen_id"].decode() for record in records] == [one.specimen_id for one in expected]
    assert [tuple(record["specimens/box"].values()) for record in records] == [one[3:7] for one in expected]
    assert {record["pictures/split"].decode() for record in dataset.records("pictures")} <= {"a", "b"}
    images = {record["images/picture_id"].decode(): record["images/image"] for record in dataset.records("images")}
    assert images[lab.north].size == (120, 80)
    assert len(images) == 4


def test_label_studio_has_boxes_in_percent_and_all_ids(lab: Lab, tmp_path: Path) -> None:
    lab.export("label-studio", tmp_path / "out")
    tasks = json.loads((tmp_path / "out" / "tasks.json").read_text(encoding="utf-8"))
    config = ET.parse(tmp_path / "out" / "label_config.xml").getroot()  # noqa: S314 - it is our own
    labels = {label.get("value") for label in config.iter("Label")}
    expected = {one.specimen_id: one for one in lab.specimens()}
    regions = [region for task in tasks for said in task["annotations"] for region in said["result"]]
    assert {region["id"] for region in regions} == set(expected)
    for region in regions:
        one, value = expected[region["id"]], region["value"]
        left, top, right, bottom = inside(one)
        assert value["x"] * region["original_width"] / 100 == pytest.approx(left)
        assert value["width"] * region["original_width"] / 100 == pytest.approx(right - left)
        assert value["y"] * region["original_height"] / 100 == pytest.approx(top)
        assert value["height"] * region["original_height"] / 100 == pytest.approx(bottom - top)
        assert value["rectanglelabels"] == [one.seed_name]
        assert one.seed_name in labels
        assert (region["type"], region["from_name"], region["to_name"]) == ("rectanglelabels", "label", "image")
    known = {one["specimen_id"]: one["box_id"] for task in tasks for one in task["data"]["nachet"]["specimens"]}
    assert known == {one.specimen_id: one.object_id for one in expected.values()}
    guesses = [region for task in tasks for guess in task["predictions"] for region in guess["result"]]
    assert sorted(region["score"] for region in guesses) == [0.75] * 4


@pytest.mark.parametrize("form", get_args(Format))
def test_the_same_data_gives_the_same_bytes(form: Format, lab: Lab, tmp_path: Path) -> None:
    """Also at another place, and with what the model did not settle."""
    options: dict[str, Any] = {"split": "train=0.5,val=0.5", "filter": {"states": ["settled", "rejected"]}}
    first = lab.export(form, tmp_path / "one", pictures="crops", **options)
    second = lab.export(form, tmp_path / "two" if form else tmp_path, pictures="crops", parallel=2, **options)
    assert content(tmp_path / "one") == content(tmp_path / "two")
    assert first == second
    assert first.specimens == 6
    assert str(tmp_path) not in (tmp_path / "one" / SUMMARY).read_text(encoding="utf-8")


# -- what is selected --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "condition"),
    [
        ([], "true"),
        (["--species", "Brassica"], "v.seed_name like 'Brassica %'"),
        (["--species", "Avena fatua"], "v.seed_name = 'Avena fatua'"),
        (["--folder", "{folder}"], "v.picture_set_id = '{folder}'"),
        (["--exclude-doubtful"], "v.qualifier is null"),
        (["--pipeline", "two steps"], "v.pipeline_id = (select id from nachet.pipeline where name = 'two steps')"),
        (["--container", "{user_id}", "--until", "2020-01-01"], "false"),
        (["--reader", "{user_id}", "--from", "2020-01-01", "--min-agreement", "1"], "true"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_options_select(options: list[str], condition: str, lab: Lab, tmp_path: Path) -> None:
    values = {"folder": lab.folder, "user_id": lab.user_id}
    result = run(lab, "csv", tmp_path / "out", *(option.format(**values) for option in options))
    assert result.exit_code == 0, result.output
    with (tmp_path / "out" / "specimens.csv").open(encoding="utf-8", newline="") as file:
        seen = [row["specimen_id"] for row in csv.DictReader(file)]
    query = f"select v.specimen_id::text from nachet.verified_object as v where {condition.format(**values)}"  # noqa: S608
    assert seen == [row[0] for row in lab.rows(f"{query} order by v.picture_id, v.specimen_id")]


def run(lab: Lab, *arguments: str | Path) -> Result:
    login = as_user(lab.url, "nachet_test_analyst")
    return CliRunner().invoke(main, ["export", *map(str, arguments), "--database-url", login])


def test_a_wrong_selection_is_refused_with_its_place(lab: Lab, tmp_path: Path) -> None:
    unknown = run(lab, "coco", tmp_path / "out", "--species", "Nihil obstat")
    assert unknown.exit_code == 1
    assert "seeds[0]" in unknown.stderr
    with pytest.raises(errors.InvalidInput) as caught:
        lab.export("coco", tmp_path / "out", filter={"specie": ["Avena fatua"]})
    assert caught.value.detail["key"] == "specie"
    assert run(lab, "coco", tmp_path / "out", "--dataset", "x", "--state", "open").exit_code == 2
    assert run(lab, "coco", tmp_path / "out", "--pictures", "files").exit_code == 2
    half_a_character = "\udcff"
    with pytest.raises(errors.InvalidValue):
        lab.export("coco", tmp_path / "out", filter={"seeds": [half_a_character]})
    with pytest.raises(errors.InvalidValue):
        lab.export("coco", tmp_path / "out", dataset=half_a_character)
    assert list(tmp_path.iterdir()) == []


def test_a_login_that_may_not_read_the_views_is_told_who_may(lab: Lab, tmp_path: Path) -> None:
    url = as_user(lab.url, "nachet_test_backend")
    result = CliRunner().invoke(main, ["export", "coco", str(tmp_path / "out"), "--database-url", url])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "nachet_analyst" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_names_of_species_survive_yaml_and_xml() -> None:
    """Half of a pair is no character in YAML; XML has no control characters, nor the last two of the first plane."""
    name = 'Lens "\U0001f331" \x7f\u2028\\ é'
    assert yaml.safe_load(f"0: {_quoted(name)}") == {0: name}
    assert ET.fromstring(f"<name>{_printable('a' + chr(7) + chr(0xFFFF))}</name>").text == "a  "  # noqa: S314 - ours


def test_a_picture_beyond_the_limit_of_pillow_is_told_and_stops_no_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    data = saved(draw((40, 30)), "PNG")
    with pytest.raises(ValueError, match="decoded"):
        upright(data)
    with of_any_size():
        assert upright(data).size == (40, 30)


def test_an_extra_that_is_not_installed_is_named(lab: Lab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    result = run(lab, "parquet", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "pip install 'nachet-datastore[export]'" in result.stderr


# -- the split ---------------------------------------------------------------------------------------------------


def test_a_split_keeps_a_sample_and_its_crops_together(lab: Lab, tmp_path: Path) -> None:
    """And SQL, which writes the tables, has the same rule as Python, which writes the rest."""
    sides = []
    for seed in range(6):
        split = Split.parse("train=0.6,val=0.25,test=0.15", seed)
        lab.export("csv", tmp_path / f"{seed}", split=split.text, seed=seed)
        with (tmp_path / f"{seed}" / "pictures.csv").open(encoding="utf-8", newline="") as file:
            rows = {row["picture_id"]: row for row in csv.DictReader(file)}
        assert {row["split"] for row in rows.values()} <= set(split.bounds)
        assert all(row["split"] == split.of(row["split_group"]) for row in rows.values())
        assert rows[lab.crop]["split"] == rows[lab.north]["split"]
        sides.append(tuple(row["split"] for row in rows.values()))
    assert len(set(sides)) > 1


def test_a_split_has_the_shares_that_were_asked_for() -> None:
    split = Split.parse("train=0.8,val=0.1,test=0.1", 7)
    counts = Counter(split.of(f"sample {number}") for number in range(10_000))
    assert counts["train"] == pytest.approx(8000, abs=200)
    assert counts["test"] == pytest.approx(1000, abs=150)
    # It is a promise: pictures stay where they are from one version to the next.
    assert [split.of(f"sample {number}") for number in range(8)] == PROMISED


PROMISED = ["train", "train", "test", "train", "train", "train", "val", "train"]


@pytest.mark.parametrize("text", ["train", "train=0.5", "train=0.5,train=0.5", "a b=1", "train=nan", "a=1.5,b=-0.5"])
def test_a_split_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(errors.InvalidValue) as caught:
        Split.parse(text)
    assert caught.value.detail["place"] == "split"


# -- what goes wrong ---------------------------------------------------------------------------------------------


@contextmanager
def limited(size: int) -> Iterator[None]:
    """No file becomes larger, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


@pytest.mark.parametrize("form", get_args(Format))
def test_a_full_disk_leaves_nothing_half_written(form: Format, lab: Lab, tmp_path: Path) -> None:
    """And the earlier export as it was."""
    out = tmp_path / "out"
    lab.export(form, out)
    before = content(out)
    with limited(300), pytest.raises(OSError, match="File too large") as caught:
        lab.export(form, out, force=True)
    assert caught.value.filename == str(out)
    assert content(out) == before
    assert list(tmp_path.iterdir()) == [out]


def test_what_is_there_is_replaced_only_on_request_and_only_an_export(lab: Lab, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run(lab, "coco", out).exit_code == 0
    refused = run(lab, "yolo", out)
    assert (refused.exit_code, "--force" in refused.stderr) == (1, True)
    assert (out / "annotations").is_dir()
    assert run(lab, "yolo", out, "--force").exit_code == 0
    assert not (out / "annotations").exists()
    home = tmp_path / "home"
    home.mkdir()
    (home / "thesis.txt").write_text("three years", encoding="utf-8")
    assert run(lab, "coco", home, "--force").exit_code == 1
    assert (home / "thesis.txt").read_text(encoding="utf-8") == "three years"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "out"]


def test_a_missing_blob_is_named_and_its_picture_left_out(lab: Lab, tmp_path: Path) -> None:
    ((container, blob),) = lab.rows(
        f"select container_name, blob_name from nachet.export_picture where picture_id = '{lab.crop}'"  # noqa: S608
    )
    ((_, other),) = lab.rows(
        f"select container_name, blob_name from nachet.export_picture where picture_id = '{lab.empty}'"  # noqa: S608
    )
    gone, changed = Path(lab.store, container, blob), Path(lab.store, container, other)
    kept, bytes_before = gone.with_suffix(".kept"), changed.read_bytes()
    gone.rename(kept)
    changed.write_bytes(bytes_before + b"?")
    try:
        result = run(lab, "yolo", tmp_path / "out", "--pictures", "files", "--storage-url", lab.store)
    finally:
        kept.rename(gone)
        changed.write_bytes(bytes_before)
    assert result.exit_code == 1
    assert lab.crop in result.stderr
    assert lab.empty in result.stderr
    labels = {path.stem for path in (tmp_path / "out").glob("labels/*/*")}
    assert labels == {path.stem for path in (tmp_path / "out").glob("images/*/*")} == {lab.north, lab.turned}


# -- a dataset ---------------------------------------------------------------------------------------------------


def test_a_dataset_has_the_same_bytes_after_corrections_and_merges(lab: Lab, clone: Clone, tmp_path: Path) -> None:
    """In each format, while what is live changes; what was purged since is named."""
    with clone(lab.url) as url, Datastore(as_user(url, "nachet_test_backend"), lab.store) as datastore:
        here = replace(lab, url=url)
        datastore.create_dataset(lab.admin_id, "May, 2026", {})
        options: dict[str, Any] = {"dataset": "may, 2026", "split": "train=0.5,val=0.5", "pictures": "files"}
        for form in get_args(Format):
            assert here.export(form, tmp_path / form, **options).complete
        first, *others = here.specimens()
        datastore.reopen_object(lab.user_id, first.object_id, "look again")
        query = f"select o.inference_id from nachet.object as o where o.id = '{first.object_id}'"  # noqa: S608
        ((inference_id,),) = here.rows(query)
        datastore.verify_seed(lab.user_id, inference_id, [{"boxId": first.object_id, "label": "Cuscuta gronovii"}])
        seeds = [datastore.resolve_seed(name).seed_id for name in ("Ambrosia trifida", "Brassica juncea")]
        assert seeds[0] is not None
        assert seeds[1] is not None
        datastore.merge_seeds(lab.admin_id, seeds[0], seeds[1])
        datastore.rename_picture_set(lab.user_id, lab.folder, "renamed")
        datastore.delete_pictures(lab.user_id, [lab.turned])
        for form in get_args(Format):
            assert here.export(form, tmp_path / f"{form} again", **options).complete
            assert content(tmp_path / f"{form} again") == content(tmp_path / form)
        assert here.export("csv", tmp_path / "live").specimens == len(others)
        datastore.purge_trash(datetime.now(UTC) + timedelta(hours=1), include_datasets=True)
        result = run(here, "csv", tmp_path / "less", "--dataset", "May, 2026")
    assert result.exit_code == 1
    assert "purged.csv" in result.stderr
    assert f"picture,{lab.turned}" in (tmp_path / "less" / "purged.csv").read_text(encoding="utf-8").splitlines()
    kept = (tmp_path / "csv" / "specimens.csv").read_text(encoding="utf-8").splitlines()
    less = (tmp_path / "less" / "specimens.csv").read_text(encoding="utf-8").splitlines()
    assert less == [line for line in kept if lab.turned not in line]


def test_a_dataset_that_does_not_exist_is_refused(lab: Lab, tmp_path: Path) -> None:
    with pytest.raises(errors.DatasetNotFound):
        lab.export("coco", tmp_path / "out", dataset="June")
    assert list(tmp_path.iterdir()) == []
