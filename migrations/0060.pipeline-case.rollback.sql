-- Loses nothing; names that differ by case alone are two again.

set local lock_timeout = '1500ms';
set local role nachet_owner;

alter table nachet_data.pipeline drop column name_key;

reset role;
