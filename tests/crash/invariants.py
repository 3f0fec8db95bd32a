"""What must hold between rows and blobs: at every instant for readers, and all of it once the system is at rest.

Rows are read as superuser, behind the published interface; blobs through the store itself, with their bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import psycopg

from nachet_datastore.blobs.stores import BlobStore
from nachet_datastore.errors import BlobNotFound

#: All pictures, also those in the trash, and where their blobs are.
_PICTURES = """
select p.id, p.state, 'user-' || p.blob_container_id, p.blob_name, encode(p.sha256, 'hex'), p.byte_size,
    p.blob_container_id = p.container_id and p.blob_name like p.picture_set_id || '/' || p.id || '.%'
from nachet_data.picture as p
"""

#: All folders with what their json says.
_FOLDERS = """
select 'user-' || ps.container_id, ps.id || '/' || ps.id || '.json',
    nachet._describe_picture_set(ps.container_id, ps.id, ps.owner_id, ps.upload_date, ps.picture_set,
        ps.former_container_id, ps.former_picture_set_id)
from nachet_data.picture_set as ps
"""

#: What is still to be done.
_TASKS = "select t.kind, t.picture_id, t.blob_name, t.attempts, t.parked, t.last_error from nachet_data.blob_task as t"

#: Batches with a file that is neither stored, nor there already, nor refused.
_BATCHES = "select s.batch_id, s.pending from nachet.batch_summary as s where s.pending > 0"

#: What people see, without times.
_STATE = """
select 'picture', p.container_id, p.id, p.picture_set_id, p.parent, p.state, p.verified, p.deleted_at is not null,
    p.nb_object, p.blob_name
from nachet_data.picture as p
union all
select 'facts of picture', p.container_id, p.id, null, null, p.name, null, null, p.zoom, p.picture::text
from nachet_data.picture as p
union all
select 'batch', s.container_id, s.batch_id, null, null, null, s.is_complete, null, s.stored, s.facts::text
from nachet.batch_summary as s
union all
select 'folder', ps.container_id, ps.id, null, null, ps.name, ps.is_default, ps.deleted_at is not null, null, null
from nachet_data.picture_set as ps
union all
select 'container', c.id, c.owner_id, null, null, c.name, c.public, c.deleted_at is not null, null, null
from nachet_data.container as c
union all
select 'inference', i.container_id, i.id, i.picture_id, null, null, i.verified, i.withdrawn_at is not null, i.nb_object,
    null
from nachet_data.inference as i
union all
select 'object', o.container_id, o.inference_id, s.seed_id, null, o.position::text, s.moved, null, null, null
from nachet_data.object as o
left join nachet_data.specimen as s on o.container_id = s.container_id and o.specimen_id = s.id
union all
select
    'identification', d.container_id, o.inference_id, d.seed_id, null, concat(o.position, ' ', d.act), null, null, null,
    null
from nachet_data.identification as d
inner join nachet_data.object as o on d.container_id = o.container_id and d.object_id = o.id
"""


def readers(conn: psycopg.Connection, store: BlobStore) -> list[str]:
    """What is wrong for readers, at any instant: a confirmed picture without its blob, or with other bytes."""
    wrong = []
    for picture_id, state, container, name, sha256, byte_size, _ in conn.execute(_PICTURES):
        if state == "confirmed":
            try:
                data = store.get(container, name)
            except BlobNotFound:
                wrong.append(f"picture {picture_id} has no blob {container}/{name}")
            else:
                if (hashlib.sha256(data).hexdigest(), len(data)) != (sha256, byte_size):
                    wrong.append(f"picture {picture_id} has other bytes in {container}/{name}")
    return wrong


def rest(conn: psycopg.Connection, store: BlobStore) -> list[str]:
    """What is wrong, both ways, when nothing is under way and everything was repaired."""
    return readers(conn, store) + list(_rows(conn)) + list(_blobs(conn, store))


def _rows(conn: psycopg.Connection) -> Iterator[str]:
    for picture_id, state, container, name, _, _, at_home in conn.execute(_PICTURES):
        if state != "confirmed":
            yield f"picture {picture_id} is {state}"
        if not at_home:
            yield f"picture {picture_id} is not where it belongs, but at {container}/{name}"
    for task in conn.execute(_TASKS):
        yield f"a task is left: {task}"
    for batch in conn.execute(_BATCHES):
        yield f"a batch waits for files: {batch}"


def _blobs(conn: psycopg.Connection, store: BlobStore) -> Iterator[str]:
    pictures = {(container, name): sha256 for _, _, container, name, sha256, _, _ in conn.execute(_PICTURES)}
    folders = {(container, name): document for container, name, document in conn.execute(_FOLDERS)}
    containers = {container.name: container.metadata for container in store.list_containers("user-")}
    ((installation,),) = conn.execute("select i.id::text from nachet_data.installation as i")
    present = {(container, blob.name): blob.sha256 for container in containers for blob in store.list_blobs(container)}

    for place in present.keys() - pictures.keys() - folders.keys():
        yield f"blob {'/'.join(place)} has no row"
    for place in folders.keys() - present.keys():
        yield f"folder without its json {'/'.join(place)}"
    for place in folders.keys() & present.keys():
        if json.loads(store.get(*place)) != folders[place]:
            yield f"the json {'/'.join(place)} says something else"
    for place in pictures.keys() & present.keys():
        if present[place] != pictures[place]:
            yield f"the store says another SHA-256 of {'/'.join(place)}"
    for kind, container_id in conn.execute("select c.kind, c.id from nachet_data.container as c"):
        marks = containers.get(f"user-{container_id}")
        if marks is None and kind == "archive":
            continue  # Made when the first picture comes.
        if marks is None or installation not in marks.values():
            yield f"container user-{container_id} is missing, or does not bear the mark: {marks}"
    if left := store.sweep(timedelta(0)):
        yield f"{left} broken-off writes are left"


def state(conn: psycopg.Connection, store: BlobStore) -> set[Any]:
    """All that people see and all blobs, for a comparison: two ways to the same end give the same."""
    blobs = {
        ("blob", container.name, blob.name, blob.byte_size)
        for container in store.list_containers("user-")
        for blob in store.list_blobs(container.name)
        if not blob.name.endswith(".json")
    }
    return blobs | set(conn.execute(_STATE).fetchall())
