"""What an editor and the type checkers know of the package, on a small application: all of it, and its mistakes."""

from __future__ import annotations

import inspect
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jedi
import pytest

from conftest import ROOT
from nachet_datastore import AsyncDatastore, Datastore

APPLICATION = ROOT / "tests" / "application.py"

#: What mypy says of an id that is compared with text, and what pyright.
OVERLAP = r"Non-overlapping equality check|is deprecated\s+an id is a UUID, never equal to a str"

#: A line of a mistake, and a word that the checkers say of it.
MISTAKES = {
    'datastore.create_user("ana@example.org", permission="owner")': "owner",
    'datastore.create_group(user_id, "all", "admin")': "admin",
    'datastore.verify_seed(user_id, user_id, [{"boxId": user_id, "lable": "Avena fatua"}])': "lable",
    'datastore.get_inference(user_id, user_id)["boxes"][0]["lable"]': "lable",
    'datastore.list_picture_sets(user_id)[0]["picture_sets_id"]': "picture_sets_id",
    'datastore.upload_pictures(user_id, [], on_error="ignore")': "upload_pictures|ignore",
    "datastore.get_picture_set(user_id, user_id).nb_picture": "nb_picture",
    "datastore.get_picture_set(user_id, 7)": r"\"int\"|Literal\[7\]",
    'datastore.get_picture_inference(user_id, user_id)["boxes"]': "None",
    # An id is no text. With the text on the left, ``text == id``, mypy finds it and pyright does not: it asks only
    # ``str`` then, which compares with anything.
    'datastore.list_picture_sets(user_id)[0]["picture_set_id"] == str(user_id)': OVERLAP,
    "datastore.get_picture_set(user_id, user_id).picture_set_id != str(user_id)": OVERLAP,
    '{folder["picture_set_id"]: 1 for folder in datastore.list_picture_sets(user_id)}.get("text")': "get|text",
}


def _application(folder: Path) -> Path:
    """The application with a function that makes each mistake on a line of its own."""
    path = folder / "mistaken.py"
    mistakes = [f"    print({mistake})" for mistake in MISTAKES]
    lines = ["", "", "def mistaken(datastore: Datastore, user_id: UUID) -> None:", *mistakes, ""]
    path.write_text(APPLICATION.read_text(encoding="utf-8") + "\n".join(lines), encoding="utf-8")
    return path


def _run(*command: str | Path, folder: Path) -> str:
    environment = {**os.environ, "MYPYPATH": str(ROOT / "py")}
    result = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode in (0, 1), result.stdout + result.stderr
    return result.stdout


def _mypy(folder: Path, path: Path) -> list[tuple[int, str]]:
    """What mypy says in strict mode: lines and messages."""
    cache = f"--cache-dir={folder / 'cache'}"
    told = _run(sys.executable, "-m", "mypy", "--strict", "--config-file=", cache, path, folder=folder)
    return [(int(line), message) for line, message in re.findall(r":(\d+): error: (.*)", told)]


def _pyright(folder: Path, path: Path) -> list[tuple[int, str]]:
    """What pyright says in strict mode: lines and messages."""
    settings = {"typeCheckingMode": "strict", "extraPaths": [str(ROOT / "py")], "include": [str(path)]}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))
    told = _run(sys.executable, "-m", "basedpyright", "--outputjson", "--pythonpath", sys.executable, folder=folder)
    found = json.loads(told)["generalDiagnostics"]
    return [(one["range"]["start"]["line"] + 1, one["message"]) for one in found if one["severity"] == "error"]


@pytest.mark.parametrize("check", [_mypy, _pyright])
def test_an_application_is_typed_throughout_and_its_mistakes_are_found(check: object, tmp_path: Path) -> None:
    assert callable(check)
    path = _application(tmp_path)
    lines = path.read_text(encoding="utf-8").splitlines()
    found: dict[str, str] = {}
    for line, message in check(tmp_path, path):
        text = lines[line - 1].strip().removeprefix("print(").removesuffix(")")
        found[text] = f"{found.get(text, '')}\n{message}"
    assert set(found) <= set(MISTAKES), "the application itself has none"
    assert [mistake for mistake, word in MISTAKES.items() if not re.search(word, found.get(mistake, ""))] == []


def _snippets(page: Path) -> str:
    """The Python of a page, one block after the other."""
    return "\n\n".join(
        re.findall(r"^```python\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    )


PAGES = [page for page in [ROOT / "README.md", *sorted((ROOT / "docs").glob("**/*.md"))] if _snippets(page)]


@pytest.mark.parametrize("check", [_mypy, _pyright])
def test_the_examples_and_the_snippets_of_the_pages_are_typed(check: object, tmp_path: Path) -> None:
    assert callable(check)
    sources = {f"{page.stem.lower()}_page.py": _snippets(page) for page in PAGES}
    sources |= {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "examples").glob("*.py")}
    found = {}
    for name, text in sources.items():
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        found[name] = check(tmp_path, path)
    assert len(found) >= 4
    assert found == {name: [] for name in sources}


METHODS = sorted(name for name in dir(Datastore) if not name.startswith("_"))


@pytest.mark.parametrize("client", [Datastore, AsyncDatastore])
def test_an_editor_shows_signature_types_and_docstring_of_every_method(client: type) -> None:
    project = jedi.Project(ROOT, added_sys_path=[str(ROOT / "py")])
    missing = []
    for name in METHODS:
        call = f"    client.{name}("
        code = f"from nachet_datastore import {client.__name__}\ndef use(client: {client.__name__}):\n{call}"
        script = jedi.Script(code, project=project)
        shown = script.get_signatures(3, len(call))
        (defined, *_) = script.infer(3, len(call) - 2)
        parameters = {parameter.name for signature in shown for parameter in signature.params}
        expected = set(inspect.signature(getattr(client, name)).parameters) - {"self"}
        typed = all(":" in parameter.description for signature in shown for parameter in signature.params)
        answer = " -> " in "".join(signature.to_string() for signature in shown) or name == "close"
        if not (expected <= parameters and typed and answer and defined.docstring(raw=True)):
            missing.append(name)
    assert missing == []


@pytest.mark.parametrize("client", [Datastore, AsyncDatastore])
def test_help_tells_what_a_method_takes_answers_and_raises(client: type) -> None:
    told = inspect.getdoc(client.register_inference) or ""  # type: ignore[attr-defined]
    assert "Raises: " in told
    assert "InvalidInference" in told
    assert "SQL: ``nachet.register_inference``" in told
    annotation = inspect.signature(client.register_inference).return_annotation  # type: ignore[attr-defined]
    assert annotation == "RegisteredInference"
