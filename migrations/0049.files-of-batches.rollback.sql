-- Loses what became of each file of the batches; the pictures stay.

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop table nachet_data.batch_file;

reset role;
