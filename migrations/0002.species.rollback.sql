-- Loses the species catalogue with its aliases.
set local lock_timeout = '1500ms';
set local role nachet_owner;
drop table nachet_data.seed_alias;
drop table nachet_data.seed;
drop table nachet_data.object_type;
reset role;
