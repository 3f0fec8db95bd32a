-- Loses nothing; the default folders of containers in the trash come out of it, without pictures.

set local lock_timeout = '1500ms';
set local role nachet_owner;

update nachet_data.picture_set as ps
set deleted_at = null
where ps.is_default and ps.deleted_at is not null;
alter table nachet_data.picture_set
add constraint picture_set_is_default_check check (not is_default or deleted_at is null);

reset role;
