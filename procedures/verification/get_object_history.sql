create or replace function nachet.get_object_history(
    p_user_id uuid, p_container_id uuid, p_object_id uuid
)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- A merged species appears as the species that it was merged into.
-- Locks: nothing.
-- Raises: NX001, NX002, NX006.
-- Repeat: the same answer.
declare
    v_history jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'read');
    select coalesce(
        jsonb_agg(
            jsonb_build_object(
                'verification_id', v.id,
                'act', v.act,
                'user_id', v.user_id,
                'email', u.email,
                'before', v.before || jsonb_build_object('label', was.name),
                'after', v.after || jsonb_build_object('label', now.name),
                'comment', v.comment,
                'upload_date', v.upload_date
            )
            order by v.id
        ) filter (where v.id is not null),
        '[]'
    )
    into v_history
    from nachet_data.object as o
    inner join nachet_data.inference as i
        on i.container_id = p_container_id and o.inference_id = i.id
    inner join nachet_data.picture as p on p.container_id = p_container_id and i.picture_id = p.id
    left join nachet_data.verification as v
        on v.container_id = p_container_id and o.id = v.object_id
    left join nachet_data.users as u on v.user_id = u.id
    left join nachet_data.seed as was_first on was_first.id = (v.before ->> 'seed_id')::uuid
    left join nachet_data.seed as was on was.id = coalesce(was_first.merged_into, was_first.id)
    left join nachet_data.seed as now_first on now_first.id = (v.after ->> 'seed_id')::uuid
    left join nachet_data.seed as now on now.id = coalesce(now_first.merged_into, now_first.id)
    where o.container_id = p_container_id and o.id = p_object_id and p.deleted_at is null
    group by o.id;
    if v_history is null then
        perform nachet._raise('NX006', jsonb_build_object('box_id', p_object_id));
    end if;
    return v_history;
end
$function$;

comment on function nachet.get_object_history is
'Lists every verification of a box, oldest first: who, when, before, after and the comment.';
grant execute on function nachet.get_object_history to nachet_backend;
