"""HTML, of which every text is escaped: only what comes from here is taken as it is."""

from __future__ import annotations

import re
from html import escape

#: What no HTML may have, and what turns the direction of a text around.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")

#: Elements without an end.
_VOID = {"img", "meta", "br"}


class Markup(str):
    """A text that is HTML already."""

    __slots__ = ()


def cleaned(text: str) -> str:
    """The text without characters that no page may have."""
    return _FORBIDDEN.sub("\ufffd", text)


def element(name: str, /, *children: str | None, **attributes: str | None) -> Markup:
    """An element: what is in it is escaped unless it is Markup.

    Of a name of an attribute, an underscore at its end is left out and others are hyphens.
    """
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(cleaned(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return Markup(f"<{name}{said}>")
    return Markup(f"<{name}{said}>{joined(*children)}</{name}>")


def joined(*children: str | None) -> Markup:
    """Texts and elements, one after the other."""
    return Markup(
        "".join(
            child if isinstance(child, Markup) else escape(cleaned(child)) for child in children if child is not None
        )
    )
