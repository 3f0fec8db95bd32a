create or replace view nachet.unknown_model_version
with (security_barrier) as
select
    m.name,
    m.version,
    count(*) as nb_inferences,
    min(m.upload_date) as first_date,
    max(m.upload_date) as last_date
from (
    select
        im.name,
        im.version,
        i.upload_date
    from nachet_data.inference_model as im
    inner join nachet_data.inference as i
        on im.container_id = i.container_id and im.inference_id = i.id
    inner join nachet_data.picture as p
        on i.container_id = p.container_id and i.picture_id = p.id
    where
        im.model_version_id is null
        and not im.presumed
        and i.withdrawn_at is null
        and p.state = 'confirmed'
        and p.deleted_at is null
) as m
group by m.name, m.version;

comment on view nachet.unknown_model_version is
'A model or version that inferences name and that was not imported when they were registered.';
comment on column nachet.unknown_model_version.name is
'The model''s name, as the documents gave it.';
comment on column nachet.unknown_model_version.version is
'The version, as the documents gave it; empty where they gave none.';
comment on column nachet.unknown_model_version.nb_inferences is 'How often it was named.';
comment on column nachet.unknown_model_version.first_date is
'When such an inference was registered first.';
comment on column nachet.unknown_model_version.last_date is
'When such an inference was registered last.';
grant select on nachet.unknown_model_version to nachet_analyst;
