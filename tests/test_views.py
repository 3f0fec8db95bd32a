"""The views together: whoever follows an id finds a row."""

from __future__ import annotations

from uuid import UUID

import psycopg
from psycopg import sql

from world import World


def test_each_id_in_a_view_is_the_id_of_a_row_of_a_view(fresh: World) -> None:
    """In a world in which people have verified, corrected, added, reopened and merged."""
    with psycopg.connect(fresh.url) as conn:
        columns = conn.execute(
            """
            select c.relname, a.attname
            from pg_catalog.pg_attribute as a
            inner join pg_catalog.pg_class as c on a.attrelid = c.oid
            where c.relnamespace = 'nachet'::regnamespace
                and c.relkind = 'v'
                and a.atttypid = 'uuid'::regtype
                and not a.attisdropped
            """
        ).fetchall()

        def values(view: str, column: str) -> set[object]:
            query = sql.SQL("select distinct {0} from {1} where {0} is not null")
            return {
                row[0] for row in conn.execute(query.format(sql.Identifier(column), sql.Identifier("nachet", view)))
            }

        known = set().union(*(values(view, column) for view, column in columns if column == "id"))
        known |= values("dataset", "dataset_id")
        # A dataset names what was purged since.
        purged = conn.execute(
            """
            select p.picture_id, p.picture_set_id, s.specimen_id, s.inference_id
            from nachet.dataset_picture as p
            inner join nachet.dataset_specimen as s on p.dataset_id = s.dataset_id and p.picture_id = s.picture_id
            where p.purged
            """
        ).fetchall()
        known |= {gone for row in purged for gone in row}
        found = {f"{view}.{column}": values(view, column) for view, column in columns}
    found["act.container_id"].discard(UUID(int=0))  # What was done in no container.
    del found["act.entity_id"]  # The log names what is gone, too, such as the memberships of a former user.
    assert {name: sorted(map(str, ids - known)) for name, ids in found.items() if ids - known} == {}
    used = {
        "identification.object_id",
        "object.verified_id",
        "specimen.identification_id",
        "verified_object.model_seed_id",
    }
    assert used <= {name for name, ids in found.items() if ids}
