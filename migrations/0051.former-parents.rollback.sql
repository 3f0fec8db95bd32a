-- Loses nothing.
-- squawk-ignore-file require-concurrent-index-deletion

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop index nachet_data.picture_former_parent_idx;

reset role;
