"""The main job on what the backend and the frontend hand over: documents, labels, models and every kind of feedback."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from copy import deepcopy
from dataclasses import asdict
from itertools import count
from typing import Any
from uuid import UUID

import pytest

import contract
from awaited import clients as open_clients
from conftest import as_user
from contract import CASES, HEIGHT, LABELS, WIDTH, detection, filled, require_outcome, structure
from nachet_datastore import Datastore, errors
from nachet_datastore.errors import SeedNotFound
from nachet_datastore.records import Detection, ImportCounts, RegisteredInference

#: Mode, format and size of a picture, and its media type.
PICTURES: list[tuple[str, str, tuple[int, int], str]] = [
    ("RGB", "PNG", (WIDTH, HEIGHT), "image/png"),
    ("RGB", "TIFF", (WIDTH, HEIGHT), "image/tiff"),
    ("RGBA", "PNG", (638, 559), "image/png"),
]


class Product:
    """A client, what it ran in the database, an administrator, and a user with pictures."""

    def __init__(self, datastore: Datastore, statements: list[str]) -> None:
        self.datastore = datastore
        self.statements = statements
        self.admin = datastore.create_user("admin@example.org", permission="admin").user_id
        self.user = datastore.create_user("ana@example.org").user_id
        datastore.import_ml_structure(self.admin, structure())
        self._shades = count()

    def infer(self, result: Detection | None = None) -> RegisteredInference:
        """Of a picture of its own: what people say of one holds for all its inferences."""
        picture_id = self.datastore.upload_picture(self.user, contract.picture(next(self._shades)))
        self.statements.clear()
        return self.datastore.register_inference(self.user, picture_id, result or detection())


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


@pytest.mark.parametrize(("mode", "kind", "size", "media_type"), PICTURES)
def test_a_picture_comes_back_byte_for_byte(
    mode: str, kind: str, size: tuple[int, int], media_type: str, product: Product
) -> None:
    data = contract.picture(200, mode, kind, size)
    picture_id = product.datastore.upload_picture(product.user, data)
    assert product.datastore.read_picture(product.user, picture_id, verify=True) == data
    picture = product.datastore.get_picture(product.user, picture_id)
    assert (picture.media_type, picture.width, picture.height) == (media_type, *size)
    assert picture.byte_size == len(data)


@pytest.mark.parametrize("boxes", [2, 6, 100])
def test_a_document_is_registered_and_read_back_in_one_statement_each(boxes: int, product: Product) -> None:
    sent = detection(boxes)
    registered = product.infer(sent)
    read = product.datastore.get_inference(product.user, registered["inference_id"])
    assert len(product.statements) == 2

    shown: Any = read
    assert [box.pop("is_verified") for box in shown["boxes"]] == [False] * boxes
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


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_feedback_has_the_outcome_that_the_product_expects(case: dict[str, Any], product: Product) -> None:
    datastore, user = product.datastore, product.user
    inference = product.infer()
    inference_id = inference["inference_id"]
    asked = filled(case["say"], inference, lambda name: datastore.resolve_seed(name).seed_id, product.infer)
    before = datastore.get_inference(user, inference_id)

    if error := case["outcome"].get("error"):
        with pytest.raises(getattr(errors, error)):
            datastore.verify_seed(user, inference_id, [asked])
        assert datastore.get_inference(user, inference_id) == before
        return

    product.statements.clear()
    (answer,) = datastore.verify_seed(user, inference_id, [asked])["boxes"]
    assert len(product.statements) == 1
    after = datastore.get_inference(user, inference_id, include_rejected=True)
    acts = [asdict(act) for act in datastore.get_object_history(user, answer["box_id"])]
    require_outcome(case, asked, inference, answer, after, acts)
    shown = {box["box_id"] for box in datastore.get_inference(user, inference_id)["boxes"]}
    assert (answer["box_id"] in shown) == answer["valid"]


def test_the_models_are_imported_once_and_exported_as_they_came(product: Product) -> None:
    datastore, admin = product.datastore, product.admin
    wanted = structure()
    before = datastore.get_ml_structure(admin)
    again = datastore.import_ml_structure(admin, wanted)
    assert again.models == again.versions == ImportCounts(0, 0, len(wanted["models"]))
    assert again.pipelines == ImportCounts(0, 0, len(wanted["pipelines"]))
    exported = datastore.get_ml_structure(admin)
    assert exported == before
    assert _plain(exported) == _plain(wanted)
    order = [model["model_name"] for model in exported["models"]]
    assert len(order) == len(set(order)) == len(wanted["models"])
    for pipeline in exported["pipelines"]:
        names = [str(model) for model in pipeline["models"]]
        assert sorted(names, key=order.index) == names
    secrets = {"endpoint", "api_key"}
    assert all(secrets <= model.keys() for model in exported["models"])
    assert not any(secrets & model.keys() for model in datastore.get_ml_structure(product.user)["models"])
    assert {pipeline["pipeline_name"] for pipeline in exported["pipelines"] if pipeline["default"]} == {
        "Find, then name"
    }


def _plain(document: Any) -> Any:
    """A structure without the ids that an export adds, models by name; without a default a pipeline is none."""
    return document | {
        "pipelines": [
            {"default": False} | {key: value for key, value in pipeline.items() if key != "pipeline_id"}
            for pipeline in document["pipelines"]
        ],
        "models": sorted(
            ({key: value for key, value in model.items() if key != "model_id"} for model in document["models"]),
            key=lambda model: str(model["model_name"]),
        ),
    }


@pytest.mark.parametrize("version", ["5", 6])
def test_a_new_version_stands_beside_the_old_and_is_the_one_in_use(version: object, product: Product) -> None:
    datastore, admin = product.datastore, product.admin
    wanted: Any = structure()
    model = wanted["models"][1]
    model["version"] = version
    assert datastore.import_ml_structure(admin, wanted).versions == ImportCounts(1, 0, 3)
    (exported,) = (
        found for found in datastore.get_ml_structure(admin)["models"] if found["model_name"] == model["model_name"]
    )
    assert exported == model | {"model_id": exported["model_id"]}
    back = datastore.activate_model_version(admin, exported["model_id"], "1")
    assert back.version == "1"
    assert str(version) in back.versions
