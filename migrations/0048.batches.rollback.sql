-- Loses the batches; their pictures stay.

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop table nachet_data.batch;

reset role;
