create or replace view nachet.dataset
with (security_barrier) as
with gone as (
    select
        p.dataset_id,
        count(*) as nb_purged
    from nachet_data.dataset_picture as p
    where p.purged_at is not null
    group by p.dataset_id
)

select
    d.id as dataset_id,
    d.name as dataset_name,
    d.description,
    d.filter,
    encode(d.digest, 'hex') as digest,
    d.nb_picture,
    d.nb_specimen,
    (
        select count(*)
        from nachet_data.dataset_seed as s
        where s.dataset_id = d.id
    )::integer as nb_seed,
    coalesce(g.nb_purged, 0)::integer as nb_purged,
    d.user_id,
    d.upload_date
from nachet_data.dataset as d
left join gone as g on d.id = g.dataset_id;

comment on view nachet.dataset is
'A dataset: specimens and pictures that are pinned as they were at a time.';
comment on column nachet.dataset.dataset_id is 'The dataset.';
comment on column nachet.dataset.dataset_name is 'Its name.';
comment on column nachet.dataset.description is 'What it is for.';
comment on column nachet.dataset.filter is 'The filter that chose its specimens, as it was given.';
comment on column nachet.dataset.digest is
'SHA-256 over all that is pinned, in hexadecimal: the same rows have the same digest.';
comment on column nachet.dataset.nb_picture is 'Number of its pictures, purged ones too.';
comment on column nachet.dataset.nb_specimen is 'Number of its specimens.';
comment on column nachet.dataset.nb_seed is 'Number of its species.';
comment on column nachet.dataset.nb_purged is 'Number of its pictures that were purged since.';
comment on column nachet.dataset.user_id is 'The administrator who pinned it.';
comment on column nachet.dataset.upload_date is 'When.';
grant select on nachet.dataset to nachet_analyst;
