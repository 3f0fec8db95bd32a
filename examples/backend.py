"""The heart of an async backend: one client for the process, one call for each thing that a person does.

Run as a script it plays one person through both requests: ``backend.py E-MAIL PICTURE INFERENCE.json``.
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


async def identify(datastore: AsyncDatastore, user_id: UUID, picture: bytes, result: dict[str, Any]) -> dict[str, Any]:
    """A picture and what the models found in it: stored, registered, and given back with the ids of all boxes."""
    picture_id = await datastore.upload_picture(user_id, picture)
    # An id of our own makes it safe to send the request again when the answer was lost.
    return await datastore.register_inference(user_id, picture_id, result, inference_id=uuid4())


async def review(datastore: AsyncDatastore, user_id: UUID, feedback: dict[str, Any]) -> dict[str, Any]:
    """A person's word on one box or several, as the frontend sends it; the box is told what became of it."""
    try:
        return await datastore.verify_seed(user_id, feedback["inferenceId"], feedback["boxes"])
    except Conflict as conflict:
        return {"error": conflict.message, "hint": conflict.hint, **conflict.detail}


async def main(email: str, picture: bytes, result: dict[str, Any]) -> None:
    """Both requests of one person; all boxes are confirmed at the same time."""
    async with AsyncDatastore(os.environ["DATABASE_URL"], os.environ["STORAGE_URL"]) as datastore:
        user = await datastore.get_user(email)
        answer = await identify(datastore, user.user_id, picture, result)
        confirmed = [[{"boxId": box["box_id"]}] for box in answer["boxes"]]
        requests = [{"inferenceId": answer["inference_id"], "boxes": boxes} for boxes in confirmed]
        await asyncio.gather(*(review(datastore, user.user_id, request) for request in requests))
        verified = await datastore.get_inference(user.user_id, answer["inference_id"])
    for box in verified["boxes"]:
        print(box["label"], "verified" if box["is_verified"] else "open")


if __name__ == "__main__":
    try:
        asyncio.run(main(sys.argv[1], Path(sys.argv[2]).read_bytes(), json.loads(Path(sys.argv[3]).read_bytes())))
    except NachetError as error:
        sys.exit(str(error))
