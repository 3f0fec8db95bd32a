-- Pictures: a folder may have the same bytes more than once, as crops of several places.
-- after: functions
-- squawk-ignore-file require-concurrent-index-deletion

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop index nachet_data.picture_container_id_picture_set_id_sha256_key;

reset role;
