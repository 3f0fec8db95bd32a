"""The SQL files that a database is made of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import LiteralString


def source_root() -> Path:
    """Folder of ``migrations/``, ``procedures/`` and ``sql/``: inside the installed package, or the checkout."""
    package = Path(str(resources.files("nachet_datastore")))
    installed = package / "_source"
    return installed if installed.is_dir() else package.parent.parent


@dataclass(frozen=True)
class File:
    """A file that is run again whenever it or what it makes changes.

    ``path`` counts from the root; ``kind`` is grants, function, view or data.
    """

    path: str
    kind: str
    sql: str

    @property
    def sha256(self) -> str:
        """SHA-256 of the text, in hexadecimal."""
        return sha256(self.sql.encode()).hexdigest()


@dataclass(frozen=True)
class Migration:
    """A file that is run once, with the one that undoes it."""

    path: Path

    @property
    def id(self) -> str:
        """As yoyo names it: ``0001.people-and-access``."""
        return self.path.stem

    @property
    def number(self) -> int:
        """Its place among the others."""
        return int(self.id.partition(".")[0])

    @cached_property
    def sql(self) -> LiteralString:
        """Its text."""
        return _text(self.path)

    @property
    def sha256(self) -> str:
        """SHA-256 of the text, in hexadecimal."""
        return sha256(self.sql.encode()).hexdigest()

    @property
    def transactional(self) -> bool:
        """Whether it is one transaction; "-- transactional: false" says that it is not, as yoyo reads it."""
        return "-- transactional: false\n" not in self.sql

    @property
    def summary(self) -> str:
        """What it does: the first line."""
        return _first_comment(self.sql)

    @property
    def loss(self) -> str:
        """What undoing it loses: the first line of its rollback."""
        return _first_comment(_text(self.path.with_suffix(".rollback.sql")))


class Source:
    """The files below ``root``; without it, those that the package came with."""

    def __init__(self, root: Path | None = None) -> None:
        self.root = root or source_root()

    @cached_property
    def roles(self) -> LiteralString:
        """Makes the roles."""
        return _text(self.root / "sql" / "roles.sql")

    @cached_property
    def schemas(self) -> LiteralString:
        """Makes the schemas, by someone who may act as their owner."""
        return _text(self.root / "sql" / "schemas.sql")

    @cached_property
    def machinery(self) -> LiteralString:
        """Makes the functions that a deploy consists of, by the owner."""
        paths = sorted(self.root.glob("sql/deploy/*.sql"), key=lambda path: (path.stem != "tables", path))
        text = "\n".join(map(_text, paths))
        # The functions call each other, so that no order is the right one.
        return (
            f"set check_function_bodies = off;\nset nachet.machinery = '{sha256(text.encode()).hexdigest()}';\n\n"
            f"{text}\nreset nachet.machinery;\nreset check_function_bodies;\n"
        )

    @cached_property
    def migrations(self) -> tuple[Migration, ...]:
        """In their order."""
        paths = self.root.glob("migrations/*.sql")
        return tuple(Migration(path) for path in sorted(paths) if not path.stem.endswith(".rollback"))

    @cached_property
    def files(self) -> tuple[File, ...]:
        """All else, in the order in which it is run: grants, functions, views, reference data."""
        patterns = {
            "grants": "sql/grants.sql",
            "function": "procedures/**/*.sql",
            "view": "sql/views/*.sql",
            "data": "sql/reference/*.sql",
        }
        return tuple(
            File(path.relative_to(self.root).as_posix(), kind, _text(path))
            for kind, pattern in patterns.items()
            for path in sorted(self.root.glob(pattern))
        )

    @cached_property
    def paths(self) -> list[str]:
        """Of these files."""
        return [file.path for file in self.files]


def _text(path: Path) -> LiteralString:
    """Text of a SQL file of ours; trusted, as the type says."""
    return path.read_text(encoding="utf-8")


def _first_comment(text: str) -> str:
    return text.partition("\n")[0].removeprefix("--").strip()
