"""What else the product does with the database, each call beside plain statements that find or change the same rows.

Both run in a transaction that is rolled back: a commit, which waits for the disk, is the same for both. The floor of a
change writes the rows themselves; the call also checks access, records the act and writes down what the blob store is
to do.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, LiteralString

from nachet_datastore.wrapper import Call, calls

from .measure import Form, Measurement, interleave
from .setting import Setting, new_id

_SQL = Path(__file__).parent.parent / "sql" / "_volume.sql"
#: Folders and pictures of each: so many pictures in a container.
SIZES = {"100": (1, 100), "10,000": (10, 1000), "100,000": (100, 1000)}

_FLOORS: dict[str, LiteralString] = {
    "list folders": """
        select ps.id, ps.name, p.id, p.nb_object is not null, p.verified
        from nachet_data.picture_set as ps
        left join nachet_data.picture as p
            on p.container_id = %(user)s and p.picture_set_id = ps.id and p.state = 'confirmed' and p.deleted_at is null
        where ps.container_id = %(user)s and ps.deleted_at is null
        order by ps.name_key, p.id""",
    "list pictures, a page": """
        select p.id, p.name, p.nb_object, p.verified, p.parent, p.media_type, p.byte_size, p.width, p.height,
            p.upload_date
        from nachet_data.picture as p
        where p.container_id = %(user)s and p.picture_set_id = %(folder)s and p.state = 'confirmed'
            and p.deleted_at is null
        order by p.id limit 101""",
    "find by species, a page": """
        select p.id, p.picture_set_id, p.name, p.nb_object, p.verified, p.media_type, p.byte_size, p.width, p.height,
            p.upload_date
        from nachet_data.picture as p
        inner join nachet_data.picture_seed as s on s.container_id = %(user)s and s.picture_id = p.id
        where p.container_id = %(user)s and s.seed_id = %(seed)s and p.state = 'confirmed' and p.deleted_at is null
        order by p.id limit 101""",
    "review queue, a page": """
        select o.id, o.inference_id, i.picture_id, o.top_score, o.top_seed_id, o.top_x, o.top_y, o.bottom_x, o.bottom_y
        from nachet_data.object as o
        inner join nachet_data.inference as i on i.container_id = %(user)s and i.id = o.inference_id
        inner join nachet_data.picture as p on p.container_id = %(user)s and p.id = i.picture_id
        where o.container_id = %(user)s and o.specimen_id is null and p.deleted_at is null
        order by o.top_score, o.id limit 101""",
    "read a picture": """
        select p.*, (
            select array_agg(s.seed_id) from nachet_data.picture_seed as s
            where s.container_id = %(user)s and s.picture_id = p.id
        )
        from nachet_data.picture as p where p.container_id = %(user)s and p.id = %(picture)s""",
    "move 10 pictures": """
        update nachet_data.picture set picture_set_id = %(user)s, updated_at = now()
        where container_id = %(user)s and id = any(%(ten)s)""",
    "delete 10 pictures": """
        update nachet_data.picture set deleted_at = now(), updated_at = now()
        where container_id = %(user)s and id = any(%(ten)s)""",
    "delete a folder permanently": """
        with pictures as (
            delete from nachet_data.picture where container_id = %(user)s and picture_set_id = %(folder)s
        )
        delete from nachet_data.picture_set where container_id = %(user)s and id = %(folder)s""",
    "create a user": """
        with people as (
            insert into nachet_data.users (id, email, permission_id)
            values (%(new)s, %(new)s::uuid::text || '@example.org', 2)
        ), places as (
            insert into nachet_data.container (id, owner_id, kind, name) values (%(new)s, %(new)s, 'personal', 'new')
        )
        insert into nachet_data.picture_set (container_id, id, owner_id, name, is_default)
        values (%(new)s, %(new)s, %(new)s, 'General', true)""",
}


def others(setting: Setting, repetitions: int) -> list[Measurement]:
    """All of them at each number of pictures."""
    setting.conn.execute(_SQL.read_bytes())
    return [measured for size in SIZES for measured in _at(setting, size, repetitions)]


def _at(setting: Setting, size: str, repetitions: int) -> list[Measurement]:
    conn, user = setting.conn, setting.add_user()
    folders, pictures = SIZES[size]
    conn.execute("select test.fill_container(%s, %s, %s)", [user, folders, pictures])
    conn.execute("delete from nachet_data.blob_task where container_id = %s", [user])
    conn.execute("vacuum analyze")
    row = conn.execute(
        """
        select f.id,
            (select s.seed_id from nachet_data.picture_seed as s where s.container_id = %(user)s limit 1),
            array(select p.id from nachet_data.picture as p where p.container_id = %(user)s
                and p.picture_set_id = f.id and p.state = 'confirmed' and p.deleted_at is null and p.parent is null
                and p.id not in (select c.parent from nachet_data.picture as c where c.parent is not null)
                order by p.id limit 10)
        from nachet_data.picture_set as f where f.container_id = %(user)s and not f.is_default
        order by f.id limit 1
        """,
        {"user": user},
    ).fetchone()
    assert row is not None
    folder, seed, ten = row
    values = {"user": user, "folder": folder, "seed": seed, "ten": ten, "picture": ten[0]}
    jobs: dict[str, Callable[[], Call[Any]]] = {
        "list folders": lambda: calls.list_picture_sets(user),
        "list pictures, a page": lambda: calls.list_picture_set_pictures(user, folder),
        "find by species, a page": lambda: calls.find_pictures(user, seed_id=seed),
        "review queue, a page": lambda: calls.list_review_queue(user),
        "read a picture": lambda: calls.get_picture(user, ten[0]),
        "move 10 pictures": lambda: calls.move_pictures(user, ten, user),
        "delete 10 pictures": lambda: calls.delete_pictures(user, ten),
        "delete a folder permanently": lambda: calls.purge_picture_set(user, folder),
        # Another one each time: what was rolled back leaves its entries in the indexes.
        "create a user": lambda: calls.create_user(f"{os.urandom(8).hex()}@example.org"),
    }

    def rolled_back(made: Callable[[], tuple[Any, Any]]) -> Form:
        def prepare() -> Callable[[], object]:
            conn.execute("rollback")
            conn.execute("begin")
            statement, bound = made()
            return lambda: conn.execute(statement, bound, prepare=True).fetchall()

        return prepare

    def called(call: Callable[[], Call[Any]]) -> tuple[Any, Any]:
        made = call()
        return made.statement, made.values

    def floor(job: str) -> Form:
        statement = _FLOORS[job]
        if not statement.lstrip().startswith("select"):
            statement += " returning id"
        return rolled_back(lambda: (statement, values | {"new": new_id()}))

    found = [
        interleave(
            conn,
            job,
            f"{size} pictures",
            {"floor": floor(job), "call": rolled_back(partial(called, call))},
            repetitions,
        )
        for job, call in jobs.items()
    ]
    # Rows of nine tables move to another container and back: no plain statement does that.
    archive = partial(called, lambda: calls.delete_picture_set(user, folder, keep_verified=True))
    restore = partial(called, lambda: calls.restore_picture_set(user, folder))

    def archived() -> Callable[[], object]:
        rolled_back(archive)()()
        statement, bound = restore()
        return lambda: conn.execute(statement, bound, prepare=True).fetchall()

    for job, form in {"archive a folder": rolled_back(archive), "restore it": archived}.items():
        found.append(interleave(conn, job, f"{size} pictures", {"call": form}, max(5, repetitions // 4), warm_up=3))
    conn.execute("rollback")
    return found
