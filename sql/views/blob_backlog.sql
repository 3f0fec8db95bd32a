create or replace view nachet.blob_backlog as
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

comment on view nachet.blob_backlog is
'Work still to be done in the blob store, by container and kind.';
comment on column nachet.blob_backlog.container_id is 'The container.';
comment on column nachet.blob_backlog.kind is 'The kind of step.';
comment on column nachet.blob_backlog.nb_task is 'Steps still to be taken.';
comment on column nachet.blob_backlog.nb_parked is
'Of these, steps that failed too often and wait for a person.';
comment on column nachet.blob_backlog.most_attempts is 'The most tries that one of them has had.';
comment on column nachet.blob_backlog.oldest is 'When the oldest was decided.';
comment on column nachet.blob_backlog.last_error is 'What went wrong last.';
grant select on nachet.blob_backlog to nachet_backend, nachet_analyst;
