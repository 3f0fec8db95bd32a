"""What travels to the database as JSON, and in which order its keys come back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from math import isfinite
from typing import Any
from uuid import UUID

from .errors import InvalidValue

#: No text of PostgreSQL holds these: the null character, and halves of a pair of surrogates.
_NO_TEXT = re.compile("[\0\ud800-\udfff]")


def to_json(value: object, place: str = "") -> str:
    """JSON text of a document, ids and times as text.

    Raises InvalidValue for a value that JSON in PostgreSQL cannot hold; ``place`` is where the document stands.
    """
    try:
        text = json.dumps(value, allow_nan=False, ensure_ascii=False, default=_to_text)
        text.encode()
    except ValueError:
        require_storable(value, place)
        raise
    if "\\u0000" in text:
        require_storable(value, place)
    return text


def to_uuid(value: UUID | str, place: str) -> UUID:
    """An id that is given as one or as text. Raises InvalidValue."""
    try:
        return value if isinstance(value, UUID) else UUID(value)
    except ValueError as error:
        raise InvalidValue({"place": place, "value": ascii(value)}) from error


def require_storable(value: object, place: str) -> None:
    """Raise InvalidValue, naming the place, for NaN, an infinity, or characters that no text of PostgreSQL holds."""
    for where, wrong in _unstorable(value, place):
        raise InvalidValue({"place": where, "value": ascii(wrong)})


def _unstorable(value: object, place: str) -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _unstorable(key, place)
            yield from _unstorable(item, f"{place}.{key}" if place else str(key))
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value):
            yield from _unstorable(item, f"{place}[{number}]")
    elif (isinstance(value, float) and not isfinite(value)) or (isinstance(value, str) and _NO_TEXT.search(value)):
        yield place, value


def _to_text(value: object) -> str:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def in_order_of(document: Any, answer: Any) -> Any:
    """``answer`` with the keys in the order of ``document``, at every depth; keys that only the answer has come last.

    The database keeps every key but not their order.
    """
    if isinstance(document, dict) and isinstance(answer, dict):
        ordered = {key: in_order_of(value, answer[key]) for key, value in document.items() if key in answer}
        return ordered | {key: value for key, value in answer.items() if key not in document}
    if isinstance(document, list | tuple) and isinstance(answer, list) and len(document) == len(answer):
        return [in_order_of(item, answered) for item, answered in zip(document, answer, strict=True)]
    return answer
