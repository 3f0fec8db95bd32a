-- Acts: who changed what, when and why, as rows that nobody may change.

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

-- No foreign key to the container: what was done there is known after it was purged.
create table nachet_data.act (
    container_id uuid not null,
    id uuid not null default nachet_data.uuid7(),
    user_id uuid,
    act text not null,
    entity text not null,
    entity_id uuid not null,
    before jsonb,
    after jsonb,
    reason text not null default '',
    upload_date timestamptz not null default now(),
    constraint act_pkey primary key (container_id, id),
    constraint act_user_id_fkey foreign key (user_id) references nachet_data.users (id),
    constraint act_act_check check (act ~ '^[a-z][a-z_]*$'),
    constraint act_entity_check check (entity ~ '^[a-z][a-z_]*$'),
    constraint act_reason_check check (char_length(reason) <= 10000)
);
create index act_id_idx on nachet_data.act (id);
revoke update, delete, truncate on nachet_data.act from nachet_owner;

comment on table nachet_data.act is
'What was done besides naming specimens and changing species: one row for each thing that changed, '
'appended. No role may change a row.';
comment on column nachet_data.act.container_id is
'The container in which it was done; zeros if it was in none.';
comment on column nachet_data.act.id is 'The act.';
comment on column nachet_data.act.user_id is 'Who did it; null for an operator.';
comment on column nachet_data.act.act is 'The function that did it, e.g. rename_picture_set.';
comment on column nachet_data.act.entity is
'The kind of thing that changed: the name of its table, e.g. picture_set.';
comment on column nachet_data.act.entity_id is 'The thing that changed.';
comment on column nachet_data.act.before is
'The facts that changed, as they were; null when it did not exist.';
comment on column nachet_data.act.after is
'The same facts, as they became; null when it does not exist any more.';
comment on column nachet_data.act.reason is 'Why, as the person wrote.';
comment on column nachet_data.act.upload_date is 'When it was done.';

reset role;
