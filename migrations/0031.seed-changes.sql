-- Species: who changed what, when and why, as rows.

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

-- Foreign keys lock what they refer to. Only the first lock may be waited for.
lock table nachet_data.users in share row exclusive mode;
set local lock_timeout = '100ms';
lock table nachet_data.seed in share row exclusive mode;

create table nachet_data.seed_change (
    id uuid not null default nachet_data.uuid7(),
    seed_id uuid not null,
    other_id uuid,
    user_id uuid not null,
    act text not null,
    reason text not null default '',
    before jsonb not null,
    after jsonb not null,
    undone_id uuid,
    upload_date timestamptz not null default now(),
    constraint seed_change_pkey primary key (id),
    constraint seed_change_undone_id_key unique (undone_id),
    constraint seed_change_seed_id_fkey foreign key (seed_id) references nachet_data.seed (id),
    constraint seed_change_other_id_fkey foreign key (other_id) references nachet_data.seed (id),
    constraint seed_change_user_id_fkey foreign key (user_id) references nachet_data.users (id),
    constraint seed_change_undone_id_fkey
    foreign key (undone_id) references nachet_data.seed_change (id),
    constraint seed_change_act_check check (
        act in (
            'add', 'update', 'confirm', 'rename', 'add_alias', 'remove_alias', 'merge', 'split',
            'undo'
        )
    ),
    constraint seed_change_reason_check check (char_length(reason) <= 10000),
    constraint seed_change_undone_id_check check ((act = 'undo') = (undone_id is not null))
);
create index seed_change_seed_id_id_idx on nachet_data.seed_change (seed_id, id);
create index seed_change_other_id_id_idx on nachet_data.seed_change (other_id, id)
where other_id is not null;
comment on table nachet_data.seed_change is
'What a person changed of the species catalogue: one row a change, appended, never changed.';
comment on column nachet_data.seed_change.id is 'The change.';
comment on column nachet_data.seed_change.seed_id is
'The species that changed: of a merge the one that was merged, of a split the new one.';
comment on column nachet_data.seed_change.other_id is
'Of a merge the species that remains, of a split the one that was split.';
comment on column nachet_data.seed_change.user_id is 'Who changed it.';
comment on column nachet_data.seed_change.act is
'add, update, confirm, rename, add_alias, remove_alias, merge, split or undo.';
comment on column nachet_data.seed_change.reason is 'Why, as the person wrote.';
comment on column nachet_data.seed_change.before is
'What it was: the facts that changed, by their keys in the document of a species.';
comment on column nachet_data.seed_change.after is
'What it became, by the same keys. A merge: merged_into, and moved, the species that were merged '
'into the one that changed and point to the remaining one from now on.';
comment on column nachet_data.seed_change.undone_id is 'Of an undo, the change that it undid.';
comment on column nachet_data.seed_change.upload_date is 'When it was changed.';

reset role;
