"""Documents of the older datastore put together from its rows: an inference with its boxes, what people said of them.

Nothing here asks or changes anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from ..documents import BoxFeedback
from ..languages import Message
from .legacy_source import Row

#: Of an older document what ours has of its own.
_OURS = ("boxes", "inference_id", "pipeline_id")


@dataclass(slots=True)
class LegacyBox:
    """A row of ``object`` with its guesses; ``person`` are guesses that a person made by naming a species."""

    row: Row
    guesses: list[Row]
    person: list[Row]
    document: dict[str, Any] | None
    lost: list[str] = field(default_factory=list)

    @property
    def id(self) -> UUID:
        return cast(UUID, self.row["id"])

    @property
    def added(self) -> bool:
        """Whether a person added it, so that it is no part of the models' document."""
        return bool(self.row["manual_detection"])

    @property
    def all_guesses(self) -> list[Row]:
        return [*self.guesses, *self.person]


@dataclass(frozen=True, slots=True)
class Word:
    """What a person said of a box; ``seed_id`` is the older id of the species, None of a rejection."""

    box: LegacyBox
    seed_id: UUID | None
    comment: str

    def feedback(self, box_id: UUID | None, *, separate: bool) -> BoxFeedback:
        """The word as verify_seed takes it; without a box's id the box is added."""
        said: BoxFeedback = {"boxId": "" if box_id is None else str(box_id), "comment": self.comment}
        if self.seed_id is None:
            said["label"] = said["classId"] = ""
        else:
            said["classId"] = str(self.seed_id)
        if box_id is None:
            said["box"] = place_of(self.box.row)
            if separate:
                said["separate"] = True
        return said


def boxes_of(objects: Iterable[Row], guesses: Mapping[UUID, list[Row]], names: Mapping[UUID, str]) -> list[LegacyBox]:
    """The boxes of an inference in the order of its document; ``names`` are the species that could be taken."""
    boxes = [_box(row, guesses.get(row["id"], []), names) for row in objects]
    order = {one["id"]: number for number, one in enumerate(one for rows in guesses.values() for one in rows)}
    last = len(order)

    def place(box: LegacyBox) -> tuple[bool, float, int, str]:
        first = min((order[one["id"]] for one in box.guesses), default=last)
        return box.added, _seconds(box.row["upload_date"]), first, str(box.id)

    return sorted(boxes, key=place)


def _box(row: Row, guesses: list[Row], names: Mapping[UUID, str]) -> LegacyBox:
    """A box with its guesses, the best one first among equals."""
    named = [one for one in guesses if one["score"] == 0 and one["id"] != row["top_id"]]
    if row["manual_detection"] or not any(one["score"] != 0 for one in guesses):
        named = guesses if row["manual_detection"] else [one for one in named if one["id"] == row["verified_id"]]
    model = [one for one in guesses if one not in named]
    model.sort(key=lambda one: (-one["score"], one["id"] != row["top_id"]))
    box = LegacyBox(row, model, named, None)
    if row["manual_detection"]:
        return box
    known = [one for one in model if one["seed_id"] in names]
    if row["top_id"] is not None and row["top_id"] not in {one["id"] for one in known[:1]}:
        box.lost.append(
            Message("top_id: not the best score") if any(row["top_id"] == one["id"] for one in model) else "top_id"
        )
    box.document = _document_of(row, known, names)
    return box


def _document_of(row: Row, guesses: list[Row], names: Mapping[UUID, str]) -> dict[str, Any]:
    """A box of the models' document; its guesses by the names of the species."""
    said = row["box_metadata"] if isinstance(row["box_metadata"], dict) else {}
    # A corrected box lies there alone, or in the place of the first one.
    document = {"box": said} if "topX" in said else dict(said)
    for name in ("topN", "box_id", "boxId", "top_id", "is_verified", "is_rejected", "object_type_id"):
        document.pop(name, None)
    if guesses:
        best = guesses[0]
        document.setdefault("label", names[best["seed_id"]])
        document.setdefault("score", best["score"])
        document["topN"] = [{"label": names[one["seed_id"]], "score": one["score"]} for one in guesses]
    if row["type_id"] not in (None, 1):
        document["object_type_id"] = row["type_id"]
    return document


def document_of(inference: Row, boxes: Iterable[LegacyBox]) -> dict[str, Any]:
    """The models' document of an inference, with the times that it had."""
    said = inference["inference"] if isinstance(inference["inference"], dict) else {}
    document = {name: value for name, value in said.items() if name not in _OURS}
    document["boxes"] = [box.document for box in boxes if box.document is not None]
    if "totalBoxes" in document:
        document["totalBoxes"] = len(document["boxes"])
    document["legacy"] = without_nulls(
        {
            "upload_date": told(inference["upload_date"]),
            "updated_at": told(inference["update_at"]),
            "verified": inference["verified"],
        }
    )
    return document


def best_label(box: LegacyBox) -> str | None:
    """The label of a box's best guess in its document."""
    guesses = (box.document or {}).get("topN")
    return guesses[0]["label"] if guesses else None


def place_of(row: Row) -> Any:
    """Where a box is, as the older row has it."""
    said = row["box_metadata"] if isinstance(row["box_metadata"], dict) else {}
    return said if "topX" in said else said.get("box")


def words_of(boxes: Iterable[LegacyBox], who: str) -> list[Word]:
    """What a person said of the boxes of an inference. ``who`` ends each comment where it is not the one who speaks."""
    words = []
    for box in boxes:
        row = box.row
        at = told(row["updated_at"]) or told(row["upload_date"]) or "an unknown time"
        comment = f"Imported from the older datastore: said at {at}{who} (box {box.id})"
        named = {one["id"]: one["seed_id"] for one in box.all_guesses}
        # A box that a person added has the species that it was added with, when nothing else is said of it.
        said = row["verified_id"] or (box.added and (row["top_id"] or next(iter(named), None))) or None
        if row["valid"] is False:
            if box.added:
                box.lost.append(Message("a box that was added and rejected"))
            else:
                words.append(Word(box, None, comment))
        elif said is None:
            if box.added:
                box.lost.append(Message("a box that was added without a species"))
        elif said not in named:
            box.lost.append(Message("verified_id: not a guess of the box"))
        else:
            words.append(Word(box, named[said], comment))
    return words


def told(at: object) -> str | None:
    """A time of the older datastore as text."""
    return at.isoformat() if isinstance(at, datetime) else None


def without_nulls(document: Mapping[str, Any]) -> dict[str, Any]:
    """A document without what it does not say."""
    return {name: value for name, value in document.items() if value is not None}


def _seconds(at: object) -> float:
    return at.timestamp() if isinstance(at, datetime) else 0.0
