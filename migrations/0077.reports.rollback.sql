-- Loses the reports that were issued.

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop table nachet_data.report;

reset role;
