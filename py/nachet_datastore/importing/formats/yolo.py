"""YOLO: ``data.yaml`` (or ``classes.txt``) names the classes, a text file beside each picture has its boxes.

A line is a class, the middle of the box and its size, in parts of the picture's sides; with a sixth number, the score,
it is an answer of a model.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ...languages import Message
from ..finding import Finder
from ..model import Answer, Box, Problem, Said
from ..reading import Unreadable, text

#: Lists of pictures and notes that tools write beside; they say nothing of boxes.
PASSED_OVER = ("train.txt", "val.txt", "test.txt", "autosplit_train.txt", "autosplit_val.txt", "notes.json")


def is_yolo(document: Any) -> bool:
    """Whether it is the YAML document of a YOLO data set."""
    return (
        isinstance(document, Mapping) and "names" in document and bool({"train", "val", "path", "nc"} & document.keys())
    )


def classes_of(document: Mapping[str, Any]) -> dict[int, str]:
    """The names of the classes by their numbers. Raises Unreadable."""
    names = document["names"]
    pairs = (
        list(names.items()) if isinstance(names, Mapping) else list(enumerate(names if isinstance(names, list) else ()))
    )
    if not pairs or not all(isinstance(number, int) for number, _ in pairs):
        reason = Message("it is neither a list of names nor an object of numbers and names")
        raise Unreadable("names", "WrongType", reason)
    classes = {number: text(name, f"names[{number}]") for number, name in pairs}
    if "nc" in document and document["nc"] != len(classes):
        reason = Message("there are {number} names, not {said!r}", number=len(classes), said=document["nc"])
        raise Unreadable("nc", "CategoryMissing", reason)
    return classes


def classes_in(data: bytes) -> dict[int, str]:
    """The names of the classes, one a line."""
    return dict(enumerate(line.strip() for line in data.decode("utf-8-sig", "replace").splitlines() if line.strip()))


def labels_of(picture: str) -> list[str]:
    """Where the labels of a picture may be: in ``labels`` in the place of ``images``, or beside it."""
    stem = posixpath.splitext(picture)[0]
    before, found, after = f"/{stem}".rpartition("/images/")
    return [*([f"{before}/labels/{after}.txt".lstrip("/")] if found else []), f"{stem}.txt"]


def read(
    classes: Mapping[int, str],
    scope: str,
    files: Iterable[str],
    load: Callable[[str], bytes],
    finder: Finder,
    refuse: Callable[[Problem], None],
) -> tuple[list[Said], set[str]]:
    """What the labels below the folder ``scope`` say of each picture there, and which files these are."""
    there, used, said = set(files), set(), []
    for picture in sorted(finder.pictures):
        if scope and not picture.startswith(f"{scope}/"):
            continue
        file = next((path for path in labels_of(picture) if path in there), None)
        if file is None:
            continue
        used.add(file)
        try:
            said.append(_said(load(file), file, picture, classes))
        except Unreadable as error:
            refuse(Problem(file, error.key, error.code, error.message, picture))
    return said, used


def _said(data: bytes, file: str, picture: str, classes: Mapping[int, str]) -> Said:
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise Unreadable("", "NotADocument", Message("it is not text")) from error
    boxes = [_box(line.split(), f"line {number}", classes) for number, line in enumerate(lines, 1) if line.strip()]
    drawn = tuple(box for box in boxes if box.score is None)
    scored = tuple(box for box in boxes if box.score is not None)
    answers = (Answer("", scored),) if scored else ()
    return Said(file, "", picture, truth=drawn if drawn or not scored else None, answers=answers)


def _box(words: list[str], key: str, classes: Mapping[int, str]) -> Box:
    try:
        number, *values = int(words[0]), *map(float, words[1:])
    except ValueError as error:
        raise Unreadable(key, "WrongBox", Message("it is not a line of numbers")) from error
    if len(values) > 5:
        raise Unreadable(key, "WrongBox", Message("it is a polygon; export boxes"))
    if len(values) < 4:
        raise Unreadable(key, "WrongBox", Message("it is not class, x, y, width, height"))
    if number not in classes:
        raise Unreadable(key, "CategoryUnknown", Message("no class has the number {number}", number=number))
    if not all(0 <= value <= 1 for value in values):
        worst = next(value for value in values if not 0 <= value <= 1)
        reason = Message("{value:g} is not a part of the picture, 0 to 1: are these pixels or percent?", value=worst)
        raise Unreadable(key, "WrongBox", reason)
    x, y, width, height, *score = values
    sides = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    return Box(key, classes[number], sides, "fraction", score[0] if score else None)
