"""A Darwin Core Data Package: datapackage.json and tables in CSV, in the words of Darwin Core and Audubon Core.

``dwc_dp.json`` has the tables and fields that are used, as the standard describes them (TDWG, DwC-DP 1.0).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from ...languages import marked
from ..rows import Picture, Specimen
from . import Context, clipped

#: What RFC 4180 ends a line with.
_END = "\r\n"
_TABLES = ("event", "occurrence", "identification", "media", "occurrence-media")


class DarwinCore:
    """A picture is an event and a medium; a specimen is an occurrence, its box a region of interest of the medium.

    Its accepted identification has its id; the models' guess is another one, which is not accepted.
    """

    whole = "all"

    def __init__(self, context: Context) -> None:
        self._context = context
        words = json.loads((files(__package__) / "dwc_dp.json").read_text(encoding="utf-8"))
        resources = []
        self._files = {}
        for table in _TABLES:
            known = words[table]
            file = (context.folder / f"{table}.csv").open("x", encoding="utf-8", newline="")
            file.write(",".join(one["name"] for one in known["fields"]) + _END)
            self._files[table] = file
            schema: dict[str, Any] = {"fields": known["fields"]}
            schema |= {key: known[key] for key in ("primaryKey", "foreignKeys") if key in known}
            resources.append(
                {
                    "name": table,
                    "path": f"{table}.csv",
                    "profile": "tabular-data-resource",
                    "format": "csv",
                    "mediatype": "text/csv",
                    "encoding": "utf-8",
                    "schema": schema,
                }
            )
        package = {"profile": words["profile"], "title": context.title, "resources": resources}
        document = json.dumps(package, indent=2, ensure_ascii=False) + "\n"
        (context.folder / "datapackage.json").write_text(document, encoding="utf-8")
        self._species = {
            seed.seed_id: (
                f"https://www.gbif.org/species/{seed.gbif_key}" if seed.gbif_key else f"urn:uuid:{seed.seed_id}",
                ",".join(map(_quoted, (seed.seed_name, seed.rank, seed.family, seed.genus))),
            )
            for seed in context.species
        }

    @staticmethod
    def image(picture: Picture, part: str) -> str:  # noqa: ARG004 - all parts share a folder
        return f"images/{picture.file_name}"

    def add(self, picture: Picture, specimens: Sequence[Specimen], part: str) -> None:
        key, sized = picture.picture_id, bool(picture.width and picture.height)
        width, height = (int(picture.width), int(picture.height)) if sized else (1, 1)
        self._write("event", f"{key},urn:uuid:{key},occurrence,{_quoted(picture.sample)},{picture.taken_at}{_END}")
        where = self.image(picture, part) if self._context.files else ""
        device = " + ".join(filter(None, (picture.device, picture.lens)))
        media = [
            f"{key},urn:uuid:{key},,StillImage,{_quoted(picture.name)},{_quoted(picture.description)},"
            f"{picture.taken_at},{_quoted(device)},{key},{where},{picture.media_type},{picture.width},"
            f"{picture.height},SHA-256,{picture.sha256},,,,{_END}"
        ]
        occurrences, identifications, links = [], [], []
        for specimen in specimens:
            one = specimen.specimen_id
            occurrences.append(f"{one},urn:uuid:{one},{key},detected{_END}")
            links.append(f"roi-{one},{one}{_END}")
            places = ",,,"
            if sized:
                left, top, right, bottom = clipped(specimen, picture)
                places = (
                    f"{left / width:.9g},{top / height:.9g},{(bottom - top) / height:.9g},{(right - left) / width:.9g}"
                )
            else:
                self._context.leave_out(marked("in a picture of unknown size"))
            media.append(f"roi-{one},,{key},StillImage,,,,,{one},,,,,,,{places}{_END}")
            if known := self._species.get(specimen.seed_id):
                taken_for = f"{specimen.seed_name} {specimen.qualifier}".rstrip()
                by = f"urn:uuid:{specimen.identified_by}" if specimen.identified_by else ""
                identifications.append(
                    f"{one},media,roi-{one},{one},{_quoted(taken_for)},true,{by},{specimen.identified_at},"
                    f"{specimen.state},{known[0]},{known[1]}{_END}"
                )
            if specimen.model_seed_name:
                guess = self._species.get(specimen.model_seed_id)
                name = _quoted(specimen.model_seed_name)
                model = _quoted(f"{specimen.model_name} {specimen.model_version}".strip())
                known_as = f"{guess[0]},{guess[1]}" if guess else f"urn:uuid:{specimen.model_seed_id},{name},,,"
                identifications.append(
                    f"model-{one},media,roi-{one},{one},{name},false,{model},,model,{known_as}{_END}"
                )
        self._write("occurrence", "".join(occurrences))
        self._write("identification", "".join(identifications))
        self._write("media", "".join(media))
        self._write("occurrence-media", "".join(links))

    def _write(self, table: str, lines: str) -> None:
        self._files[table].write(lines)

    def close(self) -> None:
        for file in self._files.values():
            file.close()


def _quoted(value: str) -> str:
    """A text as CSV has it."""
    if value.isalnum():
        return value
    if any(mark in value for mark in ',"\r\n'):
        return '"' + value.replace('"', '""') + '"'
    return value
