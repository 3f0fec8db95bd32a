"""What an import knows: settings, what documents say of pictures, what is wrong, the plan and the report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias
from uuid import UUID

from ..blobs import PictureInfo, StoredBlob
from ..blobs.flows import PARALLEL
from ..blobs.pictures import MAX_BYTES, Source
from ..ids import RowId
from ..languages import Message, _, told

#: How the numbers of a box are meant: pixels of the picture, percent of its sides, or parts of 1.
Unit: TypeAlias = Literal["pixels", "percent", "fraction"]
#: Left, top, right and bottom of a box.
Sides: TypeAlias = tuple[float, float, float, float]
#: What is being done, and how much of it: files done and in all, bytes done and in all.
Progress: TypeAlias = Callable[[str, int, int, int, int], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a folder is imported.

    ``facts`` hold for each picture of which no document says otherwise: species, zoom, nb_seeds, description, metadata,
    device, lens, tray, sample, taken_at (aware), folder (of the store: an id, or a name, which is made where it is
    missing). ``species_from_folder``: the name of the folder in which a picture lies is that of its species.
    ``add_species``: names that the catalogue does not have are added to it. ``pipeline``: the id or name of the
    pipeline that answers of models are registered for (default: the user's). ``truth_pipeline``: the name of the one
    that stands for what people drew elsewhere. ``replace``: what is known of a picture that is there already gives way.
    ``all_or_nothing``: one refusal, and nothing is stored. ``boxes_in_pixels``: boxes that look like percent are
    pixels. ``ignore``: patterns of files that are passed over. ``parallel``: pictures read and written at once.
    """

    facts: Mapping[str, Any] = field(default_factory=dict)
    species_from_folder: bool = False
    add_species: bool = False
    pipeline: str | None = None
    truth_pipeline: str = "Import"
    container_id: UUID | None = None
    replace: bool = False
    all_or_nothing: bool = False
    boxes_in_pixels: bool = False
    ignore: tuple[str, ...] = ()
    parallel: int = PARALLEL
    max_bytes: int = MAX_BYTES


def printable(line: str) -> str:
    """A line of text for a terminal: a file's name may have line ends, and what a terminal obeys."""
    return "".join(one if one.isprintable() or "\ud800" <= one <= "\udfff" else ascii(one)[1:-1] for one in line)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that was refused: in which file and where in it, by which code, and why.

    ``picture`` is the picture that is not stored therefore; ``stops``: nothing is, since nobody can tell which
    pictures a document means that is wrong as a whole.
    """

    file: str
    key: str
    code: str
    message: Message
    picture: str | None = None
    stops: bool = False

    def __str__(self) -> str:
        """One line, with the place first."""
        return printable(f"{self._place}: {self.message}")

    def told(self) -> str:
        """The same in the current language."""
        return printable(_("{place}: {message}").format(place=self._place, message=told(self.message)))

    @property
    def _place(self) -> str:
        return f"{self.file}:{self.key}" if self.key else self.file


@dataclass(frozen=True, slots=True)
class Box:
    """A box of a document: its place there, the name of its species, and its sides in ``unit``."""

    key: str
    label: str
    sides: Sides
    unit: Unit = "pixels"
    score: float | None = None
    qualifier: str | None = None
    comment: str | None = None

    def pixels(self, width: int, height: int) -> Sides:
        """Its sides in pixels of a picture of this size."""
        if self.unit == "pixels":
            return self.sides
        part = 100 if self.unit == "percent" else 1
        left, top, right, bottom = self.sides
        return left * width / part, top * height / part, right * width / part, bottom * height / part


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model said of a picture: boxes with scores, or a whole document as register_inference takes it."""

    key: str
    boxes: tuple[Box, ...]
    document: Mapping[str, Any] | None = None
    pipeline: str | None = None
    models: tuple[Mapping[str, Any], ...] | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What one document says of one picture, by its path in the tree.

    ``truth`` are the boxes that people drew: None where it says nothing of them, empty where nothing is in the picture.
    ``size``: width and height as the document has them. ``corrected``: what became of boxes that an export wrote.
    """

    file: str
    key: str
    picture: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    truth: tuple[Box, ...] | None = None
    answers: tuple[Answer, ...] = ()
    size: tuple[int, int] | None = None
    corrected: Corrected | None = None


@dataclass(frozen=True, slots=True)
class Exported:
    """A specimen as an export wrote it: a box that shows it, its state and species, and where it was, in pixels.

    ``box_id``: None in an export of a dataset, which does not pin it. ``inference_id``: None where nobody looked at it.
    """

    box_id: str | None
    inference_id: str | None
    state: str
    seed_id: str | None
    sides: Sides


@dataclass(frozen=True, slots=True)
class Corrected:
    """What people made elsewhere of the boxes of a picture that a store exported.

    ``before``: by the id of each specimen what was exported; ``after``: its box now, where it is still there;
    ``added``: the boxes that no specimen had.
    """

    container_id: str
    picture_id: str
    sha256: str
    before: Mapping[str, Exported]
    after: Mapping[str, Box]
    added: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """A picture that is to be stored: where its bytes are, what they are, and what is said of it."""

    path: str
    source: Source | StoredBlob
    info: PictureInfo
    folder: str | None
    facts: Mapping[str, Any]
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import will do: nothing of it is done.

    ``species``: by each name that documents use the id in the catalogue, None where the species is to be added.
    ``similar``: by each of those, and each unknown name, the names in the catalogue that are most like it.
    ``same``: by the path of each file with the bytes of another one that one's path: they are one picture.
    ``folders``: the folder of the store by each picture's path; ``known_folders``: the ids of those that are there.
    ``left_out``: guesses in an export of pipelines that are not here.
    """

    pictures: tuple[Planned, ...]
    corrected: tuple[Said, ...]
    problems: tuple[Problem, ...]
    species: Mapping[str, RowId | None]
    similar: Mapping[str, tuple[str, ...]]
    same: Mapping[str, str]
    folders: Mapping[str, str | None]
    known_folders: Mapping[str, RowId]
    adds_pipeline: bool
    left_out: int
    refused_bytes: Mapping[str, str]
    byte_size: int

    @property
    def stops(self) -> bool:
        """Whether something is wrong that nothing may be stored with."""
        return any(problem.stops for problem in self.problems)

    @property
    def new_species(self) -> tuple[str, ...]:
        """The names that are to be added to the catalogue."""
        return tuple(name for name, seed_id in self.species.items() if seed_id is None)


@dataclass(slots=True)
class Report:
    """What became of an import: how much was stored, was there already, or refused and why.

    ``planned``: pictures that the check found good; ``same``: files with the bytes of another one; ``already``:
    pictures that the folder had; ``inferences``: answers of models, and one for what people drew of each picture;
    ``identified``: boxes of which the acting user said something new; ``empty``: pictures in which nothing is;
    ``left_out``: guesses in an export of pipelines that are not here; ``similar``: by each species that was added, or
    is unknown, what the catalogue has like it; ``batches``: those that have the files.
    """

    planned: int = 0
    stored: int = 0
    already: int = 0
    same: int = 0
    inferences: int = 0
    identified: int = 0
    empty: int = 0
    left_out: int = 0
    species_added: list[str] = field(default_factory=list)
    similar: dict[str, tuple[str, ...]] = field(default_factory=dict)
    picture_ids: dict[str, RowId] = field(default_factory=dict)
    batches: list[RowId] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    stopped: bool = False
    dry_run: bool = False

    @property
    def exit_code(self) -> int:
        """0 where all is stored, 1 where something was refused, 2 where nothing was stored."""
        if self.stopped:
            return 2
        if not self.problems:
            return 0
        return 1 if self.picture_ids or self.identified or self.dry_run else 2
