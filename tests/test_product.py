"""The main job on the product's own material: its pictures, documents, labels, models and every kind of feedback.

The material lies beside the checkout, not in it. What is proved here is proved on generated data in ``tests/sql`` too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from copy import deepcopy
from typing import Any
from uuid import UUID

import pytest

from awaited import clients as open_clients
from conftest import ROOT, as_user
from nachet_datastore import Datastore
from nachet_datastore.errors import InvalidVerification, NachetError, ObjectNotFound, SeedNotFound
from nachet_datastore.records import ImportCounts, RegisteredInference

DATA = ROOT.parent / "shared" / "data"
if not DATA.is_dir():
    pytest.skip("the product's own material is not beside the checkout", allow_module_level=True)

PICTURES = {
    "six-seeds.png": ("image/png", 1920, 1080),
    "two-seeds.tiff": ("image/tiff", 1920, 1080),
    "one-seed.png": ("image/png", 638, 559),
}
DOCUMENTS = ["six-seeds", "two-seeds", "hundred-boxes"]
LABELS = (DATA / "model-labels.txt").read_text(encoding="utf-8").splitlines()


def _read(name: str) -> Any:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


CASES = _read("feedback-cases.json")


class Product:
    """A client, what it ran in the database, an administrator, and a user with pictures."""

    def __init__(self, datastore: Datastore, statements: list[str]) -> None:
        self.datastore = datastore
        self.statements = statements
        self.admin = datastore.create_user("admin@example.org", permission="admin").user_id
        self.user = datastore.create_user("ana@example.org").user_id
        datastore.import_ml_structure(self.admin, _read("ml-structure.json"))

    def infer(self, name: str = "six-seeds") -> RegisteredInference:
        """Of a picture of its own: what people say of one holds for all its inferences."""
        folder = self.datastore.create_picture_set(self.user).picture_set_id
        self.picture = self.datastore.upload_picture(self.user, DATA / "six-seeds.png", picture_set_id=folder)
        self.statements.clear()
        return self.datastore.register_inference(self.user, self.picture, _read(f"{name}.inference.json"))


@pytest.fixture(scope="module", params=["sync", "async"])
def product(
    request: pytest.FixtureRequest,
    clone: Callable[[], AbstractContextManager[str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Product]:
    """What the tests share, once through the sync client and once through the async one."""
    statements: list[str] = []
    with clone() as url, open_clients(request.param) as clients:
        conn = clients.connect(as_user(url, "nachet_test_backend"), statements, autocommit=True)
        yield Product(clients.datastore(conn, tmp_path_factory.mktemp("store")), statements)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_comes_back_byte_for_byte(name: str, product: Product) -> None:
    data = (DATA / name).read_bytes()
    picture_id = product.datastore.upload_picture(product.user, DATA / name)
    assert product.datastore.read_picture(product.user, picture_id, verify=True) == data
    picture = product.datastore.get_picture(product.user, picture_id)
    assert (picture.media_type, picture.width, picture.height) == PICTURES[name]
    assert picture.byte_size == len(data)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_is_registered_and_read_back_in_one_statement_each(name: str, product: Product) -> None:
    sent = _read(f"{name}.inference.json")
    product.statements.clear()
    registered = product.infer(name)
    read = product.datastore.get_inference(product.user, registered["inference_id"])
    assert len(product.statements) == 2

    shown: Any = read
    assert [box.pop("is_verified") for box in shown["boxes"]] == [False] * sent["totalBoxes"]
    assert shown == registered
    assert json.dumps(_without_ids(registered)) == json.dumps(sent), "the order of keys is that of the document"
    for box in registered["boxes"]:
        best = max(box["topN"] or (), key=lambda guess: guess["score"])  # The first of equals.
        assert box["top_id"] == best["object_id"]
        assert box["object_type_id"] == 1


def _without_ids(registered: RegisteredInference) -> Any:
    """The document without what registering adds; a key that is missing is an error."""
    plain: Any = deepcopy(registered)
    for key in ("inference_id", "pipeline_id"):
        assert isinstance(plain.pop(key), UUID)
    for box in plain["boxes"]:
        for key in ("box_id", "top_id"):
            assert isinstance(box.pop(key), UUID)
        del box["object_type_id"]
        for guess in box["topN"]:
            assert isinstance(guess.pop("object_id"), UUID)
    return plain


def test_each_label_of_the_model_is_a_species_of_its_own(product: Product) -> None:
    resolve = product.datastore.resolve_seed
    spelled = {"Brassica junsea": "Brassica juncea", "Centaturea calcitrapa": "Centaurea calcitrapa"}
    found = {label: resolve(label) for label in LABELS}
    assert len(LABELS) == len({seed.seed_id for seed in found.values()}) == 28
    for label, seed in found.items():
        name = label.split(" ", 1)[1]
        assert seed.seed_name.lower() == spelled.get(name, name).lower()
        assert seed.confirmed
        assert resolve(name).seed_id == resolve(f" {name.upper()}  ").seed_id == seed.seed_id
    assert resolve("14 Ambrosia psilostachya").seed_id == resolve("014 Ambrosia psilostachya").seed_id
    for part in ("Ambrosia", "psilostachya", "Centaurea solstitialis%", "Cuscuta", "014"):
        with pytest.raises(SeedNotFound):
            resolve(part)


def _filled(product: Product, inference: Any, asked: dict[str, Any]) -> Any:
    """A box of feedback with what its placeholders stand for."""

    def value(key: str, text: Any) -> Any:
        kind, _, rest = text.partition(":") if isinstance(text, str) else ("", "", "")
        numbers = [int(number) for number in rest.split(":")] if rest.replace(":", "").isdigit() else []
        if kind == "$other_inference_box":
            return product.infer()["boxes"][0]["box_id"]
        if kind == "$seed":
            return product.datastore.resolve_seed(rest).seed_id
        if kind == "$same":
            return inference["boxes"][0]["box"]
        if kind == "$guess":
            guess = inference["boxes"][numbers[0]]["topN"][numbers[1]]
            return guess["label"] if key == "label" else guess["object_id"]
        wanted = {"$box": "box_id", "$label": "label", "$top": "top_id"}.get(kind)
        return inference["boxes"][numbers[0]][wanted] if wanted else text

    return {key: value(key, text) for key, text in asked.items()}


def _species(product: Product, inference: Any, text: str) -> str:
    """The name of the species that an expectation names, as it is or by a placeholder."""
    box = inference["boxes"][0]
    if text.startswith("$guess"):
        text = box["topN"][int(text.rpartition(":")[2])]["label"]
    elif text.startswith("$top"):
        text = max(box["topN"], key=lambda guess: guess["score"])["label"]
    return product.datastore.resolve_seed(text).seed_name


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_feedback_has_the_outcome_that_the_product_expects(case: dict[str, Any], product: Product) -> None:
    datastore, user = product.datastore, product.user
    inference = product.infer()
    inference_id = inference["inference_id"]
    asked = [_filled(product, inference, box) for box in case["boxes"]]
    expected = dict(case["expect"])
    before = datastore.get_inference(user, inference_id)

    if error := expected.pop("error", None):
        kinds: dict[str, type[NachetError]] = {"not found": ObjectNotFound, "invalid input": InvalidVerification}
        (kind,) = (kind for words, kind in kinds.items() if error.startswith(words))
        with pytest.raises(kind):
            datastore.verify_seed(user, inference_id, asked)
        assert datastore.get_inference(user, inference_id) == before
        return

    product.statements.clear()
    (answer,) = datastore.verify_seed(user, inference_id, asked)["boxes"]
    assert len(product.statements) == 1
    after = datastore.get_inference(user, inference_id, include_rejected=True)
    (box,) = (box for box in after["boxes"] if box["box_id"] == answer["box_id"])
    (act,) = datastore.get_object_history(user, answer["box_id"])
    assert act.comment == asked[0]["comment"]
    assert box["box"] == answer["box"] == asked[0]["box"]
    assert answer["new_species"] == expected.pop("new_species", False)
    assert answer["manual_detection"] == expected.pop("manual_detection", False)
    if expected.pop("model_box_kept", False):
        assert act.before is not None
        assert act.before.box == inference["boxes"][0]["box"] != box["box"]
    assert answer["valid"] == expected.pop("valid")
    if answer["valid"]:
        species = _species(product, inference, expected.pop("species"))
        assert (box["is_verified"], box["label"], box["score"]) == (True, species, 1)
        assert (answer["label"], answer["top_id"]) == (species, box["top_id"])
        assert box["topN"] == ([] if answer["manual_detection"] else inference["boxes"][0]["topN"])
    else:
        assert box["is_rejected"]
        assert answer["box_id"] not in {box["box_id"] for box in datastore.get_inference(user, inference_id)["boxes"]}
    assert expected == {}


def test_the_models_are_imported_once_and_exported_as_they_came(product: Product) -> None:
    datastore, admin = product.datastore, product.admin
    structure = _read("ml-structure.json")
    before = datastore.get_ml_structure(admin)
    again = datastore.import_ml_structure(admin, structure)
    assert again.models == again.versions == ImportCounts(0, 0, len(structure["models"]))
    assert again.pipelines == ImportCounts(0, 0, len(structure["pipelines"]))
    exported = datastore.get_ml_structure(admin)
    assert exported == before
    assert _plain(exported) == _plain(structure)
    order = [model["model_name"] for model in exported["models"]]
    assert len(order) == len(set(order)) == len(structure["models"])
    for pipeline in exported["pipelines"]:
        names = [str(model) for model in pipeline["models"]]
        assert sorted(names, key=order.index) == names
    secrets = {"endpoint", "api_key"}
    assert all(secrets <= model.keys() for model in exported["models"])
    assert not any(secrets & model.keys() for model in datastore.get_ml_structure(product.user)["models"])
    assert {pipeline["pipeline_name"] for pipeline in exported["pipelines"] if pipeline["default"]} == {
        "Swin transformer"
    }


def _plain(structure: Any) -> Any:
    """A structure without the ids that an export adds, models by name; without a default a pipeline is none."""
    return structure | {
        "pipelines": [
            {"default": False} | {key: value for key, value in pipeline.items() if key != "pipeline_id"}
            for pipeline in structure["pipelines"]
        ],
        "models": sorted(
            ({key: value for key, value in model.items() if key != "model_id"} for model in structure["models"]),
            key=lambda model: str(model["model_name"]),
        ),
    }


@pytest.mark.parametrize("version", ["5", 6])
def test_a_new_version_stands_beside_the_old_and_is_the_one_in_use(version: object, product: Product) -> None:
    datastore, admin = product.datastore, product.admin
    structure = _read("ml-structure.json")
    model = structure["models"][1]
    model["version"] = version
    assert datastore.import_ml_structure(admin, structure).versions == ImportCounts(1, 0, 3)
    (exported,) = (
        found for found in datastore.get_ml_structure(admin)["models"] if found["model_name"] == model["model_name"]
    )
    assert exported == model | {"model_id": exported["model_id"]}
    back = datastore.activate_model_version(admin, exported["model_id"], "1")
    assert back.version == "1"
    assert str(version) in back.versions
