"""Our own documents: what is known of pictures (``index.yaml``, beside a picture), and inferences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...languages import Message
from ..model import Answer, Box, Said, Sides
from ..reading import Unreadable, facts_of, is_number, listed, mapped, numbers, storable, text

#: What a document beside a picture may have besides the facts.
_OF_ONE = ("name", "boxes")


def is_inference(document: Any) -> bool:
    """Whether it is what a model said of a picture, as register_inference takes it and get_inference gives it."""
    if not isinstance(document, Mapping) or not isinstance(document.get("boxes"), list):
        return False
    boxes = document["boxes"]
    known = {"totalBoxes", "labelOccurrence", "models", "inference_id"} & document.keys()
    return bool(known) or any(isinstance(box, Mapping) and {"label", "topN"} & box.keys() for box in boxes)


def read_facts(document: Any, file: str, picture: str) -> Said:
    """What the document beside a picture says of it. Raises Unreadable."""
    facts = facts_of(document or {}, _OF_ONE)
    document = document or {}
    if document.get("name") is not None:
        facts["name"] = text(document["name"], "name")
    truth = None
    if document.get("boxes") is not None:
        boxes = listed(document["boxes"], "boxes")
        truth = tuple(_drawn(box, f"boxes[{number}]", facts.get("species")) for number, box in enumerate(boxes))
    return Said(file, "", picture, facts=facts, truth=truth)


def _drawn(document: Any, key: str, species: str | None) -> Box:
    """A box that a person wrote down: its corners, and the species, by default that of the picture."""
    box = mapped(document, key)
    unknown = box.keys() - {"box", "species", "qualifier", "comment"}
    if unknown:
        known = Message("unknown key; known are {names}", names="box, species, qualifier, comment")
        raise Unreadable(f"{key}.{min(unknown)}", "UnknownKey", known)
    label = box.get("species") or species
    if label is None:
        reason = Message("neither the box nor the picture has a species")
        raise Unreadable(f"{key}.species", "SpeciesMissing", reason)
    qualifier, comment = (
        None if box.get(name) is None else text(box[name], f"{key}.{name}") for name in ("qualifier", "comment")
    )
    sides = _sides(box.get("box"), f"{key}.box")
    return Box(key, text(label, f"{key}.species"), sides, qualifier=qualifier, comment=comment)


def _sides(value: Any, key: str) -> Sides:
    """Corners as a list of left, top, right, bottom, or as an object of topX, topY, bottomX, bottomY."""
    if isinstance(value, Mapping):
        value = [value.get(name) for name in ("topX", "topY", "bottomX", "bottomY")]
    left, top, right, bottom = numbers(value, key, 4, "left, top, right, bottom")
    return left, top, right, bottom


def read_inference(document: Mapping[str, Any], file: str, picture: str) -> Said:
    """What a model said of a picture. Its database reads it whole; here its boxes and labels are. Raises Unreadable."""
    try:
        storable([{"result": document}], "")  # As deep as it stands in what is sent.
    except Unreadable as error:
        raise Unreadable(error.key.removeprefix("[0].result").lstrip("."), error.code, error.message) from error
    boxes: list[Box] = []
    for number, value in enumerate(document["boxes"]):
        key = f"boxes[{number}]"
        box = mapped(value, key)
        sides = _sides(mapped(box.get("box"), f"{key}.box"), f"{key}.box")
        guesses = box.get("topN") or []
        labels = [(f"{key}.label", box["label"])] if box.get("label") is not None else []
        for place, guess in enumerate(listed(guesses, f"{key}.topN")):
            where = f"{key}.topN[{place}]"
            labels.append((f"{where}.label", mapped(guess, where).get("label")))
            if not is_number(guess.get("score")):
                raise Unreadable(f"{where}.score", "WrongType", Message("it has no score"))
        if not labels:
            raise Unreadable(f"{key}.label", "SpeciesMissing", Message("it has neither a label nor guesses"))
        boxes += [Box(where, text(label, where), sides) for where, label in labels]
    return Said(file, "", picture, answers=(Answer("", tuple(boxes), document),))
