create or replace view nachet.blob_backlog
with (security_barrier) as
select
    t.container_id,
    t.kind,
    count(*) as nb_task,
    count(*) filter (where t.parked) as nb_parked,
    max(t.attempts) as most_attempts,
    min(t.upload_date) as oldest,
    (
        array_agg(t.last_error order by t.run_after desc) filter (where t.last_error is not null)
    )[1] as last_error
from nachet_data.blob_task as t
group by t.container_id, t.kind;

comment on view nachet.blob_backlog is 'Blob tasks still to be done, by container and kind.';
comment on column nachet.blob_backlog.container_id is 'The container.';
comment on column nachet.blob_backlog.kind is 'The kind of blob task.';
comment on column nachet.blob_backlog.nb_task is 'Number of blob tasks.';
comment on column nachet.blob_backlog.nb_parked is
'Of these, tasks that failed too often and wait for an operator.';
comment on column nachet.blob_backlog.most_attempts is
'The largest number of attempts of one task.';
comment on column nachet.blob_backlog.oldest is 'When the oldest task was written.';
comment on column nachet.blob_backlog.last_error is 'The last error of a task.';
grant select on nachet.blob_backlog to nachet_analyst;
