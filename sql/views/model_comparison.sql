create or replace view nachet.model_comparison
with (security_barrier) as
with run as not materialized (
    select
        a.container_id,
        a.picture_set_id,
        a.model_name,
        a.version,
        b.model_name as other_model_name,
        b.version as other_version,
        a.seed_ids,
        a.model_seed_ids,
        a.nbs,
        a.wrong_specimen_ids,
        a.wrong_pairs,
        b.seed_ids as other_seed_ids,
        b.model_seed_ids as other_model_seed_ids,
        b.wrong_specimen_ids as other_wrong_specimen_ids,
        b.wrong_pairs as other_wrong_pairs,
        -- Rows are made here: what was merged is looked up once for each, not once for each pair.
        unnest('{1}'::integer[]) as nb_row
    from nachet.tally as a
    inner join nachet.tally as b
        on
            a.container_id = b.container_id
            and a.picture_id = b.picture_id
            and (a.model_name <> b.model_name or a.version <> b.version)
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
            p.model_name,
            p.version,
            p.other_model_name,
            p.other_version,
            p.container_id,
            p.picture_set_id,
            p.seed_id,
            p.nb,
            case when p.seed_id = p.model_seed_id then 0 else p.nb end as nb_wrong,
            0 as nb_other_wrong,
            0 as nb_both_wrong
        from (
            select
                r.model_name,
                r.version,
                r.other_model_name,
                r.other_version,
                r.container_id,
                r.picture_set_id,
                unnest(r.seed_ids) as seed_id,
                unnest(r.model_seed_ids) as model_seed_id,
                unnest(r.nbs) as nb
            from run as r
        ) as p
        where p.seed_id is not null
        union all
        -- What the other one has wrong; of that, what both have.
        select
            w.model_name,
            w.version,
            w.other_model_name,
            w.other_version,
            w.container_id,
            w.picture_set_id,
            w.seed_id,
            0 as nb,
            0 as nb_wrong,
            1 as nb_other_wrong,
            (
                w.pair is not null
                and w.seed_id is distinct from w.model_seed_ids[w.pair]
            )::integer as nb_both_wrong
        from (
            select
                r.model_name,
                r.version,
                r.other_model_name,
                r.other_version,
                r.container_id,
                r.picture_set_id,
                r.model_seed_ids,
                r.other_seed_ids[r.other_pair] as seed_id,
                r.other_model_seed_ids[r.other_pair] as other_model_seed_id,
                r.wrong_pairs[array_position(r.wrong_specimen_ids, r.specimen_id)] as pair
            from (
                select
                    n.model_name,
                    n.version,
                    n.other_model_name,
                    n.other_version,
                    n.container_id,
                    n.picture_set_id,
                    n.model_seed_ids,
                    n.wrong_specimen_ids,
                    n.wrong_pairs,
                    n.other_seed_ids,
                    n.other_model_seed_ids,
                    unnest(n.other_wrong_specimen_ids) as specimen_id,
                    unnest(n.other_wrong_pairs) as other_pair
                from run as n
            ) as r
        ) as w
        -- Two species that were merged since are right by now.
        where w.seed_id is not null and w.seed_id is distinct from w.other_model_seed_id
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
grant select on nachet.model_comparison to nachet_analyst;
