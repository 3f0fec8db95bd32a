"""What all errors have in common, and the groups that they fall into."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Self

from .secrets import redacted

__all__ = ["Conflict", "InvalidInput", "NachetError", "NotFound", "StoreError"]


class NachetError(Exception):
    """An error with a code to branch on, a message for a person, the values, and what to do next.

    ``str(error)`` is the message; ``describe()`` adds the values and the hint, which a traceback shows below it too.

    Attributes:
        sqlstate: five characters, constant for the class.
        message: short, constant, without values.
        detail: the values, as JSON has them.
        hint: the next step, for the one who called.
        transient: whether the same call may succeed a little later, though nobody changes anything.
        may_be_done: whether the call may have been done all the same: its answer was lost.

    No password, key, signature or token is in any of its texts.
    """

    sqlstate: ClassVar[str] = ""
    transient: ClassVar[bool] = False
    may_be_done: bool = False
    message: str = "the datastore failed"
    hint: str = ""

    def __init__(self, detail: Mapping[str, Any] | None = None, *, message: str = "", hint: str = "") -> None:
        self.detail: dict[str, Any] = redacted(dict(detail or {}))
        self.message = redacted(message) or self.message
        self.hint = redacted(hint) or self.hint
        super().__init__(self.message)
        if self.detail:
            self.add_note(json.dumps(self.detail, ensure_ascii=False, default=str))
        if self.hint:
            self.add_note(self.hint)

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]:
        return _empty, (type(self), *self.args), self.__dict__

    def at(self, **values: object) -> Self:
        """The same error with more values, before those that it has."""
        copy = type(self)({**values, **self.detail}, message=self.message, hint=self.hint)
        copy.may_be_done = self.may_be_done
        return copy

    def describe(self) -> str:
        """The message, the values and the hint, as one text for a person."""
        values = ", ".join(f"{key}: {value}" for key, value in self.detail.items())
        return f"{self.message}{f' ({values})' if values else ''}. {self.hint}".rstrip()


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
