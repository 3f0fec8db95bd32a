create or replace view nachet.inference_model
with (security_barrier) as
select
    m.inference_id,
    m.position,
    m.name,
    m.version,
    m.model_version_id,
    m.container_id,
    m.presumed
from nachet_data.inference_model as m
inner join nachet_data.inference as i
    on m.container_id = i.container_id and m.inference_id = i.id
inner join nachet_data.picture as p
    on i.container_id = p.container_id and i.picture_id = p.id
where p.state = 'confirmed' and p.deleted_at is null;

comment on view nachet.inference_model is 'A model version that ran for an inference.';
comment on column nachet.inference_model.inference_id is 'The inference.';
comment on column nachet.inference_model.position is 'Its turn, from 1.';
comment on column nachet.inference_model.name is 'The model''s name, as the document gave it.';
comment on column nachet.inference_model.version is
'The version, as the document gave it; empty where it gave none.';
comment on column nachet.inference_model.model_version_id is
'The imported version of that name and number; null where there was none: unknown_model_version '
'counts them.';
comment on column nachet.inference_model.container_id is 'The container of the inference.';
comment on column nachet.inference_model.presumed is
'Whether the document named no model, and this is the pipeline''s, in the version that it pins or '
'else in its active version.';
grant select on nachet.inference_model to nachet_analyst;
