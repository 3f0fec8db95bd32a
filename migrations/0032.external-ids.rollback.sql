-- Loses nothing: a species gets back the external ids that it shared with another one.

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop index nachet_data.seed_gbif_key_key;
drop index nachet_data.seed_eppo_code_key;
drop index nachet_data.seed_itis_tsn_key;
update nachet_data.seed as s
set
    gbif_key = coalesce(
        s.gbif_key, (s.information #>> '{ids_of_another_species,gbif_key}')::bigint
    ),
    eppo_code = coalesce(
        s.eppo_code, s.information #>> '{ids_of_another_species,eppo_code}'
    ),
    itis_tsn = coalesce(
        s.itis_tsn, (s.information #>> '{ids_of_another_species,itis_tsn}')::bigint
    ),
    information = s.information - 'ids_of_another_species'
where s.information ? 'ids_of_another_species';
comment on column nachet_data.seed.gbif_key is 'Its usage key in the GBIF backbone taxonomy.';
comment on column nachet_data.seed.eppo_code is 'Its code in the EPPO global database.';
comment on column nachet_data.seed.itis_tsn is
'Its serial number in the Integrated Taxonomic Information System.';

reset role;
