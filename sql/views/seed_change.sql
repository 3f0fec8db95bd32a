create or replace view nachet.seed_change
with (security_barrier) as
select
    c.id,
    c.seed_id,
    c.other_id,
    c.user_id,
    c.act,
    c.reason,
    c.before,
    c.after,
    c.undone_id,
    c.upload_date
from nachet_data.seed_change as c;

comment on view nachet.seed_change is
'What people changed of the species catalogue: appended, never changed.';
comment on column nachet.seed_change.id is 'The change.';
comment on column nachet.seed_change.seed_id is
'The species that changed: of a merge the one that was merged, of a split the new one.';
comment on column nachet.seed_change.other_id is
'Of a merge the species that remains, of a split the one that was split.';
comment on column nachet.seed_change.user_id is 'Who changed it.';
comment on column nachet.seed_change.act is
'add, update, confirm, rename, add_alias, remove_alias, merge, split or undo.';
comment on column nachet.seed_change.reason is 'Why, as the person wrote.';
comment on column nachet.seed_change.before is 'The facts that changed, as they were.';
comment on column nachet.seed_change.after is 'The same facts, as they became.';
comment on column nachet.seed_change.undone_id is 'Of an undo, the change that it undid.';
comment on column nachet.seed_change.upload_date is 'When it was changed.';
grant select on nachet.seed_change to nachet_analyst;
