create or replace function nachet._resolve_labels(p_labels text[], p_add boolean)
returns jsonb language plpgsql volatile
set search_path = pg_catalog, pg_temp
set plan_cache_mode = 'force_generic_plan' set enable_seqscan = off set jit = off as $function$
-- {label: seed_id}. A label stands for a species by its name, else by its name without the class
-- number, else by an alias, with or without the number; never by a part of it. An alias of a merged
-- species leads to the one that it became. With p_add an unknown name becomes an unconfirmed
-- species or genus. Blank labels are left out. The generic plan without scans is forced: planning
-- takes longer than running for few labels, and a plan made for a small catalogue would scan a
-- large one.
-- Locks: with p_add the catalogue, shared; waits for a concurrent transaction that adds the same
-- name.
-- Raises: NX206 for a new name longer than 200 characters.
declare
    v_seeds jsonb;
    v_unknown text[];
    v_long text;
    v_now constant timestamptz := nachet._now();
begin
    if p_add then
        perform nachet._hold_catalogue();
    end if;
    -- The second pass finds what the first one added.
    for v_pass in 1..2 loop
        -- coalesce runs the next lookup only if the previous one found nothing.
        select
            coalesce(
                jsonb_object_agg(f.label, f.seed_id) filter (where f.seed_id is not null), '{}'
            ),
            array_agg(f.name order by f.name_key) filter (where f.seed_id is null and f.name <> '')
        into v_seeds, v_unknown
        from (
            select
                l.label, r.name, r.name_key,
                coalesce(
                    (
                        select n.id
                        from nachet_data.seed as n
                        where n.name_key = r.whole_key and n.merged_into is null
                    ),
                    (
                        select n.id
                        from nachet_data.seed as n
                        where n.name_key = r.name_key and n.merged_into is null
                    ),
                    (
                        select n.current_id
                        from nachet_data.seed as n
                        where n.id = (
                            select a.seed_id
                            from nachet_data.seed_alias as a
                            where a.name_key = r.whole_key
                        )
                    ),
                    (
                        select n.current_id
                        from nachet_data.seed as n
                        where n.id = (
                            select a.seed_id
                            from nachet_data.seed_alias as a
                            where a.name_key = r.name_key
                        )
                    )
                ) as seed_id
            from unnest(p_labels) as l (label)
            cross join lateral nachet._read_label(l.label) as r
        ) as f;
        exit when not p_add or v_unknown is null or v_pass = 2;

        select u.name into v_long
        from unnest(v_unknown) as u (name)
        where char_length(u.name) > 200
        limit 1;
        if v_long is not null then
            perform nachet._raise('NX206', jsonb_build_object('field', 'name', 'value', v_long));
        end if;
        -- In the order of names: two calls with the same new names cannot deadlock.
        insert into nachet_data.seed (name, rank, upload_date, updated_at)
        select distinct on (r.name_key) r.name, nachet_data.rank_of(r.name), v_now, v_now
        from unnest(v_unknown) as u (name)
        cross join lateral nachet._read_label(u.name) as r
        order by r.name_key
        on conflict (name_key) where merged_into is null do nothing;
    end loop;
    return v_seeds;
end
$function$;

comment on function nachet._resolve_labels is
'Returns the species of labels; unknown labels are added or left out.';
