create or replace function nachet._choose_regulated_period(p_options jsonb)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- p_options: regulated_list (id or name) and on (a day; by default today). Null without a list.
-- Raises: NX081.
declare
    v_on date;
    v_period jsonb;
begin
    if not p_options ? 'regulated_list' then
        return null;
    end if;
    v_on := coalesce(nachet._to_timestamp(p_options ->> 'on'), nachet._now())::date;
    select jsonb_build_object(
        'list_id', l.id, 'name', l.name, 'authority', l.authority,
        'jurisdiction', l.jurisdiction, 'period_id', p.id, 'title', p.title, 'on', v_on,
        'valid_from', p.valid_from, 'valid_to', p.valid_to, 'per_weight', p.per_weight,
        'source', p.source, 'note', p.note
    )
    into v_period
    from nachet_data.regulated_list as l
    inner join nachet_data.regulated_period as p
        on l.id = p.list_id and p.valid_from <= v_on
        and (p.valid_to > v_on or p.valid_to is null)
    where l.id = nachet._to_uuid(p_options ->> 'regulated_list')
        or l.name_key = nachet_data.fold(p_options ->> 'regulated_list')
    order by l.id
    limit 1;
    if v_period is null then
        perform nachet._raise(
            'NX081', jsonb_build_object(
                'regulated_list', p_options -> 'regulated_list', 'on', v_on
            )
        );
    end if;
    return v_period;
end
$function$;

comment on function nachet._choose_regulated_period is
'Returns the period of a regulated list that holds on a day.';

create or replace function nachet._count_sample(p_container_id uuid, p_picture_ids uuid[])
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- What is open, and of each species how many specimens are settled: without a doubt, and doubtful
-- ones (what decided has a qualifier).
declare
    v_inferences uuid[];
    v_counts jsonb;
    v_unreviewed bigint;
    v_unverified bigint;
begin
    -- The newest inference of each picture.
    v_inferences := array(
        select distinct on (i.picture_id) i.id
        from nachet_data.inference as i
        where i.container_id = p_container_id
            and i.picture_id = any (p_picture_ids)
            and i.withdrawn_at is null
        order by i.picture_id, i.id desc
    );
    select count(*) into v_unreviewed
    from nachet_data.object as o
    where o.container_id = p_container_id
        and o.inference_id = any (v_inferences)
        and o.specimen_id is null;
    select count(*) into v_unverified
    from nachet_data.picture as p
    where p.container_id = p_container_id
        and p.id = any (p_picture_ids)
        and not p.verified;
    with told as (
        select s.state, e.current_id as seed_id, d.qualifier is not null as is_doubtful
        from nachet_data.specimen as s
        left join nachet_data.seed as e on s.seed_id = e.id
        -- offset 0: each is looked up by itself, also by a plan of nearly empty tables.
        left join lateral (
            select i.qualifier
            from nachet_data.identification as i
            where i.container_id = p_container_id and i.id = s.identification_id
            offset 0
        ) as d on true
        where s.container_id = p_container_id and s.picture_id = any (p_picture_ids)
    )

    select jsonb_build_object(
        'nb_settled', count(*) filter (where t.state = 'settled'),
        'nb_doubtful', count(*) filter (where t.state = 'settled' and t.is_doubtful),
        'nb_open', count(*) filter (where t.state = 'open'),
        'nb_disputed', count(*) filter (where t.state = 'disputed'),
        'nb_rejected', count(*) filter (where t.state = 'rejected'),
        'seeds', (
            select coalesce(jsonb_agg(to_jsonb(g)), '[]')
            from (
                select
                    n.seed_id,
                    count(*) filter (where not n.is_doubtful) as nb,
                    count(*) filter (where n.is_doubtful) as nb_doubtful
                from told as n
                where n.state = 'settled'
                group by n.seed_id
            ) as g
        )
    )
    into v_counts
    from told as t;
    return v_counts || jsonb_build_object(
        'nb_pictures', cardinality(p_picture_ids), 'nb_unreviewed', v_unreviewed,
        'nb_unverified', v_unverified
    );
end
$function$;

comment on function nachet._count_sample is
'Counts the specimens of pictures by state and species.';

create or replace function nachet._class_counts(
    p_counts jsonb, p_period_id uuid, p_crop_seed_id uuid, p_factor double precision
)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- p_counts: the result of _count_sample. p_factor: what a number is multiplied by, to be the number
-- in a weight; null for unknown. A class of null stands for what no entry of the list names.
declare
    v_species jsonb;
    v_classes jsonb;
begin
    select coalesce(
        jsonb_agg(
            jsonb_build_object(
                'seed_id', e.id, 'seed_name', e.name, 'rank', e.rank,
                'is_crop', e.id = c.current_id, 'class_number', g.class_number,
                'entry_name', g.entry_name, 'nb', s.nb, 'nb_doubtful', s.nb_doubtful,
                'nb_per_weight', s.nb * p_factor
            )
            order by g.class_number nulls last, e.name_key
        ),
        '[]'
    )
    into v_species
    from jsonb_to_recordset(p_counts -> 'seeds') as s (
        seed_id uuid, nb bigint, nb_doubtful bigint
    )
    inner join nachet_data.seed as e on s.seed_id = e.id
    left join nachet_data.seed as c on c.id = p_crop_seed_id
    left join nachet.regulated_seed as g on g.period_id = p_period_id and e.id = g.seed_id;
    select coalesce(
        jsonb_agg(
            jsonb_build_object(
                'class_number', k.number, 'name_en', k.name_en, 'name_fr', k.name_fr,
                'complete', k.complete, 'nb_species', s.nb_species, 'nb', s.nb,
                'nb_doubtful', s.nb_doubtful, 'nb_per_weight', s.nb * p_factor
            )
            order by k.number nulls last
        ),
        '[]'
    )
    into v_classes
    from (
        select c.number, c.name_en, c.name_fr, c.complete
        from nachet_data.regulated_class as c
        where c.period_id = p_period_id
        union all
        select null, null, null, null
        where p_period_id is not null
    ) as k
    cross join lateral (
        select
            count(*) as nb_species, coalesce(sum(x.nb), 0) as nb,
            coalesce(sum(x.nb_doubtful), 0) as nb_doubtful
        from jsonb_to_recordset(v_species) as x (
            class_number smallint, nb bigint, nb_doubtful bigint
        )
        where x.class_number is not distinct from k.number
    ) as s;
    return jsonb_build_object('species', v_species, 'classes', v_classes);
end
$function$;

comment on function nachet._class_counts is
'Returns the counts of a sample by species and by class of a regulated list.';

create or replace function nachet.get_sample_counts(
    p_user_id uuid, p_container_id uuid, p_sample_id uuid, p_options jsonb default '{}'
)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' set extra_float_digits = 1 as $function$
-- Confirmed pictures in the folders of the sample, nothing of the trash. Each settled specimen
-- counts once; a crop whose picture is there too is left out, since it shows the same seeds. What
-- is doubtful is told apart, what is open, disputed or not reviewed beside: boxes of the newest
-- inferences, pictures that are not verified.
-- Options: regulated_list (by id or name; by default none), on (the day at which its period holds,
-- e.g. 2026-03-14; by default today, by UTC), per_weight (grams: the weight that numbers are told
-- for, null where no examined weight is known; by default what the list says, else 1000).
-- Locks: nothing.
-- Raises: NX001, NX002, NX080, NX081, NX210, NX303.
-- Repeat: the same answer while nobody reviews.
declare
    v_options jsonb;
    v_sample nachet_data.sample;
    v_period jsonb;
    v_per double precision;
    v_sets uuid[];
    v_ids uuid[];
    v_counts jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'read');
    v_options := nachet._read_options(
        p_options, '{"regulated_list": "string", "on": "string", "per_weight": "number"}'
    );
    if v_options ? 'on' and (
        v_options ->> 'on' !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
        or nachet._to_timestamp(v_options ->> 'on') is null
    ) then
        perform nachet._raise(
            'NX210', jsonb_build_object('option', 'on', 'value', v_options -> 'on')
        );
    end if;
    if v_options ? 'per_weight'
        and nachet._to_number(v_options -> 'per_weight', 1e-6, 1e9) is null
    then
        perform nachet._raise(
            'NX210',
            jsonb_build_object('option', 'per_weight', 'value', v_options -> 'per_weight')
        );
    end if;
    select s.* into v_sample
    from nachet_data.sample as s
    where s.container_id = p_container_id and s.id = p_sample_id;
    if v_sample.id is null then
        perform nachet._raise('NX080', jsonb_build_object('sample_id', p_sample_id));
    end if;
    v_period := nachet._choose_regulated_period(v_options);
    v_per := coalesce(
        v_options ->> 'per_weight', v_period ->> 'per_weight', '1000'
    )::double precision;
    v_sets := array(
        select ps.id
        from nachet_data.picture_set as ps
        where ps.container_id = p_container_id
            and ps.sample_id = p_sample_id
            and ps.deleted_at is null
    );
    v_ids := array(
        select p.id
        from nachet_data.picture as p
        where p.container_id = p_container_id
            and p.picture_set_id = any (v_sets)
            and p.state = 'confirmed'
            and p.deleted_at is null
            -- A crop counts where its parent does not. Each parent is looked up by itself.
            and (p.parent is null or not exists (
                select 1
                from (
                    select w.picture_set_id, w.state, w.deleted_at
                    from nachet_data.picture as w
                    where w.container_id = p_container_id and w.id = p.parent
                    offset 0
                ) as w
                where w.picture_set_id = any (v_sets)
                    and w.state = 'confirmed'
                    and w.deleted_at is null
            ))
        order by p.id
    );
    v_counts := nachet._count_sample(p_container_id, v_ids);
    return v_counts - 'seeds'
        || jsonb_build_object(
            'sample_id', p_sample_id, 'number', v_sample.number, 'regulated_list', v_period,
            'per_weight', v_per, 'examined_weight', v_sample.examined_weight,
            'is_settled', v_counts @> '{
                "nb_open": 0, "nb_disputed": 0, "nb_unreviewed": 0, "nb_unverified": 0
            }'
        )
        || nachet._class_counts(
            v_counts, (v_period ->> 'period_id')::uuid, v_sample.crop_seed_id,
            v_per / v_sample.examined_weight
        );
end
$function$;

comment on function nachet.get_sample_counts is
'Counts the specimens of a sample by species and by class of a regulated list.';
grant execute on function nachet.get_sample_counts to nachet_backend;
