-- Loses the shares with one person.

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop table nachet_data.user_container;

reset role;
