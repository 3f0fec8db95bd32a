"""Label Studio: tasks with annotations, which people drew, and predictions, the answers of a model."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from ...languages import Message
from ..finding import Finder
from ..model import Answer, Box, Corrected, Exported, Problem, Said
from ..reading import Unreadable, is_number, listed, mapped, numbers, storable, text

#: What Label Studio puts before the name of a file that was uploaded to it.
_UPLOADED = re.compile(r"^[0-9a-f]{8}-")
#: Regions that are not boxes, but belong to one.
_BESIDE = ("choices", "textarea", "number", "rating", "relation")


def is_tasks(document: Any) -> bool:
    """Whether it is a list of tasks, as Label Studio exports and imports them (JSON, not JSON-MIN)."""
    return (
        isinstance(document, list)
        and bool(document)
        and all(isinstance(task, Mapping) and isinstance(task.get("data"), Mapping) for task in document)
    )


def read(document: list[Any], file: str, finder: Finder, refuse: Callable[[Problem], None]) -> list[Said]:
    """What it says of each picture; ``refuse`` is told of tasks that are wrong."""
    said: dict[str, Said] = {}
    for number, task in enumerate(document):
        key = f"[{number}]"
        picture = None
        try:
            ours = task["data"].get("nachet")
            try:
                picture = _picture(task["data"], f"{key}.data", posixpath.dirname(file), finder)
            except Unreadable:
                if not isinstance(ours, Mapping):
                    raise
                picture = f"{file}:{key}"  # Nothing is to be stored where the picture is there already.
            if picture in said:
                reason = Message("it is the picture of {key}, too", key=said[picture].key)
                raise Unreadable(f"{key}.data", "ImageTwice", reason)
            said[picture] = _said(task, key, file, picture)
            if isinstance(ours, Mapping):
                said[picture] = replace(said[picture], corrected=_corrected(task, ours, key))
        except Unreadable as error:
            refuse(Problem(file, error.key, error.code, error.message, picture))
    return list(said.values())


def _picture(data: Mapping[str, Any], key: str, base: str, finder: Finder) -> str:
    """The picture of a task: the first of its data that names one."""
    names = {name: value for name, value in data.items() if isinstance(value, str)}
    first: Unreadable | None = None
    for name in sorted(names, key=lambda name: (name not in ("image", "picture", "img"), name)):
        try:
            parts = urlsplit(names[name])
        except ValueError as error:
            reason = Message("{value!r} is no address: {error}", value=names[name], error=error)
            first = first or Unreadable(f"{key}.{name}", "PictureMissing", reason)
            continue
        local = parse_qs(parts.query).get("d")
        path = local[0] if local else parts.path
        plain = posixpath.join(posixpath.dirname(path), _UPLOADED.sub("", posixpath.basename(path)))
        for candidate in dict.fromkeys((path.lstrip("/"), plain.lstrip("/"))):
            if not candidate:
                continue
            try:
                return finder.find(candidate, base, f"{key}.{name}")
            except Unreadable as error:
                first = first or error
    raise first or Unreadable(key, "PictureMissing", Message("it names no picture"))


def _said(task: Mapping[str, Any], key: str, file: str, picture: str) -> Said:
    truth = None
    annotation = _last(task.get("annotations") or [], f"{key}.annotations")
    size = None
    if annotation is not None:
        place, found = annotation
        truth, size = _boxes(found, place, scored=False)
    answers = []
    for number, prediction in enumerate(listed(task.get("predictions") or [], f"{key}.predictions")):
        place = f"{key}.predictions[{number}]"
        boxes, seen = _boxes(mapped(prediction, place), place, scored=True)
        size = size or seen
        version = prediction.get("model_version")
        storable(version, f"{place}.model_version")
        models = ({"name": version},) if isinstance(version, str) and version.strip() else None
        answers.append(Answer(place, boxes, models=models))
    return Said(file, key, picture, truth=truth, answers=tuple(answers), size=size)


def _corrected(task: Mapping[str, Any], ours: Mapping[str, Any], key: str) -> Corrected | None:
    """What became of the boxes of a task that an export of this package wrote; None where nobody annotated it."""
    annotation = _last(task.get("annotations") or [], f"{key}.annotations")
    if annotation is None:
        return None
    place, found = annotation
    known = {}
    for number, value in enumerate(listed(ours.get("specimens"), f"{key}.data.nachet.specimens")):
        where = f"{key}.data.nachet.specimens[{number}]"
        one = mapped(value, where)
        left, top, right, bottom = numbers(one.get("box"), f"{where}.box", 4, "left, top, right, bottom")
        specimen_id = _uuid(one, "specimen_id", where)
        box_id, inference_id = (
            None if one.get(name) is None else _uuid(one, name, where) for name in ("box_id", "inference_id")
        )
        state = text(one.get("state"), f"{where}.state")
        known[specimen_id] = Exported(box_id, inference_id, state, one.get("seed_id"), (left, top, right, bottom))
    after, added = {}, []
    for number, region in enumerate(listed(found.get("result") or [], f"{place}.result")):
        where = f"{place}.result[{number}]"
        if mapped(region, where).get("type") in _BESIDE:
            continue
        box = box_of(region, where, None, scored=False)
        if isinstance(region.get("id"), str) and region["id"] in known:
            after[region["id"]] = box
        else:
            added.append(box)
    where = f"{key}.data.nachet"
    container_id, picture_id = (_uuid(ours, name, where) for name in ("container_id", "picture_id"))
    sha256 = text(ours.get("sha256"), f"{where}.sha256")
    return Corrected(container_id, picture_id, sha256, known, after, tuple(added))


def _uuid(document: Mapping[str, Any], name: str, where: str) -> str:
    """An id as an export wrote it. Raises Unreadable."""
    value = text(document.get(name), f"{where}.{name}")
    try:
        UUID(value)
    except ValueError as error:
        raise Unreadable(f"{where}.{name}", "WrongType", Message("{value!r} is not an id", value=value)) from error
    return value


def _last(annotations: Any, key: str) -> tuple[str, Mapping[str, Any]] | None:
    """The annotation that counts: the ground truth where one is marked so, else the one that was changed last."""
    kept = [
        (f"{key}[{number}]", mapped(one, f"{key}[{number}]"))
        for number, one in enumerate(listed(annotations, key))
        if not mapped(one, f"{key}[{number}]").get("was_cancelled")
    ]
    if not kept:
        return None
    return max(kept, key=lambda one: (bool(one[1].get("ground_truth")), str(one[1].get("updated_at") or "")))


def _boxes(annotation: Mapping[str, Any], key: str, *, scored: bool) -> tuple[tuple[Box, ...], tuple[int, int] | None]:
    boxes, size = [], None
    for number, value in enumerate(listed(annotation.get("result") or [], f"{key}.result")):
        place = f"{key}.result[{number}]"
        region = mapped(value, place)
        kind = region.get("type")
        if kind in _BESIDE:
            continue
        if kind not in ("rectanglelabels", "rectangle"):
            raise Unreadable(f"{place}.type", "WrongBox", Message("{kind!r} is not rectanglelabels", kind=kind))
        boxes.append(box_of(region, place, annotation.get("score") if scored else None, scored))
        width, height = region.get("original_width"), region.get("original_height")
        if is_number(width) and is_number(height):
            size = (int(width), int(height))  # type: ignore[arg-type]
    return tuple(boxes), size


def box_of(region: Mapping[str, Any], place: str, score: Any, scored: bool) -> Box:
    """A region of Label Studio; its score, or that of the whole prediction, where it is a model's."""
    value = mapped(region.get("value"), f"{place}.value")
    sides = [value.get(name) for name in ("x", "y", "width", "height")]
    left, top, width, height = numbers(sides, f"{place}.value", 4, "x, y, width, height")
    if value.get("rotation"):
        raise Unreadable(f"{place}.value.rotation", "WrongBox", Message("a box is not turned"))
    labels = listed(value.get("rectanglelabels"), f"{place}.value.rectanglelabels")
    if len(labels) != 1:
        raise Unreadable(f"{place}.value.rectanglelabels", "WrongBox", Message("a box has one label"))
    if max(left, top, left + width, top + height) > 100.5 or min(left, top) < -0.5:
        raise Unreadable(f"{place}.value", "WrongBox", Message("it is beyond 100 percent: are these pixels?"))
    label = text(labels[0], f"{place}.value.rectanglelabels")
    score = region.get("score", score)
    if scored and not (is_number(score) and 0 <= score <= 1):
        raise Unreadable(f"{place}.score", "WrongType", Message("{value!r} is not a score from 0 to 1", value=score))
    sides_now = (left, top, left + width, top + height)
    return Box(f"{place}.value", label, sides_now, "percent", float(score) if scored else None)
