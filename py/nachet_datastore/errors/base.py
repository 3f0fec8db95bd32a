"""What all errors have in common, and the groups that they fall into."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Self

from ..languages import _
from .secrets import redacted

__all__ = ["Conflict", "InvalidInput", "NachetError", "NotFound", "StoreError"]


class NachetError(Exception):
    """An error with a code to branch on, a message for a person, the values, and what to do next.

    ``str(error)`` is the message; ``describe()`` adds the values and the hint, which a traceback shows below it too.

    Attributes:
        sqlstate: five characters, constant for the class.
        message: short, constant, without values.
        detail: the values, as JSON has them.
        hint: the next step, for the one who called. A class may name values of the detail in it, in braces.
        transient: whether the same call may succeed a little later, though nobody changes anything.
        may_be_done: whether the call may have been done all the same: its answer was lost.

    Message and hint are English; ``message_in``, ``hint_in`` and ``describe`` give them in another language. No
    password, key, signature or token is in any of its texts.
    """

    sqlstate: ClassVar[str] = ""
    transient: ClassVar[bool] = False
    may_be_done: bool = False
    message: str = "the datastore failed"
    hint: str = ""

    def __init__(self, detail: Mapping[str, Any] | None = None, *, message: str = "", hint: str = "") -> None:
        self.detail: dict[str, Any] = redacted(dict(detail or {}))
        self.message = redacted(message) or self.message
        self._hint = redacted(hint) or type(self).hint
        self.hint = self.hint_in("en")
        super().__init__(self.message)
        if self.detail:
            self.add_note(json.dumps(self.detail, ensure_ascii=False, default=str))
        if self.hint:
            self.add_note(self.hint)

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]:
        return _empty, (type(self), *self.args), self.__dict__

    def at(self, **values: object) -> Self:
        """The same error with more values, before those that it has."""
        copy = type(self)({**values, **self.detail}, message=self.message, hint=self._hint)
        copy.may_be_done = self.may_be_done
        return copy

    def message_in(self, language: str) -> str:
        """The message in a language, "en" or "fr", or a tag such as "fr-CA"; English where there is no other."""
        return _translated(self.message, type(self).message, language)

    def hint_in(self, language: str) -> str:
        """The hint in a language, as ``message_in``."""
        hint = _translated(self._hint, type(self).hint, language)
        return re.sub(r"\{(\w+)\}", lambda name: str(self.detail.get(name[1], name[0])), hint)

    def describe(self, language: str = "en") -> str:
        """The message, the values and the hint, as one text for a person who reads ``language``."""
        values = ", ".join(f"{key}: {value}" for key, value in self.detail.items())
        return f"{self.message_in(language)}{f' ({values})' if values else ''}. {self.hint_in(language)}".rstrip()


def _translated(text: str, usual: str, language: str) -> str:
    """A text in a language. A database of another version may word it otherwise: then the usual text of the code."""
    found = _(text, language)
    return found if found != text or _(usual, language) == usual else _(usual, language)


def _empty(cls: type[NachetError], message: str) -> NachetError:
    """An error that pickle and copy fill."""
    return cls.__new__(cls, message)


class NotFound(NachetError):
    """What was asked for is not there, or not for this user."""


class Conflict(NachetError):
    """What was asked for contradicts what is there."""


class InvalidInput(NachetError):
    """What was handed over is not valid; nothing of it was stored."""


class StoreError(NachetError):
    """The blob store is out of order; what the database knows is consistent."""
