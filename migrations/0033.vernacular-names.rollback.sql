-- Loses what people call the species.

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop table nachet_data.vernacular_name;

reset role;
