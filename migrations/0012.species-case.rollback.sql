-- Loses nothing; how names are compared is the locale's matter again.

set local lock_timeout = '1500ms';
set local role nachet_owner;

alter table nachet_data.seed drop column name_key;
alter table nachet_data.seed add column name_key text not null
generated always as (
    lower(normalize(regexp_replace(btrim(name), E'\\s+', ' ', 'g'), nfkd))
) stored;
create unique index seed_name_key_key on nachet_data.seed (name_key) where merged_into is null;
comment on column nachet_data.seed.name_key is
'The name as it is compared: case, spacing and composition of letters folded.';

reset role;
