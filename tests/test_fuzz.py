"""Whatever is handed over, the answer is right or an error of ours: nothing else, and nothing half stored.

Hypothesis draws the documents from their definitions (``sql/documents``) and damages them; what it finds it makes
small. ``make fuzz`` looks for much longer.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from copy import deepcopy
from datetime import UTC
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drawn import valid, with_ids
from figures import FIGURES, measured
from nachet_datastore import Datastore, InvalidInput, NachetError, errors
from nachet_datastore.records import DetectedBox, NewPicture
from nachet_datastore.wrapper import calls
from nachet_datastore.wrapper.encoding import encode, to_json

#: Any text, and what is likely to be read as something else than text.
TEXTS = st.text(max_size=12) | st.sampled_from(
    ["", " ", "null", "true", "1", "NaN", "{}", "\0", "\ud800", "%", "\\", "'", '"', "014 Avena fatua", str(uuid4())]
)
NUMBERS = st.integers(-(10**30), 10**30) | st.floats() | st.sampled_from([0, -0.0, 1e308, 1e-320, 2**31, 2**63])
JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


@st.composite
def damaged(draw: st.DrawFn, whole: st.SearchStrategy[Any]) -> Any:
    """A document with one place replaced, removed or added, anywhere in it."""
    document = deepcopy(draw(whole))  # What st.just gives is the same object each time.
    place: Any = document
    while isinstance(place, dict | list) and place:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = draw(st.sampled_from(keys))
        inner = place[key]
        if not (isinstance(inner, dict | list) and inner) or draw(st.booleans()):
            match draw(st.sampled_from(["replace", "remove", "add"])):
                case "replace":
                    place[key] = draw(JSON)
                case "remove":
                    del place[key]
                case _ if isinstance(place, dict):
                    place[draw(TEXTS)] = draw(JSON)
                case _:
                    place.append(draw(JSON))
            break
        place = inner
    return document


class World:
    """A user with a picture, in a transaction that is rolled back."""

    def __init__(self, conn: psycopg.Connection) -> None:
        self.conn = conn
        self.datastore = Datastore(conn)
        self.user_id = self.datastore.create_user(f"{uuid4()}@example.org", permission="admin").user_id
        self.datastore.import_ml_structure(
            self.user_id,
            {
                "models": [{"model_name": "detector", "version": "1", "task": "object detection"}],
                "pipelines": [{"pipeline_name": "detector alone", "models": ["detector"], "default": True}],
            },
        )
        self.picture_id = self._picture()

    def _picture(self) -> UUID:
        described: NewPicture = {
            "media_type": "image/png",
            "extension": "png",
            "byte_size": 9,
            "sha256": uuid4().hex * 2,
        }
        (reserved,) = self.datastore.register_pictures(self.user_id, [described])
        self.datastore.confirm_pictures(self.user_id, [reserved.picture_id])
        return reserved.picture_id

    @contextmanager
    def undone(self) -> Iterator[None]:
        """What happens inside is undone."""
        with self.conn.transaction(force_rollback=True):
            yield

    def count(self) -> int:
        """Rows that an inference or its verification could leave."""
        row = self.conn.execute(
            "select (select count(*) from nachet_data.inference) + (select count(*) from nachet_data.object)"
            " + (select count(*) from nachet_data.identification)"
            " + (select count(*) from nachet_data.seed)"
        ).fetchone()
        assert row
        return int(row[0])


@pytest.fixture(scope="module")
def world(shared_connection: psycopg.Connection) -> Iterator[World]:
    """One world for all examples of this module."""
    with measured(shared_connection):
        yield World(shared_connection)
    shared_connection.rollback()


def without_ids(document: Any) -> Any:
    """A registered document as it was sent."""
    plain = {key: value for key, value in document.items() if key not in ("inference_id", "pipeline_id")}
    plain["boxes"] = [
        {key: value for key, value in box.items() if key not in ("box_id", "object_type_id", "top_id", "is_verified")}
        for box in document["boxes"]
    ]
    for box in plain["boxes"]:
        if isinstance(box.get("topN"), list):
            box["topN"] = [{key: value for key, value in guess.items() if key != "object_id"} for guess in box["topN"]]
    return plain


def numbers_alike(document: Any) -> Any:
    """The document with every number as one kind: JSON has but one, Python two."""
    if isinstance(document, dict):
        return {key: numbers_alike(value) for key, value in document.items()}
    if isinstance(document, list):
        return [numbers_alike(value) for value in document]
    return float(document) if isinstance(document, int) and not isinstance(document, bool) else document


def check(world: World, document: Any) -> None:
    """The document is registered and comes back as it was, or is refused and leaves nothing."""
    before = world.count()
    FIGURES.count("documents")
    with world.undone():
        try:
            with world.conn.transaction():
                answer = world.datastore.register_inference(world.user_id, world.picture_id, document)
        except (errors.InvalidInference, errors.InvalidValue):
            assert world.count() == before
            return
        sent = numbers_alike(without_ids(document))
        assert numbers_alike(without_ids(answer)) == sent
        again = world.datastore.get_inference(world.user_id, answer["inference_id"])
        assert numbers_alike(without_ids(again)) == sent
        for box, was in zip(answer["boxes"], document["boxes"], strict=True):
            kind = was.get("object_type_id")  # True is 1 for Python alone.
            assert box["object_type_id"] == (kind if kind in (2, 3, 4) else 1)
            guesses = box.get("topN") or []
            if guesses:  # The best score, the first of equals.
                assert box["top_id"] == max(guesses, key=lambda guess: guess["score"])["object_id"]


@given(document=valid("detection"))
def test_every_form_of_an_inference_comes_back_as_it_was_sent(world: World, document: dict[str, Any]) -> None:
    before = world.count()
    check(world, document)
    assert world.count() == before


@given(document=damaged(valid("detection")))
def test_a_damaged_inference_is_registered_whole_or_refused_whole(world: World, document: Any) -> None:
    check(world, document)


@given(feedback=valid("feedback") | damaged(valid("feedback")))
def test_feedback_is_taken_whole_or_refused_whole(world: World, feedback: Any) -> None:
    box: DetectedBox = {
        "box": {"topX": 0, "topY": 0, "bottomX": 9, "bottomY": 9},
        "label": "Avena fatua",
        "score": 0.5,
    }
    with world.undone():
        registered = world.datastore.register_inference(
            world.user_id, world.picture_id, {"boxes": [box, box], "totalBoxes": 2}
        )
        ids = {f"${n}": str(box["box_id"]) for n, box in enumerate(registered["boxes"])}
        ids |= {f"$top{n}": str(box["top_id"]) for n, box in enumerate(registered["boxes"])}
        filled = with_ids(feedback, ids)
        FIGURES.count("documents")
        before = world.count()
        inference_id = registered["inference_id"]
        try:
            with world.conn.transaction():
                answer = world.datastore.verify_seed(world.user_id, inference_id, filled)
        except NachetError:
            assert world.count() == before
            return
        repeated = world.datastore.verify_seed(world.user_id, inference_id, filled)
        assert [box["box_id"] for box in repeated["boxes"]] == [box["box_id"] for box in answer["boxes"]]
        assert all(box["act"] is None for box in repeated["boxes"])


#: Published functions that take a document, with the one parameter that it is.
TAKE_JSON = {
    name: parameter
    for name, function in calls.FUNCTIONS.items()
    for parameter, kind in function.parameters.items()
    if kind == "jsonb"
}


@pytest.mark.parametrize("name", sorted(TAKE_JSON))
@settings(max_examples=max(50, settings().max_examples * 4 // 5))  # Of each function.
@given(document=JSON)
def test_no_document_makes_a_function_fail_with_an_error_that_is_not_ours(
    world: World, name: str, document: Any
) -> None:
    function = calls.FUNCTIONS[name]
    fitting: dict[str, object] = {
        "uuid": world.user_id,
        "uuid[]": [],
        "text[]": ["name"],
        "text": "name",
        "integer": 1,
        "boolean": True,
        "timestamptz": "2000-01-01",
    }
    try:
        encoded = to_json(document)
    except errors.InvalidValue:
        return
    FIGURES.count("documents")
    values = {parameter: fitting.get(kind, encoded) for parameter, kind in function.parameters.items()}
    values |= {"p_picture_id": world.picture_id} if "p_picture_id" in values else {}
    values |= {"p_permission": "read"} if "p_permission" in values else {}
    with world.undone():
        try:
            world.conn.execute(function.statement, values)
        except psycopg.Error as error:
            assert (error.sqlstate or "").startswith("NX"), error  # noqa: PT017 - success is fine too


#: Random texts that no index shortens, of a length that none takes.
LONG = st.integers(0, 9).map(lambda n: "".join(f"{n}{k}".encode().hex() + str(uuid4()) for k in range(200)))


@pytest.mark.parametrize("name", sorted(calls.FUNCTIONS))
@settings(max_examples=max(10, settings().max_examples // 10))  # Of all functions; so few are drawn of each.
@given(data=st.data())
def test_no_values_make_a_function_fail_with_an_error_that_is_not_ours(
    world: World, name: str, data: st.DataObject
) -> None:
    """Each parameter for itself: ids of what is there and of nothing, any text, any number."""
    function = calls.FUNCTIONS[name]
    ids = st.sampled_from([world.user_id, world.picture_id]) | st.uuids()
    drawn: dict[str, st.SearchStrategy[Any]] = {
        "uuid": ids,
        "uuid[]": st.lists(ids, max_size=3),
        "text[]": st.lists(TEXTS | LONG, max_size=3),
        "text": TEXTS | LONG,
        "integer": st.integers(-(2**31), 2**31 - 1),
        "boolean": st.booleans(),
        "timestamptz": st.datetimes(timezones=st.just(UTC)),
        "jsonb": st.just({}) | st.just([]),
    }
    values = {}
    for parameter, kind in function.parameters.items():
        try:
            values[parameter] = encode(data.draw(drawn[kind]), kind, parameter)
        except errors.InvalidValue:
            return
    if "p_user_id" in values and data.draw(st.booleans()):
        values["p_user_id"] = world.user_id
    with world.undone():
        try:
            world.conn.execute(function.statement, values)
        except psycopg.Error as error:
            assert (error.sqlstate or "").startswith("NX"), error  # noqa: PT017 - success is fine too


@given(label=TEXTS)
def test_any_label_is_resolved_or_refused(world: World, label: str) -> None:
    with world.undone():
        for ask in (world.datastore.resolve_seed, world.datastore.search_seeds):
            with suppress(errors.SeedNotFound, errors.InvalidValue), world.conn.transaction():
                ask(label)


@given(value=NUMBERS)
def test_a_score_is_a_number_from_0_to_1(world: World, value: float) -> None:
    box = {"box": {"topX": 0, "topY": 0, "bottomX": 9, "bottomY": 9}, "label": "Avena fatua", "score": value}
    document: Any = {"boxes": [box], "totalBoxes": 1}
    if math.isfinite(value) and 0 <= value <= 1:
        check(world, document)
    else:
        FIGURES.count("documents")
        with world.undone(), pytest.raises(InvalidInput) as refused:
            world.datastore.register_inference(world.user_id, world.picture_id, document)
        assert refused.value.detail["place"] == "boxes[0].score"
