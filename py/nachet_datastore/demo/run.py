"""The demo: the main job once, through the sync client as the backend does it, and a readable account of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import psycopg
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from ..blobs import Datastore
from ..connecting import parameters
from ..deploy import deploy
from ..documents import (
    BoxFeedback,
    Detection,
    Guess,
    Inference,
    NewModelEntry,
    NewPipelineEntry,
    RegisteredBox,
    RegisteredInference,
)
from ..errors import BlobCorrupt, SchemaMismatch
from ..files import replacing
from ..languages import _
from ..records import Picture, PictureSet, User
from .drawing import Label, annotate, draw_seeds
from .embedded import EmbeddedServer


@dataclass(frozen=True, slots=True)
class _Review:
    """What the person says of a box: the feedback that verify_seed takes, and how the account puts it."""

    feedback: BoxFeedback
    kind: str
    said: str


@dataclass(frozen=True, slots=True)
class _Account:
    """What the job did."""

    user: User
    folder: PictureSet
    pipeline: str
    picture: Picture
    byte_size: int
    registered: RegisteredInference
    verified: Inference
    reviews: list[_Review]
    training: list[tuple[str, int]]


def run(
    console: Console,
    picture: Path | None,
    inference: Path | None,
    database_url: str | None,
    storage_url: str | None,
    output: str,
) -> None:
    """Do the main job and print what came of it.

    Without a database or a store, those of its own go when it ends. Where nothing is deployed yet, everything is;
    a database that has it is used as it is. Raises whatever the client raises.
    """
    with ExitStack() as stack:
        progress = stack.enter_context(
            Progress(
                TextColumn("[progress.description]{task.description}"),
                BarColumn(),
                TimeElapsedColumn(),
                console=Console(stderr=True),
                transient=True,
            )
        )
        steps = _Steps(progress)
        if picture is not None and inference is not None:
            data, document = picture.read_bytes(), json.loads(inference.read_bytes())
        else:
            steps.begin(_("drawing a picture of seeds"))
            data, document = draw_seeds()
        if database_url is None:
            steps.begin(_("starting a PostgreSQL of the demo's own"))
            database_url = stack.enter_context(EmbeddedServer()).url()
        if storage_url is None:
            storage_url = stack.enter_context(TemporaryDirectory(prefix="nachet-"))
        steps.begin(_("looking for the tables and functions"))
        _ensure_deployed(database_url, steps)
        conn = stack.enter_context(psycopg.connect(**parameters(database_url), autocommit=True))
        # What a backend may do is all that it needs.
        conn.execute("set role nachet_backend")
        datastore = stack.enter_context(Datastore(conn, storage_url))
        account = _do_main_job(datastore, data, document, steps)
        with replacing(output) as file:
            annotate(BytesIO(data), _labels(account)).save(file, "PNG")
    _tell(console, account)
    console.print("\n" + _("The annotated picture: {path}").format(path=f"[bold]{output}[/bold]"))


class _Steps:
    """The progress bar, one step after the other."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task: TaskID | None = None

    def begin(self, description: str, total: int | None = None) -> None:
        """Go on to the next step; ``total`` acts belong to it, where they can be counted."""
        if self._task is not None:
            self._progress.remove_task(self._task)
        self._task = self._progress.add_task(description, total=total)

    def advance(self) -> None:
        """One act of the step is done."""
        if self._task is not None:
            self._progress.advance(self._task)


def _ensure_deployed(database_url: str, steps: _Steps) -> None:
    with psycopg.connect(**parameters(database_url), autocommit=True) as conn, Datastore(conn) as datastore:
        try:
            datastore.schema_version()
        except SchemaMismatch as error:
            if error.detail["found"] is not None:
                raise
        else:
            return
    steps.begin(_("deploying"))
    deploy(database_url)


def _do_main_job(datastore: Datastore, data: bytes, document: Detection, steps: _Steps) -> _Account:
    run_id = uuid4().hex[:8]
    steps.begin(_("creating a user with container and folder"))
    user = datastore.create_user(f"demo-{run_id}@example.org")
    folder = datastore.create_picture_set(user.user_id, f"Demo {run_id}")
    pipeline = _ensure_pipeline(datastore, user, document, run_id)

    steps.begin(_("storing the picture"))
    picture_id = datastore.upload_picture(user.user_id, data, picture_set_id=folder.picture_set_id)
    steps.begin(_("registering what the models found"))
    registered = datastore.register_inference(user.user_id, picture_id, document, pipeline=pipeline)

    reviews = _review(datastore, user, registered["boxes"])
    inference_id = registered["inference_id"]
    steps.begin(_("verifying the boxes"), total=len(reviews))
    for review in reviews:  # One request a box, as people send them.
        datastore.verify_seed(user.user_id, inference_id, [review.feedback])
        steps.advance()

    steps.begin(_("reading everything back"))
    picture = datastore.get_picture(user.user_id, picture_id)
    if datastore.read_picture(user.user_id, picture_id) != data:
        raise BlobCorrupt({"picture_id": str(picture_id)})
    verified = datastore.get_inference(user.user_id, inference_id)
    training = Counter(box["label"] for box in verified["boxes"] if box["is_verified"])
    return _Account(
        user=user,
        folder=folder,
        pipeline=pipeline,
        picture=picture,
        byte_size=len(data),
        registered=registered,
        verified=verified,
        reviews=reviews,
        training=sorted(training.items()),
    )


def _ensure_pipeline(datastore: Datastore, user: User, document: Detection, run_id: str) -> str:
    """The name of a pipeline of the document's models, imported by an administrator unless it is there."""
    ran = document.get("models") or []
    pipeline = f"demo: {' + '.join(model['name'] for model in ran)}"
    known = datastore.get_ml_structure(user.user_id)
    if pipeline in (entry["pipeline_name"] for entry in known["pipelines"]):
        return pipeline
    names = {entry["model_name"] for entry in known["models"]}
    models: list[NewModelEntry] = [
        {
            "model_name": model["name"],
            "version": model["version"] or "unknown",
            "task": "Classification" if position else "Object Detection",
            "endpoint_name": "",
        }
        for position, model in enumerate(ran)
        if model["name"] not in names
    ]
    entry: NewPipelineEntry = {"pipeline_name": pipeline, "models": [model["name"] for model in ran], "default": False}
    administrator = datastore.create_user(f"demo-{run_id}-admin@example.org", permission="admin")
    datastore.import_ml_structure(administrator.user_id, {"pipelines": [entry], "models": models})
    return pipeline


def _review(datastore: Datastore, user: User, boxes: list[RegisteredBox]) -> list[_Review]:
    """Say of the second box that its second guess is right, of the last of three that no guess is; confirm the rest."""
    reviews = [
        _Review({"boxId": box["box_id"]}, "confirmed", _("confirmed {label}").format(label=box["label"]))
        for box in boxes
    ]
    if len(boxes) >= 2 and len(boxes[1].get("topN") or []) >= 2:
        guess = (boxes[1]["topN"] or [])[1]
        feedback: BoxFeedback = {
            "boxId": boxes[1]["box_id"],
            "label": guess["label"],
            "classId": guess["object_id"],
            "comment": "the second guess is right",
        }
        said = _("corrected to guess 2: {label}").format(label=guess["label"])
        reviews[1] = _Review(feedback, "corrected", said)
    if len(boxes) >= 3:
        guessed = {datastore.resolve_seed(guess["label"]).seed_id for guess in boxes[-1].get("topN") or []}
        seed = next(seed for seed in datastore.list_seeds(user.user_id) if seed.seed_id not in guessed)
        feedback = {
            "boxId": boxes[-1]["box_id"],
            "label": seed.seed_name,
            "classId": seed.seed_id,
            "comment": "no guess is right",
        }
        reviews[-1] = _Review(feedback, "corrected", _("corrected to {label}").format(label=seed.seed_name))
    return reviews


def _labels(account: _Account) -> list[Label]:
    kinds = {review.feedback["boxId"]: review.kind for review in account.reviews}
    return [Label(box["box"], box["label"], kinds[box["box_id"]]) for box in account.verified["boxes"]]


def _tell(console: Console, account: _Account) -> None:
    picture, inference = account.picture, account.verified
    described = _("{id}: {media_type}, {width} x {height} pixels, {byte_size} bytes")
    numbers = {"width": picture.width, "height": picture.height, "byte_size": f"{picture.byte_size:,}"}
    read = _("{name}, read again: the same {byte_size} bytes")
    facts = {
        _("user"): f"{account.user.email}, {account.user.user_id}",
        _("container"): account.user.container_name,
        _("folder"): f"{account.folder.folder_name}, {account.folder.picture_set_id}",
        _("picture"): described.format(id=picture.picture_id, media_type=picture.media_type, **numbers),
        _("blob"): read.format(name=picture.blob_name, byte_size=f"{account.byte_size:,}"),
        _("pipeline"): account.pipeline,
        _("inference"): _("{id}: {number} boxes").format(
            id=inference["inference_id"], number=len(account.registered["boxes"])
        ),
    }
    overview = Table.grid(padding=(0, 2))
    overview.add_column()
    overview.add_column(overflow="fold")
    for name, value in facts.items():
        overview.add_row(f"[bold]{name}[/bold]", str(value))
    console.print(overview)

    columns = (_("box"), _("the model's guesses"), _("the person"), _("verified as"))
    boxes = Table(*columns, title="\n" + _("Verification"), title_justify="left")
    verified = {box["box_id"]: box for box in inference["boxes"]}
    for number, (box, review) in enumerate(zip(account.registered["boxes"], account.reviews, strict=True), 1):
        guesses: Sequence[Guess] = box.get("topN") or [{"label": box["label"], "score": box["score"]}]
        listed = "\n".join(f"{guess['label']}  {guess['score']:.2f}" for guess in guesses[:3])
        boxes.add_row(str(number), listed, review.said, verified[box["box_id"]]["label"], end_section=True)
    console.print(boxes)

    training = Table(_("species"), _("boxes"), title="\n" + _("Training data"), title_justify="left")
    for name, count in account.training:
        training.add_row(name, str(count))
    console.print(training)

    reviewed = sum(box["is_verified"] for box in inference["boxes"])
    told = (
        _("{reviewed} boxes, picture verified, one training row per species seen: {species} species from {boxes} boxes")
        if picture.verified
        else _(
            "{reviewed} boxes, picture not verified, one training row per species seen:"
            " {species} species from {boxes} boxes"
        )
    )
    number = sum(count for _name, count in account.training)
    console.print(f"[bold]{told.format(reviewed=reviewed, species=len(picture.seeds), boxes=number)}[/bold]")
