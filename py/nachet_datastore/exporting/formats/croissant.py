"""A Croissant 1.1 manifest: croissant.json, which describes the tables (Parquet) and the pictures beside it.

It is written by hand: mlcroissant, which checks it in the tests, takes 4 seconds of processor time and 140 MB to
import.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from ..rows import PICTURE, SEED, SPECIMEN, Columns

#: The context of Croissant 1.1, as the specification has it.
_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "arrayShape": "cr:arrayShape",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isArray": "cr:isArray",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "name": {"@container": "@language"},
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}

_TYPES = {"text": "sc:Text", "int": "sc:Integer", "float": "sc:Float", "bool": "sc:Boolean", "time": "sc:DateTime"}
_CORNERS = ("top_x", "top_y", "bottom_x", "bottom_y")
_REFERENCES = {
    ("specimens", "picture_id"): "pictures/picture_id",
    ("specimens", "seed_id"): "species/seed_id",
}


def write_manifest(folder: Path, title: str, version: str, *, parts: bool, files: bool) -> None:
    """Write croissant.json for the tables in the folder; ``parts``: whether pictures have a column split."""
    pictures = {**PICTURE, "split": "text"} if parts else PICTURE
    tables = {"species": SEED, "pictures": pictures, "specimens": SPECIMEN}
    distribution: list[dict[str, Any]] = [_file(folder / f"{name}.parquet") for name in tables]
    sets = [_record_set(name, columns) for name, columns in tables.items()]
    if files:
        distribution.append(
            {
                "@type": "cr:FileSet",
                "@id": "image-files",
                "name": "image-files",
                "description": "The pictures, each named by its id.",
                "encodingFormat": ["image/png", "image/jpeg", "image/tiff", "image/webp"],
                "includes": "images/*",
            }
        )
        sets.append(_images())
    document = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": title,
        "description": "Seeds in pictures: boxes, the species that people identified, and what models guessed.",
        "version": version,
        "distribution": distribution,
        "recordSet": sets,
    }
    text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    (folder / "croissant.json").write_text(text, encoding="utf-8")


def _file(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "@type": "cr:FileObject",
        "@id": path.name,
        "name": path.name,
        "contentUrl": path.name,
        "contentSize": f"{path.stat().st_size} B",
        "encodingFormat": "application/x-parquet",
        "sha256": sha256,
    }


def _record_set(table: str, columns: Columns) -> dict[str, Any]:
    fields = [_field(table, name, kind) for name, kind in columns.items() if name not in _CORNERS]
    key = {"species": "seed_id", "pictures": "picture_id", "specimens": "specimen_id"}[table]
    if table == "specimens":
        fields.append(_box())
    return {"@type": "cr:RecordSet", "@id": table, "name": table, "key": {"@id": f"{table}/{key}"}, "field": fields}


def _field(table: str, name: str, kind: str) -> dict[str, Any]:
    field: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{table}/{name}",
        "name": name,
        "dataType": _TYPES[kind],
        "source": {"fileObject": {"@id": f"{table}.parquet"}, "extract": {"column": name}},
    }
    if reference := _REFERENCES.get((table, name)):
        field["references"] = {"field": {"@id": reference}}
    return field


def _box() -> dict[str, Any]:
    """The box: a struct of four numbers."""
    corners = [
        {
            "@type": "cr:Field",
            "@id": f"specimens/box/{name}",
            "name": name,
            "dataType": "sc:Float",
            "source": {
                "fileObject": {"@id": "specimens.parquet"},
                "extract": {"column": "box"},
                "transform": {"jsonPath": name},
            },
        }
        for name in ("xmin", "ymin", "xmax", "ymax")
    ]
    return {
        "@type": "cr:Field",
        "@id": "specimens/box",
        "name": "box",
        "description": "Corners in pixels from the upper left of the picture.",
        "subField": corners,
    }


def _images() -> dict[str, Any]:
    def field(name: str, kind: str, source: dict[str, Any]) -> dict[str, Any]:
        return {
            "@type": "cr:Field",
            "@id": f"images/{name}",
            "name": name,
            "dataType": kind,
            "source": {"fileSet": {"@id": "image-files"}, **source},
        }

    identifier = {"extract": {"fileProperty": "filename"}, "transform": {"regex": r"^(.+)\.[^.]+$"}}
    return {
        "@type": "cr:RecordSet",
        "@id": "images",
        "name": "images",
        "key": {"@id": "images/picture_id"},
        "field": [
            field("picture_id", "sc:Text", identifier),
            field("image", "sc:ImageObject", {"extract": {"fileProperty": "content"}}),
        ],
    }
