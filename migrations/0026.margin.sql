-- Boxes that nobody identified, the ones that the model is least sure about first.
-- Whoever writes boxes waits, some seconds for millions of them.
-- squawk-ignore-file require-concurrent-index-creation

set local lock_timeout = '1500ms';
set local role nachet_owner;

create index object_container_id_margin_id_idx
on nachet_data.object (container_id, margin, id) where specimen_id is null;

reset role;
