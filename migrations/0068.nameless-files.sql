-- Files of batches: each one without a name and bytes counts.
-- after: functions
-- squawk-ignore-file ban-drop-constraint

set local lock_timeout = '1500ms';
set local role nachet_owner;

alter table nachet_data.batch_file
drop constraint batch_file_container_id_batch_id_name_sha256_key;

reset role;
