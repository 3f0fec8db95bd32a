-- Loses who changed what, besides identifications and changes of species.

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop table nachet_data.act;

reset role;
