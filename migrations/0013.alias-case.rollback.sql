-- Loses nothing; how labels are compared is the locale's matter again.

set local lock_timeout = '1500ms';
set local role nachet_owner;

alter table nachet_data.seed_alias drop column name_key;
alter table nachet_data.seed_alias add column name_key text not null
generated always as (
    lower(normalize(regexp_replace(btrim(name), E'\\s+', ' ', 'g'), nfkd))
) stored;
alter table nachet_data.seed_alias
add constraint seed_alias_name_key_key unique (name_key);
comment on column nachet_data.seed_alias.name_key is
'How it is compared: case, spacing and composition of letters folded.';

reset role;
