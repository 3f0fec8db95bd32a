-- Loses nothing; how names are compared is the locale's matter again.

set local lock_timeout = '1500ms';
set local role nachet_owner;

alter table nachet_data.task drop column name_key;
alter table nachet_data.task add column name_key text not null
generated always as (
    lower(regexp_replace(name, '[-_[:space:]]+', '', 'g'))
) stored;
alter table nachet_data.task add constraint task_name_key_key unique (name_key);
comment on column nachet_data.task.name_key is
'The name as it is compared: case, blanks, dashes and underscores ignored.';

reset role;
