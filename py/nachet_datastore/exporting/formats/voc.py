"""Pascal VOC: Annotations/<picture id>.xml, JPEGImages/, ImageSets/Main/<part>.txt."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from ..rows import Picture, Specimen
from . import Context, clipped, create, short


class Voc:
    """One XML file a picture. Corners are pixels from the picture's upper left corner, which is 0, 0; not rounded."""

    whole = "default"

    def __init__(self, context: Context) -> None:
        self._context = context
        self._annotations = context.folder / "Annotations"
        self._annotations.mkdir()
        sets = context.folder / "ImageSets" / "Main"
        sets.mkdir(parents=True)
        self._sets = {part: (sets / f"{part}.txt").open("x", encoding="utf-8") for part in context.parts}
        self._names = {seed.seed_id: escape(_printable(seed.seed_name)) for seed in context.species}
        names = create(context.folder / "classes.txt")
        names("".join(f"{seed.seed_name}\n" for seed in context.species))

    @staticmethod
    def image(picture: Picture, part: str) -> str:  # noqa: ARG004 - all parts share a folder
        return f"JPEGImages/{picture.file_name}"

    def add(self, picture: Picture, specimens: Sequence[Specimen], part: str) -> None:
        boxes = []
        for specimen in specimens:
            if self._context.class_of(specimen) is None:
                continue
            left, top, right, bottom = map(short, clipped(specimen, picture))
            boxes.append(
                f"  <object>\n    <name>{self._names[specimen.seed_id]}</name>\n    <pose>Unspecified</pose>\n"
                f"    <truncated>{int(specimen.partly_outside == 'true')}</truncated>\n"
                f"    <difficult>{int(bool(specimen.qualifier))}</difficult>\n"
                f"    <bndbox>\n      <xmin>{left}</xmin>\n      <ymin>{top}</ymin>\n      <xmax>{right}</xmax>\n"
                f"      <ymax>{bottom}</ymax>\n    </bndbox>\n"
                f"    <specimen_id>{specimen.specimen_id}</specimen_id>\n  </object>\n"
            )
        size = f"<width>{picture.width or 0}</width>\n    <height>{picture.height or 0}</height>\n    <depth>3</depth>"
        document = (
            f"<annotation>\n  <folder>JPEGImages</folder>\n  <filename>{picture.file_name}</filename>\n"
            f"  <source>\n    <database>Nachet</database>\n    <image>{picture.picture_id}</image>\n  </source>\n"
            f"  <size>\n    {size}\n  </size>\n  <segmented>0</segmented>\n{''.join(boxes)}</annotation>\n"
        )
        with (self._annotations / f"{picture.picture_id}.xml").open("x", encoding="utf-8") as file:
            file.write(document)
        self._sets[part].write(f"{picture.picture_id}\n")

    def close(self) -> None:
        for file in self._sets.values():
            file.close()


def _printable(name: str) -> str:
    """A name without what XML cannot hold."""
    return "".join(" " if character < " " or character in "\ufffe\uffff" else character for character in name)
