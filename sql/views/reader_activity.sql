create or replace view nachet.reader_activity
with (security_barrier) as
select
    d.user_id,
    (d.upload_date at time zone 'UTC')::date as day,
    count(*) as nb_identification,
    count(distinct d.specimen_id) as nb_specimen,
    count(*) filter (where d.act = 'confirm') as nb_confirm,
    count(*) filter (where d.act = 'correct') as nb_correct,
    count(*) filter (where d.act = 'reject') as nb_reject,
    count(*) filter (where d.act = 'add') as nb_add,
    count(*) filter (where d.act = 'reopen') as nb_reopen,
    d.container_id
from nachet_data.identification as d
inner join nachet_data.specimen as s
    on d.container_id = s.container_id and d.specimen_id = s.id
inner join nachet_data.picture as p
    on s.container_id = p.container_id and s.picture_id = p.id
where p.state = 'confirmed' and p.deleted_at is null
group by d.user_id, (d.upload_date at time zone 'UTC')::date, d.container_id;

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
