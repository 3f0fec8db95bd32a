-- Loses which boxes show one specimen.

set local lock_timeout = '1500ms';
set local role nachet_owner;

update nachet_data.object as o set specimen_id = null
where o.specimen_id is not null;
delete from nachet_data.specimen;

reset role;
