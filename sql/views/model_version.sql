create or replace view nachet.model_version
with (security_barrier) as
select
    mv.id,
    mv.model_id,
    mv.data,
    mv.version,
    mv.upload_date,
    mv.dataset_id
from nachet_data.model_version as mv;

comment on view nachet.model_version is 'ERD: one version of a model, without secrets.';
comment on column nachet.model_version.id is 'The version.';
comment on column nachet.model_version.model_id is 'The model.';
comment on column nachet.model_version.data is 'Its imported document, without secrets.';
comment on column nachet.model_version.version is 'Its number or name.';
comment on column nachet.model_version.upload_date is 'When it was imported.';
comment on column nachet.model_version.dataset_id is
'The dataset that it was trained on, where somebody said.';
grant select on nachet.model_version to nachet_analyst;
