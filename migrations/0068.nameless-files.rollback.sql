-- Loses of each batch the refusals without a name and bytes, but for the last one.
-- squawk-ignore-file disallowed-unique-constraint

set local lock_timeout = '1500ms';
set local role nachet_owner;

lock table nachet_data.batch_file in share row exclusive mode;
delete from nachet_data.batch_file as f
using nachet_data.batch_file as later
where
    f.container_id = later.container_id
    and f.batch_id = later.batch_id
    and f.id < later.id
    and f.name is null
    and f.sha256 is null
    and later.name is null
    and later.sha256 is null;
alter table nachet_data.batch_file
add constraint batch_file_container_id_batch_id_name_sha256_key
unique nulls not distinct (container_id, batch_id, name, sha256);

reset role;
