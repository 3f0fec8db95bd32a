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
from typing import TYPE_CHECKING, Literal, Self, get_args

if TYPE_CHECKING:
    from gettext import NullTranslations

__all__ = [
    *("DOMAIN", "FOLDER", "LANGUAGES", "Language", "Message", "current", "language_of", "marked", "preferred"),
    *("speaking", "told"),
]

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

    return translation(DOMAIN, FOLDER, [language])


def _(text: str, language: str | None = None) -> str:
    """An English text in the current language, or in ``language``; the English text where no other is known."""
    chosen = _current.get() if language is None else language_of(language)
    return text if chosen == "en" or not text else _catalogue(chosen).gettext(text)


def marked(text: str) -> str:
    """The English text itself: ``_`` translates it later, and `make generate` finds it here."""
    return text


class Message(str):
    """An English text with values, ``Message("… {name} …", name=value)``, which ``told`` gives in another language.

    For what is kept, sent and compared in English, and shown to a person later, perhaps by another thread. A value may
    be a message, too.
    """

    __slots__ = ("text", "values")

    text: str
    values: Mapping[str, object]

    def __new__(cls, text: str, /, **values: object) -> Self:
        message = super().__new__(cls, text.format(**values) if values else text)
        message.text, message.values = text, values
        return message


def told(text: str) -> str:
    """A message in the current language; another text as it is."""
    if not isinstance(text, Message):
        return text
    values = {name: told(value) if isinstance(value, str) else value for name, value in text.values.items()}
    return _(text.text).format(**values) if values else _(text.text)
