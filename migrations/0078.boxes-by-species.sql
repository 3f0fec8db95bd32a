-- Boxes that nobody identified, by the species of their best guess, the least sure first.
-- Whoever writes boxes waits, some seconds for millions of them.
-- squawk-ignore-file require-concurrent-index-creation

set local lock_timeout = '1500ms';
set local role nachet_owner;

create index object_container_id_top_seed_id_margin_id_idx
on nachet_data.object (container_id, top_seed_id, margin, id) where specimen_id is null;

reset role;
