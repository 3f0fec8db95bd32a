"""COCO: one document for many pictures; boxes with a score are answers of a model, all others people drew."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from ...languages import Message
from ..finding import Finder
from ..model import Answer, Box, Problem, Said
from ..reading import FACTS, Unreadable, fact_of, identity, is_number, listed, mapped, numbers, storable, text


def is_coco(document: Any) -> bool:
    """Whether it is a COCO document of boxes."""
    return isinstance(document, Mapping) and {"images", "annotations", "categories"} <= document.keys()


def read(document: Mapping[str, Any], file: str, finder: Finder, refuse: Callable[[Problem], None]) -> list[Said]:
    """What it says of each picture. Raises Unreadable where it is wrong as a whole; else ``refuse`` is told."""
    categories = _categories(document)
    pictures = _pictures(document, file, finder, refuse)
    boxes: dict[Any, list[Box]] = {image: [] for image in pictures}
    guesses: dict[Any, list[Answer]] = {image: [] for image in pictures}
    refused = set()
    annotations = listed(document["annotations"], "annotations")
    for number, annotation in enumerate(annotations):
        key = f"annotations[{number}]"
        image = identity(mapped(annotation, key).get("image_id"), f"{key}.image_id")
        if image not in pictures:
            reason = Message("no image has the id {id!r}", id=image)
            refuse(Problem(file, f"{key}.image_id", "ImageUnknown", reason))
            continue
        said = pictures[image]
        if said is None:  # Told already.
            continue
        try:
            box = _box(annotation, key, categories)
            boxes[image].append(box)
            guesses[image] += _guess(annotation, key, box)
        except Unreadable as error:
            refuse(Problem(file, error.key, error.code, error.message, said.picture))
            refused.add(image)
    all_scored = bool(annotations) and all(
        isinstance(one, Mapping) and one.get("score") is not None for one in annotations
    )
    return [
        _said(said, boxes[image], guesses[image], all_scored)
        for image, said in pictures.items()
        if said is not None and image not in refused
    ]


def _said(said: Said, boxes: list[Box], guesses: list[Answer], all_scored: bool) -> Said:
    drawn = tuple(box for box in boxes if box.score is None)
    scored = tuple(box for box in boxes if box.score is not None)
    truth = drawn if drawn or (said.truth is not None and not (scored or all_scored)) else None
    answers = (Answer(said.key, scored),) if scored or all_scored else ()
    return replace(said, truth=truth, answers=(*_by_pipeline(guesses), *answers))


def _by_pipeline(guesses: list[Answer]) -> list[Answer]:
    """One answer for each pipeline and its models."""
    found: dict[str, list[Answer]] = {}
    for guess in guesses:
        found.setdefault(f"{guess.pipeline} {guess.models}", []).append(guess)
    return [replace(same[0], boxes=tuple(box for one in same for box in one.boxes)) for same in found.values()]


def _categories(document: Mapping[str, Any]) -> dict[Any, str]:
    categories: dict[Any, str] = {}
    for number, category in enumerate(listed(document["categories"], "categories")):
        key = f"categories[{number}]"
        own = identity(mapped(category, key).get("id"), f"{key}.id")
        name = text(category.get("name"), f"{key}.name")
        if own in categories:
            reason = Message(
                "the category id {id!r} is there twice, as {name!r} and {other!r}",
                id=own,
                name=categories[own],
                other=name,
            )
            raise Unreadable(f"{key}.id", "CategoryTwice", reason)
        categories[own] = name
    return categories


def _pictures(
    document: Mapping[str, Any], file: str, finder: Finder, refuse: Callable[[Problem], None]
) -> dict[Any, Said | None]:
    """By the id of each image its picture, None where that is not there."""
    found: dict[Any, Said | None] = {}
    named: dict[str, str] = {}
    for number, image in enumerate(listed(document["images"], "images")):
        key = f"images[{number}]"
        own = identity(mapped(image, key).get("id"), f"{key}.id")
        if own in found:
            raise Unreadable(f"{key}.id", "ImageTwice", Message("the image id {id!r} is there twice", id=own))
        found[own] = None
        try:
            name = text(image.get("file_name"), f"{key}.file_name")
            picture = finder.find(name, posixpath.dirname(file), f"{key}.file_name")
            if picture in named:
                reason = Message("it is the picture of {key}, too", key=named[picture])
                raise Unreadable(f"{key}.file_name", "ImageTwice", reason)
        except Unreadable as error:
            refuse(Problem(file, error.key, error.code, error.message))
            continue
        named[picture] = key
        width, height = image.get("width"), image.get("height")
        size = (int(width), int(height)) if is_number(width) and is_number(height) else None
        ours = image.get("nachet")
        ours = ours if isinstance(ours, Mapping) else {}
        # An export says of a picture without boxes whether people found it empty.
        truth = None if ours.get("verified") is False else ()
        try:
            found[own] = Said(file, key, picture, facts=_facts(image, ours, key), size=size, truth=truth)
        except Unreadable as error:
            refuse(Problem(file, error.key, error.code, error.message, picture))
    return found


def _box(annotation: Mapping[str, Any], key: str, categories: Mapping[Any, str]) -> Box:
    category = identity(annotation.get("category_id"), f"{key}.category_id")
    if category not in categories:
        reason = Message("no category has the id {id!r}", id=category)
        raise Unreadable(f"{key}.category_id", "CategoryUnknown", reason)
    if annotation.get("iscrowd"):
        raise Unreadable(f"{key}.iscrowd", "Crowd", Message("a crowd is not one thing with a box"))
    left, top, width, height = numbers(annotation.get("bbox"), f"{key}.bbox", 4, "left, top, width, height")
    score = annotation.get("score")
    if score is not None and not (is_number(score) and 0 <= score <= 1):
        raise Unreadable(f"{key}.score", "WrongType", Message("{value!r} is not a score from 0 to 1", value=score))
    ours = annotation.get("nachet")
    exact = ours.get("box") if isinstance(ours, Mapping) else None
    sides = (left, top, left + width, top + height)
    if exact is not None:  # The box as it was stored, which may reach beyond the picture.
        left, top, right, bottom = numbers(exact, f"{key}.nachet.box", 4, "left, top, right, bottom")
        sides = (left, top, right, bottom)
    qualifier = ours.get("qualifier") if isinstance(ours, Mapping) else None
    if qualifier is not None:
        text(qualifier, f"{key}.nachet.qualifier")
    return Box(f"{key}.bbox", categories[category], sides, score=score, qualifier=qualifier)


def _facts(image: Mapping[str, Any], ours: Mapping[str, Any], key: str) -> dict[str, Any]:
    """What an export of this package says of a picture."""
    facts = {name: fact_of(name, ours[name]) for name in FACTS if ours.get(name) is not None}
    if ours.get("name") is not None:
        facts["name"] = text(ours["name"], f"{key}.nachet.name")
    if ours and image.get("date_captured") is not None:
        facts["taken_at"] = fact_of("taken_at", image["date_captured"])
    return facts


def _guess(annotation: Mapping[str, Any], key: str, box: Box) -> list[Answer]:
    """What a model had taken the box of an export for."""
    ours = annotation.get("nachet")
    guess = ours.get("guess") if isinstance(ours, Mapping) else None
    if not isinstance(guess, Mapping):
        return []
    place = f"{key}.nachet.guess"
    score = guess.get("score")
    if not is_number(score):
        raise Unreadable(f"{place}.score", "WrongType", Message("{value!r} is not a score from 0 to 1", value=score))
    guessed = Box(place, text(guess.get("label"), f"{place}.label"), box.sides, score=score)
    model = {"name": guess["model"], "version": guess.get("version")} if guess.get("model") else None
    storable(model, place)
    models = () if model is None else (model,)
    return [Answer(place, (guessed,), pipeline=text(guess.get("pipeline"), f"{place}.pipeline"), models=models)]
