-- Loses the datasets, their names and filters.

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop table nachet_data.dataset_seed;
drop table nachet_data.dataset;

reset role;
