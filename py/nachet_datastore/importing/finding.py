"""Which picture a document means by a name."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from functools import cached_property
from urllib.parse import unquote

from ..languages import Message
from .reading import Unreadable

#: What comes after the name of a picture in the name of a document beside it.
BESIDE = (".inference.json", ".json", ".yaml", ".yml")


class Finder:
    """The pictures of a tree by their paths, looked up by what documents call them."""

    def __init__(self, pictures: Iterable[str]) -> None:
        self.pictures = frozenset(pictures)

    @cached_property
    def _by_name(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in sorted(self.pictures):
            found.setdefault(posixpath.basename(path), []).append(path)
        return found

    @cached_property
    def _by_stem(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in sorted(self.pictures):
            found.setdefault(posixpath.splitext(path)[0], []).append(path)
        return found

    def find(self, name: str, base: str, key: str) -> str:
        """The picture that a document in the folder ``base`` calls so: by its path from there, from the top, or by
        the file's name alone where only one has it. Raises Unreadable.
        """
        wanted = unquote(name.replace("\\", "/")) if "%" in name else name.replace("\\", "/")
        for path in (posixpath.normpath(posixpath.join(base, wanted)), posixpath.normpath(wanted)):
            if path in self.pictures:
                return path
        found = self._by_name.get(posixpath.basename(wanted), [])
        if len(found) > 1:
            # The one whose path ends most like it.
            parts = wanted.strip("/").split("/")
            for length in range(len(parts), 1, -1):
                ending = "/" + "/".join(parts[-length:])
                ends = [path for path in found if f"/{path}".endswith(ending)]
                if len(ends) == 1:
                    return ends[0]
            several = Message("{name!r} names {number} pictures: {paths}", name=name, **_first(found))
            raise Unreadable(key, "PictureAmbiguous", several)
        if not found:
            raise Unreadable(key, "PictureMissing", Message("the picture {name!r} is not there", name=name))
        return found[0]

    def beside(self, document: str) -> str | None:
        """The picture that a document lies beside: it has its name, with or without the ending."""
        for ending in BESIDE:
            if document.endswith(ending):
                name = document.removesuffix(ending)
                if name in self.pictures:
                    return name
                found = self._by_stem.get(name, [])
                if len(found) > 1:
                    several = Message("it lies beside {number} pictures: {paths}", **_first(found))
                    raise Unreadable("", "PictureAmbiguous", several)
                if found:
                    return found[0]
        return None


def _first(found: list[str]) -> dict[str, object]:
    """How many there are, and the first of them."""
    return {"number": len(found), "paths": ", ".join(found[:3])}
