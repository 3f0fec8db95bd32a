-- Containers: a quota; the trash, and what was purged.
-- squawk-ignore-file constraint-missing-not-valid
-- squawk-ignore-file require-concurrent-index-creation

set local lock_timeout = '1500ms';
set local role nachet_owner;

alter table nachet_data.container
add column quota bigint,
add column deleted_at timestamptz,
add column purged_at timestamptz,
add constraint container_quota_check check (quota >= 0 and (kind <> 'archive' or quota is null)),
add constraint container_deleted_at_check check (kind <> 'archive' or deleted_at is null),
add constraint container_purged_at_check check (purged_at is null or deleted_at is not null);
create index container_deleted_at_idx
on nachet_data.container (deleted_at) where deleted_at is not null;
comment on column nachet_data.container.quota is
'How many bytes its pictures may have, those in the trash too; null for any number.';
comment on column nachet_data.container.deleted_at is 'Since when it is in the trash.';
comment on column nachet_data.container.purged_at is
'When it was deleted permanently; the row stays, so that no blob is written under its id again.';

reset role;
