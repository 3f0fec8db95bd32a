"""What an editor and the type checkers know of the package, on a small application: all of it, and its mistakes."""

from __future__ import annotations

import inspect
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin, get_overloads, get_type_hints, is_typeddict

import jedi
import pyarrow as pa
import pytest
from PIL.Image import Image

import nachet_datastore
from conftest import ROOT
from nachet_datastore import AsyncDatastore, Datastore, records

APPLICATION = ROOT / "tests" / "application.py"

#: What mypy says of an id that is compared with text, and what pyright.
OVERLAP = r"Non-overlapping equality check|is deprecated\s+an id is a UUID, never equal to a str"

#: Both have an answered id on each side of ``==``, and text on the other.
ID_LEFT = 'datastore.get_user("ana@example.org").user_id == str(user_id)'
ID_RIGHT = 'str(user_id) == datastore.get_user("ana@example.org").user_id'

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
    'datastore.list_review_queue(user_id, after={"score": 0.5, "box_id": 7})': "after",
    'datastore.list_review_queue(user_id).next["box_id"]': "None",
    'datastore.get_picture(user_id, user_id).metadata["row"] + 1': "[Oo]perand|Operator",
    'datastore.get_status().deployed["function"].sha265': "sha265",
    'datastore.claim_blob_tasks()[0].content["etag"]': "None|etag",
    'datastore.get_picture_inference(user_id, user_id)["boxes"]': "None",
    # An id is no text.
    ID_LEFT: OVERLAP,
    'datastore.list_picture_sets(user_id)[0]["picture_set_id"] == str(user_id)': OVERLAP,
    "datastore.get_picture_set(user_id, user_id).picture_set_id != str(user_id)": OVERLAP,
    '{folder["picture_set_id"]: 1 for folder in datastore.list_picture_sets(user_id)}.get("text")': "get|text",
}


#: What a checker says: by the name of a file, lines and messages.
Found = dict[str, list[tuple[int, str]]]


def _application(mistaken: Iterable[str]) -> str:
    """The application with a function that makes each mistake on a line of its own."""
    mistakes = [f"    print({mistake})" for mistake in mistaken]
    lines = ["", "", "def mistaken(datastore: Datastore, user_id: UUID) -> None:", *mistakes, ""]
    return APPLICATION.read_text(encoding="utf-8") + "\n".join(lines)


def _snippets(page: Path) -> str:
    """The Python of a page, one block after the other."""
    return "\n\n".join(
        re.findall(r"^```python\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    )


#: Their libraries (pyarrow, scikit-learn) have no types, so that nothing of theirs has one in strict mode.
UNTYPED_PAGES = {ROOT / "docs" / name for name in ("report.md", "science.md")}

PAGES = [
    page
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").glob("**/*.md"))]
    if _snippets(page) and page not in UNTYPED_PAGES
]

#: What is to have no mistake, by the name of its file.
SHOWN = {f"{page.stem.lower()}_page.py": _snippets(page) for page in PAGES}
SHOWN |= {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").glob("*.py"))}

SOURCES = {"mistaken.py": _application(MISTAKES), "compared.py": _application((ID_LEFT, ID_RIGHT)), **SHOWN}


def _run(*command: str | Path, folder: Path) -> str:
    environment = {**os.environ, "MYPYPATH": str(ROOT / "py")}
    result = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode in (0, 1), result.stdout + result.stderr
    return result.stdout


def _mypy(folder: Path) -> Iterator[tuple[str, int, str]]:
    """What mypy says in strict mode: files, lines and messages."""
    told = _run(sys.executable, "-m", "mypy", "--strict", "--config-file=", *SOURCES, folder=folder)
    for name, line, message in re.findall(r"^(.+?):(\d+): error: (.*)", told, flags=re.MULTILINE):
        yield Path(name).name, int(line), message


def _pyright(folder: Path) -> Iterator[tuple[str, int, str]]:
    """What pyright says in strict mode: files, lines and messages."""
    settings = {"typeCheckingMode": "strict", "extraPaths": [str(ROOT / "py")], "include": list(SOURCES)}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))
    told = _run(sys.executable, "-m", "basedpyright", "--outputjson", "--pythonpath", sys.executable, folder=folder)
    for one in json.loads(told)["generalDiagnostics"]:
        if one["severity"] == "error":
            yield Path(one["file"]).name, one["range"]["start"]["line"] + 1, one["message"]


CHECKS: dict[str, Callable[[Path], Iterator[tuple[str, int, str]]]] = {"mypy": _mypy, "pyright": _pyright}


@pytest.fixture(scope="module", params=CHECKS)
def checked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Found]:
    """A checker and what it says of all sources: it runs once, since most of its time goes into what they import."""
    folder = tmp_path_factory.mktemp(request.param)
    for name, text in SOURCES.items():
        (folder / name).write_text(text, encoding="utf-8")
    found: Found = {name: [] for name in SOURCES}
    for name, line, message in CHECKS[request.param](folder):
        found[name].append((line, message))
    return request.param, found


def _by_text(name: str, found: Found) -> dict[str, str]:
    """The messages by the mistake in whose line they are."""
    lines, told = SOURCES[name].splitlines(), dict[str, str]()
    for line, message in found[name]:
        text = lines[line - 1].strip().removeprefix("print(").removesuffix(")")
        told[text] = f"{told.get(text, '')}\n{message}"
    return told


def test_an_id_that_is_compared_with_text_is_found_as_the_readme_says(checked: tuple[str, Found]) -> None:
    """With the text on the left pyright asks ``str`` alone, which compares with anything."""
    check, found = checked
    assert _by_text("compared.py", found).keys() == ({ID_LEFT, ID_RIGHT} if check == "mypy" else {ID_LEFT})


def test_an_application_is_typed_throughout_and_its_mistakes_are_found(checked: tuple[str, Found]) -> None:
    told = _by_text("mistaken.py", checked[1])
    assert set(told) <= set(MISTAKES), "the application itself has none"
    assert [mistake for mistake, word in MISTAKES.items() if not re.search(word, told.get(mistake, ""))] == []


def test_the_examples_and_the_snippets_of_the_pages_are_typed(checked: tuple[str, Found]) -> None:
    assert len(SHOWN) >= 4
    assert {name: checked[1][name] for name in SHOWN} == {name: [] for name in SHOWN}


METHODS = sorted(name for name in dir(Datastore) if not name.startswith("_"))

#: The methods whose answer has no type of its own, and why.
UNTYPED = {"call": "the answer of the call that is handed over", "run": "the answer of the flow that is handed over"}


def _parts(hint: Any) -> Iterator[Any]:
    """A type and all that it is made of: records, documents, arguments."""
    yield hint
    if hint == records.JSON:  # A document of the users' own.
        return
    for part in get_args(hint) if get_origin(hint) is not Literal else ():
        yield from _parts(part)
    kind = get_origin(hint) or hint
    if is_dataclass(kind) or is_typeddict(kind):
        for part in get_type_hints(kind, include_extras=True).values():
            # A field that has the type of a record's parameter is one of the arguments.
            yield from () if isinstance(part, TypeVar) or getattr(part, "__parameters__", None) else _parts(part)


def _is_untyped(part: Any) -> bool:
    bare = part in (object, dict, list, tuple, set, frozenset)
    return part is Any or isinstance(part, TypeVar) or bare or (get_origin(part) or part) in (Mapping, Sequence)


#: What the package imports only where it is needed.
LAZY = {"pa": pa, "Image": Image}

ANSWERS = {
    f"{client.__name__}.{name}": [
        get_type_hints(one, localns=LAZY, include_extras=True)["return"] for one in [*get_overloads(method), method]
    ]
    for client in (Datastore, AsyncDatastore)
    for name, method in inspect.getmembers(client, inspect.isfunction)
    if not name.startswith("_")
}


def test_every_answer_is_typed_throughout() -> None:
    untyped = {name for name, hints in ANSWERS.items() for hint in hints if any(map(_is_untyped, _parts(hint)))}
    assert not any(map(_is_untyped, _parts(records.Finding))), "what check_store tells on the way"
    assert len(ANSWERS) == 2 * len(METHODS)
    assert untyped == {f"{client.__name__}.{name}" for client in (Datastore, AsyncDatastore) for name in UNTYPED}


def test_what_an_answer_is_made_of_can_be_imported() -> None:
    """Each record, document and enumeration, from the package or from its ``records``; also what a callback is told."""
    met = {get_origin(part) or part for hints in ANSWERS.values() for hint in hints for part in _parts(hint)}
    met |= {get_origin(part) or part for part in _parts(records.Finding)}
    ours = {part for part in met if isinstance(part, type) and part.__module__.startswith("nachet_datastore")}
    assert {records.Report, records.Finding, records.Kind, records.FindingDetail, records.FolderDescription} <= ours
    hidden = [
        one for one in ours if one not in (getattr(place, one.__name__, None) for place in (nachet_datastore, records))
    ]
    assert hidden == []


@pytest.mark.parametrize("client", [Datastore, pytest.param(AsyncDatastore, marks=pytest.mark.long)])
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
