"""What a caller hands over, as the driver takes it; and the order in which a document's keys come back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from math import isfinite
from types import NoneType
from typing import Any
from uuid import UUID

from ..errors import InvalidValue

#: How deep a document may be, in objects and arrays within each other.
MAX_DEPTH = 32

#: No text of PostgreSQL holds these: the null character, and halves of a pair of surrogates.
_NO_TEXT = re.compile("[\0\ud800-\udfff]")
#: A text of JSON, or a number that Python writes with a positive exponent.
_TEXT_OR_LARGE = re.compile(r'"(?:[^"\\]|\\.)*"|(-?[0-9.]+e\+[0-9]+)')

#: Digits of a whole number: Python writes no longer one.
_MAX_DIGITS = 4300
#: What has nothing in it; most values are that.
_SCALARS = frozenset((str, int, float, bool, NoneType))


def prepared(value: Any, kind: str, place: str) -> Any:
    """A value for a parameter of a PostgreSQL type: what can be gone through but once is a list after it."""
    if kind not in ("jsonb", "uuid[]", "text[]") or isinstance(value, Mapping):
        return value
    if isinstance(value, str | bytes) or not isinstance(value, Iterable):
        raise refused(value, place)
    return list(value)


def encode(value: Any, kind: str, place: str) -> object:
    """A prepared value as the driver takes it. Raises InvalidValue, naming the place."""
    match kind:
        case "jsonb":
            return to_json(value, "" if isinstance(value, Mapping) else place)
        case "uuid":
            return to_uuid(value, place)
        case "uuid[]" if isinstance(value, list):
            return [to_uuid(item, f"{place}[{number}]") for number, item in enumerate(value)]
        case "text[]" if isinstance(value, list):
            return [encode(item, "text", f"{place}[{number}]") for number, item in enumerate(value)]
        case "text" if isinstance(value, str):
            require_storable(value, place)
            return value
        case "boolean" if isinstance(value, bool):
            return value
        case "integer" if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**31:
            return value
        case "timestamptz" if isinstance(value, datetime):
            return value
    raise refused(value, place)


def refused(value: object, place: str) -> InvalidValue:
    """The error for a value that the database has no form for, whatever it is: the least that it tells is the type."""
    name = type(value).__name__
    try:
        text = name if isinstance(value, int) and abs(value) >= 10**40 else ascii(value)
    except Exception:  # noqa: BLE001 - too deep, too large a number, or a __repr__ of the caller's that fails
        text = name
    return InvalidValue({"place": place, "value": text if len(text) <= 200 else f"{text[:199]}…"})


def to_uuid(value: UUID | str, place: str) -> UUID:
    """An id that is given as one or as text. Raises InvalidValue."""
    if isinstance(value, UUID):
        return value
    try:
        if isinstance(value, str):
            return UUID(value)
    except ValueError as error:
        raise refused(value, place) from error
    raise refused(value, place)


def to_json(value: object, place: str = "") -> str:
    """JSON text of a document, ids and times as text; ``place`` is where the document stands.

    A large number comes back as it was sent, whole or not: PostgreSQL keeps a fraction of zero, but no exponent. Raises
    InvalidValue for a value that JSON in PostgreSQL cannot hold, and for a document that is too deep.
    """
    try:
        if not _has_form(value):
            raise ValueError  # The place is found below.
        text = json.dumps(value, allow_nan=False, ensure_ascii=False, default=_to_plain)
        text.encode()
    except (ValueError, TypeError):
        require_storable(value, place)
        raise
    if "\\u0000" in text:
        require_storable(value, place)
    return _TEXT_OR_LARGE.sub(_without_exponent, text) if "e+" in text else text


def _without_exponent(match: re.Match[str]) -> str:
    return f"{Decimal(match[1]):f}.0" if match[1] else match[0]


def _has_form(value: object, depth: int = MAX_DEPTH) -> bool:
    """Whether a document is at most so deep, and its keys are text. What else is wrong, json says."""
    if isinstance(value, Mapping):
        for key in value:
            if not isinstance(key, str):
                return False
        value = value.values()
    elif not isinstance(value, list | tuple):
        return True
    return depth > 0 and all(type(item) in _SCALARS or _has_form(item, depth - 1) for item in value)


def require_storable(value: object, place: str) -> None:
    """Raise InvalidValue for what the database cannot hold, naming its place."""
    for where, wrong in _unstorable(value, place, MAX_DEPTH):
        raise refused(wrong, where)


def _unstorable(value: object, place: str, depth: int) -> Iterator[tuple[str, object]]:
    match value:
        case str():
            if _NO_TEXT.search(value):
                yield place, value
        case bool() | None | UUID() | datetime():
            pass
        case int() | float():
            if abs(value) >= 10**_MAX_DIGITS or not (isinstance(value, int) or isfinite(value)):
                yield place, value
        case Mapping() | list() | tuple():
            if not depth:
                yield place, f"deeper than {MAX_DEPTH} objects and arrays"
            elif isinstance(value, Mapping):
                for key, item in value.items():
                    if not isinstance(key, str):
                        yield place, key
                    yield from _unstorable(key, place, depth)
                    yield from _unstorable(item, f"{place}.{key}" if place else str(key), depth - 1)
            else:
                for number, item in enumerate(value):
                    yield from _unstorable(item, f"{place}[{number}]", depth - 1)
        case _:
            yield place, value


def _to_plain(value: object) -> object:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def in_order_of(document: Any, answer: Any) -> Any:
    """``answer`` with the keys in the order of ``document``, at every depth; keys that only the answer has come last.

    The database keeps every key but not their order.
    """
    if isinstance(answer, dict) and isinstance(document, Mapping):
        ordered = {}
        for key, value in document.items():
            if key in answer:
                item = answer[key]
                ordered[key] = in_order_of(value, item) if isinstance(item, dict | list) else item
        for key, item in answer.items():
            ordered.setdefault(key, item)
        return ordered
    if isinstance(answer, list) and isinstance(document, list | tuple) and len(document) == len(answer):
        return [
            in_order_of(item, answered) if isinstance(answered, dict | list) else answered
            for item, answered in zip(document, answer, strict=True)
        ]
    return answer
