"""An export from its first row to the renamed folder."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import Any, Literal, get_args

from psycopg import sql

from ..blobs.stores import BlobStore, open_store
from ..errors import InvalidValue, StoreMissing
from ..languages import _
from . import pictures as blobs
from .folder import SUMMARY, require_free, whole
from .formats import Context, Writer
from .rows import Picture, Reader, Selection, Specimen, purged, reading, select
from .split import Split

Format = Literal["coco", "yolo", "voc", "csv", "parquet", "imagefolder", "dwc-dp", "croissant", "label-studio"]
Pictures = Literal["none", "files", "crops"]

#: Told now and then how many pictures are done, of how many.
Progress = Callable[[int, int], object]

_STEP = 200


@dataclass(slots=True)
class ExportReport:
    """What became of an export.

    ``missing``: pictures whose blob could not be read, by id, with the reason; the formats that write picture by
    picture have no boxes of them. ``purged``: pictures and specimens that the dataset had and that were purged since,
    by id. ``left_out``: boxes that the format has no place for, counted by reason. ``parts``: pictures by part of the
    split.
    """

    pictures: int = 0
    specimens: int = 0
    species: int = 0
    crops: int = 0
    parts: dict[str, int] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    purged: list[tuple[str, str]] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        """Whether all that was asked for is there."""
        return not self.missing and not self.purged


def export(
    database_url: str,
    format: Format,  # noqa: A002 - what everybody calls it
    out: str | PathLike[str],
    *,
    filter: Mapping[str, Any] | None = None,  # noqa: A002 - the name that SQL has for it
    dataset: str | None = None,
    store: str | PathLike[str] | BlobStore | None = None,
    pictures: Pictures = "none",
    split: str | None = None,
    seed: int = 0,
    force: bool = False,
    parallel: int = 8,
    progress: Progress | None = None,
) -> ExportReport:
    """Export specimens with their pictures to a folder, which is there whole at the end, or not at all.

    ``filter``: what select_specimens takes; ``dataset``: the name of a dataset instead. ``store``: what open_store
    takes, for the pictures: ``"files"`` as they are stored, ``"crops"`` one PNG a specimen. ``split``:
    ``train=0.8,val=0.1,test=0.1``, with a ``seed``; see ``split.py``. ``force``: replace an earlier export.
    ``parallel``: blobs read at a time. The login is a member of nachet_analyst, or the owner.

    The same data gives the same bytes. Raises InvalidValue, InvalidFilter and other errors of select_specimens,
    DatasetNotFound, ImportError (the extra ``export`` is not installed), StoreMissing, StoreUnavailable,
    FileExistsError, OSError (such as a full disk); then there is what was there before.
    """
    _require(format, get_args(Format), "format")
    _require(pictures, get_args(Pictures), "pictures")
    _require_packages(format)
    if parallel < 1:
        raise InvalidValue({"place": "parallel", "value": parallel, "least": 1})
    if filter and dataset is not None:
        raise InvalidValue({"place": "filter", "reason": "a dataset was pinned with a filter of its own"})
    rule = None if split is None else Split.parse(split, seed)
    if pictures != "none" and store is None:
        raise StoreMissing
    require_free(Path(out), force=force)
    opened = open_store(store) if isinstance(store, str | PathLike) else store
    try:
        with reading(database_url) as reader, whole(out, force=force) as folder:
            selection = select(reader, filter or {}, dataset)
            run = _Run(reader, selection, folder, format, pictures, rule, opened, parallel, progress)
            return run.write()
    finally:
        if opened is not None and opened is not store:
            opened.close()


def _require(value: str, allowed: tuple[str, ...], place: str) -> None:
    if value not in allowed:
        raise InvalidValue({"place": place, "value": value, "allowed": list(allowed)})


@dataclass(slots=True)
class _Run:
    reader: Reader
    selection: Selection
    folder: Path
    format: Format
    pictures: Pictures
    split: Split | None
    store: BlobStore | None
    parallel: int
    progress: Progress | None
    report: ExportReport = field(default_factory=ExportReport)

    def write(self) -> ExportReport:
        self.report.purged = purged(self.reader, self.selection)
        if self.format in ("csv", "parquet", "croissant"):
            self._write_tables()
        else:
            self._write_pictures()
        if self.report.purged:
            lines = "".join(f"{kind},{one}\n" for kind, one in self.report.purged)
            (self.folder / "purged.csv").write_text(f"kind,id\n{lines}", encoding="utf-8")
        self._summarize()
        return self.report

    def _title(self) -> str:
        return f"Nachet: {self.selection.dataset}" if self.selection.dataset else "Nachet"

    # -- from pictures, as they come -----------------------------------------------------------------------------

    def _write_pictures(self) -> None:
        kind = _writer(self.format, self.pictures)
        parts = list(self.split.bounds) if self.split else [kind.whole]
        species = self.reader.species(self.selection)
        files = self.pictures == "files"
        context = Context(self.folder, species, parts, files, self._title())
        writer = kind(context)
        # Which box shows a specimen is not pinned.
        boxes = self.format == "label-studio" and self.selection.dataset is None
        pairs = self.reader.pictures(self.selection, boxes=boxes)
        for picture, specimens in self._counted(self._with_blobs(pairs, context, kind)):
            part = self._part(picture, parts[0])
            self.report.pictures += 1
            self.report.specimens += len(specimens)
            self.report.parts[part] = self.report.parts.get(part, 0) + 1
            writer.add(picture, specimens, part)
        writer.close()
        self.report.species = len(species)
        self.report.left_out = context.left_out

    def _part(self, picture: Picture, otherwise: str) -> str:
        return self.split.of(picture.split_group) if self.split else otherwise

    def _counted(self, pairs: Iterable[blobs.Read]) -> Iterator[blobs.Read]:
        if self.progress is None:
            yield from pairs
            return
        count = sql.SQL("select count(*) from {}").format(self.selection.pictures)
        total = self.reader.rows(count)[0][0]
        for done, pair in enumerate(pairs):
            if done % _STEP == 0 or self.store is not None:
                self.progress(done, total)
            yield pair
        self.progress(total, total)

    # -- blobs ---------------------------------------------------------------------------------------------------

    def _with_blobs(self, pairs: Iterator[blobs.Read], context: Context, kind: type[Writer]) -> Iterator[blobs.Read]:
        """The pictures whose blobs are written, and all where none are."""
        store, folders = self.store, context.folders
        if self.pictures == "none" or store is None:
            yield from pairs
            return
        whole_part = context.parts[0]

        def place(name: str) -> Path:
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            return path

        def save(picture: Picture, _specimens: list[Specimen]) -> str | None:
            return blobs.save(store, picture, place(kind.image(picture, self._part(picture, whole_part))))

        def cut(picture: Picture, specimens: list[Specimen]) -> str | None:
            part = self._part(picture, whole_part)
            top = part if self.format == "imagefolder" else f"crops/{part}"
            known = [specimen for specimen in specimens if specimen.seed_id in folders]
            return blobs.cut(
                store,
                picture,
                known,
                lambda specimen: self.folder / top / folders[specimen.seed_id] / f"{specimen.specimen_id}.png",
            )

        act = save if self.pictures == "files" else cut
        with blobs.of_any_size() if act is cut else nullcontext():
            for pair, problem in blobs.in_order(pairs, act, self.parallel):
                if problem is not None:
                    self.report.missing[pair[0].picture_id] = problem
                    continue
                if act is cut:
                    self.report.crops += sum(specimen.seed_id in folders for specimen in pair[1])
                yield pair

    # -- whole tables --------------------------------------------------------------------------------------------

    def _write_tables(self) -> None:
        from .formats import croissant, tables

        binary = self.format != "csv"
        counts = tables.Tables(self.reader, self.selection, self.split, self.folder, binary=binary).write()
        self.report.species, self.report.pictures = counts["species"], counts["pictures"]
        self.report.specimens = counts["specimens"]
        if self.pictures != "none":
            parts = list(self.split.bounds) if self.split else ["all"]
            species = self.reader.species(self.selection)
            context = Context(self.folder, species, parts, self.pictures == "files", self._title())
            pairs = self.reader.pictures(self.selection, specimens=self.pictures == "crops")
            for _pair in self._counted(self._with_blobs(pairs, context, _Beside)):
                pass
        if self.format == "croissant":
            version = self.selection.digest or "1.0.0"
            croissant.write_manifest(
                self.folder, self._title(), version, parts=self.split is not None, files=self.pictures == "files"
            )

    # -- the end -------------------------------------------------------------------------------------------------

    def _summarize(self) -> None:
        report = self.report
        split = None if self.split is None else {"shares": self.split.text, "seed": self.split.seed}
        summary = {
            "format": self.format,
            **self.selection.describe(),
            "with": self.pictures,
            "split": split,
            "pictures": report.pictures,
            "specimens": report.specimens,
            "species": report.species,
            "parts": report.parts,
            "left_out": report.left_out,
            "missing": report.missing,
            "purged": len(report.purged),
        }
        (self.folder / SUMMARY).write_text(json.dumps(summary, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


class _Beside:
    """Where pictures lie beside tables."""

    whole = "all"

    def __init__(self, context: Context) -> None:
        """It writes nothing."""

    @staticmethod
    def image(picture: Picture, part: str) -> str:  # noqa: ARG004 - all parts share a folder
        return f"images/{picture.file_name}"

    def add(self, picture: Picture, specimens: Any, part: str) -> None:
        """It writes nothing."""

    def close(self) -> None:
        """It writes nothing."""


def _writer(format_: Format, pictures: Pictures) -> type[Writer]:
    from .formats import coco, darwin_core, imagefolder, label_studio, voc, yolo

    kinds: dict[str, type[Writer]] = {
        "coco": coco.Coco,
        "yolo": yolo.Yolo,
        "voc": voc.Voc,
        "imagefolder": imagefolder.ClassFolders if pictures == "crops" else imagefolder.ImageFolder,
        "dwc-dp": darwin_core.DarwinCore,
        "label-studio": label_studio.LabelStudio,
    }
    return kinds[format_]


def _require_packages(format_: Format) -> None:
    if format_ in ("parquet", "croissant"):
        try:
            import pyarrow  # noqa: F401
        except ImportError as error:
            told = _("{format} needs pyarrow: pip install 'nachet-datastore[export]'").format(format=format_)
            raise ImportError(told) from error
