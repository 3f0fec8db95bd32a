"""Secrets of models that the database never reads: encrypted before a call, decrypted after it."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from ..documents import NewModelEntry
from ..errors import InvalidValue, WrongModelKey
from . import calls
from .calls import Call

R = TypeVar("R")

#: What a text begins with that holds an encrypted value.
MARK = "nachet-encrypted-1:"
#: What the database compares, and takes apart.
_READ = frozenset(("model_id", "model_name", "task", "version", "other_versions"))
#: What the documents name of a model, but for its secrets.
_NAMED = frozenset(NewModelEntry.__annotations__) - {"endpoint", "api_key"}
#: What a text has that may be an address or a secret, in small letters.
_SIGNS = ("://", "=", "-----", "eyj", "basic ", "bearer ", "key", "pass", "pwd", "secret", "token")
_GIVING = {calls.export_ml_structure().statement, calls.get_model_secret("").statement}
_TAKING = "select nachet.import_ml_structure("
_GIVING_TO_A_USER = "select nachet.get_ml_structure("


class ModelCipher:
    """Encrypts secrets of models with keys that only the client has (AES-SIV; needs the extra ``encryption``).

    ``keys``: texts of ``new_key()``. The first one encrypts, all decrypt: to change the key, put a new one in front,
    import what is exported, and then drop the old one. ``shown``: the keys of models that the installation shows.

    Of each model everything is encrypted but its name, its task, its versions, and what documents name and ``shown``
    has, unless its value may hold an address or a secret. Equal values of one key of a document become equal texts, so
    that a repeated import changes nothing. Raises InvalidValue for what is not a key.
    """

    def __init__(self, keys: Iterable[str], *, shown: Collection[str] = ()) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESSIV

        self._shown = _NAMED | frozenset(shown)
        try:
            self._ciphers = [AESSIV(urlsafe_b64decode(key)) for key in keys]
        except (TypeError, ValueError) as error:
            raise InvalidValue({"place": "keys", "value": "a text that is not a key"}) from error
        if not self._ciphers:
            raise InvalidValue({"place": "keys", "value": "[]"})

    @staticmethod
    def new_key() -> str:
        """A new key of 512 bits, as text. Who has it can read the secrets; without it nobody can."""
        from cryptography.hazmat.primitives.ciphers.aead import AESSIV

        return urlsafe_b64encode(AESSIV.generate_key(512)).decode()

    def sealed(self, call: Call[R]) -> Call[R]:
        """The call with the secrets encrypted that it takes, and decrypted that it gives."""
        if call.statement.startswith(_TAKING):
            structure = json.loads(str(call.values["p_structure"]))
            sealed = json.dumps(self.encrypt(structure), ensure_ascii=False)
            return replace(call, values={**call.values, "p_structure": sealed})
        if call.statement in _GIVING or call.statement.startswith(_GIVING_TO_A_USER):
            return replace(call, read=lambda answer: call.read(self.decrypt(answer)))
        return call

    def encrypt(self, structure: Any) -> Any:
        """A document of models and pipelines with encrypted secrets; what is encrypted already stays."""
        return _each_model(structure, self._encrypt)

    def decrypt(self, answer: Any) -> Any:
        """A document of models and pipelines, or the secrets of one model. Raises WrongModelKey."""
        if isinstance(answer, Mapping) and "models" in answer:
            return _each_model(answer, self._decrypt)
        return {key: self._decrypt(key, value) for key, value in answer.items()}

    def _encrypt(self, key: str, value: Any) -> Any:
        if key in _READ or (key in self._shown and _is_plain(value)) or _is_encrypted(value):
            return value
        text = json.dumps(value, ensure_ascii=False).encode()
        return MARK + urlsafe_b64encode(self._ciphers[0].encrypt(text, [key.encode()])).decode()

    def _decrypt(self, key: str, value: Any) -> Any:
        from cryptography.exceptions import InvalidTag

        if key in _READ or not _is_encrypted(value):
            return value
        for cipher in self._ciphers:
            try:
                return json.loads(cipher.decrypt(urlsafe_b64decode(value.removeprefix(MARK)), [key.encode()]))
            except (InvalidTag, ValueError):
                continue
        raise WrongModelKey({"key": key})


def _each_model(structure: Any, change: Callable[[str, Any], Any]) -> Any:
    """The document with the values of each version of its models changed; what is not such a document stays."""

    def changed(entry: Any) -> Any:
        if not isinstance(entry, dict):
            return entry
        values = {key: change(key, value) for key, value in entry.items()}
        if isinstance(others := entry.get("other_versions"), list):
            values["other_versions"] = [changed(other) for other in others]
        return values

    if not isinstance(structure, dict) or not isinstance(structure.get("models"), list):
        return structure
    return structure | {"models": [changed(entry) for entry in structure["models"]]}


def _is_encrypted(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(MARK)


def _is_plain(value: Any) -> bool:
    """Whether a value surely holds no address and no secret: what the database shows is plain, not the other way."""
    if isinstance(value, str):
        return not any(sign in value.lower() for sign in _SIGNS)
    if isinstance(value, dict):
        return all(not isinstance(part, str) and _is_plain(part) for part in value.values())
    return not isinstance(value, list) or all(map(_is_plain, value))
