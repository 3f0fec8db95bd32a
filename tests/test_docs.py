"""What the documentation shows works: its blocks of sh, python and sql are run, and what it points to is there.

A page's blocks run in their order, in an empty folder, against a database of the page's own; the README's then once
more:

- ``PGHOST`` and the like: everything is deployed in it; the login is the backend's. ``sql`` is run in it.
- ``NACHET_STORAGE_URL``: an empty folder.
- ``ANALYST``: a login of an analyst, with the same password.
- ``NACHET_TEST_DATABASE_URL``: the server, as its superuser. The plugin is there for pytest, as where it is installed.
- What one ``python`` block names, the later ones of the page have; what one ``sh`` block exports, too.
- ``make`` in ``sh`` says only whether there is such a target: the tests do not run the tests.

The page of the import of the older datastore has one of these, too: ``NACHET_FROM_DATABASE_URL`` and
``NACHET_FROM_STORAGE_URL``.

The DBA's guide has a server of its own instead, with nothing in it: ``PGHOST`` and ``ADMIN``, its superuser.

What is not to be run, such as output or a fragment, is a block of another language: ``text``, ``plpgsql``, ``mermaid``.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

from conftest import ROOT, Databases, fast_server, libpq
from legacy import make_legacy
from nachet_datastore.blobs.stores import open_store

PAGES = sorted(
    path
    for pattern in ("*.md", "docs/**/*.md", "examples/**/*.md", "sql/**/*.md", "tests/**/*.md")
    for path in ROOT.glob(pattern)
)

#: Before a block of sh: what the one before exported, and make.
_SHELL = """
[ ! -e "$STATE" ] || . "$STATE"
trap 'export -p >"$STATE"' EXIT
make() { command make --dry-run --directory="$ROOT" "$@" >/dev/null; }
"""


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _blocks(page: Path) -> Iterator[tuple[int, str, str]]:
    """Each fenced block: the line that its text begins at, its language, its text."""
    text = page.read_text(encoding="utf-8")
    for match in re.finditer(r"^```(\w+)\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL):
        yield text.count("\n", 0, match.start()) + 2, match[1], match[2]


README = ROOT / "README.md"
GUIDE = ROOT / "docs" / "dba.md"
LEGACY = ROOT / "docs" / "import-legacy.md"
#: It trains a model.
SCIENCE = ROOT / "docs" / "science.md"


def _runs(page: Path) -> bool:
    return page not in (GUIDE, LEGACY) and any(language in ("sh", "python", "sql") for _, language, _ in _blocks(page))


@pytest.mark.parametrize(
    "page",
    [pytest.param(page, marks=pytest.mark.long if page == SCIENCE else []) for page in PAGES if _runs(page)],
    ids=_name,
)
def test_every_block_of_a_page_runs(
    page: Path, server_url: str, backend_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = {
        **libpq(backend_url),
        "NACHET_STORAGE_URL": str(tmp_path / "store"),
        "ANALYST": "nachet_test_analyst",
        "NACHET_TEST_DATABASE_URL": server_url,
        "PYTEST_PLUGINS": "pytest_nachet_datastore",
    }
    for _ in range(2 if page == README else 1):  # Who tries it will run it again.
        run_blocks(page, environment, tmp_path, monkeypatch)


@pytest.mark.long
def test_the_guide_runs_from_its_first_command_to_its_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with fast_server() as server:
        environment = {
            "PATH": f"{server.programs}:{os.environ['PATH']}",
            "PGHOST": str(server.folder),
            "ADMIN": "postgres",
            "NACHET_STORAGE_URL": str(tmp_path / "store"),
        }
        run_blocks(GUIDE, environment, tmp_path, monkeypatch)


@pytest.mark.long
def test_the_older_datastore_is_imported_as_its_page_says(
    empty: Databases, backend_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``NACHET_FROM_DATABASE_URL`` and ``NACHET_FROM_STORAGE_URL`` are those of an older datastore."""
    with empty() as url, closing(open_store(tmp_path / "old")) as store:
        make_legacy(url, store, pictures=1)
        environment = {
            **libpq(backend_url),
            "NACHET_STORAGE_URL": str(tmp_path / "store"),
            "NACHET_FROM_DATABASE_URL": url,
            "NACHET_FROM_STORAGE_URL": str(tmp_path / "old"),
        }
        run_blocks(LEGACY, environment, tmp_path, monkeypatch)


def run_blocks(page: Path, environment: Mapping[str, str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the blocks of a page in a folder."""
    monkeypatch.chdir(folder)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    monkeypatch.setenv("ROOT", str(ROOT))
    monkeypatch.setenv("STATE", str(folder / ".state"))
    names: dict[str, Any] = {"__name__": page.stem}
    for line, language, text in _blocks(page):
        place = f"{_name(page)}:{line}"
        if language == "python":
            # Lines are counted as on the page.
            exec(compile("\n" * (line - 1) + text, place, "exec"), names)  # noqa: S102 - it is our own page
        elif language == "sql":
            login = "user=nachet_test_analyst" if text.startswith("-- as an analyst\n") else ""
            with psycopg.connect(login, autocommit=True) as conn:
                conn.execute(text.encode())
        elif language == "sh":
            _run_shell(text, place, folder)


def _run_shell(text: str, place: str, folder: Path) -> None:
    result = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", _SHELL + text],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if result.returncode:
        pytest.fail(f"{place}: exit code {result.returncode}\n{result.stdout}", pytrace=False)


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_link_leads_somewhere(page: Path) -> None:
    """Links inside the project: to a file or folder that is there, and to a heading of it."""
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    broken = []
    for target in re.findall(r"\]\((?!https?:|mailto:)([^)\s]+)\)", text):
        path, _, anchor = target.partition("#")
        goal = (page.parent / path).resolve() if path else page
        if not goal.exists() or (anchor and anchor not in _anchors(goal)):
            broken.append(target)
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_target_and_file_that_a_page_names_is_there(page: Path) -> None:
    """In its text: targets of make, and files of the project by their path."""
    text = page.read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z0-9-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert set(re.findall(r"`make ([a-z0-9-]+)", text)) - set(targets) == set()
    files = re.findall(r"[`=]((?:docs|examples|migrations|procedures|py|sql|tests)/[\w./-]+)`", text)
    assert [file for file in files if not (ROOT / file).exists()] == []


def _anchors(page: Path) -> set[str]:
    """What GitHub lets a link into a page point to."""
    text = page.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    slugs = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    return slugs | set(re.findall(r'<a name="([^"]+)">', text))
