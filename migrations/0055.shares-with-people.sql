-- Shares with one person.
-- squawk-ignore-file require-concurrent-index-creation

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

-- Only the first lock may be waited for: whoever waits for it meanwhile looks for a deadlock after
-- a second, and then the other waits are over.
lock table nachet_data.users in share row exclusive mode;
set local lock_timeout = '100ms';
create table nachet_data.user_container (
    id uuid primary key default nachet_data.uuid7(),
    user_id uuid not null,
    container_id uuid not null,
    permission_id smallint not null,
    until timestamptz,
    upload_date timestamptz not null default now(),
    constraint user_container_container_id_user_id_key unique (container_id, user_id),
    constraint user_container_user_id_fkey
    foreign key (user_id) references nachet_data.users (id),
    constraint user_container_container_id_fkey
    foreign key (container_id) references nachet_data.container (id),
    constraint user_container_permission_id_check check (permission_id between 1 and 3)
);
create index user_container_user_id_idx on nachet_data.user_container (user_id);
comment on table nachet_data.user_container is
'A share with one person, who may use the container at this permission.';
comment on column nachet_data.user_container.id is 'The share.';
comment on column nachet_data.user_container.user_id is 'With whom.';
comment on column nachet_data.user_container.container_id is 'What is shared, whole.';
comment on column nachet_data.user_container.permission_id is
'What the person may do there: read, write or manage.';
comment on column nachet_data.user_container.until is 'When the share ends; null for no end.';
comment on column nachet_data.user_container.upload_date is 'Since when.';

reset role;
