"""A small application on the package, fully typed: test_typing.py runs the type checkers on it."""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path
from uuid import UUID

from nachet_datastore import AsyncDatastore, Datastore, InvalidInput, Upload
from nachet_datastore.errors import ObjectReviewed
from nachet_datastore.records import BoxFeedback, Detection, Inference, Picture, SeedChanges

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


def curate(datastore: Datastore, admin_id: UUID) -> bool:
    """What administrators do."""
    user = datastore.create_user("ana@example.org", permission="write")
    seed = datastore.register_seed(admin_id, "Avena fatua", confirmed=True)
    changes: SeedChanges = {"eppo_code": "AVEFA", "itis_tsn": None}
    datastore.update_seed(admin_id, seed.seed_id, changes)
    assert seed.seed_id == datastore.resolve_seed("Avena fatua").seed_id != admin_id
    for item in datastore.list_review_queue(admin_id, limit=10).items:
        logger.info("%s at %s: %s", item.label, item.box["topX"], datastore.get_object_history(admin_id, item.box_id))
    return datastore.has_verified_pictures(user.user_id, user.picture_set_id)
