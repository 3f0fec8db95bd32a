create or replace function nachet.list_samples(
    p_user_id uuid, p_container_id uuid, p_options jsonb default '{}'
)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' set extra_float_digits = 1 as $function$
-- The newest first.
-- Options: number (whatever its case), after (`next` of the previous page), limit (1 to 1000;
-- default 100).
-- Locks: nothing.
-- Raises: NX001, NX002, NX210, NX303.
-- Repeat: the same answer.
declare
    v_options jsonb;
    v_limit integer;
    v_after uuid;
    v_key text;
    v_ids uuid[];
    v_id uuid;
    v_samples jsonb := '[]'::jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'read');
    v_options := nachet._read_options(
        p_options, '{"number": "string", "after": "uuid", "limit": "limit"}'
    );
    v_limit := (v_options -> 'limit')::integer;
    v_after := coalesce(v_options ->> 'after', 'ffffffff-ffff-ffff-ffff-ffffffffffff')::uuid;
    v_key := nachet_data.fold(v_options ->> 'number');
    v_ids := array(
        select s.id
        from nachet_data.sample as s
        where s.container_id = p_container_id
            and s.id < v_after
            and (v_key is null or s.number_key = v_key)
        order by s.id desc
        limit v_limit + 1
    );
    -- One by one: only so are the pictures of each found by its folders.
    foreach v_id in array v_ids loop
        select v_samples || jsonb_build_array(to_jsonb(s)) into v_samples
        from nachet.sample_summary as s
        where s.container_id = p_container_id and s.sample_id = v_id;
    end loop;
    return nachet._page(v_samples, v_limit, 'sample_id');
end
$function$;

comment on function nachet.list_samples is
'Lists the samples of a container, the newest first, page by page.';
grant execute on function nachet.list_samples to nachet_backend;
