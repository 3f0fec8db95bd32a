create or replace view nachet.batch_summary
with (security_barrier) as
with f as (
    select
        bf.container_id,
        bf.batch_id,
        -- What went to the archive was confirmed.
        count(distinct coalesce(bf.picture_id, bf.former_picture_id)) filter (
            where (p.state = 'confirmed' or bf.former_picture_id is not null) and bf.is_new
        ) as stored,
        count(*) filter (
            where p.state = 'confirmed' or bf.former_picture_id is not null
        ) as confirmed,
        count(*) filter (
            where bf.refusal is not null
            and p.state is distinct from 'confirmed'
            and bf.former_picture_id is null
            -- Refused first, then sent again with other bytes under the same name.
            and not exists (
                select 1
                from nachet_data.batch_file as again
                left join nachet_data.picture as q
                    on again.container_id = q.container_id and again.picture_id = q.id
                where
                    again.container_id = bf.container_id
                    and again.batch_id = bf.batch_id
                    and again.name = bf.name
                    and (q.state = 'confirmed' or again.former_picture_id is not null)
            )
        ) as refused,
        count(*) filter (
            where bf.refusal is null
            and p.state is distinct from 'confirmed'
            and bf.former_picture_id is null
        ) as pending
    from nachet_data.batch_file as bf
    left join nachet_data.picture as p
        on bf.container_id = p.container_id and bf.picture_id = p.id
    group by bf.container_id, bf.batch_id
)

select
    b.container_id,
    b.id as batch_id,
    b.picture_set_id,
    ps.name as folder_name,
    b.user_id,
    b.expected,
    b.facts,
    coalesce(f.stored, 0) as stored,
    coalesce(f.confirmed - f.stored, 0) as duplicates,
    coalesce(f.refused, 0) as refused,
    coalesce(f.pending, 0) as pending,
    coalesce(f.confirmed + f.refused >= b.expected, false) as is_complete,
    b.upload_date,
    b.ended_at
from nachet_data.batch as b
inner join nachet_data.picture_set as ps
    on b.container_id = ps.container_id and b.picture_set_id = ps.id
left join f on b.container_id = f.container_id and b.id = f.batch_id
where ps.deleted_at is null;

comment on view nachet.batch_summary is
'Every batch of a folder that is not in the trash, with what became of its files, counted.';
comment on column nachet.batch_summary.container_id is 'The container of the batch.';
comment on column nachet.batch_summary.batch_id is 'The batch.';
comment on column nachet.batch_summary.picture_set_id is 'The folder that its pictures go to.';
comment on column nachet.batch_summary.folder_name is 'The folder''s name.';
comment on column nachet.batch_summary.user_id is 'The user who began it.';
comment on column nachet.batch_summary.expected is
'How many files are to come; null where nobody said.';
comment on column nachet.batch_summary.facts is
'What holds for each of its pictures whose upload does not say it.';
comment on column nachet.batch_summary.stored is
'How many pictures are there because of it, or went to the archive.';
comment on column nachet.batch_summary.duplicates is
'How many of its files have the bytes of a picture that was there already, or of another file.';
comment on column nachet.batch_summary.refused is
'How many files were refused and not sent again with success.';
comment on column nachet.batch_summary.pending is
'How many files have a reservation whose blob is not confirmed.';
comment on column nachet.batch_summary.is_complete is
'Whether as many files as expected are stored, duplicates or refused.';
comment on column nachet.batch_summary.upload_date is 'When it was begun.';
comment on column nachet.batch_summary.ended_at is 'When somebody ended it.';
grant select on nachet.batch_summary to nachet_analyst;
