-- Loses the names of the pictures' files, how pictures were taken, and as a column which picture a
-- crop was cut out of that is gone; its metadata still say so.

set local lock_timeout = '1500ms';
set local role nachet_owner;

alter table nachet_data.picture
drop column name,
drop column device,
drop column lens,
drop column tray,
drop column sample,
drop column taken_at,
drop column former_parent;
drop function nachet_data.corners;
drop function nachet_data.name_query;
drop function nachet_data.name_words;
comment on column nachet_data.picture.sha256 is
'SHA-256 of the bytes; the same bytes in the same folder are one picture.';
comment on column nachet_data.picture.updated_at is
'When it was confirmed, verified, moved, deleted or restored last.';

reset role;
