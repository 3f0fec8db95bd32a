create or replace function nachet.list_batches(
    p_user_id uuid, p_container_id uuid, p_options jsonb default '{}'
)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' set extra_float_digits = 1 as $function$
-- The newest first.
-- Options: picture_set_id (those of a folder), after (`next` of the previous page), limit (1 to
-- 1000; default 100).
-- Locks: nothing.
-- Raises: NX001, NX002, NX210, NX303.
-- Repeat: the same answer.
declare
    v_options jsonb;
    v_limit integer;
    v_after uuid;
    v_picture_set_id uuid;
    v_ids uuid[];
    v_id uuid;
    v_batches jsonb := '[]'::jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'read');
    v_options := nachet._read_options(
        p_options, '{"picture_set_id": "uuid", "after": "uuid", "limit": "limit"}'
    );
    v_limit := (v_options -> 'limit')::integer;
    v_after := coalesce(
        v_options ->> 'after', 'ffffffff-ffff-ffff-ffff-ffffffffffff'
    )::uuid;
    v_picture_set_id := (v_options ->> 'picture_set_id')::uuid;
    v_ids := array(
        select b.id
        from nachet_data.batch as b
        inner join nachet_data.picture_set as ps
            on ps.container_id = p_container_id
            and b.picture_set_id = ps.id
            and ps.deleted_at is null
        where b.container_id = p_container_id
            and b.id < v_after
            and (v_picture_set_id is null or b.picture_set_id = v_picture_set_id)
        order by b.id desc
        limit v_limit + 1
    );
    -- One by one: only so are the files of each found by its id.
    foreach v_id in array v_ids loop
        select v_batches || jsonb_build_array(to_jsonb(s)) into v_batches
        from nachet.batch_summary as s
        where s.container_id = p_container_id and s.batch_id = v_id;
    end loop;
    return nachet._page(v_batches, v_limit, 'batch_id');
end
$function$;

comment on function nachet.list_batches is
'Lists the batches of a container, the newest first, page by page.';
grant execute on function nachet.list_batches to nachet_backend;
