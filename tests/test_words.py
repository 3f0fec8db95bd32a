"""The words of the project: its prose keeps to the glossary, and to plain English where a reader would have to guess.

Prose is what a person reads: comments and ``comment on`` in the SQL, the texts of the errors, the pages that are
written by hand, the examples, and the command line's docstrings and messages. Migrations of a release do not change,
and generated pages repeat what is read here.
"""

from __future__ import annotations

import ast
import csv
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT

#: Each pattern that prose must not match (whatever the case), what to write instead, and a sentence that has it.
RULED_OUT = [
    # The glossary: one word for a thing.
    (r"\bpicture[ -]sets?\b", "folder", "List the picture sets."),
    (r"\b(objects?|detections?) (of|in) (an?|the|its|each) (inference|picture)\b", "box", "An object of an inference."),
    (r"\bbounding box", "box", "Two bounding boxes."),
    (r"\bpredictions?\b", "guess", "The best prediction."),
    (r"\b(likeliest|surest)\b", "best guess, highest score", "The species that the models thought likeliest."),
    (r"\btax(on|a)\b", "species", "A taxon of the catalogue."),
    (r"\bcut-?outs?\b", "crop", "A cut-out of the parent."),
    (r"\bjudged wrong\b", "rejected", "Boxes that people judged wrong."),
    (r"\b(human acts?|acts? of verification|annotations?)\b(?! on a box)", "verification", "Every human act is kept."),
    (r"\bpending pictures?\b", "reservation", "It removes a pending picture."),
    (r"\bsteps? (in|of|for) the (blob )?store\b", "blob task", "A step in the blob store."),
    (r"\b(take|takes|took|taken|taking) (a|an|the|each|this) steps?\b", "do a blob task", "Who takes the step later."),
    (r"\b(parked|failed|pending) steps?\b", "blob task", "Parked steps wait."),
    (r"\bcurators?\b", "administrator", "Only a curator may merge."),
    (r"\b(recycle|waste) ?bin\b", "trash", "It is in the recycle bin."),
    # Plain English.
    (r"\bunless said\b", "default", "Twenty, unless said otherwise."),
    (r"\bfor (good|ever)\b|\bforever\b", "permanently", "It is deleted for good."),
    (r"\btime spans?\b", "duration", "A time span such as 30d."),
    (r"(?<!\bthere )\b(is|are|was) no (?!longer\b|more\b)\w", "is not a", "It is no alias of the species."),
    (r"\bwhoever\b|\bwhoso\b", "a user who, the caller that", "Whoever comes too late is refused."),
    (r"\b(does|do|did|done) back\b", "undo", "Which no deploy does back."),
    (r"\b(take|takes|took|taking) note\b|\btaken note of\b", "record", "It takes note of the tables."),
    (r"\banswers? with\b", "return", "It answers with the group."),
    (r"\banew\b", "again", "It writes the page anew."),
    (r"\bcall(s|ed)? off\b", "cancel", "Its task is called off."),
    (r"\bbeside a system at work\b", "while the system is in use", "It runs beside a system at work."),
    (r"\b(what|which|who) is not there\b", "does not exist", "It refuses what is not there."),
    (r"(?<!user )(?<!users )\bwho may not\b", "a user who may not", "Refuses who may not write."),
    (r"\bof (what|which) nothing is left\b", "blank", "A label of which nothing is left."),
    (r"\b(bear|bears|bore) (the|a|any|its|her|his|no)\b", "have", "A file may bear any name."),
    (r"\b(mend|mends|mended)\b", "repair", "Mend what can be mended."),
]

PAGES = sorted({*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("examples/*.md"), *ROOT.glob("sql/*.md")})


def ruled_out(text: str) -> list[str]:
    """What the text says that it should not, each with what to write instead."""
    found = ((re.search(pattern, text, re.IGNORECASE), instead) for pattern, instead, _ in RULED_OUT)
    return [f"{match[0]!r}: write {instead!r}" for match, instead in found if match]


def prose(path: Path) -> Iterator[tuple[int, str]]:
    """Each text of a file that a person reads, on one line, with the number of the line that it begins at."""
    text = path.read_text(encoding="utf-8")
    reader = {".sql": _sql, ".csv": _csv, ".md": _markdown, ".py": _python}[path.suffix]
    for line, part in reader(text):
        if words := " ".join(part.split()):
            yield line, words


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def _sql(text: str) -> Iterator[tuple[int, str]]:
    """Comments, as many lines as follow each other; and the texts of ``comment on``."""
    for block in re.finditer(r"(?m)(?:^[ ]*--.*\n?)+|(?<=\S)[ ]+--.*", text):
        yield _line(text, block.start()), re.sub(r"(?m)^[ ]*--", "", block[0])
    for comment in re.finditer(r"(?ms)^comment on [^';]*?\bis\s+((?:'(?:[^']|'')*'\s*)+);", text):
        parts = re.findall(r"'((?:[^']|'')*)'", comment[1])
        yield _line(text, comment.start()), "".join(parts).replace("''", "'")


def _csv(text: str) -> Iterator[tuple[int, str]]:
    """Message, hint and sentence of each error."""
    for number, row in enumerate(csv.DictReader(io.StringIO(text)), 2):
        for column in ("message", "hint", "sentence"):
            yield number, row[column]


def _markdown(text: str) -> Iterator[tuple[int, str]]:
    """Paragraphs and rows, without code."""
    text = re.sub(r"(?ms)^```.*?^```$", lambda block: "\n" * block[0].count("\n"), text)
    text = re.sub(r"`[^`]*`", "``", text)
    for part in re.finditer(r"(?m)^\|.*$|(?:^(?!\|)[^\n]*\S[^\n]*\n?)+", text):
        yield _line(text, part.start()), part[0]


def _python(text: str) -> Iterator[tuple[int, str]]:
    """Comments, docstrings and other texts of several words."""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string.lstrip("#: ")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            yield node.lineno, node.value


FILES = sorted(
    {
        *PAGES,
        ROOT / "sql" / "errors.csv",
        *ROOT.glob("procedures/**/*.sql"),
        *ROOT.glob("sql/views/*.sql"),
        *ROOT.glob("sql/reference/*.sql"),
        *(ROOT / "sql" / name for name in ("grants.sql", "roles.sql", "schemas.sql")),
        *ROOT.glob("examples/*.*"),
        *ROOT.glob("py/nachet_datastore/cli/*.py"),
    }
)


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_prose_keeps_to_the_glossary_and_to_plain_english() -> None:
    found = [
        f"{_name(path)}:{line}: {told}" for path in FILES for line, text in prose(path) for told in ruled_out(text)
    ]
    assert found == []


@pytest.mark.parametrize(("pattern", "instead", "example"), RULED_OUT, ids=[instead for _, instead, _ in RULED_OUT])
def test_what_is_ruled_out_is_found(pattern: str, instead: str, example: str) -> None:
    """By its own pattern; and what to write instead is not ruled out itself."""
    assert re.search(pattern, example, re.IGNORECASE)
    assert ruled_out(instead) == []


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "a.sql",
            "create function f() as $function$\n-- One\n-- two.\nselect 'three' -- four\n$function$;\n"
            "comment on function f is\n'Five, it''s '\n'six.';\n",
            [(2, "One two."), (4, "four"), (6, "Five, it's six.")],
        ),
        (
            "a.csv",
            "sqlstate,name,message,hint,sentence\nNX001,A,one,two.,Three.\n",
            [(2, "one"), (2, "two."), (2, "Three.")],
        ),
        (
            "a.md",
            "# One\n\nTwo `code`\nthree.\n\n```sh\ncode\n```\n| four |\n|---|\n| five |\n",
            [(1, "# One"), (3, "Two `` three."), (9, "| four |"), (10, "|---|"), (11, "| five |")],
        ),
        ("a.py", '"""One two."""\n\nname = "three"  # Four.\n', [(3, "Four."), (1, "One two.")]),
    ],
)
def test_what_a_person_reads_is_read(name: str, text: str, expected: list[tuple[int, str]], tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert list(prose(tmp_path / name)) == expected


def _sources() -> str:
    folders = ("procedures/**/*.sql", "sql/views/*.sql", "migrations/*.sql")
    return "\n".join(path.read_text(encoding="utf-8") for folder in folders for path in ROOT.glob(folder))


def test_every_identifier_of_the_glossary_exists() -> None:
    """In the second column: names of tables, columns, functions and keys of documents."""
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = [line.split(" | ") for line in re.findall(r"(?m)^\| (?!word\b).*", text)]
    assert 10 <= len(rows) <= 16
    names = {name for row in rows for code in re.findall(r"`([^`]+)`", row[1]) for name in re.findall(r"[\w.]+", code)}
    sources = _sources()
    assert len(names) > 30
    assert sorted(name for name in names if not re.search(rf"\b{re.escape(name)}\b", sources)) == []


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_function_and_view_that_a_page_names_exists(page: Path) -> None:
    """As ``nachet.name``; in the SQL's own page also as ``_name`` alone."""
    pattern = r"(?<![/\w])nachet(?:_data)?\.(\w+)" + (r"|`(_\w+)`" if page.parent.name == "sql" else "")
    named = {"".join(match) for match in re.findall(pattern, page.read_text(encoding="utf-8"))}
    made = re.findall(r"create (?:or replace )?(?:function|view|table) nachet(?:_data)?\.\"?(\w+)", _sources())
    assert sorted(named - {*made, "_errors"}) == []


@pytest.mark.parametrize("page", ["README.md", "docs/README.md", "sql/README.md"])
def test_the_glossary_is_linked(page: str) -> None:
    assert re.search(r"\]\([^)]*glossary\.md\)", (ROOT / page).read_text(encoding="utf-8"))
