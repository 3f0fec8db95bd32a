"""The example of a backend, started by its command, used over HTTP as the frontend does: parallel, and resent."""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import uuid4

import httpx
import pytest

import contract
from backend.app import refuse
from conftest import ROOT
from contract import CASES, detection, filled, require_outcome, structure
from nachet_datastore.errors import DatabaseUnavailable, SchemaMismatch

#: Pictures of which no two are the same.
_SHADES = count()

STATUSES = {"ObjectNotFound": 404, "InvalidVerification": 400}


def picture() -> bytes:
    return contract.picture(next(_SHADES))


class Person:
    """Someone who is signed in."""

    def __init__(self, url: str, user_id: str = "") -> None:
        self.url = url
        self.headers = {"User-Id": user_id} if user_id else {}
        self.http = httpx.Client(base_url=url, headers=self.headers)

    def ask(self, method: str, path: str, status: int = 200, **request: Any) -> Any:
        """What a request answers with: a document, or the text of a refusal."""
        response = self.http.request(method, path, **request)
        assert response.status_code == status, response.text
        if status == 200:
            return response.json()
        assert response.headers["content-type"] == "text/plain; charset=utf-8"
        return response.text

    def at_once(self, requests: Sequence[tuple[str, Mapping[str, Any]]]) -> list[httpx.Response]:
        """What many posts answer with, all of them under way at the same time."""

        async def send() -> list[httpx.Response]:
            limits = httpx.Limits(max_connections=len(requests))
            async with httpx.AsyncClient(base_url=self.url, headers=self.headers, limits=limits, timeout=60) as http:
                return await asyncio.gather(*(http.post(path, **request) for path, request in requests))

        return asyncio.run(send())

    def new_folder(self) -> str:
        folder: str = self.ask("POST", "/folders", json={})["picture_set_id"]
        return folder

    def upload(self, picture_set_id: str) -> str:
        params = {"picture_set_id": picture_set_id}
        picture_id: str = self.ask("POST", "/pictures", content=picture(), params=params)["picture_id"]
        return picture_id

    def infer(self, picture_set_id: str | None = None) -> Any:
        """An inference of a new picture."""
        picture_id = self.upload(picture_set_id or self.new_folder())
        return self.ask("POST", f"/pictures/{picture_id}/inferences", json=detection())

    def listed(self, picture_set_id: str) -> Any:
        return next((one for one in self.ask("GET", "/folders") if one["picture_set_id"] == picture_set_id), None)


@pytest.fixture(scope="module")
def backend() -> Iterator[tuple[str, str]]:
    """Where the application serves, and the id of its administrator."""
    server = subprocess.Popen(
        [sys.executable, "-m", "examples.backend", "--port", "0"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "py")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert server.stdout is not None
    told = ""
    while not (serving := re.search(r"Running on (\S+)", told)):
        line = server.stdout.readline()
        assert line, told
        told += line
    admin = re.search(r"administrator.*: (\S+)", told)
    assert admin is not None
    yield serving[1], admin[1]
    server.terminate()
    rest, _ = server.communicate()
    assert server.returncode == 0, rest


@pytest.fixture(scope="module")
def admin(backend: tuple[str, str]) -> Person:
    """An administrator, who has imported the models."""
    admin = Person(*backend)
    admin.ask("POST", "/models", json={"structure": structure()})
    return admin


@pytest.fixture(scope="module")
def ana(admin: Person) -> Person:
    user = Person(admin.url).ask("POST", "/users", json={"email": "ana@example.org"})
    return Person(admin.url, user["user_id"])


def test_a_user_is_created_once(backend: tuple[str, str]) -> None:
    nobody = Person(backend[0])
    created = nobody.ask("POST", "/users", json={"email": "bo@example.org"})
    assert created["container_name"] == f"user-{created['user_id']}"
    assert "exists" in nobody.ask("POST", "/users", 409, json={"email": "BO@example.org"})
    assert nobody.ask("GET", "/users/Bo@Example.org") == created
    assert "nobody@example.org" in nobody.ask("GET", "/users/nobody@example.org", 404)
    nobody.ask("POST", "/users", 400, json={})
    nobody.ask("GET", "/folders", 401)
    bo = Person(backend[0], created["user_id"])
    assert bo.ask("GET", "/folders") == [
        {"picture_set_id": created["picture_set_id"], "folder_name": "General", "nb_pictures": 0, "pictures": []}
    ]


@pytest.mark.parametrize("name", ["a/b", "v1.2", "général", "🌱", "x" * 200])
def test_a_folder_has_any_name(name: str, ana: Person) -> None:
    folder = ana.ask("POST", "/folders", json={"name": name})
    assert folder["folder_name"] == name
    ana.ask("POST", "/folders", 409, json={"name": name})
    renamed = ana.ask("PATCH", f"/folders/{folder['picture_set_id']}", json={"name": f"{name[:198]} 2"})
    assert ana.listed(folder["picture_set_id"])["folder_name"] == renamed["folder_name"] == f"{name[:198]} 2"


def test_a_folder_without_a_name_has_its_id(ana: Person) -> None:
    folder = ana.ask("POST", "/folders", json={})
    assert folder["folder_name"] == folder["picture_set_id"]


def test_a_picture_comes_back_with_what_is_known_of_it(ana: Person) -> None:
    sent = contract.picture(7, "RGB", "TIFF")
    params = {"name": "seven.png", "description": "a test", "seed_name": "Iva axillaris", "zoom": 10, "nb_seeds": 2}
    picture_id = ana.ask("POST", "/pictures", content=sent, params=params)["picture_id"]
    known = ana.ask("GET", f"/pictures/{picture_id}")
    facts = {"media_type": "image/tiff", "width": 1920, "height": 1080, "byte_size": len(sent), "zoom": 10}
    facts |= {"nb_seeds": 2, "description": "a test", "name": "seven.png", "verified": True}
    assert {key: known[key] for key in facts} == facts
    read = ana.http.get(f"/pictures/{picture_id}/bytes")
    assert (read.content, read.headers["content-type"]) == (sent, "image/tiff")
    signed = urlsplit(ana.ask("GET", f"/pictures/{picture_id}/url"))
    assert unquote(signed.path).endswith(f"{picture_id}.tiff")

    corners = {"topX": 10, "topY": 20, "bottomX": 110, "bottomY": 90}
    crop = contract.picture(7, size=(100, 70))
    crop_id = ana.ask("POST", f"/pictures/{picture_id}/crops", content=crop, params=corners)["picture_id"]
    known = ana.ask("GET", f"/pictures/{crop_id}")
    assert (known["parent"], known["parent_box"]) == (picture_id, corners)


def test_what_is_not_a_picture_is_refused_with_words(ana: Person) -> None:
    assert "not a picture" in ana.ask("POST", "/pictures", 400, content=b"This is a text.")
    assert "empty" in ana.ask("POST", "/pictures", 400, content=b"")
    ana.ask("POST", "/pictures", 404, content=picture(), params={"picture_set_id": str(uuid4())})


@pytest.mark.parametrize("nb_pictures", [1, 5])
def test_a_batch_that_is_sent_again_while_it_is_in_flight_is_stored_once(nb_pictures: int, ana: Person) -> None:
    """The frontend sends each file, and again those still in flight: n(n+1)/2 requests for n pictures."""
    folder = ana.new_folder()
    given = {"picture_set_id": folder, "expected": nb_pictures, "seed_name": "Thlaspi perfoliatum", "zoom": 5}
    batch = ana.ask("POST", "/batches", json={**given, "nb_seeds": 3})["batch_id"]
    files = [picture() for _ in range(nb_pictures)]
    posts = [number for last in range(nb_pictures) for number in range(last, nb_pictures)]
    assert len(posts) == nb_pictures * (nb_pictures + 1) // 2
    answers = ana.at_once(
        [("/pictures", {"content": files[n], "params": {"batch_id": batch, "name": f"{n}.png"}}) for n in posts]
    )
    assert {answer.status_code for answer in answers} == {200}
    ids = {number: answer.json()["picture_id"] for number, answer in zip(posts, answers, strict=True)}
    assert [ids[number] for number in posts] == [answer.json()["picture_id"] for answer in answers]

    counted = ana.ask("POST", f"/batches/{batch}/end")
    assert counted["stored"] == nb_pictures
    assert counted["refused"] == 0
    listed = ana.listed(folder)
    assert listed["nb_pictures"] == nb_pictures
    assert {one["picture_id"] for one in listed["pictures"]} == set(ids.values())
    assert all(one["is_validated"] for one in listed["pictures"])
    known = ana.ask("GET", f"/pictures/{ids[0]}")
    assert (known["zoom"], known["nb_seeds"], known["name"]) == (5, 3, "0.png")


def test_what_differs_of_a_picture_that_is_there_is_told(ana: Person) -> None:
    folder, sent = ana.new_folder(), picture()
    params = {"picture_set_id": folder}
    first = ana.ask("POST", "/pictures", content=sent, params=params)
    assert ana.ask("POST", "/pictures", content=sent, params={**params, "zoom": 4}) == first
    assert "zoom" in ana.ask("POST", "/pictures", 409, content=sent, params={**params, "zoom": 5})


def test_an_inference_that_is_sent_again_is_stored_once(ana: Person) -> None:
    path = f"/pictures/{ana.upload(ana.new_folder())}"
    request = {"json": detection(), "headers": {"Request-Id": str(uuid4())}, "params": {"pipeline": "Find, then name"}}
    answers = ana.at_once([(f"{path}/inferences", request)] * 4)
    assert [answer.status_code for answer in answers] == [200] * 4
    assert len({answer.text for answer in answers}) == 1
    registered = answers[0].json()
    assert list(registered)[:-2] == list(detection()), "the order of keys is kept"
    read = ana.ask("GET", f"{path}/inference")
    assert [box.pop("is_verified") for box in read["boxes"]] == [False] * 6
    assert read == registered == ana.ask("GET", f"/inferences/{registered['inference_id']}") | {"boxes": read["boxes"]}


def test_a_document_with_a_mistake_is_refused_with_its_place(ana: Person) -> None:
    document: Any = detection()
    document["boxes"][3]["box"]["bottomX"] = 1
    path = f"/pictures/{ana.upload(ana.new_folder())}/inference"
    assert "boxes[3].box" in ana.ask("POST", f"{path}s", 400, json=document)
    document = detection()
    document["boxes"][0]["score"] = float("nan")
    # JSON has no NaN, but Python writes it.
    ana.ask("POST", f"{path}s", 400, content=json.dumps(document))
    ana.ask("POST", f"{path}s", 404, json=detection(), params={"pipeline": "No such pipeline"})
    ana.ask("POST", f"{path}s", 400, content="no document")
    assert ana.ask("GET", path) is None


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_feedback_has_the_outcome_that_the_contract_says(case: dict[str, Any], ana: Person) -> None:
    seeds = {seed["seed_name"]: seed["seed_id"] for seed in ana.ask("GET", "/seeds")["seeds"]}
    inference = ana.infer()
    asked = filled(case["say"], inference, seeds.__getitem__, ana.infer)
    path = f"/inferences/{inference['inference_id']}"
    before = ana.ask("GET", path)
    feedback = {"inferenceId": inference["inference_id"], "userId": str(uuid4()), "boxes": [asked]}
    if error := case["outcome"].get("error"):
        ana.ask("POST", "/feedback", STATUSES[error], json=feedback)
        assert ana.ask("GET", path) == before
        return
    (answer,) = ana.ask("POST", "/feedback", json=feedback)["boxes"]
    after = ana.ask("GET", f"{path}?rejected")
    acts = ana.ask("GET", f"/boxes/{answer['box_id']}/history")
    if case["outcome"].get("new_species"):
        # Another test may have told of it before.
        answer["new_species"] = case["outcome"]["species"] not in seeds or answer["new_species"]
    require_outcome(case, asked, inference, answer, after, acts)


def test_boxes_are_confirmed_side_by_side_and_again(ana: Person) -> None:
    folder = ana.new_folder()
    inference = ana.infer(folder)
    boxes = [box["box_id"] for box in inference["boxes"]]
    posts = [
        ("/feedback", {"json": {"inferenceId": inference["inference_id"], "boxes": [{"boxId": box}]}})
        for box in [*boxes, *boxes]
    ]
    assert {answer.status_code for answer in ana.at_once(posts)} == {200}
    read = ana.ask("GET", f"/inferences/{inference['inference_id']}")
    assert all(box["is_verified"] for box in read["boxes"])
    (listed,) = ana.listed(folder)["pictures"]
    assert (listed["inference_exist"], listed["is_validated"]) == (True, True)

    # Changing one's mind is an act of its own.
    other = {"boxId": boxes[0], "label": "Iva axillaris", "classId": ""}
    feedback = {"inferenceId": inference["inference_id"], "boxes": [other]}
    ana.ask("POST", "/feedback", 409, json=feedback)
    ana.ask("POST", f"/boxes/{boxes[0]}/reopen", json={"comment": "a mistake"})
    ana.ask("POST", f"/boxes/{boxes[0]}/reopen", 400, json={"remark": "a mistake"})
    (answer,) = ana.ask("POST", "/feedback", json=feedback)["boxes"]
    assert answer["label"] == "Iva axillaris"


def _verified_folder(person: Person) -> tuple[str, str, str]:
    """A folder, its verified picture, and its other picture."""
    folder = person.new_folder()
    inference = person.infer(folder)
    (picture_id,) = (one["picture_id"] for one in person.listed(folder)["pictures"])
    boxes = [{"boxId": box["box_id"]} for box in inference["boxes"]]
    person.ask("POST", "/feedback", json={"inferenceId": inference["inference_id"], "boxes": boxes})
    return folder, picture_id, person.upload(folder)


@pytest.mark.parametrize("how", ["permanently", "trash", "keep"])
def test_a_folder_is_deleted_as_the_person_chooses(how: str, ana: Person) -> None:
    folder, verified, other = _verified_folder(ana)
    assert ana.ask("GET", f"/folders/{folder}/verified") is True
    ana.ask("DELETE", f"/folders/{folder}", 400)
    ana.ask("DELETE", f"/folders/{folder}", params={"how": how})
    assert ana.listed(folder) is None
    for picture_id in (verified, other):
        ana.ask("GET", f"/pictures/{picture_id}", 404)
    ana.ask("DELETE", f"/folders/{uuid4()}", 404, params={"how": how})


def test_the_default_folder_stays(ana: Person) -> None:
    default = ana.ask("GET", "/folders")[0]["picture_set_id"]
    for how in ("permanently", "trash", "keep"):
        ana.ask("DELETE", f"/folders/{default}", 409, params={"how": how})


def test_models_are_for_administrators_and_their_secrets_too(ana: Person, admin: Person) -> None:
    again = admin.ask("POST", "/models", json={"structure": structure()})
    assert again["models"] == {"added": 0, "updated": 0, "unchanged": 4}
    ana.ask("POST", "/models", 403, json={"structure": structure()})
    for person, sees in ((ana, False), (admin, True)):
        models = person.ask("GET", "/models")["models"]
        assert [("api_key" in model) for model in models] == [sees] * 4


def test_nobody_sees_what_is_another_persons(ana: Person, backend: tuple[str, str]) -> None:
    inference = ana.infer()
    eve = Person(backend[0], Person(backend[0]).ask("POST", "/users", json={"email": "eve@example.org"})["user_id"])
    eve.ask("GET", f"/inferences/{inference['inference_id']}", 404)
    boxes = [{"boxId": inference["boxes"][0]["box_id"]}]
    feedback = {"inferenceId": inference["inference_id"], "boxes": boxes, "userId": ana.headers["User-Id"]}
    eve.ask("POST", "/feedback", 404, json=feedback)
    eve.ask("GET", "/no/such/page", 404)


def test_what_may_be_tried_again_is_told_apart() -> None:
    assert asyncio.run(refuse(DatabaseUnavailable())).status_code == 503
    assert asyncio.run(refuse(SchemaMismatch())).status_code == 500
