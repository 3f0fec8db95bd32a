"""The core of an async backend: one client for each process, one call for each use case.

Run as a script, it makes both requests of one person: ``backend.py E-MAIL PICTURE INFERENCE.json``.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from nachet_datastore import AsyncDatastore, Conflict, NachetError
from nachet_datastore.records import Detection, Feedback, RegisteredInference, Verification


async def identify(datastore: AsyncDatastore, user_id: UUID, picture: bytes, result: Detection) -> RegisteredInference:
    """Store a picture, register its inference, and return the inference with the ids of all boxes."""
    picture_id = await datastore.upload_picture(user_id, picture)
    # With an id of our own, the request can be repeated when its answer was lost.
    return await datastore.register_inference(user_id, picture_id, result, inference_id=uuid4())


async def review(datastore: AsyncDatastore, user_id: UUID, feedback: Feedback) -> Verification | dict[str, Any]:
    """Verify one or more boxes, as the frontend sends them; a conflict is returned with its hint."""
    try:
        return await datastore.verify_seed(user_id, feedback["inferenceId"], feedback["boxes"])
    except Conflict as conflict:
        return {"error": conflict.message, "hint": conflict.hint, **conflict.detail}


async def main(email: str, picture: bytes, result: Detection) -> None:
    """Make both requests of one person; confirm all boxes at the same time."""
    async with AsyncDatastore("postgresql://", os.environ["NACHET_STORAGE_URL"]) as datastore:
        user = await datastore.get_user(email)
        answer = await identify(datastore, user.user_id, picture, result)
        requests: list[Feedback] = [
            {"inferenceId": answer["inference_id"], "boxes": [{"boxId": box["box_id"]}]} for box in answer["boxes"]
        ]
        await asyncio.gather(*(review(datastore, user.user_id, request) for request in requests))
        verified = await datastore.get_inference(user.user_id, answer["inference_id"])
    for box in verified["boxes"]:
        print(box.get("label"), "verified" if box["is_verified"] else "open")


if __name__ == "__main__":
    try:
        asyncio.run(main(sys.argv[1], Path(sys.argv[2]).read_bytes(), json.loads(Path(sys.argv[3]).read_bytes())))
    except NachetError as error:
        sys.exit(error.describe())
