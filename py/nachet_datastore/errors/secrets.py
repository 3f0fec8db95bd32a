"""No secret in what is told: passwords, account keys, signatures and tokens are taken out of every text.

``redacted`` is used where an error of ours is made (``NachetError``) and on what the command line prints of others;
``safe`` on what caused an error of ours.
"""

from __future__ import annotations

import re
import traceback
from typing import Any, TypeVar, cast

__all__ = ["redacted", "safe"]

#: What stands in a text in place of a secret.
HIDDEN = "***"

T = TypeVar("T")

#: Names of settings whose values are secrets: of libpq, of Azure's connection strings and signatures, of HTTP.
_NAMES = (
    r"password|passwd|passphrase|passwort|pwd|sslpassword|account_?key|shared_?access_?(?:signature|key)|sig|signature"
    r"|(?:client|api|access|auth|refresh|id)?[_-]?(?:secret|token)|api[_-]?key|x-ms-[\w-]*key|credential|authorization"
)
_SECRETS = [
    # scheme://user:password@host, up to the last @ of the line: nobody may have escaped what is in a password.
    (re.compile(r"(\b[a-z][a-z0-9+.-]*:?//)[^\n]*@", re.IGNORECASE), rf"\1{HIDDEN}@"),
    # A shared access signature is a list of settings itself; it goes as a whole.
    (re.compile(r"(\bshared_?access_?signature\s*=\s*)[^\s;'\"]+", re.IGNORECASE), rf"\1{HIDDEN}"),
    # name=value, name: value, 'name': 'value', name='a value'.
    (
        re.compile(
            rf"((?<![a-z])(?:{_NAMES})[\"']?\s*(?:=|:|%3D)\s*)"
            r"(?:(?:bearer|basic|sharedkey(?:lite)?)\s+)?(?:'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|[^\s;&,\"'}\])]+)",
            re.IGNORECASE,
        ),
        rf"\1{HIDDEN}",
    ),
    (re.compile(r"\b(bearer|basic|sharedkey(?:lite)?)\s+[\w.:+/=~-]{8,}", re.IGNORECASE), rf"\1 {HIDDEN}"),
    # An account's key, 64 bytes as base64, and a JSON Web Token, wherever they stand.
    (re.compile(r"[A-Za-z0-9+/]{86}=="), HIDDEN),
    (re.compile(r"\beyJ[\w-]+\.[\w-]+\.[\w-]*"), HIDDEN),
]


def redacted(value: T) -> T:
    """The same text, or the same document with its texts, without secrets."""
    found: Any = value
    if isinstance(value, str):
        for pattern, hidden in _SECRETS:
            found = pattern.sub(hidden, found)
    elif isinstance(value, dict):
        found = {key: redacted(one) for key, one in value.items()}
    elif isinstance(value, list | tuple) and type(value) in (list, tuple):
        found = type(value)(redacted(one) for one in value)
    return cast(T, found)


class Hidden(Exception):
    """What stands for an error whose text has a secret: its kind and its text without it."""


def safe(error: BaseException | None) -> BaseException | None:
    """The error as the cause of one of ours: the same, with the errors behind it, unless its text has a secret."""
    if error is None:
        return None
    told = "".join(traceback.format_exception_only(error)).strip()
    found = error if redacted(told) == told else Hidden(redacted(told))
    cause, context = safe(error.__cause__), None if error.__suppress_context__ else safe(error.__context__)
    found.__cause__, found.__context__ = cause, context
    found.__suppress_context__ = error.__suppress_context__
    return found
