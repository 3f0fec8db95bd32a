"""What people read, in English or French: errors, and the help and output of the command line.

The texts in the sources are English; ``fr/LC_MESSAGES/nachet_datastore.po`` has them in French, and gettext reads the
``.mo`` beside it. `make generate` writes both and keeps the translations. Codes, keys, JSON and logs have no language.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from gettext import NullTranslations

__all__ = ["DOMAIN", "FOLDER", "LANGUAGES", "Language", "current", "language_of", "marked", "preferred", "speaking"]

Language = Literal["en", "fr"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
#: Where gettext finds the catalogues, and their name.
FOLDER, DOMAIN = Path(__file__).parent, "nachet_datastore"

_current: ContextVar[Language] = ContextVar("language", default="en")


def current() -> Language:
    """The language of the ``speaking`` block around the caller; English by default."""
    return _current.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Have texts in ``language`` (a tag as in ``language_of``) inside a ``with`` block, in this thread or task."""
    token = _current.set(language_of(language))
    try:
        yield
    finally:
        _current.reset(token)


def language_of(*tags: str) -> Language:
    """The first language of ``tags`` that there is; English if none is. A tag is like fr, fr-CA or fr_CA.UTF-8."""
    for tag in tags:
        name = re.split("[-_.@;]", tag.strip().lower())[0]
        if name == "fr":
            return "fr"
        if name in ("en", "c", "posix"):
            return "en"
    return "en"


def preferred(environment: Mapping[str, str] = os.environ) -> Language:
    """The language that the environment asks for, as gettext reads LANGUAGE, LC_ALL, LC_MESSAGES and LANG.

    ``LC_ALL=C`` is English, whatever LANGUAGE says.
    """
    locale = next(filter(None, map(environment.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    if re.split("[.@]", locale)[0] in ("C", "POSIX"):
        return "en"
    return language_of(*(environment.get("LANGUAGE") or locale).split(":"))


@cache
def _catalogue(language: Language) -> NullTranslations:
    from gettext import translation

    return translation(DOMAIN, FOLDER, [language], fallback=language == "en")


def _(text: str, language: str | None = None) -> str:
    """An English text in the current language, or in ``language``; the English text where no other is known."""
    return _catalogue(current() if language is None else language_of(language)).gettext(text) if text else ""


def marked(text: str) -> str:
    """The English text itself: ``_`` translates it later, and `make generate` finds it here."""
    return text
