-- Loses nothing; how names are compared is the locale's matter again.

set local lock_timeout = '1500ms';
set local role nachet_owner;

alter table nachet_data.picture_set drop column name_key;
alter table nachet_data.picture_set add column name_key text not null
generated always as (lower(normalize(name, nfkd))) stored;
create unique index picture_set_container_id_name_key_key
on nachet_data.picture_set (container_id, name_key) where deleted_at is null;
comment on column nachet_data.picture_set.name_key is
'The name as it is compared: case and composition of letters folded.';

reset role;
