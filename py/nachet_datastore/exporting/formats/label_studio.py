"""Label Studio: tasks.json to import, label_config.xml for the project, pictures in images/."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from ...languages import marked
from ..rows import Picture, Specimen
from . import Context, clipped, create, number, plain, text


class LabelStudio:
    """A task a picture: what people said as an annotation, what models guessed as a prediction; boxes in percent.

    A region's id is that of its specimen. ``data.nachet`` has all ids, so that what comes back finds what it is about.
    A picture of which people said that nothing is in it has an annotation without regions.
    """

    whole = "all"

    def __init__(self, context: Context) -> None:
        self._context = context
        self._file = (context.folder / "tasks.json").open("x", encoding="utf-8")
        self._file.write("[")
        self._tasks = 0
        labels = "".join(f"    <Label value={quoteattr(seed.seed_name)}/>\n" for seed in context.species)
        create(context.folder / "label_config.xml")(
            '<View>\n  <Image name="image" value="$image"/>\n  <RectangleLabels name="label" toName="image">\n'
            f"{labels}  </RectangleLabels>\n</View>\n"
        )

    @staticmethod
    def image(picture: Picture, part: str) -> str:  # noqa: ARG004 - all parts share a folder
        return f"images/{picture.file_name}"

    def add(self, picture: Picture, specimens: Sequence[Specimen], part: str) -> None:
        said, guessed, known = [], dict[str, list[str]](), []
        for specimen in specimens:
            known.append(
                f'{{"specimen_id":"{specimen.specimen_id}","box_id":{plain(specimen.box_id)},'
                f'"inference_id":{plain(specimen.inference_id)},"state":"{specimen.state}",'
                f'"seed_id":{plain(specimen.seed_id)},'
                f'"box":[{specimen.top_x},{specimen.top_y},{specimen.bottom_x},{specimen.bottom_y}]}}'
            )
            if not picture.width:
                self._context.leave_out(marked("in a picture of unknown size"))
                continue
            region = _region(specimen, picture)
            if specimen.seed_name and specimen.state == "settled":
                said.append(region % text(specimen.seed_name) + "}")
            if specimen.model_seed_name:
                version = f"{specimen.model_name} {specimen.model_version}".strip()
                score = number(specimen.model_score)
                guessed.setdefault(version, []).append(f'{region % text(specimen.model_seed_name)},"score":{score}}}')
        is_empty = picture.verified == "true" and not specimens
        annotations = ""
        if said or is_empty:
            annotations = f'{{"result":[{",".join(said)}],"was_cancelled":false,"ground_truth":true}}'
        predictions = ",".join(
            f'{{"model_version":{text(version)},"result":[{",".join(regions)}]}}'
            for version, regions in sorted(guessed.items())
        )
        self._tasks += 1
        self._file.write(
            f'{"," if self._tasks > 1 else ""}\n{{"data":{{"image":"images/{picture.file_name}",'
            f'"sample":{text(picture.sample)},"folder":{text(picture.folder_name)},"part":"{part}",'
            f'"nachet":{{"container_id":"{picture.container_id}","picture_id":"{picture.picture_id}",'
            f'"sha256":"{picture.sha256}","width":{number(picture.width)},"height":{number(picture.height)},'
            f'"specimens":[{",".join(known)}]}}}},"annotations":[{annotations}],"predictions":[{predictions}]}}'
        )

    def close(self) -> None:
        self._file.write("\n]\n")
        self._file.close()


def _region(specimen: Specimen, picture: Picture) -> str:
    """A region without its end; ``%s`` stands for the label."""
    width, height = int(picture.width), int(picture.height)
    left, top, right, bottom = clipped(specimen, picture)
    return (
        f'{{"id":"{specimen.specimen_id}","type":"rectanglelabels","from_name":"label","to_name":"image",'
        f'"original_width":{width},"original_height":{height},"image_rotation":0,"value":{{'
        f'"x":{100 * left / width},"y":{100 * top / height},"width":{100 * (right - left) / width},'
        f'"height":{100 * (bottom - top) / height},"rotation":0,"rectanglelabels":[%s]}}'
    )
