create or replace function nachet._end_shares(
    p_user_id uuid, p_act text, p_ids uuid[], p_reason text default null
)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- p_ids: of shares with a person or a group, of memberships, of choices of a pipeline. Each leaves
-- an act of its own, a share in its container. p_user_id, p_act, p_reason: as in _record_acts.
-- Locks: these rows. The caller has locked the containers, groups and users.
declare
    v_share record;
    v_gone record;
begin
    for v_share in
        select
            s.entity, s.id, s.container_id,
            s.facts || jsonb_build_object('permission', p.name, 'until', s.until) as facts
        from (
            select
                'group_container' as entity, gc.id, gc.container_id, gc.permission_id, gc.until,
                jsonb_build_object('group_id', gc.group_id) as facts
            from nachet_data.group_container as gc
            where gc.id = any (p_ids)
            union all
            select
                'user_container', uc.id, uc.container_id, uc.permission_id, uc.until,
                jsonb_build_object('user_id', uc.user_id)
            from nachet_data.user_container as uc
            where uc.id = any (p_ids)
        ) as s
        left join nachet_data.permission as p on s.permission_id = p.id
        order by s.container_id, s.id
    loop
        perform nachet._record_acts(
            p_user_id, v_share.container_id, p_act, v_share.entity, array[v_share.id],
            array[v_share.facts], null, p_reason
        );
    end loop;
    for v_gone in
        select
            g.entity, array_agg(g.id order by g.id) as ids,
            array_agg(g.facts order by g.id) as facts
        from (
            select
                'user_group' as entity, ug.id,
                jsonb_build_object('group_id', ug.group_id, 'user_id', ug.user_id) as facts
            from nachet_data.user_group as ug
            where ug.id = any (p_ids)
            union all
            select
                'pipeline_default', d.id,
                jsonb_build_object('user_id', d.user_id, 'pipeline_id', d.pipeline_id)
            from nachet_data.pipeline_default as d
            where d.id = any (p_ids)
        ) as g
        group by g.entity
        order by g.entity desc
    loop
        perform nachet._record_acts(
            p_user_id, null, p_act, v_gone.entity, v_gone.ids, v_gone.facts, null, p_reason
        );
    end loop;
    delete from nachet_data.group_container as gc
    where gc.id = any (p_ids);
    delete from nachet_data.user_container as uc
    where uc.id = any (p_ids);
    delete from nachet_data.user_group as ug
    where ug.id = any (p_ids);
    delete from nachet_data.pipeline_default as d
    where d.id = any (p_ids);
end
$function$;

comment on function nachet._end_shares is
'Ends shares, memberships and choices of pipelines, and records that of each.';
