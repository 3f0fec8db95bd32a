"""The documents that go in and come out, key for key: made by `make generate` from ``sql/documents``.

An id that goes in is a UUID or its text; one that comes out is a UUID. A key that stands nowhere here is kept, where
its author may add some, and comes back.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, NotRequired, TypeAlias, TypedDict, final

from .ids import Id, RowId

if TYPE_CHECKING:
    #: Any JSON value.
    JSON: TypeAlias = "dict[str, JSON] | list[JSON] | str | int | float | bool | None"
else:  # So that who reads annotations at run time meets no name of this module.
    JSON = dict | list | str | int | float | bool | None


__all__ = [
    "JSON",
    "Act",
    "BoxFeedback",
    "Corners",
    "DatasetFilter",
    "DatasetFilterInput",
    "DetectedBox",
    "Detection",
    "DoneTask",
    "Feedback",
    "FolderDescription",
    "Guess",
    "Inference",
    "InferenceBox",
    "InferenceGuess",
    "ListedPicture",
    "ListedPictureSet",
    "ListedPipeline",
    "MlStructure",
    "ModelEntry",
    "ModelSecret",
    "ModelVersion",
    "NewInference",
    "NewMlStructure",
    "NewModelEntry",
    "NewOtherVersion",
    "NewPicture",
    "NewPinnedModel",
    "NewPipelineEntry",
    "NewRefusal",
    "NewRegulatedClass",
    "NewRegulatedEntry",
    "NewRegulatedList",
    "NewRegulatedPeriod",
    "NewSeed",
    "OtherVersion",
    "PictureChanges",
    "PictureSetChanges",
    "PinnedModel",
    "Pipeline",
    "PipelineEntry",
    "PipelineOfUser",
    "PipelineStep",
    "RegisteredBox",
    "RegisteredInference",
    "ReportContent",
    "ReportedModel",
    "ReportedPicture",
    "ReportedReader",
    "ReportedSample",
    "ReviewCursor",
    "ReviewCursorInput",
    "SampleChanges",
    "SeedChanges",
    "SeenBlob",
    "SwitchedPipeline",
    "TrainingDatasetEntry",
    "Verification",
    "VerifiedBox",
]
#: What a person did to a box.
Act: TypeAlias = Literal["confirm", "correct", "reject", "add", "reopen"]


class ModelSecret(TypedDict):
    """Address and keys of a model, as they were imported."""

    #: Where it is called.
    endpoint: NotRequired[str]
    #: Its key.
    api_key: NotRequired[str]


class PipelineStep(TypedDict):
    """A model of a pipeline, and the version of it that runs."""

    #: The model.
    model_id: RowId
    #: Its name.
    model_name: str
    #: The version that runs; null where none is active.
    version: str | None
    #: Whether the pipeline pins this version; otherwise it is the model's active one.
    pinned: bool


class Pipeline(TypedDict):
    """A pipeline as it was imported."""

    #: The pipeline.
    pipeline_id: RowId
    #: Its name.
    pipeline_name: str
    #: The same name once more.
    model_name: str
    #: Its models' names, in order.
    models: list[str]
    #: The same models, in order, with the versions that run.
    steps: list[PipelineStep]
    #: Whether it serves all who choose none.
    default: bool


class PipelineOfUser(TypedDict):
    """A pipeline as it was imported, and whether the user chose it."""

    #: The pipeline.
    pipeline_id: RowId
    #: Its name.
    pipeline_name: str
    #: The same name once more.
    model_name: str
    #: Its models' names, in order.
    models: list[str]
    #: The same models, in order, with the versions that run.
    steps: list[PipelineStep]
    #: Whether it serves all who choose none.
    default: bool
    #: Whether the user chose it; false of the default.
    chosen: bool


class SwitchedPipeline(TypedDict):
    """A pipeline as it was imported, and whether it is in use."""

    #: The pipeline.
    pipeline_id: RowId
    #: Its name.
    pipeline_name: str
    #: The same name once more.
    model_name: str
    #: Its models' names, in order.
    models: list[str]
    #: The same models, in order, with the versions that run.
    steps: list[PipelineStep]
    #: Whether it serves all who choose none.
    default: bool
    #: Whether it is in use.
    active: bool


class ListedPipeline(TypedDict):
    """A pipeline in a list, with what it is to the user."""

    #: The pipeline.
    pipeline_id: RowId
    #: Its name.
    pipeline_name: str
    #: Its models' names, in order.
    models: list[str]
    #: The same models, in order, with the versions that run.
    steps: list[PipelineStep]
    #: Whether it serves all who choose none.
    default: bool
    #: Whether the user chose it.
    chosen: bool
    #: Whether it is in use.
    active: bool


@final
class FolderDescription(TypedDict):
    """A folder's own description, as it lies in the blob store: the times as text."""

    #: The folder.
    picture_set_id: RowId
    #: Its container.
    container_id: RowId
    #: Whose it is.
    owner_id: RowId | None
    #: When it was created. In UTC.
    upload_date: str
    #: What its owner says of it: its metadata.
    picture_set: dict[str, JSON]


@final
class SeenBlob(TypedDict):
    """A blob as it was seen: the deletion is of no other under its name."""

    #: Its etag.
    etag: str


_DatasetFilter = TypedDict("_DatasetFilter", {"from": NotRequired[str]})


class DatasetFilter(_DatasetFilter):
    """Which specimens and pictures are exported: all that is given must hold. An unknown key is refused, and so are
    null, ``seeds`` beside ``seed_ids``, a name of nothing (NX007 to NX009), and one that several species have."""

    #: Those of some containers.
    container_ids: NotRequired[list[RowId]]
    #: Those of some folders, without the folders below them.
    picture_set_ids: NotRequired[list[RowId]]
    #: Those whose pictures are of some samples: by the number of the sample that their folder belongs to, or by
    #: what the uploader wrote.
    samples: NotRequired[list[str]]
    #: Those of some species, by id, label or vernacular name, with all that is below them: all species of a
    #: genus or family.
    seeds: NotRequired[list[str]]
    #: Those of exactly these species; none of them is merged.
    seed_ids: NotRequired[list[RowId]]
    #: Those in some states; by default settled.
    states: NotRequired[list[Literal["open", "settled", "disputed", "rejected"]]]
    #: Those identified before this time. In UTC.
    until: NotRequired[str]
    #: Those whose state comes from what one of these users said.
    readers: NotRequired[list[RowId]]
    #: Those that so many people identified.
    min_readers: NotRequired[int]
    #: Those of whose readers this share said last what it is now.
    min_agreement: NotRequired[float]
    #: True: those of which the deciding person doubted nothing.
    exclude_doubtful: NotRequired[bool]
    #: Those that a reader looked at in an inference of this pipeline, by id or name.
    pipeline: NotRequired[str]
    #: Those that a reader looked at in an inference whose last model has this name.
    model: NotRequired[str]
    #: Those that a reader looked at in an inference whose last model has this version.
    model_version: NotRequired[str]
    #: Whether pictures belong to it in which people found nothing; by default true where nothing else but
    #: containers, folders and samples is given.
    pictures_without_specimens: NotRequired[bool]


_DatasetFilterInput = TypedDict("_DatasetFilterInput", {"from": NotRequired[str]})


class DatasetFilterInput(_DatasetFilterInput):
    """Which specimens and pictures are exported: all that is given must hold. An unknown key is refused, and so are
    null, ``seeds`` beside ``seed_ids``, a name of nothing (NX007 to NX009), and one that several species have.
    As it goes in: DatasetFilter fits too."""

    #: Those of some containers.
    container_ids: NotRequired[Sequence[Id]]
    #: Those of some folders, without the folders below them.
    picture_set_ids: NotRequired[Sequence[Id]]
    #: Those whose pictures are of some samples: by the number of the sample that their folder belongs to, or by
    #: what the uploader wrote.
    samples: NotRequired[Sequence[str]]
    #: Those of some species, by id, label or vernacular name, with all that is below them: all species of a
    #: genus or family.
    seeds: NotRequired[Sequence[str]]
    #: Those of exactly these species; none of them is merged.
    seed_ids: NotRequired[Sequence[Id]]
    #: Those in some states; by default settled.
    states: NotRequired[Sequence[Literal["open", "settled", "disputed", "rejected"]]]
    #: Those identified before this time. In UTC.
    until: NotRequired[str]
    #: Those whose state comes from what one of these users said.
    readers: NotRequired[Sequence[Id]]
    #: Those that so many people identified.
    min_readers: NotRequired[int]
    #: Those of whose readers this share said last what it is now.
    min_agreement: NotRequired[float]
    #: True: those of which the deciding person doubted nothing.
    exclude_doubtful: NotRequired[bool]
    #: Those that a reader looked at in an inference of this pipeline, by id or name.
    pipeline: NotRequired[str]
    #: Those that a reader looked at in an inference whose last model has this name.
    model: NotRequired[str]
    #: Those that a reader looked at in an inference whose last model has this version.
    model_version: NotRequired[str]
    #: Whether pictures belong to it in which people found nothing; by default true where nothing else but
    #: containers, folders and samples is given.
    pictures_without_specimens: NotRequired[bool]


class Corners(TypedDict):
    """Where a box is: its upper left (top) and its lower right (bottom) corner."""

    #: Left edge, from the picture's left edge. In pixels.
    topX: float
    #: Upper edge, from the picture's upper edge. In pixels.
    topY: float
    #: Right edge, from the picture's left edge. In pixels.
    bottomX: float
    #: Lower edge, from the picture's upper edge. In pixels.
    bottomY: float


class Guess(TypedDict):
    """A species that a model thinks of."""

    #: The species, as the model spells it; one that nobody knows is added to the catalogue.
    label: str
    #: How sure a model is.
    score: float


class DetectedBox(TypedDict):
    """A box as a model finds it. Without guesses (``topN`` missing, null or empty) it is its own one guess."""

    #: Where it is in the picture.
    box: Corners
    #: Its species, as the model spells it.
    label: NotRequired[str]
    #: How sure the model is of it.
    score: NotRequired[float]
    #: The model's guesses.
    topN: NotRequired[Sequence[Guess] | None]
    #: The kind of thing, where the model knows it; one that is not there becomes 1, a seed.
    object_type_id: NotRequired[int]
    #: Whether the box overlaps another one.
    overlapping: NotRequired[bool]
    #: Numbers of the boxes that it overlaps, counted from 1; some models send 0 for none.
    overlappingIndices: NotRequired[Sequence[int] | int]
    #: The colour it is drawn in: ``#rrggbb``, or red, green and blue from 0 to 255.
    color: NotRequired[str | Sequence[int]]


class ModelVersion(TypedDict):
    """A model that ran."""

    #: Its name; a row of ``model`` where one has it.
    name: str
    #: Its version; a row of ``model_version`` where one has it.
    version: NotRequired[str | float | None]


class Detection(TypedDict):
    """What the models found in a picture: its boxes, each with its guesses."""

    #: The file that the models were given.
    filename: NotRequired[str]
    #: The boxes, in the order in which they are given back; none where nothing was found.
    boxes: Sequence[DetectedBox]
    #: How many boxes each label has.
    labelOccurrence: NotRequired[Mapping[str, int]]
    #: How many boxes there are.
    totalBoxes: NotRequired[int]
    #: The models that ran, in order; their versions are kept with the inference.
    models: NotRequired[Sequence[ModelVersion]]


class DoneTask(TypedDict):
    """A task that is done."""

    #: The task.
    task_id: Id
    #: The claim that it came with.
    claim: NotRequired[str | None]
    #: Of a move, what the blob had where it was; of a deletion that is but a look, what was seen.
    etag: NotRequired[str | None]


class BoxFeedback(TypedDict):
    """What a person says of a box. By its ``boxId`` alone it is right; with ``label`` or ``classId`` it is this
    species; with both empty it is no seed; with ``box`` it is there; without ``boxId`` the models missed it."""

    #: The box; empty: a new one.
    boxId: NotRequired[Id | None]
    #: The species by its name; one that nobody knows is added to the catalogue.
    label: NotRequired[str | None]
    #: The species by its id, or a guess of the box, or an act on it; a name that is known. It wins over
    #: ``label``.
    classId: NotRequired[Id | None]
    #: Where it is; where it is moved to.
    box: NotRequired[Corners | None]
    #: What is doubtful about the species (Darwin Core's identificationQualifier): ``cf.``, ``aff.``, ``?``;
    #: blank: nothing.
    qualifier: NotRequired[str | None]
    #: The kind of thing: 1 is a seed. Of a box that is no seed, what it is instead; by default the species'
    #: kind.
    objectTypeId: NotRequired[int | None]
    #: Of a new box: whether it is another thing than the known one that it is drawn upon. By default a new box
    #: that overlaps a known specimen by at least half (intersection over union) speaks of that one.
    separate: NotRequired[bool | None]
    #: Why; kept in the box's history.
    comment: NotRequired[str | None]


class Feedback(TypedDict):
    """The whole document as the frontend sends it: ``verify_seed`` takes its parts."""

    #: The inference.
    inferenceId: Id
    #: Who says so.
    userId: NotRequired[Id]
    #: The boxes.
    boxes: Sequence[BoxFeedback]


class ListedPicture(TypedDict):
    """A picture in the list of its folder."""

    #: The picture.
    picture_id: RowId
    #: Whether it has an inference.
    inference_exist: bool
    #: Whether its species are known.
    is_validated: bool


class ListedPictureSet(TypedDict):
    """A folder with its pictures."""

    #: The folder.
    picture_set_id: RowId
    #: Its name.
    folder_name: str
    #: How many pictures it has.
    nb_pictures: int
    #: The pictures, in the order of their upload.
    pictures: list[ListedPicture]


class InferenceGuess(TypedDict):
    """A guess that is registered."""

    #: The species, as the model spells it.
    label: str
    #: How sure a model is.
    score: float
    #: The guess.
    object_id: RowId


class InferenceBox(TypedDict):
    """A box as it reads now."""

    #: Where it is in the picture; where a person moved it to.
    box: Corners
    #: Its species: of a verified box the name in the catalogue, else as the model spells it.
    label: NotRequired[str]
    #: How sure the model is of it; 1 once it is verified.
    score: NotRequired[float]
    #: The model's guesses, in its order.
    topN: NotRequired[list[InferenceGuess] | None]
    #: Whether the box overlaps another one.
    overlapping: NotRequired[bool]
    #: Numbers of the boxes that it overlaps, counted from 1; some models send 0 for none.
    overlappingIndices: NotRequired[list[int] | int]
    #: The colour it is drawn in: ``#rrggbb``, or red, green and blue from 0 to 255.
    color: NotRequired[str | list[int]]
    #: The box.
    box_id: RowId
    #: What it frames: 1 is a seed.
    object_type_id: int
    #: Its best guess; of a verified box the verified guess, or the act that named a species outside the guesses.
    top_id: RowId
    #: Whether a person verified it.
    is_verified: bool
    #: True of a box that a person judged wrong: given only where those were asked for.
    is_rejected: NotRequired[bool]


class Inference(TypedDict):
    """An inference as it reads now: as it was registered, with what people decided since in each box."""

    #: The file that the models were given.
    filename: NotRequired[str]
    #: The boxes, in their order; those that people added come last.
    boxes: list[InferenceBox]
    #: How many boxes each label has.
    labelOccurrence: NotRequired[dict[str, int]]
    #: How many boxes there are.
    totalBoxes: NotRequired[int]
    #: The models that ran, in order; their versions are kept with the inference.
    models: NotRequired[list[ModelVersion]]
    #: The inference.
    inference_id: RowId
    #: The pipeline that it is recorded under.
    pipeline_id: RowId


class PinnedModel(TypedDict):
    """A model in a version that the pipeline pins: the model's active version does not change it."""

    #: The model's name.
    name: str
    #: The version, as it was imported.
    version: str | float


class PipelineEntry(TypedDict):
    """A pipeline in use."""

    #: The pipeline.
    pipeline_id: RowId
    #: The pipeline's name.
    pipeline_name: str
    #: The same name once more.
    model_name: str
    #: Its models, in the order in which they run.
    models: list[str | PinnedModel]
    #: Whether it serves all who choose none.
    default: bool
    #: Its version.
    version: NotRequired[str | float]
    #: Who made it.
    created_by: NotRequired[str]
    #: When it was made.
    creation_date: NotRequired[str]
    #: What it is, for people.
    description: NotRequired[str]
    #: The training run.
    job_name: NotRequired[str]
    #: What it was trained on.
    dataset: NotRequired[str]
    #: How good it is.
    metrics: NotRequired[list[JSON]]
    #: The species that it knows.
    identifiable: NotRequired[list[JSON]]


class TrainingDatasetEntry(TypedDict):
    """A pinned dataset."""

    #: The dataset.
    dataset_id: RowId
    #: Its name.
    dataset_name: str


class OtherVersion(TypedDict):
    """A version of a model that a pipeline pins beside the active one."""

    #: The version, as it was imported.
    version: str | float
    #: The dataset that it was trained on; missing where none is recorded. An import passes it over.
    training_dataset: NotRequired[TrainingDatasetEntry]
    #: Where it is called; for administrators and the application itself.
    endpoint: NotRequired[str]
    #: Its key; for administrators and the application itself.
    api_key: NotRequired[str]


class ModelEntry(TypedDict):
    """A model in use."""

    #: The model.
    model_id: RowId
    #: The model's name.
    model_name: str
    #: What it does.
    task: str
    #: Its active version, as it was imported; null where none is active.
    version: str | float | None
    #: Versions that pipelines pin, other than the active one; missing where there are none.
    other_versions: NotRequired[list[OtherVersion]]
    #: The name of its deployment; empty where it has none.
    endpoint_name: str | None
    #: The dataset that it was trained on; missing where none is recorded. An import passes it over.
    training_dataset: NotRequired[TrainingDatasetEntry]
    #: Where it is called; for administrators and the application itself.
    endpoint: NotRequired[str]
    #: Its key; for administrators and the application itself.
    api_key: NotRequired[str]
    #: What the backend calls for it.
    api_call_function: NotRequired[str]
    #: What the backend does with its answer.
    inference_function: NotRequired[str | None]
    #: The media type of what it is sent.
    content_type: NotRequired[str]
    #: Where it is deployed.
    deployment_platform: NotRequired[str]
    #: Who made it.
    created_by: NotRequired[str]
    #: When it was made.
    creation_date: NotRequired[str]
    #: What it is, for people.
    description: NotRequired[str]
    #: The training run.
    job_name: NotRequired[str]
    #: What it was trained on.
    dataset: NotRequired[str]
    #: How good it is.
    metrics: NotRequired[list[JSON]]
    #: The species that it knows.
    identifiable: NotRequired[list[JSON]]


class MlStructure(TypedDict):
    """All models and pipelines in use; it can be imported again. Each model stands once, after those before it in a
    pipeline."""

    #: The version of the document.
    version: NotRequired[str | float]
    #: The date of the document.
    date: NotRequired[str]
    #: The active pipelines.
    pipelines: list[PipelineEntry]
    #: The active models.
    models: list[ModelEntry]


class NewInference(TypedDict):
    """An inference of one picture, with the options of ``register_inference``."""

    #: The picture.
    picture_id: Id
    #: What the models found in it.
    result: Detection
    #: The pipeline that ran, by its id.
    pipeline_id: NotRequired[Id | None]
    #: The pipeline that ran, by its id or its name; without one, that which serves the user.
    pipeline: NotRequired[Id | None]
    #: The caller's own id for the inference: sent twice with it, it is stored once.
    inference_id: NotRequired[Id | None]


class NewPinnedModel(TypedDict):
    """A model in a version that the pipeline pins: the model's active version does not change it."""

    #: The model's name.
    name: str
    #: The version; null or missing: the active one.
    version: NotRequired[str | float | None]


class NewPipelineEntry(TypedDict):
    """A pipeline. Unknown keys are kept."""

    #: The pipeline's name.
    pipeline_name: NotRequired[str]
    #: The same name once more; it serves where ``pipeline_name`` is missing.
    model_name: NotRequired[str]
    #: Its models, in the order in which they run.
    models: Sequence[str | NewPinnedModel]
    #: Whether it serves all who choose none; where no pipeline says so, the default stays.
    default: NotRequired[bool | None]
    #: Its version.
    version: NotRequired[str | float]
    #: Who made it.
    created_by: NotRequired[str]
    #: When it was made.
    creation_date: NotRequired[str]
    #: What it is, for people.
    description: NotRequired[str]
    #: The training run.
    job_name: NotRequired[str]
    #: What it was trained on.
    dataset: NotRequired[str]
    #: How good it is.
    metrics: NotRequired[Sequence[Any]]
    #: The species that it knows.
    identifiable: NotRequired[Sequence[Any]]


class NewOtherVersion(TypedDict):
    """A version of a model beside the active one. Unknown keys are kept."""

    #: The version, which does not become the active one; not blank.
    version: str | float
    #: Where it is called; a secret, kept apart.
    endpoint: NotRequired[str]
    #: Its key; a secret, kept apart.
    api_key: NotRequired[str]
    #: What the export adds; passed over: ``set_training_dataset`` records it.
    training_dataset: NotRequired[Mapping[str, str]]


class NewModelEntry(TypedDict):
    """A model with the version that it comes with. Unknown keys are kept, as secrets unless the installation shows
    them."""

    #: The model's name.
    model_name: str
    #: What it does; case, ``-``, ``_`` and blanks do not matter.
    task: str
    #: Its version, which becomes the active one; not blank.
    version: str | float
    #: Versions beside it, for pipelines that pin them.
    other_versions: NotRequired[Sequence[NewOtherVersion]]
    #: The name of its deployment; no secret.
    endpoint_name: NotRequired[str | None]
    #: Where it is called; a secret, kept apart, as is all that is not shown.
    endpoint: NotRequired[str]
    #: Its key; a secret, kept apart.
    api_key: NotRequired[str]
    #: What the export adds; passed over: ``set_training_dataset`` records it.
    training_dataset: NotRequired[Mapping[str, str]]
    #: What the backend calls for it.
    api_call_function: NotRequired[str]
    #: What the backend does with its answer.
    inference_function: NotRequired[str | None]
    #: The media type of what it is sent.
    content_type: NotRequired[str]
    #: Where it is deployed.
    deployment_platform: NotRequired[str]
    #: Who made it.
    created_by: NotRequired[str]
    #: When it was made.
    creation_date: NotRequired[str]
    #: What it is, for people.
    description: NotRequired[str]
    #: The training run.
    job_name: NotRequired[str]
    #: What it was trained on.
    dataset: NotRequired[str]
    #: How good it is.
    metrics: NotRequired[Sequence[Any]]
    #: The species that it knows.
    identifiable: NotRequired[Sequence[Any]]


class NewMlStructure(TypedDict):
    """Models and pipelines to be imported: what is new is added, what differs is updated, what is absent is kept."""

    #: The version of the document.
    version: NotRequired[str | float]
    #: The date of the document.
    date: NotRequired[str]
    #: The pipelines, in the order in which they are listed.
    pipelines: NotRequired[Sequence[NewPipelineEntry]]
    #: The models, each once.
    models: NotRequired[Sequence[NewModelEntry]]


class NewPicture(TypedDict):
    """A picture, as who uploads it describes it. What is optional may be null."""

    #: What its bytes are.
    media_type: str
    #: How its blob's name ends, without the dot; not ``json``.
    extension: str
    #: Its size. In bytes.
    byte_size: int
    #: SHA-256 of its bytes, hexadecimal. The same bytes in the same folder, cut out of the same place of the
    #: same parent or of none, are one picture.
    sha256: str
    #: From left to right, as people see it. In pixels.
    width: NotRequired[int | None]
    #: From top to bottom, as people see it. In pixels.
    height: NotRequired[int | None]
    #: How its bytes are turned, as EXIF counts; null or 1: as they lie.
    orientation: NotRequired[int | None]
    #: Magnification of the microscope.
    zoom: NotRequired[float | None]
    #: Number of seeds, as the uploader counted them.
    nb_seeds: NotRequired[int | None]
    #: What the uploader says of it.
    description: NotRequired[str | None]
    #: What else the uploader says of it.
    metadata: NotRequired[Mapping[str, Any] | None]
    #: The name of its file.
    name: NotRequired[str | None]
    #: What it was taken with: camera, microscope.
    device: NotRequired[str | None]
    #: The lens that it was taken through.
    lens: NotRequired[str | None]
    #: The tray that the seeds lay in.
    tray: NotRequired[str | None]
    #: The sample that the seeds are from.
    sample: NotRequired[str | None]
    #: When it was taken. In UTC.
    taken_at: NotRequired[str | None]
    #: The caller's own id for it.
    picture_id: NotRequired[Id | None]
    #: The picture that it was cut out of.
    parent: NotRequired[Id | None]
    #: Where it was cut out of its parent, in pixels of the parent.
    parent_box: NotRequired[Corners | None]
    #: Its species, by id; the picture counts as verified. It wins over ``seed_name``.
    seed_id: NotRequired[Id | None]
    #: Its species, by name; one that nobody knows is added to the catalogue. The picture counts as verified.
    seed_name: NotRequired[str | None]


class NewRefusal(TypedDict):
    """A file that was refused. What is optional may be null."""

    #: The name of the file.
    name: NotRequired[str | None]
    #: SHA-256 of its bytes, hexadecimal.
    sha256: NotRequired[str | None]
    #: The code of the error, or the name of its class.
    code: str
    #: Why, for people.
    message: str
    #: The values of the error; at most 10,000 characters as JSON.
    detail: NotRequired[Mapping[str, Any] | None]


class NewRegulatedEntry(TypedDict):
    """A species or genus; null is not mentioned."""

    #: Its scientific name, without author; of a genus also as Cuscuta spp.
    name: str
    #: By default genus for a name such as Cuscuta spp., else species; also for what is below a species.
    rank: NotRequired[Literal["genus", "species", None]]
    #: Further names by which it is found in the catalogue.
    synonyms: NotRequired[Sequence[str] | None]
    #: What a reader of it should know.
    note: NotRequired[str | None]


class NewRegulatedClass(TypedDict):
    """A class; null is not mentioned."""

    #: Its number, once in the period.
    number: int
    #: Its name in English.
    name_en: str
    #: Its name in French.
    name_fr: str
    #: What it means.
    meaning: NotRequired[str | None]
    #: Whether all its species are entered; else a species without an entry may belong to it.
    complete: bool
    #: Its species and genera.
    entries: Sequence[NewRegulatedEntry]


class NewRegulatedPeriod(TypedDict):
    """What the list says from one day to another; null is not mentioned."""

    #: The text of law.
    title: str
    #: The first day on which it holds: what it is known by.
    valid_from: str
    #: The first day on which it holds no more; after the first.
    valid_to: NotRequired[str | None]
    #: The weight that its limits are said for.
    per_weight: NotRequired[float | None]
    #: Where its entries were read.
    source: NotRequired[str | None]
    #: What a reader of it should know.
    note: NotRequired[str | None]
    #: Its classes.
    classes: Sequence[NewRegulatedClass]


class NewRegulatedList(TypedDict):
    """A list of species that an authority regulates, to be imported. A list is known by its name, a period by its
    first day: a period that is named is replaced, others stay. No two periods share a day; a name stands in a
    period once."""

    #: Its name.
    name: str
    #: Who makes it.
    authority: str
    #: Where it holds, e.g. CA.
    jurisdiction: str
    #: Its periods.
    periods: Sequence[NewRegulatedPeriod]


class NewSeed(TypedDict):
    """A species, genus, family or other group. What is not mentioned stays; null is not mentioned."""

    #: Its scientific name.
    name: str
    #: Its rank; for a new one by default genus for a name such as Cuscuta spp., else species.
    rank: NotRequired[Literal["family", "genus", "group", "species", "subspecies", "variety", "form", None]]
    #: What it belongs to: an entry of the list or of the catalogue.
    parent: NotRequired[str | None]
    #: Its family, where it has no other parent; added where it is new.
    family: NotRequired[str | None]
    #: Its key in GBIF's backbone.
    gbif_key: NotRequired[int | None]
    #: Its EPPO code.
    eppo_code: NotRequired[str | None]
    #: Its serial number in ITIS.
    itis_tsn: NotRequired[int | None]
    #: Labels that stand for it; they become aliases.
    synonyms: NotRequired[Sequence[str] | None]
    #: What people call it, by language; those of a language are replaced.
    vernacular_names: NotRequired[Mapping[str, Sequence[str]] | None]


class PictureSetChanges(TypedDict):
    """What is to be known of a folder from now on: what is not mentioned stays."""

    #: A merge patch (RFC 7396) of what its owner says of it: a key with null is removed.
    metadata: NotRequired[Mapping[str, Any] | None]
    #: The folder that it lies in; null: at the top.
    parent: NotRequired[Id | None]
    #: The sample that it belongs to; null: to none.
    sample_id: NotRequired[Id | None]


class PictureChanges(TypedDict):
    """What is to be known of a picture from now on: what is not mentioned stays, null takes a value away."""

    #: The name of its file.
    name: NotRequired[str | None]
    #: Magnification of the microscope.
    zoom: NotRequired[float | None]
    #: Number of seeds.
    nb_seeds: NotRequired[int | None]
    #: What is said of it.
    description: NotRequired[str | None]
    #: What else is said of it, key by key: a key that is not mentioned stays, null takes a key away.
    metadata: NotRequired[Mapping[str, Any] | None]
    #: What it was taken with: camera, microscope.
    device: NotRequired[str | None]
    #: The lens that it was taken through.
    lens: NotRequired[str | None]
    #: The tray that the seeds lay in.
    tray: NotRequired[str | None]
    #: The sample that the seeds are from.
    sample: NotRequired[str | None]
    #: When it was taken. In UTC.
    taken_at: NotRequired[str | None]
    #: Species that are in it, by id or label; one that nobody knows is added to the catalogue.
    add_seeds: NotRequired[Sequence[str] | None]
    #: Species, by id or label, that were named at the upload or added since, and are not in it.
    remove_seeds: NotRequired[Sequence[str] | None]
    #: Why; it is kept with the change.
    reason: NotRequired[str | None]


class SampleChanges(TypedDict):
    """What is to be known of a sample from now on: what is not mentioned stays, null takes a value away."""

    #: Its number.
    number: NotRequired[str | None]
    #: The lot that it was drawn from.
    lot: NotRequired[str | None]
    #: The kind of seed that is sold; where it stands for a species of the catalogue, it is that one.
    crop: NotRequired[str | None]
    #: The species of the crop.
    crop_seed_id: NotRequired[Id | None]
    #: How much was received.
    weight: NotRequired[float | None]
    #: How much of it was examined; not above the weight.
    examined_weight: NotRequired[float | None]
    #: The kinds of test, each once.
    tests: NotRequired[Sequence[str] | None]
    #: When it was received. In UTC.
    received_at: NotRequired[str | None]
    #: What else the laboratory says of it.
    metadata: NotRequired[Mapping[str, Any] | None]


class SeedChanges(TypedDict):
    """What is to be known of a species from now on: what is not mentioned stays, null takes a value away."""

    #: What is known of it.
    information: NotRequired[Mapping[str, Any] | None]
    #: Whether someone vouches for it; for administrators alone.
    confirmed: NotRequired[bool | None]
    #: Its key in GBIF's backbone.
    gbif_key: NotRequired[int | None]
    #: Its EPPO code.
    eppo_code: NotRequired[str | None]
    #: Its serial number in ITIS.
    itis_tsn: NotRequired[int | None]
    #: What kind of thing it is: 1, which null stands for, is a seed.
    object_type_id: NotRequired[int | None]
    #: Its rank; group is any other than these.
    rank: NotRequired[Literal["family", "genus", "group", "species", "subspecies", "variety", "form", None]]
    #: What it belongs to, by name: for a species its genus, for a genus its family.
    parent: NotRequired[str | None]
    #: The same by its id; it counts where both are given.
    parent_id: NotRequired[Id | None]
    #: Why; it is kept with the change.
    reason: NotRequired[str | None]


class RegisteredBox(TypedDict):
    """A box of a registered inference."""

    #: Where it is in the picture.
    box: Corners
    #: Its species, as the model spells it.
    label: NotRequired[str]
    #: How sure the model is of it.
    score: NotRequired[float]
    #: The model's guesses, in its order.
    topN: NotRequired[list[InferenceGuess] | None]
    #: Whether the box overlaps another one.
    overlapping: NotRequired[bool]
    #: Numbers of the boxes that it overlaps, counted from 1; some models send 0 for none.
    overlappingIndices: NotRequired[list[int] | int]
    #: The colour it is drawn in: ``#rrggbb``, or red, green and blue from 0 to 255.
    color: NotRequired[str | list[int]]
    #: The box.
    box_id: RowId
    #: What it frames: 1 is a seed.
    object_type_id: int
    #: Its best guess.
    top_id: RowId


class RegisteredInference(TypedDict):
    """A detection as it was registered: the same document, keys and order kept, with the ids of all in it."""

    #: The file that the models were given.
    filename: NotRequired[str]
    #: The boxes, in their order.
    boxes: list[RegisteredBox]
    #: How many boxes each label has.
    labelOccurrence: NotRequired[dict[str, int]]
    #: How many boxes there are.
    totalBoxes: NotRequired[int]
    #: The models that ran, in order; their versions are kept with the inference.
    models: NotRequired[list[ModelVersion]]
    #: The inference.
    inference_id: RowId
    #: The pipeline that it is recorded under.
    pipeline_id: RowId


class ReportedSample(TypedDict):
    """A sample as it was when a report was issued."""

    #: The sample.
    sample_id: Id
    #: Its number as the laboratory writes it.
    number: str
    #: The lot that it was drawn from.
    lot: str | None
    #: The kind of seed that is sold, as the laboratory says.
    crop: str | None
    #: The species of the catalogue that the crop is now.
    crop_seed_id: Id | None
    #: The name of that species.
    crop_seed_name: str | None
    #: How much was received.
    weight: float | None
    #: How much of it was examined.
    examined_weight: float | None
    #: The kinds of test.
    tests: Sequence[str]
    #: When it was received. In UTC.
    received_at: str | None
    #: What else the laboratory says of it.
    metadata: Mapping[str, Any]


class ReportedPicture(TypedDict):
    """A picture as it was when a report was issued."""

    #: The picture.
    picture_id: Id
    #: Its folder.
    picture_set_id: Id
    #: The name of its file.
    name: str | None
    #: SHA-256 of its bytes, hexadecimal.
    sha256: str
    #: Its size. In bytes.
    byte_size: int
    #: What its bytes are.
    media_type: str
    #: The picture that it was cut out of.
    parent: Id | None
    #: When it was taken. In UTC.
    taken_at: str | None


class ReportedReader(TypedDict):
    """Who identified."""

    #: The person.
    user_id: Id
    #: How many specimens the person said something of.
    nb_specimen: int


class ReportedModel(TypedDict):
    """A version of a model."""

    #: The model.
    name: str
    #: Its version.
    version: str
    #: For how many of the pictures it ran.
    nb_pictures: int


class ReportContent(TypedDict):
    """What a report says, to the letter: the JSON in its content."""

    #: The report.
    report_id: Id
    #: The container of the sample.
    container_id: Id
    #: Its number; all versions have the same.
    number: str
    #: 1, or one more than the version that it supersedes.
    version: int
    #: The report that it corrects.
    supersedes: Id | None
    #: Why it was corrected; empty for the first version.
    reason: str
    #: When it was issued. In UTC.
    issued_at: str
    #: Who issued it.
    issued_by: Id
    #: The sample as it was then.
    sample: ReportedSample
    #: Its pictures, crops too.
    pictures: Sequence[ReportedPicture]
    #: What was counted, by species and class, and the list that was applied: as get_sample_counts answers.
    counts: Mapping[str, Any]
    #: Who identified specimens in them.
    identified_by: Sequence[ReportedReader]
    #: Which versions of models ran for them.
    models: Sequence[ReportedModel]


class ReviewCursor(TypedDict):
    """Where a page of the review queue ended."""

    #: What its last box is ordered by: the score, or the difference between scores.
    score: float
    #: Its last box.
    box_id: RowId
    #: The specimen that this box shows, if it shows one.
    specimen_id: NotRequired[RowId]
    #: Whether people differ about it, where that comes first.
    state: NotRequired[Literal["open", "disputed"]]
    #: Whether a regulated list names its best guess, where that comes first.
    regulated: NotRequired[bool]


class ReviewCursorInput(TypedDict):
    """Where a page of the review queue ended. As it goes in: ReviewCursor fits too."""

    #: What its last box is ordered by: the score, or the difference between scores.
    score: float
    #: Its last box.
    box_id: Id
    #: The specimen that this box shows, if it shows one.
    specimen_id: NotRequired[Id]
    #: Whether people differ about it, where that comes first.
    state: NotRequired[Literal["open", "disputed"]]
    #: Whether a regulated list names its best guess, where that comes first.
    regulated: NotRequired[bool]


class VerifiedBox(TypedDict):
    """A box after a person's word."""

    #: The box; of an added one its new id.
    box_id: RowId
    #: Whether it is a seed, as the person said.
    valid: bool
    #: Whether its species is settled.
    is_verified: bool
    #: The state of its specimen: settled, rejected (no seed), open (further readers are asked) or disputed.
    state: Literal["open", "settled", "disputed", "rejected"]
    #: Its species; null where it is no seed.
    seed_id: RowId | None
    #: The species' name; null where it is no seed.
    label: str | None
    #: The verified guess, or the act that named the species; null where it is no seed.
    top_id: RowId | None
    #: Where it is now.
    box: Corners
    #: Whether a person added it.
    manual_detection: bool
    #: Whether the species was added to the catalogue by this request.
    new_species: bool
    #: What was done; null where it was so already.
    act: Act | None
    #: The act; null where it was so already.
    identification_id: RowId | None


class Verification(TypedDict):
    """What became of a person's word: the boxes in the order of the request, as they are now."""

    #: The inference.
    inference_id: RowId
    #: Its picture.
    picture_id: RowId
    #: Whether no box of it is left to review.
    inference_verified: bool
    #: Whether the picture's species are known.
    picture_verified: bool
    #: The boxes.
    boxes: list[VerifiedBox]
    #: The inference as it reads now, where the options ask for it.
    inference: NotRequired[Inference]
