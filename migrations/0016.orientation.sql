-- Pictures: how their bytes are turned, as EXIF says.

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

alter table nachet_data.picture add column orientation smallint not null default 1;
alter table nachet_data.picture add constraint picture_orientation_check check (
    orientation between 1 and 8
) not valid;
comment on column nachet_data.picture.orientation is
'How its bytes are turned, as EXIF counts: 1 as they lie, 3 by half, 6 and 8 by a quarter, 2, 4, 5 '
'and 7 mirrored. Width, height and boxes are those of the picture as people see it.';

reset role;
