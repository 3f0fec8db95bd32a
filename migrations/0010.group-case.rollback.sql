-- Loses nothing; how names are compared is the locale's matter again.

set local lock_timeout = '1500ms';
set local role nachet_owner;

alter table nachet_data.groups drop column name_key;
alter table nachet_data.groups add column name_key text not null
generated always as (lower(normalize(name, nfkd))) stored;
alter table nachet_data.groups
add constraint groups_owner_id_name_key_key unique (owner_id, name_key);
comment on column nachet_data.groups.name_key is
'The name as it is compared: case and composition of letters folded.';

reset role;
