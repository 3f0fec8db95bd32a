"""A small application on the package, fully typed: test_typing.py runs the type checkers on it."""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path
from uuid import UUID

from nachet_datastore import AsyncDatastore, Datastore, InvalidInput, Upload
from nachet_datastore.errors import ObjectReviewed
from nachet_datastore.records import (
    JSON,
    BoxFeedback,
    Detection,
    Finding,
    Inference,
    Kind,
    Picture,
    Report,
    ReviewCursor,
    ReviewCursorInput,
    SeedChanges,
)

logger = logging.getLogger(__name__)


def identify(datastore: Datastore, user_id: UUID, file: Path) -> Inference | None:
    """A picture, what the models found in it, and a person's word on it."""
    folder = datastore.create_picture_set(user_id, "Field 7", metadata={"row": 3})
    picture_id = datastore.upload_picture(user_id, file, picture_set_id=folder.picture_set_id)
    found: Detection = {
        "boxes": [
            {
                "box": {"topX": 10, "topY": 10, "bottomX": 60, "bottomY": 50},
                "label": "Avena fatua",
                "score": 0.75,
                "topN": [{"label": "Avena fatua", "score": 0.75}, {"label": "Avena sativa", "score": 0.125}],
            }
        ],
        "totalBoxes": 1,
    }
    registered = datastore.register_inference(user_id, picture_id, found)
    feedback: list[BoxFeedback] = [{"boxId": box["box_id"], "comment": box.get("label")} for box in registered["boxes"]]
    try:
        answer = datastore.verify_seed(user_id, registered["inference_id"], feedback, inference=True)
    except ObjectReviewed as error:
        raise SystemExit(error.describe()) from error
    listed = {entry["picture_set_id"]: entry["nb_pictures"] for entry in datastore.list_picture_sets(user_id)}
    assert answer["picture_verified"]
    assert listed[folder.picture_set_id] == 1
    return datastore.get_picture_inference(user_id, picture_id)


async def collect(datastore: AsyncDatastore, user_id: str, files: list[str], since: datetime) -> list[Picture]:
    """A batch of files, then everything that was uploaded since, page by page."""
    try:
        stored = await datastore.upload_pictures(user_id, [Upload(data=file) for file in files])
    except InvalidInput as error:
        logger.warning("%s: %s", error.message, error.detail["file"])
        report = await datastore.upload_pictures(user_id, [Upload(data=file) for file in files], on_error="skip")
        stored = [picture_id for picture_id in report.picture_ids if picture_id is not None]
    page = await datastore.find_pictures(user_id, uploaded_from=since)
    pictures = list(page.items)
    while page.next is not None:
        page = await datastore.find_pictures(user_id, uploaded_from=since, after=page.next)
        pictures += page.items
    return [picture for picture in pictures if picture.picture_id in stored]


def resume(datastore: Datastore, user_id: UUID, score: float, box_id: str) -> str:
    """The queue from where a page ended, as a browser kept it; what a folder's metadata and the next task say."""
    cursor: ReviewCursorInput = {"score": score, "box_id": box_id}
    last: ReviewCursor | None = datastore.list_review_queue(user_id, after=cursor).next
    last = datastore.list_review_queue(user_id, after={"score": score, "box_id": box_id}).next or last
    row = datastore.get_picture_set(user_id, user_id).metadata.get("row")
    metrics: list[JSON] = datastore.get_ml_structure(user_id)["models"][0].get("metrics", [])
    steps: list[str] = []
    for task in datastore.claim_blob_tasks(limit=len(metrics)):
        if task.content is None:
            steps.append(task.container_name)
        elif "etag" in task.content:
            steps.append(task.content["etag"])
        else:
            steps.append(task.content["upload_date"])
    found: list[Finding] = []
    report: Report = datastore.check_store(report=found.append)
    sizes = [finding.detail.get("size", 0) for finding in found if finding.kind is Kind.WRONG_SIZE]
    deployed = datastore.get_status().deployed["schema nachet"]
    return f"{last} {row} {steps} {report.clean} {sum(sizes)} {deployed.sha256 or deployed.parts['owner']}"


def curate(datastore: Datastore, admin_id: UUID) -> bool:
    """What administrators do."""
    user = datastore.create_user("ana@example.org", permission="write")
    seed = datastore.register_seed(admin_id, "Avena fatua", confirmed=True)
    changes: SeedChanges = {"eppo_code": "AVEFA", "itis_tsn": None}
    datastore.update_seed(admin_id, seed.seed_id, changes)
    assert seed.seed_id == datastore.resolve_seed("Avena fatua").seed_id != admin_id
    page = datastore.list_review_queue(admin_id, limit=10)
    while page.next is not None:
        for item in page.items:
            acts = datastore.get_object_history(admin_id, item.box_id)
            logger.info("%s at %s: %s", item.label, item.box["topX"], acts)
        page = datastore.list_review_queue(admin_id, limit=10, after=page.next)
    return datastore.has_verified_pictures(user.user_id, user.picture_set_id)
