-- Loses the quotas, and which containers are in the trash or purged: they come back without their
-- pictures.

set local lock_timeout = '1500ms';
set local role nachet_owner;

alter table nachet_data.container
drop column quota,
drop column deleted_at,
drop column purged_at;

reset role;
