"""The SQL files that a database is made of, and the objects that they make."""

from __future__ import annotations

import re
from functools import cached_property
from graphlib import TopologicalSorter
from hashlib import sha256
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from psycopg.sql import quote


def source_root() -> Path:
    """Folder of ``migrations/``, ``procedures/`` and ``sql/``: inside the installed package, or the checkout."""
    package = Path(str(resources.files("nachet_datastore")))
    return next(root for root in (package / "_source", package.parent.parent) if root.is_dir())


def digest(text: str) -> str:
    """SHA-256 of a text, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


class Item(NamedTuple):
    """A function or a view (``function nachet.get_user``), or a whole file: ``grants PATH``, ``data PATH``."""

    name: str
    path: str
    sql: str


def items_of(path: str, text: str) -> list[Item]:
    """The functions or the view that a file makes, each with its comment and its grants."""
    found = list(re.finditer(r"^create (?:or replace )?(function|view) (nachet\.[\w\"]+)", text, re.MULTILINE))
    if not found:
        raise ValueError(f"{path} makes neither a function nor a view")
    places = pairwise([0, *(match.start() for match in found[1:]), len(text)])
    return [Item(f"{m[1]} {m[2]}", path, text[begin:end]) for m, (begin, end) in zip(found, places, strict=True)]


def _opening(text: str) -> str:
    """The comment that a file begins with, up to a line that ends a sentence."""
    lines = re.match(r"(?:--.*[^.\n]\n)*--.*\n?", text)
    return " ".join(line.removeprefix("--").strip() for line in lines[0].splitlines()) if lines else ""


class Migration(NamedTuple):
    """A file that is run once, with the text that undoes it; ``summary`` and ``loss`` are what they begin with."""

    id: str
    number: int
    sql: str
    undo: str
    summary: str
    loss: str


def statements_of(text: str) -> list[str]:
    """A migration as one text, or with "-- transactional: false", as for yoyo, each statement up to a line's ";"."""
    whole = "-- transactional: false\n" not in text
    return [text] if whole else [part for part in re.split(r"(?<=;)\n", text) if part.strip()]


class Source:
    """The files below ``root``; without it, those that the package came with."""

    def __init__(self, root: Path | None = None) -> None:
        self.root = root or source_root()

    def text(self, path: str) -> str:
        """The text of a file."""
        return (self.root / path).read_text("utf-8")

    def filled(self, name: str, **values: str) -> str:
        """Text of a statement in ``sql/deploy/``, with values, as literals, in the place of their names."""
        text = "do $record$" + self.text(f"sql/deploy/{name}.sql").partition("do $record$")[2]
        texts = {"catalogue": self.text("sql/deploy/catalogue.sql"), **{key: quote(values[key]) for key in values}}
        return re.sub(r"\{(\w+)\}", lambda match: texts[match[1]], text)

    def texts(self, pattern: str) -> dict[str, str]:
        """The texts of files, by their paths from the root."""
        paths = sorted(self.root.glob(pattern))
        return {path.relative_to(self.root).as_posix(): path.read_text("utf-8") for path in paths}

    @cached_property
    def migrations(self) -> tuple[Migration, ...]:
        """The migrations, in their order."""
        texts, made = self.texts("migrations/*.sql"), []
        for path, text in texts.items():
            name = Path(path).stem
            if not name.endswith(".rollback"):
                undo = texts.get(path.removesuffix(".sql") + ".rollback.sql", "")
                made.append(Migration(name, int(name.partition(".")[0]), text, undo, _opening(text), _opening(undo)))
        return tuple(made)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All else, in the order in which it is made: grants, functions and views, each after what it needs, data."""
        texts = self.texts("procedures/**/*.sql") | self.texts("sql/views/*.sql") | self.texts("sql/errors.sql")
        names = {item.name.partition(".")[2]: item for path, text in texts.items() for item in items_of(path, text)}
        order = TopologicalSorter(dict.fromkeys(names, ()))
        for name, item in names.items():
            # What PL/pgSQL names is looked up when it runs.
            if "language plpgsql" not in item.sql:
                needs = set(re.findall(r"\bnachet\.([\w\"]+)", re.sub("--.*", "", item.sql))) & names.keys()
                order.add(name, *sorted(needs - {name}))
        first, last = (
            [Item(f"{kind} {path}", path, text) for path, text in self.texts(pattern).items()]
            for kind, pattern in (("grants", "sql/grants.sql"), ("data", "sql/reference/*.sql"))
        )
        return (*first, *(names[name] for name in order.static_order()), *last)
