"""Whatever is handed over, the answer is right or an error of ours: nothing else, and nothing half stored.

Hypothesis makes the documents; what it finds it makes small. ``make fuzz`` looks for much longer.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from copy import deepcopy
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nachet_datastore import Datastore, InvalidInput, NachetError, calls, errors
from nachet_datastore.documents import to_json

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
LABELS = st.sampled_from(["000 Brassica napus", "001 Brassica junsea", "Avena fatua", "Lolium?", '"Iva axillaris"'])
SCORES = st.floats(0, 1)


@st.composite
def boxes(draw: st.DrawFn) -> dict[str, Any]:
    """A box as detectors send it, in all its forms."""
    left, top = draw(st.floats(0, 1000)), draw(st.integers(0, 1000))
    box: dict[str, Any] = {
        "box": {"topX": left, "topY": top, "bottomX": left + draw(st.floats(0, 500)), "bottomY": top + 7},
        "label": draw(LABELS),
        "score": draw(SCORES),
        "overlapping": draw(st.booleans()),
        "overlappingIndices": draw(st.just(0) | st.lists(st.integers(1, 9), max_size=3)),
        "color": draw(st.sampled_from(["#ED1C24", [237, 28, 36]])),
    }
    guesses = draw(st.none() | st.lists(st.fixed_dictionaries({"label": LABELS, "score": SCORES}), max_size=5))
    if guesses is not None:
        box["topN"] = guesses
    return box


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """A detector's document that must be accepted."""
    found = draw(st.lists(boxes(), max_size=6))
    return {
        "filename": draw(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=9)),
        "boxes": found,
        "labelOccurrence": {box["label"]: 1 for box in found},
        "totalBoxes": len(found),
        "models": draw(st.lists(st.just({"name": "detector", "version": "1"}), max_size=2)),
    }


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
        models = [{"model_name": "detector", "version": "1", "task": "object detection"}]
        pipelines = [{"pipeline_name": "detector alone", "models": ["detector"], "default": True}]
        self.datastore.import_ml_structure(self.user_id, {"models": models, "pipelines": pipelines})
        self.picture_id = self._picture()

    def _picture(self) -> UUID:
        described = {"media_type": "image/png", "extension": "png", "byte_size": 9, "sha256": uuid4().hex * 2}
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
            " + (select count(*) from nachet_data.seed_object) + (select count(*) from nachet_data.verification)"
            " + (select count(*) from nachet_data.seed)"
        ).fetchone()
        assert row
        return int(row[0])


@pytest.fixture(scope="module")
def world(shared_connection: psycopg.Connection) -> Iterator[World]:
    """One world for all examples of this module."""
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
    with world.undone():
        try:
            with world.conn.transaction():
                answer = world.datastore.register_inference(world.user_id, world.picture_id, document)
        except (errors.InvalidInference, errors.InvalidValue):
            assert world.count() == before
            return
        sent = numbers_alike(document)
        assert numbers_alike(without_ids(answer)) == sent
        again = world.datastore.get_inference(world.user_id, UUID(answer["inference_id"]))
        assert numbers_alike(without_ids(again)) == sent
        for box in answer["boxes"]:
            guesses = box.get("topN") or []
            if guesses:  # The best score, the first of equals.
                assert box["top_id"] == max(guesses, key=lambda guess: guess["score"])["object_id"]


@given(document=documents())
def test_every_form_of_an_inference_comes_back_as_it_was_sent(world: World, document: dict[str, Any]) -> None:
    before = world.count()
    check(world, document)
    assert world.count() == before


@given(document=damaged(documents()))
def test_a_damaged_inference_is_registered_whole_or_refused_whole(world: World, document: Any) -> None:
    check(world, document)


FEEDBACK = st.lists(
    st.fixed_dictionaries(
        {"boxId": st.sampled_from(["$0", "$1", "", str(uuid4())])},
        optional={
            "label": LABELS | st.just(""),
            "classId": st.sampled_from(["", "$top", str(uuid4())]),
            "box": st.just({"topX": 1, "topY": 2, "bottomX": 30, "bottomY": 40.5}),
            "comment": TEXTS,
        },
    ),
    min_size=1,
    max_size=3,
)


def with_ids(value: Any, ids: dict[str, str]) -> Any:
    """A document with real ids in place of ``$0`` and the like."""
    if isinstance(value, dict):
        return {key: with_ids(item, ids) for key, item in value.items()}
    if isinstance(value, list):
        return [with_ids(item, ids) for item in value]
    return ids.get(value, value) if isinstance(value, str) else value


@given(feedback=FEEDBACK | damaged(FEEDBACK))
def test_feedback_is_taken_whole_or_refused_whole(world: World, feedback: Any) -> None:
    box = {"box": {"topX": 0, "topY": 0, "bottomX": 9, "bottomY": 9}, "label": "Avena fatua", "score": 0.5}
    with world.undone():
        registered = world.datastore.register_inference(
            world.user_id, world.picture_id, {"boxes": [box, box], "totalBoxes": 2}
        )
        ids = {f"${n}": box["box_id"] for n, box in enumerate(registered["boxes"])}
        ids["$top"] = registered["boxes"][0]["top_id"]
        filled = with_ids(feedback, ids)
        before = world.count()
        inference_id = UUID(registered["inference_id"])
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
@given(document=JSON)
def test_no_document_makes_a_function_fail_with_an_error_that_is_not_ours(
    world: World, name: str, document: Any
) -> None:
    function = calls.FUNCTIONS[name]
    fitting: dict[str, object] = {
        "uuid": world.user_id,
        "uuid[]": [],
        "text": "name",
        "integer": 1,
        "boolean": True,
        "timestamptz": "2000-01-01",
    }
    try:
        encoded = to_json(document)
    except errors.InvalidValue:
        return
    values = {parameter: fitting.get(kind, encoded) for parameter, kind in function.parameters.items()}
    values |= {"p_picture_id": world.picture_id} if "p_picture_id" in values else {}
    values |= {"p_permission": "read"} if "p_permission" in values else {}
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
    document = {"boxes": [box], "totalBoxes": 1}
    if math.isfinite(value) and 0 <= value <= 1:
        check(world, document)
    else:
        with world.undone(), pytest.raises(InvalidInput) as refused:
            world.datastore.register_inference(world.user_id, world.picture_id, document)
        assert refused.value.detail["place"] == "boxes[0].score"
