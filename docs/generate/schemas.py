"""The definitions of the documents, ``sql/documents/*.schema.json``, read so that no reference is left in them.

Beside JSON Schema (2020-12) they say, each where it belongs:

- ``x-taken-by``: the parameters that take the document, ``function.parameter``; ``x-given-by``: the functions that
  answer with it.
- ``x-refused``: the code that refuses a document against its schema, and what the place in the detail begins with;
  ``keys``: the codes of those keys whose values have another, ``*`` of a key that is not known.
- ``x-unit``: of a number; ``x-usual``: what is usually there, of what the database keeps without looking at it.
- ``x-id``: true of a text that is often an id, for which Python takes a UUID too.
- ``x-rules``: what no schema can say; ``x-rows``: what only the rows can tell.
- ``x-python``: documents (TypedDicts), records or arguments; at a part of a file, the name of its TypedDict.

Of the keys that are not named: ``additionalProperties`` true keeps and gives them back, false refuses them; where it
is missing they are ignored in a document that goes in, and there are none in one that comes out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

FOLDER = "sql/documents"

Schema: TypeAlias = dict[str, Any]

#: What is said of a document, and not of the place where another one refers to it.
_OWN = ("$schema", "$defs", "title", "examples", "x-taken-by", "x-given-by", "x-refused", "x-python", "x-null")


@dataclass(frozen=True, order=True)
class Name:
    """Where a definition stands: its file, and its name in it; none is the document itself."""

    file: str
    part: str = ""


@dataclass(frozen=True)
class Documents:
    """The files by name."""

    files: dict[str, Schema]

    @cached_property
    def names(self) -> list[Name]:
        """Every definition: the documents, and the parts of each."""
        return [
            Name(file, part)
            for file, schema in self.files.items()
            for part in ("", *schema.get("$defs", {}))
            if part or "type" in schema
        ]

    def raw(self, name: Name) -> Schema:
        """A definition as it is written."""
        schema = self.files[name.file]
        found: Schema = schema["$defs"][name.part] if name.part else schema
        return found

    def target(self, file: str, reference: str) -> Name:
        """What a ``$ref`` in a file refers to."""
        path, _, pointer = reference.partition("#")
        return Name(path.removesuffix(".schema.json") or file, pointer.removeprefix("/$defs/"))

    def whole(self, name: Name) -> Schema:
        """A definition with what it refers to in the place of each reference."""
        return self._whole(name.file, self.raw(name))

    def _whole(self, file: str, schema: Schema) -> Schema:
        if "$ref" in schema:
            name = self.target(file, schema["$ref"])
            found = {key: value for key, value in self.whole(name).items() if key not in _OWN}
            own = {key: value for key, value in schema.items() if key != "$ref"}
            return found | own
        if (one := nullable(schema)) is not None:
            found = self._whole(file, one)
            kinds = found["type"] if isinstance(found["type"], list) else [found["type"]]
            more = {"type": [*kinds, "null"]} | ({"enum": [*found["enum"], None]} if "enum" in found else {})
            return found | more | {key: value for key, value in schema.items() if key != "anyOf"}
        whole = {key: value for key, value in schema.items() if key != "$defs"}
        if "anyOf" in schema:
            whole["anyOf"] = [self._whole(file, one) for one in schema["anyOf"]]
        if "properties" in schema:
            whole["properties"] = {key: self._whole(file, value) for key, value in schema["properties"].items()}
        if "items" in schema:
            whole["items"] = self._whole(file, schema["items"])
        if isinstance(schema.get("additionalProperties"), dict):
            whole["additionalProperties"] = self._whole(file, schema["additionalProperties"])
        return whole

    def taken(self) -> dict[str, Name]:
        """What each parameter takes, by ``function.parameter``."""
        return {at: name for name in self.names for at in self.raw(name).get("x-taken-by", [])}

    def given(self) -> dict[str, Name]:
        """What each function answers."""
        return {function: name for name in self.names for function in self.raw(name).get("x-given-by", [])}

    def references(self, name: Name) -> Iterator[Name]:
        """The definitions that one refers to, not those that these refer to."""
        for reference in _references({key: value for key, value in self.raw(name).items() if key != "$defs"}):
            yield self.target(name.file, reference)

    def reached(self, names: set[Name]) -> set[Name]:
        """Definitions with all that they refer to."""
        found: set[Name] = set()
        while names:
            found |= names
            names = {other for name in names for other in self.references(name)} - found
        return found


def read(root: Path) -> Documents:
    """The documents of a checkout."""
    paths = sorted((root / FOLDER).glob("*.schema.json"))
    return Documents(
        {path.name.removesuffix(".schema.json"): json.loads(path.read_text(encoding="utf-8")) for path in paths}
    )


def nullable(schema: Schema) -> Schema | None:
    """What a schema allows beside null, where it is but that."""
    match schema.get("anyOf"):
        case [dict() as one, {"type": "null"}]:
            return one
    return None


def _references(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for item in value.values():
            yield from _references(item)
    elif isinstance(value, list):
        for item in value:
            yield from _references(item)
