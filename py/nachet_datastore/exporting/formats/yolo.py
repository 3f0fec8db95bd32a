"""YOLO as Ultralytics lays it out: data.yaml, images/<part>/, labels/<part>/<picture id>.txt."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ...languages import marked
from ..rows import Picture, Specimen
from . import Context, clipped


class Yolo:
    """One text file a picture, one line a specimen in the order of ids: class, centre x and y, width, height, 0 to 1.

    A picture without a specimen has an empty file: it is background.
    """

    whole = "train"

    def __init__(self, context: Context) -> None:
        self._context = context
        for part in context.parts:
            (context.folder / "labels" / part).mkdir(parents=True)
            (context.folder / "images" / part).mkdir(parents=True, exist_ok=True)
        # JSON is YAML, which a name of any characters survives.
        # Without a path: Ultralytics takes that of the file then.
        lines = [f"# {json.dumps(context.title)}"]
        first, *others = context.parts
        val = next((part for part in others if part in ("val", "valid", "validation")), first)
        lines += [f"train: images/{first}", f"val: images/{val}"]
        lines += [f"{part}: images/{part}" for part in others if part != val]
        lines += [f"nc: {len(context.species)}", "names:"]
        lines += [f"  {place}: {_quoted(seed.seed_name)}" for place, seed in enumerate(context.species)]
        lines += ["nachet:"]
        lines += [f"  {place}: {json.dumps(seed.seed_id)}" for place, seed in enumerate(context.species)]
        (context.folder / "data.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")

    @staticmethod
    def image(picture: Picture, part: str) -> str:
        return f"images/{part}/{picture.file_name}"

    def add(self, picture: Picture, specimens: Sequence[Specimen], part: str) -> None:
        lines = []
        for specimen in specimens:
            number = self._context.class_of(specimen)
            if number is None:
                continue
            if not picture.width:
                self._context.leave_out(marked("in a picture of unknown size"))
                continue
            width, height = int(picture.width), int(picture.height)
            left, top, right, bottom = clipped(specimen, picture)
            lines.append(
                f"{number} {(left + right) / 2 / width:.9g} {(top + bottom) / 2 / height:.9g}"
                f" {(right - left) / width:.9g} {(bottom - top) / height:.9g}\n"
            )
        path = self._context.folder / "labels" / part / f"{picture.picture_id}.txt"
        with path.open("x", encoding="utf-8") as file:
            file.write("".join(lines))

    def close(self) -> None:
        """Nothing is left to write."""


def _quoted(name: str) -> str:
    """A text of JSON, which YAML reads the same: but it knows no pairs for one character, as JSON has them."""
    return "".join(f"\\U{ord(mark):08X}" if mark > "\uffff" else json.dumps(mark)[1:-1] for mark in name).join('""')
