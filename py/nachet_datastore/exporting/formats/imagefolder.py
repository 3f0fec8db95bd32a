"""Hugging Face's image folder: <part>/metadata.jsonl beside the pictures; crops in a folder for each species."""

from __future__ import annotations

from collections.abc import Sequence

from ..rows import Picture, Specimen
from . import Context, clipped, number, plain, short, text


class ImageFolder:
    """One line of metadata.jsonl a picture: what is known of it, and ``objects``, lists of the same length.

    ``bbox`` is left, top, width, height, in pixels; ``category`` the name of the species.
    """

    whole = "train"

    def __init__(self, context: Context) -> None:
        self._context = context
        self._files = {}
        for part in context.parts:
            (context.folder / part).mkdir()
            self._files[part] = (context.folder / part / "metadata.jsonl").open("x", encoding="utf-8")
        self._names = {seed.seed_id: text(seed.seed_name) for seed in context.species}
        self._names[""] = "null"

    @staticmethod
    def image(picture: Picture, part: str) -> str:
        return f"{part}/{picture.file_name}"

    def add(self, picture: Picture, specimens: Sequence[Specimen], part: str) -> None:
        boxes = []
        for specimen in specimens:
            left, top, right, bottom = clipped(specimen, picture)
            boxes.append(f"[{short(left)},{short(top)},{short(right - left)},{short(bottom - top)}]")
        names, ids = self._names, ",".join(f'"{specimen.specimen_id}"' for specimen in specimens)
        self._files[part].write(
            f'{{"file_name":"{picture.file_name}","picture_id":"{picture.picture_id}",'
            f'"width":{number(picture.width)},"height":{number(picture.height)},"sample":{text(picture.sample)},'
            f'"folder":{text(picture.folder_name)},"zoom":{number(picture.zoom)},'
            f'"taken_at":{plain(picture.taken_at)},"objects":{{"specimen_id":[{ids}],"bbox":[{",".join(boxes)}],'
            f'"category":[{",".join(names.get(specimen.seed_id, "null") for specimen in specimens)}],'
            f'"state":[{",".join(plain(specimen.state) for specimen in specimens)}]}}}}\n'
        )

    def close(self) -> None:
        for file in self._files.values():
            file.close()


class ClassFolders:
    """With crops: <part>/<species>/<specimen id>.png; the folder is the class, crops.jsonl says where each is from."""

    whole = "train"

    def __init__(self, context: Context) -> None:
        self._context = context
        self._file = (context.folder / "crops.jsonl").open("x", encoding="utf-8")

    @staticmethod
    def image(picture: Picture, part: str) -> str:
        return f"{part}/{picture.file_name}"

    def add(self, picture: Picture, specimens: Sequence[Specimen], part: str) -> None:
        for specimen in specimens:
            if self._context.class_of(specimen) is None:
                continue
            file = f"{part}/{self._context.folders[specimen.seed_id]}/{specimen.specimen_id}.png"
            self._file.write(
                f'{{"file_name":{text(file)},"specimen_id":"{specimen.specimen_id}",'
                f'"picture_id":"{picture.picture_id}","species":{text(specimen.seed_name)},'
                f'"box":[{specimen.top_x},{specimen.top_y},{specimen.bottom_x},{specimen.bottom_y}]}}\n'
            )

    def close(self) -> None:
        self._file.close()
