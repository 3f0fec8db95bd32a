create or replace view nachet.task
with (security_barrier) as
select
    t.id,
    t.name
from nachet_data.task as t;

comment on view nachet.task is 'ERD: a task of a model, e.g. object detection.';
comment on column nachet.task.id is 'The task.';
comment on column nachet.task.name is 'Its name.';
grant select on nachet.task to nachet_analyst;
