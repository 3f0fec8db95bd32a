"""The formats: each module writes one, from pictures with their specimens as they come, or from whole tables."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from ...languages import marked
from ..pictures import class_folder
from ..rows import Picture, Seed, Specimen


@dataclass(slots=True)
class Context:
    """What a writer needs: where to write, the species by id with their class (from 0, by name), the parts of a split.

    ``parts`` has one name where nothing is split, of the writer's own choice.
    """

    folder: Path
    species: Sequence[Seed]
    parts: Sequence[str]
    files: bool
    title: str
    classes: Mapping[str, int] = field(init=False)
    #: A folder for each species, for class folders of crops.
    folders: Mapping[str, str] = field(init=False)
    #: Boxes that the format has no place for, by reason.
    left_out: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.classes = {seed.seed_id: number for number, seed in enumerate(self.species)}
        folders, taken = {}, set[str]()
        for seed in self.species:
            name = base = class_folder(seed.seed_name)
            while name.casefold() in taken:
                name = f"{base} {seed.seed_id}"
            taken.add(name.casefold())
            folders[seed.seed_id] = name
        self.folders = folders

    def leave_out(self, reason: str) -> None:
        """Count a box that is left out."""
        self.left_out[reason] = self.left_out.get(reason, 0) + 1

    def class_of(self, specimen: Specimen) -> int | None:
        """The class of a specimen; None, counted as left out, where its species is not known."""
        number = self.classes.get(specimen.seed_id)
        if number is None:
            self.leave_out(marked("without a species"))
        return number


class Writer(Protocol):
    """Writes one format from pictures as they come."""

    #: The name of the one part, where nothing is split.
    whole: str

    def __init__(self, context: Context) -> None:
        """Open what is written to."""

    @staticmethod
    def image(picture: Picture, part: str) -> str:
        """Where the file of a picture lies, below the folder."""

    def add(self, picture: Picture, specimens: Sequence[Specimen], part: str) -> None:
        """Write a picture with its specimens."""

    def close(self) -> None:
        """Write the rest. Called once, after the last picture."""


Box = tuple[float, float, float, float]


def clipped(specimen: Specimen, picture: Picture) -> Box:
    """The corners of a specimen's box, left, top, right, bottom, in pixels within the picture."""
    left, top = float(specimen.top_x), float(specimen.top_y)
    right, bottom = float(specimen.bottom_x), float(specimen.bottom_y)
    if specimen.partly_outside == "true" and picture.width:
        width, height = float(picture.width), float(picture.height)
        left, top, right, bottom = max(left, 0.0), max(top, 0.0), min(right, width), min(bottom, height)
    return left, top, right, bottom


def short(number: float) -> float | int:
    """A number as it is written: without a point where it is whole."""
    whole = int(number)
    return whole if whole == number else number


@lru_cache(8192)
def text(value: str) -> str:
    """A text as JSON; an empty one, which stands for null, as null."""
    return json.dumps(value, ensure_ascii=False) if value else "null"


def plain(value: str) -> str:
    """As ``text``, for an id, a time or a word of ours."""
    return f'"{value}"' if value else "null"


def number(value: str) -> str:
    """A number as JSON; an empty one as null."""
    return value or "null"


def create(path: Path) -> Callable[[str], int]:
    """A new text file's ``write``."""
    return path.open("x", encoding="utf-8", newline="").write


def seed_document(seed: Seed) -> dict[str, object]:
    """What is known of a species, for the formats that have room for it."""
    known = {
        "seed_id": seed.seed_id,
        "rank": seed.rank,
        "genus": seed.genus,
        "family": seed.family,
        "gbif_key": int(seed.gbif_key) if seed.gbif_key else None,
        "eppo_code": seed.eppo_code,
        "itis_tsn": int(seed.itis_tsn) if seed.itis_tsn else None,
    }
    return {key: value or None for key, value in known.items()}
