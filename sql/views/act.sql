create or replace view nachet.act
with (security_barrier) as
select
    a.id,
    a.container_id,
    a.user_id,
    a.act,
    a.entity,
    a.entity_id,
    a.before,
    a.after,
    a.reason,
    a.upload_date
from nachet_data.act as a
union all
select
    c.id,
    '00000000-0000-0000-0000-000000000000'::uuid as container_id,
    c.user_id,
    c.act,
    'seed' as entity,
    c.seed_id,
    c.before,
    c.after,
    c.reason,
    c.upload_date
from nachet_data.seed_change as c;

comment on view nachet.act is
'What was changed, besides identifications: one row for each thing, appended, never changed.';
comment on column nachet.act.id is 'The act.';
comment on column nachet.act.container_id is
'The container in which it was done; zeros if it was in none.';
comment on column nachet.act.user_id is 'Who did it; null for an operator.';
comment on column nachet.act.act is
'The function that did it, e.g. rename_picture_set; of a species the act of its seed_change.';
comment on column nachet.act.entity is
'The kind of thing that changed: the name of its table, e.g. picture_set.';
comment on column nachet.act.entity_id is 'The thing that changed.';
comment on column nachet.act.before is
'The facts that changed, as they were; null when it did not exist.';
comment on column nachet.act.after is
'The same facts, as they became; null when it does not exist any more.';
comment on column nachet.act.reason is 'Why, as the person wrote.';
comment on column nachet.act.upload_date is 'When it was done.';
grant select on nachet.act to nachet_analyst;
