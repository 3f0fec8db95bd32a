"""COCO, for detection: annotations/instances_<part>.json, pictures in images/<part>/ (as CVAT lays it out)."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from typing import TextIO

from ..rows import Picture, Specimen
from . import Context, clipped, number, plain, seed_document, short, text


class Coco:
    """Ids are numbers in the order of pictures and specimens; category ids follow the names of the species, from 1.

    What COCO has no key for is under ``nachet``: ids, the box as it is stored, who identified it, and the guess.
    """

    whole = "default"

    def __init__(self, context: Context) -> None:
        self._context = context
        (context.folder / "annotations").mkdir()
        self._parts = {part: _Part(context, part) for part in context.parts}

    @staticmethod
    def image(picture: Picture, part: str) -> str:
        return f"images/{part}/{picture.file_name}"

    def add(self, picture: Picture, specimens: Sequence[Specimen], part: str) -> None:
        target = self._parts[part]
        image = target.add_image(
            f'"file_name":"{picture.file_name}","width":{number(picture.width)},'
            f'"height":{number(picture.height)},"date_captured":{plain(picture.taken_at)},"nachet":{{'
            f'"picture_id":"{picture.picture_id}","container_id":"{picture.container_id}",'
            f'"picture_set_id":"{picture.picture_set_id}","folder":{text(picture.folder_name)},'
            f'"name":{text(picture.name)},"media_type":"{picture.media_type}",'
            f'"sha256":"{picture.sha256}","zoom":{number(picture.zoom)},"nb_seeds":{number(picture.nb_seeds)},'
            f'"description":{text(picture.description)},'
            f'"device":{text(picture.device)},"lens":{text(picture.lens)},'
            f'"tray":{text(picture.tray)},"sample":{text(picture.sample)},'
            f'"parent_id":{plain(picture.parent_id)},"verified":{number(picture.verified)}}}'
        )
        for specimen in specimens:
            category = self._context.class_of(specimen)
            if category is None:
                continue
            left, top, right, bottom = clipped(specimen, picture)
            width, height = right - left, bottom - top
            guess = "null"
            if specimen.model_seed_name:
                guess = (
                    f'{{"label":{text(specimen.model_seed_name)},"score":{number(specimen.model_score)},'
                    f'"pipeline":{text(specimen.pipeline_name)},"model":{text(specimen.model_name)},'
                    f'"version":{text(specimen.model_version)}}}'
                )
            target.add_box(
                image,
                f'"category_id":{category + 1},"bbox":[{short(left)},{short(top)},{short(width)},{short(height)}],'
                f'"area":{short(width * height)},"iscrowd":0,"segmentation":[],"nachet":{{'
                f'"specimen_id":"{specimen.specimen_id}","state":"{specimen.state}",'
                f'"box":[{specimen.top_x},{specimen.top_y},{specimen.bottom_x},{specimen.bottom_y}],'
                f'"object_type_id":{number(specimen.object_type_id)},"qualifier":{text(specimen.qualifier)},'
                f'"identified_by":{plain(specimen.identified_by)},"identified_at":{plain(specimen.identified_at)},'
                f'"inference_id":{plain(specimen.inference_id)},"guess":{guess}}}',
            )

    def close(self) -> None:
        for part in self._parts.values():
            part.close()


class _Part:
    """One file. Its boxes are written apart and added at the end, so that neither list is held in memory."""

    def __init__(self, context: Context, part: str) -> None:
        self._path = context.folder / "annotations" / f"instances_{part}.json"
        self._rest = self._path.with_suffix(".boxes")
        self._file: TextIO = self._path.open("x", encoding="utf-8")
        self._boxes: TextIO = self._rest.open("x", encoding="utf-8")
        categories = [
            {
                "id": place,
                "name": seed.seed_name,
                "supercategory": seed.family or seed.genus or "seed",
                "nachet": seed_document(seed),
            }
            for place, seed in enumerate(context.species, 1)
        ]
        info = {"description": context.title, "version": "1.0"}
        self._file.write(
            f'{{"info":{json.dumps(info, ensure_ascii=False)},"licenses":[],\n"categories":'
            f'{json.dumps(categories, ensure_ascii=False)},\n"images":['
        )
        self._images = self._found = 0

    def add_image(self, document: str) -> int:
        self._images += 1
        comma = "," if self._images > 1 else ""
        self._file.write(f'{comma}\n{{"id":{self._images},{document}}}')
        return self._images

    def add_box(self, image: int, document: str) -> None:
        self._found += 1
        comma = "," if self._found > 1 else ""
        self._boxes.write(f'{comma}\n{{"id":{self._found},"image_id":{image},{document}}}')

    def close(self) -> None:
        self._file.write('],\n"annotations":[')
        self._boxes.close()
        with self._rest.open("r", encoding="utf-8") as boxes:
            shutil.copyfileobj(boxes, self._file, 1 << 20)
        self._rest.unlink()
        self._file.write("]}\n")
        self._file.close()
