create or replace function nachet._record_acts(
    p_user_id uuid, p_container_id uuid, p_act text, p_entity text, p_entity_ids uuid[],
    p_before jsonb[], p_after jsonb[], p_reason text default null
)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- p_user_id: null for an operator. p_container_id: null when it is done in no container, then only
-- administrators read it: a user's own container has the user's id, and may be shared. p_before
-- and p_after: of each thing the facts that the act concerns; of these only those that changed are
-- kept, and a thing of which none changed leaves no row. A null in p_before: it was made, in
-- p_after: it is gone; p_before or p_after as a whole may be null. No e-mail address, no secret may
-- be in them: the log is read by others, and never forgets.
-- Locks: the new rows.
begin
    insert into nachet_data.act (
        container_id, user_id, act, entity, entity_id, before, after, reason, upload_date
    )
    select
        coalesce(p_container_id, '00000000-0000-0000-0000-000000000000'),
        p_user_id, p_act, p_entity, t.entity_id,
        case when t.after is null then t.before else f.before end,
        case when t.before is null then t.after else f.after end,
        coalesce(p_reason, ''), nachet._now()
    from unnest(
        p_entity_ids,
        coalesce(p_before, array_fill(null::jsonb, array[cardinality(p_entity_ids)])),
        coalesce(p_after, array_fill(null::jsonb, array[cardinality(p_entity_ids)]))
    ) with ordinality as t (entity_id, before, after, n)
    cross join lateral (
        select
            jsonb_object_agg(k.key, t.before -> k.key) filter (where t.before ? k.key) as before,
            jsonb_object_agg(k.key, t.after -> k.key) filter (where t.after ? k.key) as after
        from jsonb_object_keys(t.before || t.after) as k (key)
        where t.before -> k.key is distinct from t.after -> k.key
    ) as f
    where t.before is null or t.after is null or t.before <> t.after
    order by t.n;
end
$function$;

comment on function nachet._record_acts is
'Records what a call did: who, when, what, before, after and why; one row for each thing.';
