"""The catalogue of what people read: its messages are the English texts of the sources, its translations are kept.

Texts that a call of ``_``, ``marked`` or ``Message`` names are found in the source; help of the command line, errors of
the registry and descriptions of migrations where they are defined. What click says itself is in its own source.
"""

from __future__ import annotations

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
#: What click says and a person may read.
_CLICK = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types")
_KEYWORDS = {"_": None, "marked": None, "Message": None, "ngettext": (1, 2)}

#: A message: its English text, or the texts for one and for several.
Text = str | tuple[str, str]


class _Catalogue(Catalog):
    """A catalogue whose header is the same on each day and by each version of Babel."""

    num_plurals = 2
    plural_forms = "nplurals=2; plural=(n > 1);"

    @property  # type: ignore[misc]
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", self.locale_identifier or ""),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def write(root: Path, language: str = "fr") -> Iterator[tuple[str, bytes]]:
    """The catalogue for translators and the one for gettext: their paths in the project, and their bytes."""
    translated = {message.id: message for message in read(root, language)}
    catalogue = _Catalogue(language, header_comment=_HEADER, fuzzy=False)
    for text, places in _texts(root).items():
        before = translated.get(text)
        catalogue.add(
            text,
            before.string if before else None,
            locations=[(place, 0) for place in places],
            flags=["fuzzy"] if before and before.fuzzy else [],
        )
    written, compiled = BytesIO(), BytesIO()
    write_po(written, catalogue, width=110, include_lineno=False)
    write_mo(compiled, catalogue)
    yield f"{PATH.format(language)}.po", written.getvalue()
    yield f"{PATH.format(language)}.mo", compiled.getvalue()


def read(root: Path, language: str = "fr") -> Catalog:
    """The catalogue as it is, with its translations."""
    path = root / f"{PATH.format(language)}.po"
    return read_po(BytesIO(path.read_bytes() if path.exists() else b""), locale=language)


def _texts(root: Path) -> dict[Text, list[str]]:
    """Each message with the places that it comes from."""
    places: dict[Text, set[str]] = defaultdict(set)
    for text, place in (*_of_calls(root), *_of_click(), *_of_errors(), *_of_commands(), *_of_migrations(root)):
        places[text].add(place)
    in_order = sorted(places, key=lambda text: (min(places[text]), str(text)))
    return {text: sorted(places[text]) for text in in_order}


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
    from nachet_datastore.__main__ import Later, main
    from nachet_datastore.cli.shared import helps

    for command in (main, *(one.load() for one in main.commands.values() if isinstance(one, Later))):
        for _thing, text in helps(command):
            yield text, "the help of nachet-datastore"


def _of_migrations(root: Path) -> Iterator[tuple[Text, str]]:
    """What a rollback loses, which a person is told before."""
    from nachet_datastore.deploy.source import Source

    for migration in Source(root).migrations:
        yield migration.loss, "migrations"
