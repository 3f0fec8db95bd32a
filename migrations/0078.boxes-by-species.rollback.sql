-- Loses nothing.

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop index nachet_data.object_container_id_top_seed_id_margin_id_idx;

reset role;
