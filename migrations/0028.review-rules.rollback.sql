-- Loses the review rules of containers.

set local lock_timeout = '1500ms';
set local role nachet_owner;

alter table nachet_data.container
drop column readers,
drop column agreeing,
drop column decides;

reset role;
