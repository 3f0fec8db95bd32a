"""The catalogue of what people read: its messages are the English texts of the sources, its translations are kept.

Texts that a call of ``_`` or ``marked`` names are found in the source; help of the command line, errors of the registry
and descriptions of migrations where they are defined. What click says itself is in its own source.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PATH = "py/nachet_datastore/languages/{}/LC_MESSAGES/nachet_datastore"

_HEADER = """\
# What people read, in another language. `make generate` adds and removes
# messages and keeps the translations, which are written here; it makes the
# file .mo from this one. docs/glossary.md says which terms to use."""
#: Lines of the header that would differ from day to day, or from one version of Babel to the next.
_CHANGING = re.compile(rb'"(Project-Id-Version|Report-Msgid-Bugs-To|.*-Date|Generated-By|.*-Team|Last-Translator): ')

#: What click says and a person may read.
_CLICK = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types")
_KEYWORDS = {"_": None, "marked": None, "ngettext": (1, 2)}

#: A message: its English text, or the texts for one and for several.
Text = str | tuple[str, str]


def write(root: Path, language: str = "fr") -> Iterator[tuple[str, bytes]]:
    """The catalogue for translators and the one for gettext: their paths in the project, and their bytes."""
    path = PATH.format(language)
    catalogue = read(root, language)
    catalogue.update(_template(root), no_fuzzy_matching=True)
    catalogue.header_comment, catalogue.fuzzy = _HEADER, False
    catalogue.obsolete.clear()
    text, compiled = BytesIO(), BytesIO()
    write_po(text, catalogue, width=110, include_lineno=False)
    yield f"{path}.po", b"".join(line for line in text.getvalue().splitlines(True) if not _CHANGING.match(line))
    write_mo(compiled, catalogue)
    yield f"{path}.mo", compiled.getvalue()


def read(root: Path, language: str = "fr") -> Catalog:
    """The catalogue as it is, with its translations."""
    path = root / f"{PATH.format(language)}.po"
    text = path.read_bytes() if path.exists() else b""
    return read_po(BytesIO(text), locale=language)


def _template(root: Path) -> Catalog:
    places: dict[Text, set[str]] = defaultdict(set)
    for text, place in (*_of_calls(root), *_of_click(), *_of_errors(), *_of_commands(), *_of_migrations(root)):
        places[text].add(place)
    template = Catalog()
    for text in sorted(places, key=lambda text: (min(places[text]), str(text))):
        template.add(text, locations=[(place, 0) for place in sorted(places[text])])
    return template


def _extracted(path: Path) -> Iterator[Text]:
    with path.open("rb") as file:
        for _line, text, _comments, _context in extract("python", file, _KEYWORDS):
            yield text if isinstance(text, str) else (text[0], text[1])


def _of_calls(root: Path) -> Iterator[tuple[Text, str]]:
    for path in sorted((root / "py").glob("**/*.py")):
        for text in _extracted(path):
            yield text, path.relative_to(root).as_posix()


def _of_click() -> Iterator[tuple[Text, str]]:
    import click

    for name in _CLICK:
        for text in _extracted(Path(click.__file__).with_name(f"{name}.py")):
            yield text, f"click/{name}.py"


def _of_errors() -> Iterator[tuple[Text, str]]:
    from nachet_datastore.errors import BY_SQLSTATE, NachetError

    classes: list[type[NachetError]] = [NachetError, *BY_SQLSTATE.values()]
    for cls in classes:
        place = cls.__module__.replace(".", "/")
        yield from ((text, f"py/{place}.py") for text in (cls.message, cls.hint) if text)


def _of_commands() -> Iterator[tuple[Text, str]]:
    from nachet_datastore.__main__ import main
    from nachet_datastore.cli.shared import helps

    for _thing, text in helps(main):
        yield text, "the help of nachet-datastore"


def _of_migrations(root: Path) -> Iterator[tuple[Text, str]]:
    """What a rollback loses, which a person is told before."""
    from nachet_datastore.deploy.source import Source

    for migration in Source(root).migrations:
        yield migration.loss, "migrations"
