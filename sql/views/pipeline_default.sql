create or replace view nachet.pipeline_default
with (security_barrier) as
select
    pd.id,
    pd.pipeline_id,
    pd.user_id,
    pd.update_date
from nachet_data.pipeline_default as pd;

comment on view nachet.pipeline_default is 'ERD: a user''s choice of a pipeline.';
comment on column nachet.pipeline_default.id is 'The choice.';
comment on column nachet.pipeline_default.pipeline_id is 'The pipeline.';
comment on column nachet.pipeline_default.user_id is 'The user.';
comment on column nachet.pipeline_default.update_date is 'When it was chosen.';
grant select on nachet.pipeline_default to nachet_analyst;
