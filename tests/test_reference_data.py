"""What curators decide survives the next deploy, which brings the reference data again."""

from __future__ import annotations

from typing import Any

import psycopg

from nachet_datastore.deploy import deploy


def _species(conn: psycopg.Connection) -> list[tuple[Any, ...]]:
    return conn.execute(
        """
        select
            s.id, s.name, s.confirmed, s.merged_into, s.updated_at, array_agg(a.name order by a.name),
            (select array_agg(v.name order by v.name) from nachet_data.vernacular_name as v where v.seed_id = s.id)
        from nachet_data.seed as s
        left join nachet_data.seed_alias as a on a.seed_id = s.id
        group by s.id
        order by s.id
        """
    ).fetchall()


def test_what_curators_changed_in_the_catalogue_survives_a_deploy(database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as conn:
        conn.execute(
            """
            do $$
            declare
                v_admin constant uuid := test.add_user('admin@example.org', 'admin');
                v_juncea constant uuid := nachet.resolve_seed('Brassica juncea') ->> 'seed_id';
                v_napus constant uuid := nachet.resolve_seed('Brassica napus') ->> 'seed_id';
                v_stoebe constant uuid := nachet.resolve_seed('Centaurea stoebe') ->> 'seed_id';
            begin
                perform nachet.rename_seed(v_admin, v_napus, 'Brassica rapa');
                perform nachet.remove_seed_alias(v_admin, v_napus, 'Brassica napus');
                perform nachet.remove_seed_alias(v_admin, v_juncea, 'Brassica junsea');
                perform nachet.update_seed(v_admin, v_juncea, '{"confirmed": false}');
                perform nachet.merge_seeds(
                    v_admin, v_stoebe, (nachet.resolve_seed('Centaurea diffusa') ->> 'seed_id')::uuid
                );
                perform nachet.register_seed(v_admin, 'Brassica napus');
                perform nachet.import_seeds(v_admin, '[
                    {"name": "Lolium temulentum", "vernacular_names": {"en": [], "fr": []}},
                    {"name": "Solanum nigrum", "vernacular_names": {"fr": ["crève-chien"]}}
                ]');
            end
            $$
            """
        )
        before = _species(conn)
        deploy(database_url)
        assert _species(conn) == before


def test_a_species_that_someone_registered_first_keeps_its_id(database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as conn:
        conn.execute(
            """
            delete from nachet_data.vernacular_name;
            delete from nachet_data.seed_alias;
            delete from nachet_data.seed where name in ('Brassica juncea', 'Brassica napus', 'Iva axillaris');
            insert into nachet_data.seed (name) values ('BRASSICA  juncea'), ('Brassica junsea');
            insert into nachet_data.seed_alias (seed_id, name)
            select s.id, 'Iva axillaris' from nachet_data.seed as s where s.name = 'Solanum nigrum'
            """
        )
        before = [row[:-1] for row in _species(conn)]
        deploy(database_url)
        after = _species(conn)
        assert [(row[1], row[2]) for row in after if row[:-1] not in before] == [("Brassica napus", True)]
        assert "moutarde brune" in {row[1]: row[-1] for row in after}["BRASSICA  juncea"]
