create or replace view nachet.model_comparison as
with run as not materialized (
    -- The last model of an inference names the species.
    select
        i.container_id,
        i.picture_id,
        p.picture_set_id,
        i.id,
        m.name,
        m.version
    from nachet_data.inference as i
    inner join nachet_data.picture as p
        on i.container_id = p.container_id and i.picture_id = p.id
    inner join nachet_data.inference_model as m
        on i.container_id = m.container_id and i.id = m.inference_id
    where
        p.state = 'confirmed'
        and p.deleted_at is null
        and i.withdrawn_at is null
        and not exists (
            select
            from nachet_data.inference_model as n
            where
                n.container_id = m.container_id
                and n.inference_id = m.inference_id
                and n.position > m.position
        )
),

counted as not materialized (
    select
        t.container_id,
        t.inference_id,
        coalesce(meant.merged_into, meant.id) as seed_id,
        t.nb,
        t.specimen_ids,
        t.seed_id <> t.model_seed_id
        and coalesce(
            coalesce(meant.merged_into, meant.id) <> coalesce(said.merged_into, said.id), true
        ) as wrong
    from nachet_data.tally as t
    inner join nachet_data.seed as meant on t.seed_id = meant.id
    left join nachet_data.seed as said on t.model_seed_id = said.id
),

mistake as not materialized (
    select
        r.container_id,
        r.picture_set_id,
        r.name,
        r.version,
        c.seed_id,
        u.specimen_id
    from run as r
    inner join counted as c
        on r.container_id = c.container_id and r.id = c.inference_id
    cross join unnest(c.specimen_ids) as u (specimen_id)
    where c.wrong
)

select
    c.model_name,
    c.version,
    c.other_model_name,
    c.other_version,
    c.container_id,
    c.picture_set_id,
    c.seed_id,
    e.name as seed_name,
    c.nb_specimen,
    c.nb_specimen - c.nb_wrong - c.nb_other_wrong + c.nb_both_wrong as nb_both_right,
    c.nb_other_wrong - c.nb_both_wrong as nb_only_right,
    c.nb_wrong - c.nb_both_wrong as nb_only_other_right,
    c.nb_both_wrong
from (
    select
        u.model_name,
        u.version,
        u.other_model_name,
        u.other_version,
        u.container_id,
        u.picture_set_id,
        u.seed_id,
        sum(u.nb)::bigint as nb_specimen,
        sum(u.nb_wrong)::bigint as nb_wrong,
        sum(u.nb_other_wrong)::bigint as nb_other_wrong,
        sum(u.nb_both_wrong)::bigint as nb_both_wrong
    from (
        select
            r.name as model_name,
            r.version,
            o.name as other_model_name,
            o.version as other_version,
            r.container_id,
            r.picture_set_id,
            c.seed_id,
            c.nb,
            case when c.wrong then c.nb else 0 end as nb_wrong,
            0 as nb_other_wrong,
            0 as nb_both_wrong
        from run as r
        inner join run as o
            on
                r.container_id = o.container_id
                and r.picture_id = o.picture_id
                and (r.name <> o.name or r.version <> o.version)
        inner join counted as c
            on r.container_id = c.container_id and r.id = c.inference_id
        union all
        select
            a.name as model_name,
            a.version,
            b.name as other_model_name,
            b.version as other_version,
            a.container_id,
            a.picture_set_id,
            c.seed_id,
            0 as nb,
            0 as nb_wrong,
            c.nb as nb_other_wrong,
            0 as nb_both_wrong
        from run as b
        inner join run as a
            on
                b.container_id = a.container_id
                and b.picture_id = a.picture_id
                and (b.name <> a.name or b.version <> a.version)
        inner join counted as c
            on b.container_id = c.container_id and b.id = c.inference_id
        where c.wrong
        union all
        select
            m.name as model_name,
            m.version,
            n.name as other_model_name,
            n.version as other_version,
            m.container_id,
            m.picture_set_id,
            m.seed_id,
            0 as nb,
            0 as nb_wrong,
            0 as nb_other_wrong,
            1 as nb_both_wrong
        from mistake as m
        inner join mistake as n
            on
                m.container_id = n.container_id
                and m.specimen_id = n.specimen_id
                and (m.name <> n.name or m.version <> n.version)
    ) as u
    group by
        u.model_name, u.version, u.other_model_name, u.other_version, u.container_id,
        u.picture_set_id, u.seed_id
) as c
inner join nachet_data.seed as e on c.seed_id = e.id;

comment on view nachet.model_comparison is
'Two versions of models that name the species, on the same settled specimens: how many both have '
'right, by species and folder. Each pair stands in both orders. A missed specimen is wrong. Of a '
'version that ran twice over a picture, both inferences count.';
comment on column nachet.model_comparison.model_name is
'The last model of an inference, which names the species.';
comment on column nachet.model_comparison.version is 'Its version.';
comment on column nachet.model_comparison.other_model_name is 'The other model.';
comment on column nachet.model_comparison.other_version is 'Its version.';
comment on column nachet.model_comparison.container_id is 'The container of the pictures.';
comment on column nachet.model_comparison.picture_set_id is 'Their folder.';
comment on column nachet.model_comparison.seed_id is 'The species of the specimens.';
comment on column nachet.model_comparison.seed_name is 'Its name.';
comment on column nachet.model_comparison.nb_specimen is
'Settled specimens of the pictures over which both versions ran.';
comment on column nachet.model_comparison.nb_both_right is 'Both guess the species.';
comment on column nachet.model_comparison.nb_only_right is 'Only the first one does.';
comment on column nachet.model_comparison.nb_only_other_right is 'Only the other one does.';
comment on column nachet.model_comparison.nb_both_wrong is 'None of the two does.';
grant select on nachet.model_comparison to nachet_backend, nachet_analyst;
