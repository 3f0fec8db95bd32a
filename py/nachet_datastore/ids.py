"""Ids: a UUID or its text where one goes in, a UUID where one comes out, which the type checkers keep apart from text.

``uuid.UUID`` compares with anything, so to ``id == text``, always false, no type checker objects. A ``RowId`` is a
``UUID``, at run time nothing else. In their strict modes mypy reports ``id == text`` and ``text == id``, pyright only
``id == text``: of ``text == id`` it looks at ``str.__eq__`` alone, which takes anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeAlias, overload
from uuid import UUID, SafeUUID

__all__ = ["Id", "IdOrName", "RowId"]

#: An id as it goes in.
Id: TypeAlias = UUID | str
#: An id, or a name instead.
IdOrName: TypeAlias = Annotated[UUID | str, "or a name"]

#: Only mypy takes this to be true.
MYPY = False

if not TYPE_CHECKING:
    RowId = UUID
elif MYPY:

    class RowId(UUID):
        """A UUID that the database answered with."""

        # mypy finds comparisons that are always false of classes without an ``__eq__`` of their own. It counts methods
        # and variables as one, and no alias: by this one ``==`` takes any object and answers a bool, as it does.
        __eq__: TypeAlias = bool
        __ne__: TypeAlias = bool

else:
    from typing_extensions import deprecated

    class RowId(UUID):
        """A UUID that the database answered with."""

        @overload
        @deprecated("an id is a UUID, never equal to a str")
        def __eq__(self, other: str, /) -> bool: ...
        @overload
        def __eq__(self, other: object, /) -> bool: ...
        def __eq__(self, other: object, /) -> bool: ...

        @overload
        @deprecated("an id is a UUID, never equal to a str")
        def __ne__(self, other: str, /) -> bool: ...
        @overload
        def __ne__(self, other: object, /) -> bool: ...
        def __ne__(self, other: object, /) -> bool: ...
        def __hash__(self) -> int: ...


_set_int, _set_is_safe, _UNKNOWN = vars(UUID)["int"].__set__, vars(UUID)["is_safe"].__set__, SafeUUID.unknown


def row_id(text: str) -> RowId:
    """``UUID(text)`` in a third of the time, of a text as PostgreSQL writes it: an answer may have thousands."""
    made = object.__new__(RowId)
    _set_int(made, int(text.replace("-", ""), 16))
    _set_is_safe(made, _UNKNOWN)
    return made
