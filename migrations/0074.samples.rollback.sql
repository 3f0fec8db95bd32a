-- Loses the samples; folders and pictures stay.

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop table nachet_data.sample;

reset role;
