"""What is refused: by whoever may not, before anything else is looked at; and as the first call of a connection.

On a fresh connection a statement is planned for the values of its first call, and an expression of constants is worked
out before any condition beside it: a cast that only ``and`` guards fails there, and nowhere else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any
from uuid import UUID

import psycopg
import pytest

from nachet_datastore.wrapper import calls
from world import CALLS, GUESSES, World, box, document, picture

#: The codes of access.
ACCESS = {"NX001", "NX002", "NX010", "NX301", "NX302", "NX303"}

#: What no function takes, by the type of the parameter.
WRONG = {"jsonb": '[{"no such": 1}, 7]', "text": "x" * 1001, "uuid[]": ["00000000-0000-7000-8000-000000000000"]}


def outcome(conn: psycopg.Connection[Any], name: str, values: Mapping[str, object]) -> tuple[str, dict[str, Any]]:
    """SQLSTATE and detail of a call that is rolled back; none where it answers."""
    function = calls.FUNCTIONS[name]
    try:
        conn.execute(function.statement, values)
    except psycopg.Error as error:
        detail = error.diag.message_detail if (error.sqlstate or "").startswith("NX") else None
        return error.sqlstate or "", json.loads(detail or "{}")
    finally:
        conn.rollback()
    return "", {}


def _wrong(name: str, values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The call with each of its other parameters wrong, one at a time, and with all of them."""
    kinds = calls.FUNCTIONS[name].parameters
    wrong = {parameter: WRONG[kind] for parameter, kind in kinds.items() if kind in WRONG}
    for parameter, value in wrong.items():
        yield dict(values) | {parameter: value}
    yield dict(values) | wrong


@pytest.mark.parametrize(
    "name", [name for name, function in calls.FUNCTIONS.items() if "p_user_id" in function.parameters]
)
def test_access_comes_before_input(name: str, world: World) -> None:
    """Who may not hears so, whatever they hand over, and learns nothing of what would have been wrong."""
    with psycopg.connect(world.url) as conn:
        for user in ("outsider", "nobody"):
            values = CALLS[name](world.users.get(user, UUID(int=0)), world.things["private"]).values
            refused, _ = outcome(conn, name, values)
            if refused in ACCESS:
                for wrong in _wrong(name, values):
                    assert outcome(conn, name, wrong)[0] == refused, wrong


@pytest.mark.parametrize("name", calls.FUNCTIONS)
def test_a_wrong_value_is_refused_as_the_first_call_of_a_connection(name: str, world: World) -> None:
    """In words of ours, or answered; never with an error of the server's."""
    values = CALLS[name](world.users["admin"], world.things["shared"]).values
    for wrong in _wrong(name, values):
        with psycopg.connect(world.url) as conn:
            sqlstate, detail = outcome(conn, name, wrong)
        assert sqlstate == "" or sqlstate.startswith("NX"), (sqlstate, detail, wrong)


#: What a document may hold in a place for something else.
ODD = [None, True, "", "12", "x", [], {}, [1], {"a": 1}, -1, 1.5, 1e300, "\u00a0"]

INFERENCE = document(box(10, *GUESSES), box(30))
FEEDBACK = [{"boxId": "", "label": "Avena fatua", "classId": "", "box": box(50)["box"], "comment": "new"}]
#: ``$picture`` stands for a picture of the container.
PICTURE = picture("odd") | {
    "width": 10, "height": 10, "zoom": 2.5, "nb_seeds": 3, "description": "d", "metadata": {"a": 1},
    "parent": "$picture", "parent_box": {"topX": 0, "topY": 0, "bottomX": 1, "bottomY": 1}, "seed_name": "Avena fatua",
}  # fmt: skip


def _places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Each place of a document below its root."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield (*path, key)
        yield from _places(item, (*path, key))


def _odd(whole: Any, path: tuple[str | int, ...]) -> Iterator[Any]:
    """The document with something else in a place."""
    for value in ODD:
        changed = deepcopy(whole)
        inner = changed
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = value
        yield changed


CASES = [
    (name, parameter, whole, path)
    for name, parameter, whole in (
        ("register_inference", "p_result", INFERENCE),
        ("verify_seed", "p_boxes", FEEDBACK),
        ("register_pictures", "p_pictures", [PICTURE]),
    )
    for path in _places(whole)
]


@pytest.mark.parametrize(("name", "parameter", "whole", "path"), CASES)
def test_a_document_is_refused_at_its_place_as_the_first_call(
    name: str, parameter: str, whole: Any, path: tuple[str | int, ...], world: World
) -> None:
    """With something odd anywhere in it: the error names that place, or one within, around or beside it."""
    things = world.things["private"]
    values = CALLS[name](world.users["owner"], things).values
    for odd in _odd(whole, path):
        text = json.dumps(odd).replace("$picture", str(things.picture_id))
        with psycopg.connect(world.url) as conn:
            sqlstate, detail = outcome(conn, name, dict(values) | {parameter: text})
        assert sqlstate == "" or sqlstate.startswith("NX"), (sqlstate, odd)
        if sqlstate.startswith("NX2") and "place" in detail:
            roots = {"boxes", "pictures", "totalBoxes", "models", ""}
            assert detail["place"].split("[")[0].split(".")[0] in roots, detail
