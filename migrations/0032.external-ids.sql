-- Species: an external id belongs to one species.
-- A small table, locked for the blink in which the indexes are made.
-- squawk-ignore-file require-concurrent-index-creation

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

lock table nachet_data.seed in share row exclusive mode;

-- The species that was added first keeps an id that several have; the others note it.
update nachet_data.seed as s
set
    gbif_key = case when d.gbif_nth = 1 then s.gbif_key end,
    eppo_code = case when d.eppo_nth = 1 then s.eppo_code end,
    itis_tsn = case when d.itis_nth = 1 then s.itis_tsn end,
    information = s.information || jsonb_build_object('ids_of_another_species', jsonb_strip_nulls(
        jsonb_build_object(
            'gbif_key', case when d.gbif_nth > 1 then s.gbif_key end,
            'eppo_code', case when d.eppo_nth > 1 then s.eppo_code end,
            'itis_tsn', case when d.itis_nth > 1 then s.itis_tsn end
        )
    ))
from (
    select
        e.id,
        row_number() over (partition by e.gbif_key order by e.upload_date, e.id) as gbif_nth,
        row_number() over (partition by e.eppo_code order by e.upload_date, e.id) as eppo_nth,
        row_number() over (partition by e.itis_tsn order by e.upload_date, e.id) as itis_nth
    from nachet_data.seed as e
    where e.merged_into is null
) as d
where
    s.id = d.id
    and (
        (s.gbif_key is not null and d.gbif_nth > 1)
        or (s.eppo_code is not null and d.eppo_nth > 1)
        or (s.itis_tsn is not null and d.itis_nth > 1)
    );

-- "is not null" keeps the planner from reading one of these whole instead of looking up a name.
create unique index seed_gbif_key_key on nachet_data.seed (gbif_key)
where merged_into is null and gbif_key is not null;
create unique index seed_eppo_code_key on nachet_data.seed (eppo_code)
where merged_into is null and eppo_code is not null;
create unique index seed_itis_tsn_key on nachet_data.seed (itis_tsn)
where merged_into is null and itis_tsn is not null;
comment on column nachet_data.seed.gbif_key is
'Its usage key in the GBIF backbone taxonomy; unique among those not merged.';
comment on column nachet_data.seed.eppo_code is
'Its code in the EPPO global database; unique among those not merged.';
comment on column nachet_data.seed.itis_tsn is
'Its serial number in the Integrated Taxonomic Information System; unique among those not merged.';

reset role;
