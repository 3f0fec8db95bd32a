create or replace view nachet.reader_activity
with (security_barrier) as
select
    t.user_id,
    t.day,
    sum(t.nb_identification)::bigint as nb_identification,
    -- A specimen is in one picture: nothing is counted twice.
    sum(t.nb_specimen)::bigint as nb_specimen,
    sum(t.nb_confirm)::bigint as nb_confirm,
    sum(t.nb_correct)::bigint as nb_correct,
    sum(t.nb_reject)::bigint as nb_reject,
    sum(t.nb_add)::bigint as nb_add,
    sum(t.nb_reopen)::bigint as nb_reopen,
    t.container_id
from nachet_data.activity_tally as t
inner join nachet_data.picture as p
    on t.container_id = p.container_id and t.picture_id = p.id
where p.state = 'confirmed' and p.deleted_at is null
group by t.user_id, t.day, t.container_id;

comment on view nachet.reader_activity is
'What each reader did on each day in each container.';
comment on column nachet.reader_activity.user_id is 'The reader.';
comment on column nachet.reader_activity.day is 'The day, by UTC.';
comment on column nachet.reader_activity.nb_identification is 'Number of acts.';
comment on column nachet.reader_activity.nb_specimen is 'On how many specimens.';
comment on column nachet.reader_activity.nb_confirm is 'Confirmed.';
comment on column nachet.reader_activity.nb_correct is 'Corrected: species or box.';
comment on column nachet.reader_activity.nb_reject is 'Rejected: not a seed.';
comment on column nachet.reader_activity.nb_add is 'Added: a seed that the models missed.';
comment on column nachet.reader_activity.nb_reopen is 'Reopened.';
comment on column nachet.reader_activity.container_id is 'The container of the pictures.';
grant select on nachet.reader_activity to nachet_analyst;
