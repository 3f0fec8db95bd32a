create or replace function nachet._check_lineage(p_seed_ids uuid[], p_places text[])
returns void language plpgsql stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = 'force_generic_plan' set enable_seqscan = off
set enable_material = off set jit = off as $function$
-- A parent has a higher rank than its children; a group may be anywhere, but never its own
-- ancestor.
-- Raises: NX123, with the first species whose parent is wrong.
declare
    c_ranks constant text[] := array[
        'family', 'genus', 'species', 'subspecies', 'variety', 'form'
    ];
    v_bad record;
begin
    if p_seed_ids = '{}' then
        return;
    end if;
    with recursive above as (
        select c.id as seed_id, p.current_id as at_id
        from nachet_data.seed as s
        inner join nachet_data.seed as c on s.current_id = c.id
        inner join nachet_data.seed as p on c.parent_id = p.id
        where s.id = any (p_seed_ids)
        union
        select a.seed_id, p.current_id
        from above as a
        inner join nachet_data.seed as c on a.at_id = c.id
        inner join nachet_data.seed as p on c.parent_id = p.id
    )

    select b.seed_id, c.name as seed_name, p.name as parent_name, u.place
    into v_bad
    from (
        select a.seed_id, 0 as n
        from above as a
        where a.at_id = a.seed_id
        union all
        select t.id, 1
        from (
            select s.current_id as id
            from nachet_data.seed as s
            where s.id = any (p_seed_ids)
            union
            select h.id
            from nachet_data.seed as s
            inner join nachet_data.seed as m on s.current_id = m.current_id
            inner join nachet_data.seed as h on m.id = h.parent_id
            where s.id = any (p_seed_ids) and h.merged_into is null
        ) as t
        inner join nachet_data.seed as c on t.id = c.id
        inner join nachet_data.seed as f on c.parent_id = f.id
        inner join nachet_data.seed as p on f.current_id = p.id
        where array_position(c_ranks, c.rank) <= array_position(c_ranks, p.rank)
    ) as b
    inner join nachet_data.seed as c on b.seed_id = c.id
    inner join nachet_data.seed as f on c.parent_id = f.id
    inner join nachet_data.seed as p on f.current_id = p.id
    left join unnest(p_seed_ids, p_places) with ordinality as u (seed_id, place, n)
        on b.seed_id = u.seed_id
    order by b.n, u.n
    limit 1;
    if found then
        perform nachet._raise('NX123', jsonb_build_object(
            'field', 'parent', 'value', v_bad.parent_name, 'seed_id', v_bad.seed_id,
            'seed_name', v_bad.seed_name
        ) || case
            when v_bad.place is null then '{}'
            else jsonb_build_object('place', v_bad.place || '.parent')
        end);
    end if;
end
$function$;

comment on function nachet._check_lineage is
'Refuses a species whose parent has no higher rank or belongs to the species itself.';

create or replace function nachet._record_seed_changes(
    p_user_id uuid, p_act text, p_reason text, p_before jsonb[], p_after jsonb[] default null,
    p_other_id uuid default null, p_undone_id uuid default null, p_places text[] default null
)
returns jsonb[] language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- p_before: of each species its document before the change; only its seed_id if it is new. p_after:
-- what became of each; null: its document now. Facts that are the same are left out; a species that
-- is the same leaves no row. p_places: where in the request each species is. The caller has locked
-- the catalogue. Returns the documents now.
-- Raises: NX123.
declare
    c_no_facts constant text[] := array['seed_id', 'upload_date', 'updated_at'];
    v_now constant timestamptz := nachet._now();
    v_ids constant uuid[] := array(
        select (b.value ->> 'seed_id')::uuid
        from unnest(p_before) with ordinality as b (value, n)
        order by b.n
    );
    v_documents constant jsonb[] := array(
        select nachet._seed_document(i.id)
        from unnest(v_ids) with ordinality as i (id, n)
        order by i.n
    );
begin
    perform nachet._check_lineage(v_ids || p_other_id, p_places);
    insert into nachet_data.seed_change (
        seed_id, other_id, user_id, act, reason, before, after, undone_id, upload_date
    )
    select
        d.seed_id, p_other_id, p_user_id,
        case when d.is_new and p_act = 'update' then 'add' else p_act end,
        coalesce(p_reason, ''), f.before, f.after, p_undone_id, v_now
    from (
        select
            u.seed_id, u.n, u.before - c_no_facts as before, u.after - c_no_facts as after,
            u.before - 'seed_id' = '{}' as is_new
        from unnest(v_ids, p_before, coalesce(p_after, v_documents)) with ordinality
            as u (seed_id, before, after, n)
    ) as d
    cross join lateral (
        select
            coalesce(
                jsonb_object_agg(k.key, d.before -> k.key) filter (where d.before ? k.key), '{}'
            ) as before,
            coalesce(jsonb_object_agg(k.key, d.after -> k.key), '{}') as after
        from jsonb_object_keys(d.after) as k (key)
        where d.before -> k.key is distinct from d.after -> k.key
    ) as f
    where f.before <> f.after or d.is_new
    order by d.n;
    return v_documents;
end
$function$;

comment on function nachet._record_seed_changes is
'Records what a person changed of species and returns these species.';
