create or replace function nachet._list_claimed_tasks(p_container_id uuid, p_claim text)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- Oldest first, in the form in which workers receive them.
declare
    v_tasks jsonb;
begin
    select coalesce(
        jsonb_agg(
            jsonb_build_object(
                'container_id', t.container_id,
                'task_id', t.id,
                'claim', t.claimed_by,
                'kind', t.kind,
                'picture_set_id', t.picture_set_id,
                'picture_id', t.picture_id,
                'container_name', nachet._container_name(t.blob_container_id),
                'blob_name', t.blob_name,
                'target_container_name', nachet._container_name(t.container_id),
                'target_name', t.target_name,
                'content', t.content,
                'installation_id', (select i.id from nachet_data.installation as i)
            )
            order by t.id
        ),
        '[]'
    )
    into v_tasks
    from nachet_data.blob_task as t
    where t.container_id = p_container_id and t.claimed_by = p_claim;
    return v_tasks;
end
$function$;

comment on function nachet._list_claimed_tasks is
'Returns the blob tasks of a container that a claim holds.';
