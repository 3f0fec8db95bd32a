"""The definitions of the documents and the database agree: what a definition takes is stored, what it refuses is not.

The examples of the definitions are one story, which is told to the database: its answers are the examples' answers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, is_dataclass
from datetime import datetime
from types import NoneType, UnionType
from typing import (
    Any,
    Literal,
    NotRequired,
    Required,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from conftest import ROOT
from drawn import DOCUMENTS, Broken, broken, drawn, place, valid, validated, with_ids
from generate.schemas import Name, Schema, nullable
from nachet_datastore import records
from nachet_datastore.wrapper import calls
from world import CALLS, World

TAKEN = DOCUMENTS.taken()
GIVEN = DOCUMENTS.given()

UUIDS = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+\+00:00")


def _examples(name: Name) -> list[Any]:
    found: list[Any] = DOCUMENTS.raw(name).get("examples", [])
    return found


def _title(name: Name) -> str:
    return f"{name.file}-{name.part}".removesuffix("-")


def _closed(schema: Any) -> Any:
    """A schema that takes no key which it does not name, unless it says that there may be some."""
    if isinstance(schema, list):
        return [_closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: _closed(value) for key, value in schema.items()}
    return {"additionalProperties": False} | closed if isinstance(schema.get("properties"), dict) else closed


def _errors(schema: Schema, document: Any) -> list[str]:
    found = Draft202012Validator(validated(schema)).iter_errors(document)
    return [f"{place(tuple(error.absolute_path))}: {error.message[:200]}" for error in found]


# -- the definitions themselves ----------------------------------------------------------------------------------


def test_the_files_are_json_schema_that_any_validator_reads() -> None:
    """References between the files are relative: they lead from file to file wherever the folder lies."""
    registry: Registry[Any] = Registry().with_resources(
        (f"file:///{file}.schema.json", DRAFT202012.create_resource(schema)) for file, schema in DOCUMENTS.files.items()
    )
    for name in DOCUMENTS.names:
        Draft202012Validator.check_schema(DOCUMENTS.raw(name))
        pointer = f"#/$defs/{name.part}" if name.part else "#"
        validator = Draft202012Validator({"$ref": f"file:///{name.file}.schema.json{pointer}"}, registry=registry)
        for example in _examples(name):
            validator.validate(example)


def test_every_key_is_described() -> None:
    """Each definition says in a sentence what it is, each key what it is, and each number of what."""
    silent = []
    for name in DOCUMENTS.names:
        whole = DOCUMENTS.whole(name)
        described = [(_title(name), whole)]
        described += [(f"{_title(name)}.{key}", value) for key, value in whole.get("properties", {}).items()]
        silent += [at for at, schema in described if not schema.get("description", "").endswith(".")]
    assert silent == []


def test_the_parameters_and_the_answers_of_all_functions_are_defined() -> None:
    parameters = {
        f"{name}.{parameter}"
        for name, function in calls.FUNCTIONS.items()
        for parameter, kind in function.parameters.items()
        if kind == "jsonb"
    }
    assert set(TAKEN) == parameters
    assert set(GIVEN) == set(calls.FUNCTIONS)


def _whole_documents() -> list[Name]:
    """What a call takes or answers, and what no other definition refers to; all others are parts of these."""
    parts = {other for name in DOCUMENTS.names for other in DOCUMENTS.references(name)}
    return sorted({*TAKEN.values(), *GIVEN.values(), *(name for name in DOCUMENTS.names if name not in parts)})


def test_the_page_of_every_document_has_an_example() -> None:
    pages = {name.file for name in _whole_documents()}
    assert pages == DOCUMENTS.files.keys() - {"shared"}, "a page without a document of its own"
    assert Name("feedback", "Feedback") in _whole_documents()
    for name in _whole_documents():
        page = (ROOT / "docs" / "reference" / "documents" / f"{name.file}.md").read_text(encoding="utf-8")
        own = page.partition(f"\n## {name.part}\n" if name.part else "# ")[2].partition("\n## ")[0]
        shown = re.findall(r"```json\n(.*?)```", own, flags=re.DOTALL)
        assert [json.loads(text) for text in shown] == _examples(name) != [], name


@pytest.mark.parametrize("name", _whole_documents(), ids=_title)
def test_the_examples_are_valid(name: Name) -> None:
    whole = DOCUMENTS.whole(name)
    assert _examples(name)
    for example in _examples(name):
        assert _errors(_closed(whole) if name in GIVEN.values() else whole, example) == []


@pytest.mark.parametrize("name", sorted(set(TAKEN.values())), ids=_title)
def test_the_examples_have_every_key(name: Name) -> None:
    """So that each is shown once, and broken once below."""

    def keys(schema: Schema, at: str = "") -> Iterator[str]:
        for key, value in schema.get("properties", {}).items():
            yield f"{at}.{key}"
            yield from keys(value, f"{at}.{key}")
        yield from keys(schema["items"], f"{at}[]") if "items" in schema else ()

    def used(value: Any, at: str = "") -> Iterator[str]:
        if isinstance(value, dict):
            for key, item in value.items():
                yield f"{at}.{key}"
                yield from used(item, f"{at}.{key}")
        elif isinstance(value, list):
            for item in value:
                yield from used(item, f"{at}[]")

    whole = DOCUMENTS.whole(name)
    assert set(keys(whole)) - {key for example in _examples(name) for key in used(example)} == set()


def test_the_readme_shows_the_first_example() -> None:
    (shown,) = re.findall(r"```json\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.DOTALL)
    assert json.loads(shown) == _examples(Name("detection"))[0]


@dataclass(frozen=True)
class Object:
    """An object by its keys: the type of each, and whether it must be there."""

    keys: dict[str, tuple[bool, frozenset[Any]]]

    def __hash__(self) -> int:
        return hash(frozenset(self.keys))


#: JSON types as both sides of the comparison below call them, and the types of Python.
_JSON = {"string": "text", "integer": "int", "number": "number", "boolean": "bool", "null": "null"}
_PYTHON = {str: "text", int: "int", float: "number", bool: "bool", NoneType: "null", UUID: "id", datetime: "time"}


def _defined(file: str, schema: Schema, document: bool) -> frozenset[Any]:
    """What a definition allows: one or several of the types above, of enumerated texts, lists, maps and objects.

    A ``document`` keeps its times as text, a record has them as times; what is kept as it is has the usual types.
    """
    if "x-usual" in schema:
        return _defined(file, schema["x-usual"], document)
    if "anyOf" in schema:
        return frozenset().union(*(_defined(file, one, document) for one in schema["anyOf"]))
    if "$ref" in schema:
        name = DOCUMENTS.target(file, schema["$ref"])
        special = {"Id": "id", "Time": "text" if document else "time"}.get(name.part) if name.file == "shared" else None
        if special:
            return frozenset({special})
        return _defined(name.file, DOCUMENTS.raw(name), _is_document(name))
    if "enum" in schema:
        return frozenset("null" if value is None else ("enum", value) for value in schema["enum"])
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return frozenset(_kind(file, schema, kind, document) for kind in kinds)


def _kind(file: str, schema: Schema, kind: str, document: bool) -> Any:
    if kind == "array":
        return ("list", _defined(file, schema["items"], document) if "items" in schema else "any")
    if kind == "object" and "properties" in schema:
        needed = schema.get("required", [])
        return Object(
            {key: (key in needed, _defined(file, value, document)) for key, value in schema["properties"].items()}
        )
    if kind == "object":
        values = schema.get("additionalProperties")
        return ("map", _defined(file, values, document) if isinstance(values, dict) else "any")
    return _JSON[kind]


def _is_document(name: Name) -> bool:
    schema = DOCUMENTS.raw(name)
    # Of a whole file x-python says of what kind its parts are.
    python = (schema.get("x-python") or name.part) if name.part else schema.get("title")
    return is_typeddict(getattr(records, str(python), None))


def _annotated(hint: Any, seen: set[Any]) -> frozenset[Any]:
    """What a type of Python allows, in the same words; ``seen`` gets the records."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Required, NotRequired):
        return _annotated(arguments[0], seen)
    if origin in (Union, UnionType):
        return frozenset().union(*(_annotated(one, seen) for one in arguments))
    if origin is Literal:
        return frozenset(("enum", value) for value in arguments)
    if origin in (list, tuple):
        return frozenset({("list", "any" if arguments[0] == records.JSON else _annotated(arguments[0], seen))})
    if origin is dict:
        return frozenset({("map", "any" if arguments[1] == records.JSON else _annotated(arguments[1], seen))})
    kind = origin or hint
    if is_dataclass(kind) or is_typeddict(kind):
        seen.add(kind)
        hints = get_type_hints(kind, include_extras=True)
        known = dict(zip(getattr(kind, "__parameters__", ()), arguments, strict=True))
        needed = getattr(kind, "__required_keys__", hints.keys())
        return frozenset(
            {
                Object(
                    {
                        key: (key in needed, _annotated(records._substituted(one, known), seen))
                        for key, one in hints.items()
                    }
                )
            }
        )
    return frozenset({_PYTHON[hint]})


def _answered(function: calls.Function, seen: set[Any]) -> frozenset[Any]:
    """What the JSON of a function is by its declaration in Python: its record, in the envelope that it comes in."""
    decided = get_origin(function.answer) is records.Decision
    answer = get_args(function.answer)[0] if decided else function.answer
    found = frozenset() if answer is NoneType else _annotated(answer, seen)
    if function.key is not None:
        found = frozenset({Object({function.key: (True, found)})})
    if not decided:
        return found
    (inner,) = found or {Object({})}
    return frozenset({Object({**inner.keys, "blob_tasks": (True, _annotated(list[records.BlobTask], seen))})})


def _keys(found: frozenset[Any]) -> set[str]:
    (only,) = found
    return set(only.keys)


def _differences(at: str, python: Any, schema: Any) -> Iterator[str]:
    """Where two types differ, and how."""
    if python == schema:
        return
    if not (isinstance(python, frozenset) and isinstance(schema, frozenset)):
        yield f"{at}: {python} is {schema}"
        return
    ours, theirs = python - schema, schema - python
    if len(ours) == len(theirs) == 1:
        (one,), (other,) = ours, theirs
        if isinstance(one, Object) and isinstance(other, Object):
            for key in sorted(one.keys.keys() | other.keys.keys()):
                yield from _differences_of_key(f"{at}.{key}", one.keys.get(key), other.keys.get(key))
            return
        if isinstance(one, tuple) and isinstance(other, tuple) and one[0] == other[0] != "enum":
            yield from _differences(f"{at}[]", one[1], other[1])
            return
    yield f"{at}: {set(ours)} in Python, {set(theirs)} in the definition"


def _differences_of_key(at: str, python: Any, schema: Any) -> Iterator[str]:
    if python is None or schema is None:
        yield f"{at}: only in {'the definition' if python is None else 'Python'}"
    elif python[0] != schema[0]:
        yield f"{at}: needed in one alone"
    else:
        yield from _differences(at, python[1], schema[1])


def test_records_have_the_types_of_their_definitions() -> None:
    """Of every answer, at every depth, both ways: keys, null, types, enumerations."""
    wrong: list[str] = []
    seen: set[Any] = set()
    for name, function in calls.FUNCTIONS.items():
        schema = DOCUMENTS.raw(GIVEN[name])
        defined = _defined(GIVEN[name].file, schema, _is_document(GIVEN[name]))
        found = _answered(function, seen)
        # What a function answers instead of the document, its page says in words.
        null = frozenset({"null"}) if "x-null" in schema else frozenset()
        if function.key is not None:  # The envelope may say more than the method answers.
            (envelope,) = defined
            defined = frozenset({Object({key: envelope.keys[key] for key in _keys(found)})})
        wrong += _differences(name, found - null, defined)
    assert wrong == []
    taken = {records.PictureFacts}
    told_by_flows = {records.Finding, records.Report}
    answers = {one for one in vars(records).values() if is_dataclass(one)} - {records.Decision}
    assert answers - taken - told_by_flows <= seen


@pytest.mark.parametrize(
    ("python", "schema"),
    [
        (str, {"type": ["string", "null"]}),
        (str | None, {"type": "string"}),
        (float, {"type": "integer"}),
        (str, {"enum": ["a", "b"]}),
        (Literal["a"], {"enum": ["a", "b"]}),
        (Literal["a", "b"], {"enum": ["a"]}),
        (str, {"$ref": "shared.schema.json#/$defs/Id"}),
        (str, {"$ref": "shared.schema.json#/$defs/Time"}),
        (list[int], {"type": "array", "items": {"type": "string"}}),
        (dict[str, int], {"type": "object"}),
        (records.SeedName, {"type": "object", "required": ["seed_id"], "properties": {"seed_id": {"type": "string"}}}),
    ],
)
def test_types_that_differ_are_told(python: Any, schema: Schema) -> None:
    assert list(_differences("", _annotated(python, set()), _defined("shared", schema, document=False)))


def test_every_answer_is_as_defined(world: World) -> None:
    """Of each published function, to an administrator and to the owner: every key, and no other."""
    wrong = {}
    with psycopg.connect(world.url) as conn:
        for name, call in CALLS.items():
            schema = _closed(DOCUMENTS.whole(GIVEN[name]))
            for user in ("admin", "owner"):
                made = call(world.users[user], world.things_for(name))
                try:
                    row = conn.execute(made.statement, made.values).fetchone()
                except psycopg.Error as error:
                    assert (error.sqlstate or "") in ("NX012", "NX301", "NX302"), (name, error)  # noqa: PT017
                else:
                    if errors := _errors(schema, row[0] if row else None):
                        wrong[name] = errors
                conn.rollback()
    assert wrong == {}


# -- the story ---------------------------------------------------------------------------------------------------


class Story:
    """The examples told to a database, in a transaction that is rolled back; ``ids`` has what stands for their ids."""

    def __init__(self, conn: psycopg.Connection) -> None:
        self.conn = conn
        self.ids: dict[str, str] = {}
        (self.folder,) = [text for text in self.find("folder_list") if text["folder_name"] != "General"]
        self.user_id = self.find("folder_list")[0]["picture_set_id"]
        self.folder_id = self.folder["picture_set_id"]
        self.picture_id, self.crop_id = (picture["picture_id"] for picture in self.folder["pictures"])
        self.inference_id = self.find("inference")["inference_id"]
        self._begin()

    @staticmethod
    def find(file: str, part: str = "", number: int = 0) -> Any:
        return _examples(Name(file, part))[number]

    def _begin(self) -> None:
        """All that comes before the inference."""
        self.ask("create_user", p_email="ana@example.org", p_options={"user_id": self.user_id, "permission": "admin"})
        self.ask("import_ml_structure", p_structure=self.find("new_ml_structure"))
        self.ask("create_picture_set", p_options=self.find("options", "create_picture_set"))
        for number, picture_id in enumerate((self.picture_id, self.crop_id)):
            answer = self.ask("register_pictures", p_pictures=self.find("new_pictures", number=number))
            self.same(answer, self.find("reservations", number=number))
            self.ask("confirm_pictures", p_picture_ids=[picture_id])

    def ask(self, name: str, **values: Any) -> Any:
        """What a function answers to values of the examples; user, container, folder and the like need not be said."""
        usual = {
            "p_user_id": self.user_id,
            "p_container_id": self.user_id,
            "p_picture_set_id": self.folder_id,
            "p_picture_id": self.picture_id,
            "p_inference_id": self.inference_id,
        }
        function = calls.FUNCTIONS[name]
        given = {
            parameter: values.get(parameter, {} if kind == "jsonb" else usual.get(parameter))
            for parameter, kind in function.parameters.items()
        }
        encoded = {
            parameter: self.here(json.dumps(value)) if function.parameters[parameter] == "jsonb" else value
            for parameter, value in given.items()
        }
        row = self.conn.execute(function.statement, encoded).fetchone()
        return row[0] if row else None

    def here(self, text: str) -> str:
        """A text with the ids that the database gave for those of the examples."""
        return UUIDS.sub(lambda found: self.ids.get(found[0], found[0]), text)

    def same(self, answer: Any, example: Any, at: str = "") -> None:
        """The answer is the example, but for times and for ids, which are the same where the example's are."""
        if isinstance(example, dict):
            assert set(answer) == set(example), at
            for key, value in example.items():
                if key != "age_seconds":
                    self.same(answer[key], value, f"{at}.{key}")
        elif isinstance(example, list):
            assert len(answer) == len(example), (at, answer)
            for number, (one, other) in enumerate(zip(answer, example, strict=True)):
                self.same(one, other, f"{at}[{number}]")
        elif isinstance(example, str) and UUIDS.search(example):
            for one, other in zip(UUIDS.findall(answer), UUIDS.findall(example), strict=True):
                assert self.ids.setdefault(other, one) == one, (at, answer)
            assert self.here(example) == answer, at
        elif isinstance(example, str) and TIME.fullmatch(example):
            assert TIME.fullmatch(answer), (at, answer)
        else:
            assert answer == example, at

    def register(self) -> None:
        """The inference."""
        options = self.find("options", "register_inference")
        answer = self.ask("register_inference", p_result=self.find("detection"), p_options=options)
        self.same(answer, self.find("registered_inference"))

    @contextmanager
    def undone(self) -> Iterator[None]:
        """What happens inside is undone."""
        with self.conn.transaction(force_rollback=True):
            yield


@pytest.fixture(scope="module")
def story(shared_connection: psycopg.Connection) -> Iterator[Story]:
    """Told up to the inference."""
    told = Story(shared_connection)
    told.register()
    yield told
    shared_connection.rollback()


def test_the_examples_are_what_the_database_answers(story: Story) -> None:
    find, same = story.find, story.same
    with story.undone():
        page = story.ask("list_review_queue", p_options={"after": {"score": 0.3, "box_id": str(uuid4())}, "limit": 1})
        same(page, find("pages", "ReviewQueue"))
        options = find("options", "verify_seed")
        same(story.ask("verify_seed", p_boxes=find("feedback"), p_options=options), find("verification"))
        same(story.ask("get_inference"), find("inference"))
        same(story.ask("get_picture_inference"), find("inference"))
        box_id = find("feedback")[1]["boxId"]
        same(story.ask("get_object_history", p_object_id=story.here(box_id)), find("history"))
        same(story.ask("list_picture_sets"), find("folder_list"))
        trained = find("ml_structure")["models"][1]
        name = trained["training_dataset"]["dataset_name"]
        story.ask("create_dataset", p_name=name, p_filter={})
        model_id = story.ask("get_ml_structure")["models"][1]["model_id"]
        story.ask("set_training_dataset", p_model_id=model_id, p_version=trained["version"], p_dataset=name)
        same(story.ask("get_ml_structure"), find("ml_structure"))
        same(
            story.ask("find_pictures", p_filter={"seed_id": find("verification")["boxes"][0]["seed_id"]}),
            find("pages", "FoundPictures"),
        )
        same(story.ask("list_picture_set_pictures", p_options={"limit": 1}), find("pages", "PictureSetPictures"))
        same(story.ask("register_inferences", p_inferences=find("new_inferences")), find("registered_inferences"))
        after = f"{story.folder_id}/{story.folder_id}.json"
        same(story.ask("list_expected_blobs", p_options={"after": after, "limit": 1}), find("pages", "ExpectedBlobs"))
        again = story.ask("register_pictures", p_pictures=find("new_pictures", number=2))
        same(again, find("reservations", number=2))


def test_the_document_of_the_frontend_is_registered_by_its_parts(story: Story) -> None:
    (whole,) = _examples(Name("feedback", "Feedback"))
    with story.undone():
        answer = story.ask(
            "verify_seed",
            p_user_id=whole["userId"],
            p_inference_id=story.here(whole["inferenceId"]),
            p_boxes=whole["boxes"],
        )
        told = {story.here(box["boxId"]): box.get("label") for box in whole["boxes"]}
        assert [box["box_id"] for box in answer["boxes"]] == list(told)
        assert [box["act"] for box in answer["boxes"]] == ["confirm", "correct"]
        assert [box["label"] for box in answer["boxes"]][1] == "Cuscuta pentagona"
        history = story.ask("get_object_history", p_object_id=answer["boxes"][1]["box_id"])
        assert [act["comment"] for act in history] == [whole["boxes"][1]["comment"]]


def test_a_box_judged_wrong_is_given_where_it_is_asked_for(story: Story) -> None:
    """The other examples of the feedback and of what is found."""
    with story.undone():
        story.ask("verify_seed", p_boxes=story.find("feedback", number=1))
        whole = story.ask("get_inference", p_options=story.find("options", "get_inference"))
        assert [box.get("is_rejected") for box in whole["boxes"]] == [True, None]
        assert len(story.ask("get_inference")["boxes"]) == 1
    with story.undone():
        story.ask("register_inference", p_result=story.find("detection", number=1))


def _met(file: str, schema: Schema, value: Any) -> Iterator[tuple[Name, set[str]]]:
    """The definitions of all objects in an answer, and the keys that each object has."""
    if "$ref" in schema:
        name = DOCUMENTS.target(file, schema["$ref"])
        file, schema = name.file, DOCUMENTS.raw(name)
        if isinstance(value, dict):
            yield name, set(value)
    schema = nullable(schema) or schema
    if "$ref" in schema:
        yield from _met(file, schema, value)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _met(file, schema.get("properties", {}).get(key, {}), item)
    elif isinstance(value, list):
        for item in value:
            yield from _met(file, schema.get("items", {}), item)


def test_a_key_that_need_not_be_there_is_missing_in_some_answer(story: Story) -> None:
    """What the functions answer of documents that say no more than they must: all their keys are required ones."""
    box = story.find("detection")["boxes"][0]["box"]
    guess = {"label": "Avena fatua", "score": 0.5}
    found: dict[Name, set[str]] = {}
    with story.undone():
        model = {"model_name": "plain", "task": "object detection", "version": "1"}
        pinned = model | {"model_name": "pinned", "other_versions": [{"version": "0"}]}
        pipeline = {"pipeline_name": "plain", "models": ["plain"], "default": True}
        pins = {"pipeline_name": "pins", "models": [{"name": "pinned", "version": "0"}]}
        story.ask("import_ml_structure", p_structure={"models": [model, pinned], "pipelines": [pipeline, pins]})
        result = {"boxes": [{"box": box, "topN": [guess]}, {"box": box, **guess}]}
        registered = story.ask("register_inference", p_result=result, p_options={"pipeline": "plain"})
        inference_id, pipeline_id = registered["inference_id"], registered["pipeline_id"]
        named = result | {"models": [{"name": "plain"}]}
        answers = {
            "register_inference": [registered, story.ask("register_inference", p_result=named)],
            "get_inference": [story.ask("get_inference", p_inference_id=inference_id)],
            "export_ml_structure": [story.ask("export_ml_structure")],
            "create_dataset": [story.ask("create_dataset", p_name="plain", p_filter={})],
            "get_model_secret": [story.ask("get_model_secret", p_model_name="plain", p_version="")],
            "list_review_queue": [story.ask("list_review_queue", p_options={"limit": 1})],
            "verify_seed": [
                story.ask(
                    "verify_seed",
                    p_inference_id=inference_id,
                    p_boxes=[{"boxId": registered["boxes"][0]["box_id"]}],
                )
            ],
            **{
                name: [story.ask(name, p_pipeline_id=pipeline_id, p_active=True)]
                for name in ("set_default_pipeline", "choose_pipeline", "get_pipeline_for", "set_pipeline_active")
            },
        }
    for function, told in answers.items():
        name = GIVEN[function]
        reference = {"$ref": f"{name.file}.schema.json#{name.part and f'/$defs/{name.part}'}"}
        for answer in told:
            for met, keys in _met("", reference, answer):
                found[met] = found.get(met, keys) & keys
    optional = {
        name
        for name in DOCUMENTS.reached(set(GIVEN.values()))
        if set(DOCUMENTS.raw(name).get("properties", {})) - set(DOCUMENTS.raw(name).get("required", []))
    }
    assert optional <= set(found)
    assert {name: keys - set(DOCUMENTS.raw(name).get("required", [])) for name, keys in found.items()} == {
        name: set() for name in found
    }


# -- what a definition takes -------------------------------------------------------------------------------------

#: The documents with rules beside their schema: the call that stores each.
STORED = {
    "detection": ("register_inference", "p_result"),
    "feedback": ("verify_seed", "p_boxes"),
    "new_ml_structure": ("import_ml_structure", "p_structure"),
    "new_pictures": ("register_pictures", "p_pictures"),
    "new_inferences": ("register_inferences", "p_inferences"),
}


@pytest.mark.parametrize("name", STORED)
def test_what_a_definition_takes_is_stored(name: str, story: Story) -> None:
    function, parameter = STORED[name]
    registered = story.find("registered_inference")
    ids = {f"${number}": box["box_id"] for number, box in enumerate(registered["boxes"])}
    ids |= {f"$top{number}": box["top_id"] for number, box in enumerate(registered["boxes"])}
    ids |= {"$picture": story.picture_id}
    ids["$seed"] = "01900000-0000-7000-8000-000000000000"
    validator = Draft202012Validator(validated(DOCUMENTS.whole(Name(name))))

    @settings(max_examples=min(settings().max_examples, 1000) // 2)
    @given(document=valid(name))
    def stored(document: Any) -> None:
        if name == "feedback" and not document:
            return  # Whether there is nothing left to say, only the rows can tell.
        whole = with_ids(document, ids)
        assert validator.is_valid(whole)
        with story.undone():
            story.ask(function, **{parameter: whole})

    stored()


OPTIONS = sorted(at for at, name in TAKEN.items() if name.file in ("options", "done_tasks"))


@pytest.mark.parametrize("at", OPTIONS)
def test_what_options_take_is_read(at: str, story: Story) -> None:
    """They are refused only for what rows know."""
    function, parameter = at.split(".")
    schema = DOCUMENTS.whole(TAKEN[at])

    def read(document: Any) -> None:
        refused = _refused(story, function, {parameter: document})
        assert refused is None or refused[0].startswith(("NX0", "NX1")), refused

    for example in _examples(TAKEN[at]):
        read(example)
    settings(max_examples=min(settings().max_examples, 1000) // 4)(given(document=drawn(schema))(read))()


def _values(function: str, story: Story) -> dict[str, Any]:
    """Values that fit the other parameters of a function."""
    fitting: dict[str, Any] = {"uuid": story.user_id, "text": "name", "text[]": ["name"], "integer": 1, "boolean": True}
    fitting["timestamptz"] = "2000-01-01"
    kinds = calls.FUNCTIONS[function].parameters
    values = {name: fitting[kind] for name, kind in kinds.items() if kind in fitting}
    known = {"p_picture_id", "p_inference_id", "p_picture_set_id"}
    values = {name: value for name, value in values.items() if name not in known}
    values |= {at.partition(".")[2]: _examples(name)[0] for at, name in TAKEN.items() if at.startswith(f"{function}.")}
    values |= {"p_permission": "read"} if "p_permission" in values else {}
    return values | ({"p_email": f"{uuid4()}@example.org"} if "p_email" in values else {})


def _refused(story: Story, function: str, values: dict[str, Any]) -> tuple[str, set[str]] | None:
    """SQLSTATE and place of a refusal, by what the detail says it; None where the call is answered."""
    with story.undone():
        if function == "restore_picture_set":
            story.ask("delete_picture_set", p_keep_verified=False)
        try:
            with story.conn.transaction():
                story.ask(function, **_values(function, story) | values)
        except psycopg.Error as error:
            code = error.sqlstate or ""
            detail = json.loads(error.diag.message_detail or "{}") if code.startswith("NX") else {}
            said = {detail[key] for key in ("place", "option", "key", "field") if key in detail}
            return code, {detail["place"]} if "place" in detail else said or {*detail, ""}
    return None


# -- what a definition refuses -----------------------------------------------------------------------------------


@pytest.mark.parametrize("at", sorted(TAKEN))
def test_what_a_definition_refuses_is_refused_at_the_same_place(at: str, story: Story) -> None:
    function, parameter = at.split(".")
    name = TAKEN[at]
    whole = DOCUMENTS.whole(name)
    if name == Name("new_inferences"):  # Its detections are read as those of one inference are.
        whole["items"]["properties"]["result"] = {"type": "object", "properties": {"boxes": {"type": "array"}}}
    validator = Draft202012Validator(validated(whole))
    refusal = DOCUMENTS.raw(name)["x-refused"]
    wrong = []
    for case in broken(whole, _examples(name)):
        # Formats are said, not checked; ten thousand boxes take long.
        assert case.keyword in ("format", "maxItems") or not validator.is_valid(case.document), case
        found = _refused(story, function, {parameter: case.document})
        here = place(case.path, refusal["at"])
        if not _agree(case, DOCUMENTS.raw(name), found):
            wrong.append((case.keyword, here, found))
    assert wrong == []


def _agree(case: Broken, definition: Schema, found: tuple[str, set[str]] | None) -> bool:
    """Whether it is refused with its code at its place: of something that is no object, also at a key of it."""
    refusal = definition["x-refused"]
    at, codes = refusal["at"], {refusal["code"]}
    if own := refusal.get("keys", {}).get(_key(case)):
        # What is not even of its type may be refused as any option is.
        codes = {own, *codes} if case.keyword == "type" else {own}
    if found is None or found[0] not in codes:
        return False
    places = {place(case.path, at), *(place((*case.path, key), at) for key in case.inner)}
    return bool(places & found[1])


def _key(case: Broken) -> str:
    """The key whose value is broken, of the document or of an item of it."""
    if case.keyword == "additionalProperties" and sum(isinstance(step, str) for step in case.path) == 1:
        return "*"
    return next((step for step in case.path if isinstance(step, str)), "")


# -- what no schema can say --------------------------------------------------------------------------------------

ABSENT = "0193a2b0-4c10-7000-8000-00000000ffff"
DETECTION, FEEDBACK, STRUCTURE, PICTURES, INFERENCES = (_examples(Name(name))[0] for name in STORED)
CROP = _examples(Name("new_pictures"))[1]


def _with(whole: Any, *path: Any) -> Any:
    """A document with the last of ``path`` at the place that the others lead to."""
    *steps, key, value = path
    copy = deepcopy(whole)
    inner = copy
    for step in steps:
        inner = inner[step]
    inner[key] = value
    return copy


def _without(whole: Any, *path: Any) -> Any:
    *steps, key = path
    copy = deepcopy(whole)
    inner = copy
    for step in steps:
        inner = inner[step]
    del inner[key]
    return copy


def _deep(depth: int) -> Any:
    return [_deep(depth - 1)] if depth else 1


_ALONE = _without(DETECTION, "boxes", 0, "topN")

#: What the rules of each document say, broken: the sentence, the document, other values of the call, code and place.
RULES: list[tuple[str, str, Any, dict[str, Any], str, str]] = [
    (sentence, name, document, values[0] if values else {}, code, where)
    for name, sentence, document, code, where, *values in (
        ("detection", "`totalBoxes` is the number of boxes.", _with(DETECTION, "totalBoxes", 3), "NX204", "totalBoxes"),
        ("detection", "Objects and arrays lie in each other at most 32 deep.", DETECTION | {"x": _deep(32)}, "NX204",
         ""),
        ("detection", "A box without guesses has a `label`.", _without(_ALONE, "boxes", 0, "label"), "NX204",
         "boxes[0].label"),
        ("detection", "A box without guesses has a `score`.", _without(_ALONE, "boxes", 0, "score"), "NX204",
         "boxes[0].score"),
        ("detection", "`label`, where it is there, is the species of the best guess: of the highest score, the first of"
         " equals.", _with(DETECTION, "boxes", 1, "label", "Avena fatua"), "NX204", "boxes[1].label"),
        ("detection", "`bottomX` is not less than `topX`.", _with(DETECTION, "boxes", 0, "box", "bottomX", 475),
         "NX204", "boxes[0].box.bottomX"),
        ("detection", "`bottomY` is not less than `topY`.", _with(DETECTION, "boxes", 0, "box", "bottomY", 389),
         "NX204", "boxes[0].box.bottomY"),
        ("detection", "The box has an area.", _with(DETECTION, "boxes", 0, "box", "bottomX", 476), "NX204",
         "boxes[0].box"),
        ("detection", "The box reaches into the picture: `bottomX` and `bottomY` are above 0.",
         _with(DETECTION, "boxes", 0, "box", {"topX": -9, "topY": -9, "bottomX": 0, "bottomY": 9}), "NX204",
         "boxes[0].box"),
        ("detection", "The box is not wholly outside its picture, where the picture's size is known.",
         _with(_with(DETECTION, "boxes", 0, "box", "topX", 1920), "boxes", 0, "box", "bottomX", 1921), "NX204",
         "boxes[0].box"),
        ("detection", "The picture is in the container (NX004).", DETECTION, "NX004", "picture_id",
         {"p_picture_id": ABSENT}),
        ("detection", "The pipeline of the options is there and active; without one, a default is set or the user has"
         " chosen (NX008).", DETECTION, "NX008", "pipeline", {"p_options": {"pipeline": "none"}}),
        ("feedback", "A box stands once in a request.", [FEEDBACK[0], FEEDBACK[0]], "NX205", "boxes[0].boxId"),
        ("feedback", "A new box stands once in a request.", [FEEDBACK[2], FEEDBACK[2]], "NX205", "boxes[0].box"),
        ("feedback", "An empty request leaves no box to review (NX205 at `boxes`).", [], "NX205", "boxes"),
        ("feedback", "The inference is in the container (NX005).", FEEDBACK, "NX005", "inference_id",
         {"p_inference_id": ABSENT}),
        ("feedback", "`label` and `classId` are both missing, both empty, or one of them names a species.",
         [FEEDBACK[0] | {"label": ""}], "NX205", "boxes[0].label"),
        ("feedback", "A new box names a species.", [FEEDBACK[2] | {"label": " "}], "NX205", "boxes[0].label"),
        ("feedback", "A new box has a `box`.", [_without(FEEDBACK[2], "box")], "NX205", "boxes[0].box"),
        ("feedback", "The kind of thing is there (NX205 at `objectTypeId`), and no other than that of a decided box"
         " (NX105).", [FEEDBACK[0] | {"objectTypeId": 9}], "NX205", "boxes[0].objectTypeId"),
        ("feedback", "The box is one of the inference (NX006).", [{"boxId": ABSENT}], "NX006", "boxes[0]"),
        ("feedback", "A `classId` is that of a guess, an act or a species, or a known name (NX007).",
         [FEEDBACK[0] | {"classId": "no such species"}], "NX007", "boxes[0]"),
        ("new_ml_structure", "There are `models` or `pipelines`, or both.", {"version": "1"}, "NX207", ""),
        ("new_ml_structure", "No two models have one name.", {"models": [STRUCTURE["models"][1]] * 2}, "NX207",
         "models[1].model_name"),
        ("new_ml_structure", "No two versions of a model are one.",
         _with(STRUCTURE, "models", 0, "other_versions", [{"version": 1}]), "NX207",
         "models[0].other_versions[0].version"),
        ("new_ml_structure", "A version that is a number has 200 digits at most, written out.",
         _with(STRUCTURE, "models", 0, "version", 1e-217), "NX207", "models[0].version"),
        ("new_ml_structure", "No two pipelines have one name.", STRUCTURE | {"pipelines": [{"pipeline_name": "a",
         "models": []}] * 2}, "NX207", "pipelines[1].pipeline_name"),
        ("new_ml_structure", "At most one pipeline is the default, unless `last_default` is given.",
         STRUCTURE | {"pipelines": [{"pipeline_name": name, "models": [], "default": True} for name in "ab"]}, "NX207",
         "pipelines[1].default", {"p_options": {}}),
        ("new_ml_structure", "No secret stands outside of a model: no key that looks like one (`api_key`, `endpoint`,"
         " `token`, …), no value that is an address.", STRUCTURE | {"api_key": "x"}, "NX207", "api_key"),
        ("new_ml_structure", "Each model of a pipeline is in the document or imported already, and active.",
         _with(STRUCTURE, "pipelines", 0, "models", 1, "none"), "NX207", "pipelines[0].models[1]"),
        ("new_ml_structure", "Each version that a pipeline pins is in the document or imported already.",
         _with(STRUCTURE, "pipelines", 0, "models", 1, {"name": "swinv1-base-dataaugv2-1", "version": "2"}), "NX207",
         "pipelines[0].models[1].version"),
        ("new_ml_structure", "It has a `pipeline_name`, or else a `model_name`, which then is its name.",
         {"pipelines": [{"models": []}]}, "NX207", "pipelines[0].pipeline_name"),
        ("new_pictures", "`metadata` has at most 100,000 characters as JSON.",
         _with(PICTURES, 0, "metadata", {"a": "x" * 100_000}), "NX203", "pictures[0].metadata"),
        ("new_pictures", "`parent_box` stands with `parent`.", _without(CROP, 0, "parent"), "NX203",
         "pictures[0].parent_box"),
        ("new_pictures", "The folder is in the container (NX003).", PICTURES, "NX003", "picture_set_id",
         {"p_picture_set_id": ABSENT}),
        ("new_pictures", "The parent is a picture of the container (NX004).", _with(CROP, 0, "parent", ABSENT), "NX004",
         "pictures[0].parent"),
        ("new_pictures", "The species is there (NX007).", _with(PICTURES, 0, "seed_id", ABSENT), "NX007",
         "pictures[0].seed_id"),
        ("new_pictures", "No other picture has the id (NX108).", _with(PICTURES, 0, "sha256", "0" * 64), "NX108",
         "pictures[0].picture_id"),
        ("new_pictures", "What is known already of the same bytes is the same, but for the name of the file (NX150).",
         _with(PICTURES, 0, "zoom", 2), "NX150", "pictures[0].zoom", {"p_options": {}}),
        ("new_inferences", "Every picture is in the container (NX004).", _with(INFERENCES, 0, "picture_id", ABSENT),
         "NX004", "picture_id"),
        ("new_inferences", "No other inference has the id (NX108).",
         _with(INFERENCES, 0, "inference_id", _examples(Name("inference"))[0]["inference_id"]), "NX108",
         "inference_id"),
    )
]  # fmt: skip


def test_every_rule_is_broken_here() -> None:
    """But for what another person did before, which the next test tells."""
    said = {
        rule
        for name in DOCUMENTS.names
        for keyword in ("x-rules", "x-rows")
        for rule in DOCUMENTS.raw(name).get(keyword, [])
    }
    decided = "The box is not decided otherwise already (NX105): reopen it first."
    assert said - {decided} == {sentence for sentence, *_ in RULES}
    assert decided in said


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule[0][:60])
def test_what_breaks_a_rule_is_refused(rule: tuple[str, str, Any, dict[str, Any], str, str], story: Story) -> None:
    _, name, document, values, code, where = rule
    function, parameter = STORED[name]
    refused = _refused(story, function, {parameter: document} | values)
    assert refused is not None
    assert refused[0] == code
    assert where in refused[1]


def test_a_box_that_was_decided_is_not_decided_otherwise(story: Story) -> None:
    with story.undone():
        story.ask("verify_seed", p_boxes=FEEDBACK[:1])
        refused = _refused(story, "verify_seed", {"p_boxes": [FEEDBACK[0] | {"label": "Avena fatua"}]})
    assert refused == ("NX105", {"boxes[0]"})
