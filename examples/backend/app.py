"""A backend on the datastore: one client for each process, one call for each request.

Each request says who acts with the header ``User-Id``: here your sign-in belongs. What is refused is text for a person,
with a status by the kind of the error. Nothing is checked here, since the datastore checks it.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
from datetime import datetime
from inspect import signature
from io import BytesIO
from typing import Any

from quart import Blueprint, Quart, Response, abort, current_app, jsonify, request
from quart.json.provider import DefaultJSONProvider
from werkzeug.exceptions import HTTPException

from nachet_datastore import AsyncDatastore, Conflict, InvalidInput, NachetError, NotAllowed, NotFound

api = Blueprint("nachet", __name__)

#: The status of each kind of error.
STATUSES = {NotFound: 404, NotAllowed: 403, Conflict: 409, InvalidInput: 400}

#: What may be said of a picture, and of all pictures of a batch.
FACTS = {"seed_id": str, "seed_name": str, "zoom": float, "nb_seeds": int, "description": str}

#: Calls as they are: who acts, the ids of the path, and the keys of the body by name. The database says who may.
CALLS: dict[str, Callable[..., Awaitable[Any]]] = {
    "GET /folders": AsyncDatastore.list_picture_sets,
    "POST /folders": AsyncDatastore.create_picture_set,
    "PATCH /folders/<picture_set_id>": AsyncDatastore.rename_picture_set,
    "GET /folders/<picture_set_id>/verified": AsyncDatastore.has_verified_pictures,
    "POST /batches": AsyncDatastore.begin_batch,
    "POST /batches/<batch_id>/end": AsyncDatastore.end_batch,
    "GET /pictures/<picture_id>": AsyncDatastore.get_picture,
    "GET /pictures/<picture_id>/url": AsyncDatastore.picture_url,
    "GET /pictures/<picture_id>/inference": AsyncDatastore.get_picture_inference,
    "GET /boxes/<object_id>/history": AsyncDatastore.get_object_history,
    "POST /boxes/<object_id>/reopen": AsyncDatastore.reopen_object,
    "GET /models": AsyncDatastore.get_ml_structure,
    "POST /models": AsyncDatastore.import_ml_structure,
}


class Json(DefaultJSONProvider):
    """Keeps the order of keys, as documents do; times as ISO 8601."""

    sort_keys = False

    @staticmethod
    def default(value: Any) -> Any:
        """What JSON has no form for: records, ids, times."""
        return value.isoformat() if isinstance(value, datetime) else DefaultJSONProvider.default(value)


def create_app(database_url: str, storage_url: str) -> Quart:
    """The application, as ``hypercorn`` and other servers take it."""
    app = Quart(__name__)
    app.json = Json(app)
    app.config["MAX_CONTENT_LENGTH"] = 64 << 20  # Bytes; Quart would stop at 16 MiB, which pictures can have.
    app.register_blueprint(api)
    for rule, call in CALLS.items():
        method, path = rule.split()
        app.add_url_rule(path, rule, view_of(call), methods=[method])

    @app.while_serving
    async def client() -> AsyncGenerator[None]:
        """One client for the process: its pool serves all requests, and it is closed after the last one."""
        async with AsyncDatastore(database_url, storage_url, retry=5) as datastore:
            app.config["DATASTORE"] = datastore
            yield

    return app


@api.app_errorhandler(NachetError)
@api.app_errorhandler(HTTPException)
async def refuse(error: NachetError | HTTPException) -> Response:
    """The text of an error, and the status of its kind; 503 where trying again helps."""
    if isinstance(error, HTTPException):
        text, status = error.description or error.name, error.code or 500
    else:
        kinds = (code for kind, code in STATUSES.items() if isinstance(error, kind))
        text, status = error.describe(), 503 if error.transient else next(kinds, 500)
    return Response(text, status, content_type="text/plain; charset=utf-8")


def store() -> AsyncDatastore:
    """The client of this process."""
    datastore: AsyncDatastore = current_app.config["DATASTORE"]
    return datastore


def user() -> str:
    """Who acts."""
    return request.headers.get("User-Id") or abort(401, "sign in first")


async def body() -> Any:
    """The document that was sent, an object; an empty one where nothing was."""
    said = await request.get_json(force=True, silent=True) if await request.get_data() else {}
    return said if isinstance(said, dict) else abort(400, "the body must be a JSON object")


def view_of(call: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Response]]:
    """What serves a call of ``CALLS``."""

    async def view(**ids: str) -> Response:
        said = ids if request.method == "GET" else {**await body(), **ids}
        try:
            signature(call).bind(store(), user(), **said)
        except TypeError as error:
            abort(400, str(error))
        return jsonify(await call(store(), user(), **said))

    return view


@api.post("/users")
async def create_user() -> Response:
    """Create a user; it is an error if the address has one, in whatever case."""
    return jsonify(await store().create_user((await body()).get("email", "")))


@api.get("/users/<email>")
async def get_user(email: str) -> Response:
    """Find a user by address."""
    return jsonify(await store().get_user(email))


@api.delete("/folders/<picture_set_id>")
async def delete_folder(picture_set_id: str) -> Response:
    """Delete a folder: ``?how=permanently``, to the ``trash``, or ``keep`` its verified pictures in the archive."""
    how = request.args.get("how")
    if how == "permanently":
        return jsonify(await store().purge_picture_set(user(), picture_set_id))
    if how not in ("trash", "keep"):
        abort(400, "how: permanently, trash or keep")
    return jsonify(await store().delete_picture_set(user(), picture_set_id, keep_verified=how == "keep"))


@api.post("/pictures")
async def upload_picture() -> Response:
    """Store the body as a picture. Sent again, also at the same time, the same bytes are the same picture."""
    said: dict[str, Any] = {name: request.args.get(name, type=kind) for name, kind in FACTS.items()}
    said |= {name: request.args.get(name) for name in ("picture_set_id", "batch_id", "name")}
    return jsonify(picture_id=await store().upload_picture(user(), await request.get_data(), **said))


@api.post("/pictures/<picture_id>/crops")
async def upload_crop(picture_id: str) -> Response:
    """Store the body as what was cut out of a picture at the corners of the query."""
    box: Any = {name: float(value) for name, value in request.args.items()} or None
    return jsonify(picture_id=await store().upload_crop(user(), picture_id, await request.get_data(), box=box))


@api.get("/pictures/<picture_id>/bytes")
async def read_picture(picture_id: str) -> Response:
    """The bytes of a picture, as they were sent."""
    data = BytesIO()
    picture = await store().download_picture(user(), picture_id, data)
    return Response(data.getvalue(), content_type=picture.media_type)


@api.post("/pictures/<picture_id>/inferences")
async def register_inference(picture_id: str) -> Response:
    """Register what the models said. With an id of the caller's own (``Request-Id``) it may be sent again."""
    said = {"pipeline": request.args.get("pipeline"), "inference_id": request.headers.get("Request-Id")}
    return jsonify(await store().register_inference(user(), picture_id, await body(), **said))


@api.get("/inferences/<inference_id>")
async def get_inference(inference_id: str) -> Response:
    """An inference as it reads now; with ``?rejected`` also the boxes that people rejected."""
    rejected = "rejected" in request.args
    return jsonify(await store().get_inference(user(), inference_id, include_rejected=rejected))


@api.post("/feedback")
async def verify_seed() -> Response:
    """All that a person says of boxes. Who acts is who signed in, whatever ``userId`` says."""
    said = await body()
    return jsonify(await store().verify_seed(user(), said.get("inferenceId"), said.get("boxes")))


@api.get("/seeds")
async def list_seeds() -> Response:
    """All species."""
    return jsonify(seeds=await store().list_seeds(user()))
