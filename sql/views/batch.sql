create or replace view nachet.batch
with (security_barrier) as
select
    b.id,
    b.picture_set_id,
    b.user_id,
    b.expected,
    b.facts,
    b.upload_date,
    b.ended_at,
    b.container_id
from nachet_data.batch as b
inner join nachet_data.picture_set as ps
    on b.container_id = ps.container_id and b.picture_set_id = ps.id
where ps.deleted_at is null;

comment on view nachet.batch is 'Every batch of a folder that is not in the trash.';
comment on column nachet.batch.id is 'The batch.';
comment on column nachet.batch.picture_set_id is 'The folder that its pictures go to.';
comment on column nachet.batch.user_id is 'The user who began it.';
comment on column nachet.batch.expected is 'How many files are to come; null where nobody said.';
comment on column nachet.batch.facts is
'What holds for each of its pictures whose upload does not say it.';
comment on column nachet.batch.upload_date is 'When it was begun.';
comment on column nachet.batch.ended_at is 'When somebody ended it.';
comment on column nachet.batch.container_id is 'The container of the batch.';
grant select on nachet.batch to nachet_analyst;
