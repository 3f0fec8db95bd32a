"""Documents drawn from their definitions, and what breaks a definition at one place.

Hypothesis makes them. Of hypothesis-jsonschema, which would do the same, the last version (0.23.1) needs a Hypothesis
of 2024.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from math import ceil
from typing import Any

from hypothesis import strategies as st

from conftest import ROOT
from generate.schemas import Documents, Name, Schema, read

DOCUMENTS: Documents = read(ROOT)

#: Any character that PostgreSQL keeps.
CHARACTERS = st.characters(codec="utf-8", exclude_characters="\0")
TEXTS = st.text(CHARACTERS, max_size=9)
#: What the database keeps without looking at it.
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=4,
)
LABELS = ["000 Brassica napus", "001 Brassica junsea", "Avena fatua", "Lolium?", '"Iva axillaris"']

Path = tuple[str | int, ...]


def place(path: Path, at: str = "") -> str:
    """A path as errors write it: ``boxes[3].box.topX``."""
    text = at + "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path)
    return text.removeprefix(".")


# -- what a definition takes -------------------------------------------------------------------------------------


def drawn(schema: Schema) -> st.SearchStrategy[Any]:
    """Values that a schema takes; what is only usual is there most of the time."""
    if "x-usual" in schema:
        return st.one_of(drawn(schema["x-usual"]), drawn(schema["x-usual"]), ANYTHING)
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "anyOf" in schema and "type" not in schema:
        return st.one_of([drawn(one) for one in schema["anyOf"]])
    kinds = schema.get("type", [])
    return st.one_of([_KINDS[kind](schema) for kind in (kinds if isinstance(kinds, list) else [kinds])])


def _texts(schema: Schema) -> st.SearchStrategy[str]:
    if schema.get("format") == "date-time":
        return st.datetimes(timezones=st.timezones()).map(lambda time: time.isoformat()).filter(_has_whole_offset)
    if schema.get("format") == "date":
        return st.dates().map(lambda day: day.isoformat())
    longest = schema.get("maxLength", 12)
    pattern = schema.get("pattern", "")
    if not pattern.startswith("^"):
        # Not from the pattern: it is found in most texts.
        fits = re.compile(pattern).search
        return (st.sampled_from(LABELS) | st.text(CHARACTERS, max_size=longest)).filter(lambda text: bool(fits(text)))
    return st.from_regex(_exact(pattern), alphabet=CHARACTERS)


def _integers(schema: Schema) -> st.SearchStrategy[int]:
    return st.integers(schema.get("minimum", -(10**9)), schema.get("maximum", 10**9))


def _is_exact(schema: Schema) -> Callable[[float], bool]:
    """Whether a whole number that is written with a point, which JSON Schema takes for an integer, is still taken."""
    return lambda number: number <= schema.get("maximum", 10**9)


def _has_whole_offset(text: str) -> bool:
    """ISO 8601 has no seconds in an offset."""
    return re.search(r"[+-]\d\d:\d\d$", text) is not None


def _objects(schema: Schema) -> st.SearchStrategy[dict[str, Any]]:
    known = {key: drawn(value) for key, value in schema.get("properties", {}).items()}
    needed = schema.get("required", [])
    whole = st.fixed_dictionaries(
        {key: known[key] for key in needed},
        optional={key: value for key, value in known.items() if key not in needed},
    )
    if schema.get("additionalProperties", True) is not True:
        return whole
    more = st.dictionaries(TEXTS.filter(lambda key: key not in known), ANYTHING, max_size=2)
    return st.tuples(more, whole).map(lambda parts: parts[0] | parts[1])


_KINDS: dict[str, Callable[[Schema], st.SearchStrategy[Any]]] = {
    "null": lambda _: st.none(),
    "boolean": lambda _: st.booleans(),
    "integer": lambda schema: _integers(schema) | _integers(schema).map(float).filter(_is_exact(schema)),
    "number": lambda schema: (
        st.floats(schema.get("minimum", -1e9), schema.get("maximum", 1e9))
        | st.integers(ceil(schema.get("minimum", -(10**9))), schema.get("maximum", 10**9))
    ),
    "string": _texts,
    "array": lambda schema: st.lists(
        drawn(schema["items"]) if "items" in schema else ANYTHING,
        min_size=schema.get("minItems", 0),
        max_size=3,
        unique_by=repr if schema.get("uniqueItems") else None,
    ),
    "object": _objects,
}


# -- what it refuses ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Broken:
    """A document that breaks one keyword of its schema at one place. ``inner`` are the keys that may be there."""

    document: Any
    keyword: str
    path: Path
    inner: tuple[str, ...]


#: A value of each type; a number that is not whole is no integer.
_OF_TYPE: dict[str, Any] = {
    "null": None,
    "boolean": True,
    "number": 7.5,
    "string": "nonsense",
    "array": [],
    "object": {},
}

#: Numbers that are written like texts of a kind: an extension, a day, a hash.
_LIKE_TEXTS = [12, 20260101, int("1" * 64)]


def broken(schema: Schema, examples: list[Any]) -> Iterator[Broken]:
    """Valid documents with each keyword of their schema violated, at each place that they have, one at a time.

    What is alike in the items of a list is broken in the first that has it.
    """
    seen = set()
    for whole in examples:
        for keyword, path, wrong, inner in _broken(schema, whole, ()):
            key = (keyword, tuple("*" if isinstance(step, int) else step for step in path), repr(wrong)[:80])
            if key not in seen:
                seen.add(key)
                yield Broken(_put(whole, path, wrong), keyword, path, inner)


def _put(whole: Any, path: Path, value: Any) -> Any:
    """The document with a value at a path."""
    if not path:
        return value
    copy = deepcopy(whole)
    inner = copy
    for key in path[:-1]:
        inner = inner[key]
    if value is _GONE:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return copy


_GONE = object()


def _broken(schema: Schema, value: Any, path: Path) -> Iterator[tuple[str, Path, Any, tuple[str, ...]]]:
    """Each violation: its keyword, its place, what is to stand there, and the keys that may be there."""
    inner = tuple(schema.get("properties", {}))
    for keyword, wrong in _wrong(schema, value):
        yield keyword, path, wrong, inner
    if isinstance(value, dict):
        for key in schema.get("required", []):
            yield "required", (*path, key), _GONE, inner
        if schema.get("additionalProperties") is False:
            yield "additionalProperties", (*path, "nonsense"), 1, inner
        for key, item in schema.get("properties", {}).items():
            if key in value:
                yield from _broken(item, value[key], (*path, key))
    elif isinstance(value, list) and "items" in schema:
        for number, item in enumerate(value):
            yield from _broken(schema["items"], item, (*path, number))


def _wrong(schema: Schema, value: Any) -> Iterator[tuple[str, Any]]:
    kinds = schema.get("type", list(_OF_TYPE))
    allowed = set(kinds if isinstance(kinds, list) else [kinds])
    for kind, wrong in _OF_TYPE.items():
        if kind not in allowed:
            yield "type", wrong
    if not allowed & {"number", "integer"}:
        for number in _LIKE_TEXTS:
            yield "type", number
    if "enum" in schema:
        yield "enum", "nonsense"
    for keyword, step in (("minimum", -1), ("maximum", 1)):
        if keyword in schema:
            yield keyword, schema[keyword] + step
    if "pattern" in schema:
        for text in ("", " ", "no!", "\u00a0", "\u200b", f"{value}\n"):
            if not re.search(_exact(schema["pattern"]), text):
                yield "pattern", text
    if "format" in schema:
        yield "format", "no time"
    if "maxLength" in schema:
        yield "maxLength", "x" * (schema["maxLength"] + 1)
    if "minItems" in schema:
        yield "minItems", value[: schema["minItems"] - 1]
    if "maxItems" in schema and value:
        yield "maxItems", [value[0]] * (schema["maxItems"] + 1)
    if schema.get("uniqueItems") and value:
        yield "uniqueItems", [value[0], value[0]]


def _exact(pattern: str) -> str:
    """A pattern as ECMA reads it: ``$`` is the very end, also before a line feed."""
    return re.sub(r"\$(?=$|\||\))", r"\\Z", pattern)


def validated(schema: Schema) -> Schema:
    """A schema whose patterns Python reads as ECMA does."""
    if isinstance(schema, dict):
        return {
            key: _exact(value) if key == "pattern" and isinstance(value, str) else validated(value)
            for key, value in schema.items()
        }
    return [validated(item) for item in schema] if isinstance(schema, list) else schema


# -- what no schema can say --------------------------------------------------------------------------------------


def fulfilled(name: str, document: Any) -> Any:
    """A drawn document so that what its rules say holds too, and what rows can tell: in a picture of 1920 x 1080."""
    _FULFIL[name](document)
    return document


def _fulfil_corners(corners: dict[str, Any]) -> None:
    for first, second, size in (("topX", "bottomX", 1900), ("topY", "bottomY", 1000)):
        corners[first] = abs(corners[first]) % size
        corners[second] = corners[first] + 1 + abs(corners[second]) % 1000


def _fulfil_detection(document: dict[str, Any]) -> None:
    if "totalBoxes" in document:
        document["totalBoxes"] = len(document["boxes"])
    for box in document["boxes"]:
        _fulfil_corners(box["box"])
        if guesses := box.get("topN"):
            if "label" in box:
                box["label"] = max(guesses, key=lambda guess: guess["score"])["label"]
        else:
            box.setdefault("label", LABELS[0])
            box.setdefault("score", 0.5)


def _fulfil_feedback(boxes: list[dict[str, Any]]) -> None:
    free = ["$0", "$1"]
    for number, box in enumerate(boxes):
        box["boxId"] = free.pop() if box.get("boxId") and free else ""
        if box.get("classId"):
            box["classId"] = (box["boxId"].replace("$", "$top") or "$seed", "$seed", "Brassica napus", "")[number % 4]
        if not (box.get("classId") or "").strip() and not re.search(r"[\w?]", box.get("label") or ""):
            box |= {"label": LABELS[2]} if number % 2 or not box["boxId"] else {"label": "", "classId": ""}
        if not box["boxId"] and not box.get("box"):
            box["box"] = {"topX": number, "topY": 0, "bottomX": 9, "bottomY": 9}
        if box.get("objectTypeId") is not None:
            box["objectTypeId"] = 1
        if box.get("box"):
            _fulfil_corners(box["box"])
            box["box"]["bottomY"] += number  # A new box stands once.


def _fulfil_structure(document: dict[str, Any]) -> None:
    document.setdefault("models", [])
    for number, model in enumerate(document["models"]):
        model["model_name"] = model["model_name"][:190] + str(number)
        if not isinstance(model["version"], str) and len(f"{Decimal(repr(model['version'])):f}") > 200:
            model["version"] = 7.5
        for place, other in enumerate(model.get("other_versions") or []):
            other["version"] = f"other {place}"
    names = [model["model_name"] for model in document["models"]]
    for number, pipeline in enumerate(document.get("pipelines", [])):
        pipeline["pipeline_name"] = f"pipeline {number}"
        # Every second one is pinned.
        pipeline["models"] = [
            {"name": name, "version": document["models"][place]["version"]} if place % 2 else name
            for place, name in enumerate(names[: len(pipeline["models"])])
        ]
        if number:
            pipeline.pop("default", None)
    # What looks like a secret stands with models alone.
    for holder in (document, *document.get("pipelines", [])):
        for key in [key for key in holder if key not in _STRUCTURE_KEYS]:
            del holder[key]


_STRUCTURE_KEYS = {"models", "pipelines", "pipeline_name", "default"}


def _fulfil_pictures(pictures: list[dict[str, Any]]) -> None:
    for number, picture in enumerate(pictures):
        picture["sha256"] = f"{number:064x}"
        for key in ("picture_id", "seed_id"):
            picture.pop(key, None)
        if picture.get("parent_box"):
            _fulfil_corners(picture["parent_box"])
        if picture.get("parent"):
            picture["parent"] = "$picture"
        else:
            picture.pop("parent_box", None)


def _fulfil_inferences(entries: list[dict[str, Any]]) -> None:
    for entry in entries:
        entry["picture_id"] = "$picture"
        _fulfil_detection(entry["result"])
        for key in ("pipeline", "pipeline_id", "inference_id"):
            entry.pop(key, None)


_FULFIL: dict[str, Callable[[Any], None]] = {
    "detection": _fulfil_detection,
    "feedback": _fulfil_feedback,
    "new_ml_structure": _fulfil_structure,
    "new_pictures": _fulfil_pictures,
    "new_inferences": _fulfil_inferences,
}


def valid(name: str) -> st.SearchStrategy[Any]:
    """Documents of a kind that the database must take; ``$picture`` and the like stand for ids."""
    return drawn(DOCUMENTS.whole(Name(name))).map(partial(fulfilled, name))


def with_ids(value: Any, ids: dict[str, str]) -> Any:
    """A document with real ids in place of ``$0`` and the like."""
    if isinstance(value, dict):
        return {key: with_ids(item, ids) for key, item in value.items()}
    if isinstance(value, list):
        return [with_ids(item, ids) for item in value]
    return ids.get(value, value) if isinstance(value, str) else value
