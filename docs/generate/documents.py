"""The reference pages of the documents, from their definitions alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby

from .schemas import FOLDER, Documents, Name, Schema, nullable

_KINDS = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "object": "object",
    "array": "list",
    "null": "null",
}

_ID = "[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$"
#: What patterns say, in words; any other is shown.
_WORDS = {f"^{_ID}": "UUID", f"^$|^{_ID}": "UUID or empty", "[^ ]": "not blank", "\\S": "not blank"}


def write(documents: Documents, rooms: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Each page: its name, and its text. ``rooms`` has the page of each function."""
    for file in documents.files:
        yield f"documents/{file}.md", _Page(documents, rooms, file).text()


def index(documents: Documents) -> list[list[str]]:
    """A row for each page: a link, and what is on it."""
    return [
        [f"[{schema['title']}](documents/{file}.md)", schema["description"]] for file, schema in documents.files.items()
    ]


def facts(documents: Documents, function: str) -> dict[str, str]:
    """Of a function: the documents that it takes and the one that it answers with, as links from its page."""
    taken = [
        f"`{at.partition('.')[2]}`: {_link(documents, name, '../documents/')}"
        for at, name in documents.taken().items()
        if at.partition(".")[0] == function
    ]
    given = documents.given().get(function)
    found = {"Takes": ", ".join(taken)} if taken else {}
    return found | ({"Answers": _link(documents, given, "../documents/")} if given else {})


def _link(documents: Documents, name: Name, folder: str = "") -> str:
    title = name.part or documents.files[name.file]["title"]
    return f"[{title}]({folder}{name.file}.md{f'#{name.part.lower()}' if name.part else ''})"


class _Page:
    def __init__(self, documents: Documents, rooms: dict[str, str], file: str) -> None:
        self._documents = documents
        self._rooms = rooms
        self._file = file
        self._schema = documents.files[file]

    def text(self) -> str:
        lines = [
            f"<!-- Made by `make generate` from {FOLDER}/{self._file}.schema.json. -->",
            f"# {self._schema['title']}",
            "",
            _plain(self._schema["description"]),
            *self._definition(Name(self._file)),
        ]
        for part in self._schema.get("$defs", {}):
            name = Name(self._file, part)
            lines += ["", f"## {part}", "", _plain(self._documents.whole(name).get("description", ""))]
            lines += self._definition(name)
        lines += [
            "",
            f"The definition: [{FOLDER}/{self._file}.schema.json](../../../{FOLDER}/{self._file}.schema.json).",
        ]
        return "".join(f"{line}\n" for line in lines)

    def _definition(self, name: Name) -> Iterator[str]:
        """Who takes and gives it, what it is, what else must hold, examples."""
        schema = self._documents.raw(name)
        yield from self._uses(schema)
        if "properties" in schema:
            yield from ["", *self._keys(name)]
            if note := {True: "Other keys are kept and come back.", False: "Other keys are refused."}.get(
                schema.get("additionalProperties", "")
            ):
                yield from ["", note]
        elif "type" in schema or "$ref" in schema:
            yield from ["", f"Type: {self._type(schema)}{self._limits(schema)}."]
        for keyword, title in (("x-rules", "Beside that:"), ("x-rows", "Only the rows can tell:")):
            if rules := schema.get(keyword):
                yield from ["", title, "", *(f"- {self._codes(rule)}" for rule in rules)]
        for example in schema.get("examples", []):
            yield from ["", "```json", as_json(example), "```"]

    def _uses(self, schema: Schema) -> Iterator[str]:
        said = []
        if taken := schema.get("x-taken-by"):
            pairs = [at.split(".") for at in taken]
            said.append(
                "It goes into "
                + ", ".join(f"{self._function(name)} as `{parameter}`" for name, parameter in pairs)
                + "."
            )
        if refused := schema.get("x-refused"):
            place = "names the option" if refused["code"] == "NX210" and not refused["at"] else "names the place"
            others: dict[str, list[str]] = {}
            for key, code in refused.get("keys", {}).items():
                others.setdefault(code, []).append("an unknown key" if key == "*" else f"`{key}`")
            codes = [refused["code"], *(f"{code} ({', '.join(keys)})" for code, keys in others.items())]
            said.append(f"What breaks it is refused with {self._codes(', '.join(codes))}; the detail {place}.")
        if given := schema.get("x-given-by"):
            said.append("It comes out of " + ", ".join(map(self._function, given)) + ".")
        if null := schema.get("x-null"):
            said.append(null)
        if said:
            yield from ["", " ".join(said)]

    def _function(self, name: str) -> str:
        return f"[{name}](../functions/{self._rooms[name]}.md#{name})"

    def _keys(self, name: Name) -> Iterator[str]:
        schema, whole = self._documents.raw(name), self._documents.whole(name)
        yield "| key | type | needed | limits | unit | what it is |"
        yield "|---|---|---|---|---|---|"
        for key, value in schema["properties"].items():
            said = whole["properties"][key]
            cells = [
                f"`{key}`",
                self._type(value),
                "yes" if key in schema.get("required", []) else "",
                self._limits(said).removeprefix(", "),
                said.get("x-unit", ""),
                _plain(said.get("description", "")),
            ]
            yield f"| {' | '.join(cells)} |"

    def _type(self, schema: Schema) -> str:
        if "$ref" in schema:
            name = self._documents.target(self._file, schema["$ref"])
            target = self._documents.raw(name)
            if name == Name("shared", "Id"):
                return "[UUID](shared.md#id)"
            if "properties" in target or target.get("type") in ("array", "object"):
                return _link(self._documents, name)
            return self._type(target)
        if (one := nullable(schema)) is not None:
            return f"{self._type(one)} or null"
        if "anyOf" in schema:
            return " or ".join(map(self._type, schema["anyOf"]))
        if "x-usual" in schema:
            return f"any; usually {self._type(schema['x-usual'])}"
        kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        words = [_KINDS[kind] for kind in kinds]
        if "items" in schema:
            words[kinds.index("array")] = f"list of {self._type(schema['items'])}"
        if isinstance(schema.get("additionalProperties"), dict):
            words[kinds.index("object")] = f"object of {self._type(schema['additionalProperties'])}"
        return " or ".join(words)

    def _limits(self, schema: Schema) -> str:
        said = []
        if "enum" in schema:
            said.append(", ".join(f"`{value}`" for value in schema["enum"] if value is not None))
        low, high = schema.get("minimum"), schema.get("maximum")
        if low is not None and high is not None:
            said.append(f"{low:,} to {high:,}")
        elif low is not None:
            said.append(f"{low:,} or more")
        for keyword, words in (
            ("maxLength", "up to {:,} characters"),
            ("minItems", "at least {:,}"),
            ("maxItems", "up to {:,}"),
            ("pattern", "{}"),
        ):
            if keyword in schema:
                said.append(words.format(_said(schema[keyword])))
        return "".join(f", {text}" for text in said)

    def _codes(self, text: str) -> str:
        """A sentence with links to the error codes in it."""
        parts = ["".join(part) for _, part in groupby(_plain(text), key=lambda letter: letter.isalnum())]
        return "".join(
            f"[{part}](../errors.md#{part})" if len(part) == 5 and part.startswith("NX") else part for part in parts
        )


def _said(limit: int | str) -> int | str:
    """A limit, or a pattern in words."""
    if isinstance(limit, int):
        return limit
    return _WORDS.get(limit) or ("not blank" if limit.startswith("[^") else f"`{limit}`".replace("|", "\\|"))


def _plain(text: str) -> str:
    """Text as Markdown shows it: no tags, no columns."""
    return text.replace("<", "&lt;").replace("|", "\\|")


def as_json(value: object, indent: int = 0, before: int = 0) -> str:
    """JSON of which what is short stands on one line, with ``before`` characters before it."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + indent + before <= 100 or not value or not isinstance(value, dict | list):
        return flat
    pad = " " * (indent + 2)
    if isinstance(value, dict):
        inner = [f"{json.dumps(key)}: {as_json(item, indent + 2, len(key) + 4)}" for key, item in value.items()]
        first, last = "{}"
    else:
        inner = [as_json(item, indent + 2) for item in value]
        first, last = "[]"
    return first + "\n" + ",\n".join(pad + text for text in inner) + "\n" + " " * indent + last
