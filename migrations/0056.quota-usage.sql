-- How much of their quota containers use.

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

create table nachet_data.quota_usage (
    container_id uuid not null,
    byte_size bigint,
    constraint quota_usage_pkey primary key (container_id),
    constraint quota_usage_container_id_fkey
    foreign key (container_id) references nachet_data.container (id),
    constraint quota_usage_byte_size_check check (byte_size >= 0)
);
comment on table nachet_data.quota_usage is
'How many bytes the pictures of a container with a quota have at most; whoever registers pictures '
'there does it one after the other. In no view: container_usage counts.';
comment on column nachet_data.quota_usage.container_id is 'The container.';
comment on column nachet_data.quota_usage.byte_size is
'At least what its pictures have: what goes is taken off when it is counted next, which is when '
'the quota would be exceeded. Null: to be counted.';

reset role;
