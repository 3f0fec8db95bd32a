create or replace function nachet.list_users(p_user_id uuid, p_options jsonb default '{}')
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- For administrators.
-- Options: active (true: who may act; false: deactivated and former users), text (a part of the
-- e-mail address, whatever its case, or the whole id), after (`next` of the previous page), limit
-- (1 to 1000; default 100).
-- Locks: nothing.
-- Raises: NX001, NX210, NX302, NX303.
-- Repeat: the same answer.
declare
    v_options jsonb;
    v_limit integer;
    v_text text;
    v_id uuid;
    v_users jsonb := '[]'::jsonb;
begin
    perform nachet._require_user(p_user_id, 'admin');
    v_options := nachet._read_options(
        p_options, '{"active": "boolean", "text": "string", "after": "uuid", "limit": "limit"}'
    );
    v_limit := (v_options -> 'limit')::integer;
    v_text := btrim(v_options ->> 'text');
    for v_id in
        select u.id
        from nachet_data.users as u
        where (not v_options ? 'after' or u.id > (v_options ->> 'after')::uuid)
            and (
                not v_options ? 'active'
                or (u.state = 'active') = (v_options -> 'active')::boolean
            )
            and (
                not v_options ? 'text'
                or strpos(nachet_data.fold(u.email), nachet_data.fold(v_text)) > 0
                or u.id = nachet._to_uuid(v_text)
            )
        order by u.id
        limit v_limit + 1
    loop
        v_users := v_users || nachet._user_document(v_id);
    end loop;
    return nachet._page(v_users, v_limit, 'user_id');
end
$function$;

comment on function nachet.list_users is
'Lists the users, in the order of their ids, page by page.';
grant execute on function nachet.list_users to nachet_backend;
