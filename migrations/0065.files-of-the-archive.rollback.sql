-- Loses the files of batches whose pictures are in the archive.
-- squawk-ignore-file ban-drop-constraint
-- squawk-ignore-file require-concurrent-index-deletion
-- squawk-ignore-file constraint-missing-not-valid
-- squawk-ignore-file ban-drop-column

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop index nachet_data.batch_file_container_id_batch_id_file_key;
drop index nachet_data.batch_file_container_id_batch_id_idx;
drop index nachet_data.batch_file_former_picture_id_idx;
delete from nachet_data.batch_file as f
where f.picture_id is null and f.refusal is null;
alter table nachet_data.batch_file
drop constraint batch_file_picture_id_check,
add constraint batch_file_picture_id_check check (
    picture_id is not null or refusal is not null
);
alter table nachet_data.batch_file drop column former_picture_id;

reset role;
