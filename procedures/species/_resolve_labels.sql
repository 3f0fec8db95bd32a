create or replace function nachet._resolve_labels(p_labels text[])
returns jsonb
language plpgsql
stable
strict
set search_path = pg_catalog, pg_temp
set plan_cache_mode = 'force_generic_plan'
as $function$
-- The species that labels stand for, {label: seed_id}, of those that stand for one: by its name,
-- else by its name without the class number, else by an alias, whole or without the number. Never
-- by a part of it. For few labels the planner would plan it anew at each call, which takes longer
-- than to run it.
-- Locks: the species, against being merged or renamed before the caller commits.
declare
    v_seeds jsonb;
begin
    with wanted as materialized (
        select distinct u.label, nachet._clean_label(u.label) as name
        from unnest(p_labels) as u (label)
    ),

    keyed as materialized (
        select
            w.label,
            lower(normalize(w.name, nfkd)) as name_key,
            lower(normalize(nachet._bare_label(w.name), nfkd)) as bare_key
        from wanted as w
        where w.name <> ''
    ),

    -- coalesce looks further only for what it has not found.
    found as materialized (
        select
            k.label,
            coalesce(
                (
                    select n.id
                    from nachet_data.seed as n
                    where n.name_key = k.name_key and n.merged_into is null
                ),
                (
                    select n.id
                    from nachet_data.seed as n
                    where n.name_key = k.bare_key and n.merged_into is null
                ),
                (select a.seed_id from nachet_data.seed_alias as a where a.name_key = k.name_key),
                (select a.seed_id from nachet_data.seed_alias as a where a.name_key = k.bare_key)
            ) as seed_id
        from keyed as k
    )

    select coalesce(
        jsonb_object_agg(f.label, f.seed_id) filter (where f.seed_id is not null), '{}'
    )
    into v_seeds
    from found as f;
    return v_seeds;
end
$function$;

comment on function nachet._resolve_labels(text[]) is
'The species that labels stand for, by label; unknown labels are left out.';
revoke all on function nachet._resolve_labels(text[]) from public;
