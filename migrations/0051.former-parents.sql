-- Pictures: a crop is found by the parent from which it was separated, when that comes back.
-- squawk-ignore-file require-concurrent-index-creation

set local lock_timeout = '1500ms';
set local role nachet_owner;

create index picture_former_parent_idx
on nachet_data.picture (container_id, (picture ->> 'former_parent'))
where picture ? 'former_parent';

reset role;
