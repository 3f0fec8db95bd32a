-- Loses nothing: it is counted again.

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop table nachet_data.quota_usage;

reset role;
