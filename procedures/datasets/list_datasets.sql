create or replace function nachet.list_datasets(p_user_id uuid, p_options jsonb default '{}')
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- The newest first.
-- Options: after (`next` of the previous page), limit (1 to 1000; default 100).
-- Locks: nothing.
-- Raises: NX001, NX210, NX302, NX303.
-- Repeat: the same answer.
declare
    v_options jsonb;
    v_limit integer;
    v_items jsonb;
begin
    perform nachet._require_user(p_user_id, 'admin');
    v_options := nachet._read_options(p_options, '{"after": "uuid", "limit": "limit"}');
    v_limit := (v_options -> 'limit')::integer;
    select jsonb_agg(to_jsonb(f) order by f.dataset_id desc) into v_items
    from (
        select d.*
        from nachet.dataset as d
        where d.dataset_id < coalesce(
            v_options ->> 'after', 'ffffffff-ffff-ffff-ffff-ffffffffffff'
        )::uuid
        order by d.dataset_id desc
        limit v_limit + 1
    ) as f;
    return nachet._page(v_items, v_limit, 'dataset_id');
end
$function$;

comment on function nachet.list_datasets is
'Lists the datasets, the newest first, page by page; for administrators only.';
grant execute on function nachet.list_datasets to nachet_backend;
