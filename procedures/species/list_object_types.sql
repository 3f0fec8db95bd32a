create or replace function nachet.list_object_types(p_user_id uuid)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Inactive kinds too.
-- Locks: nothing.
-- Raises: NX001, NX303.
-- Repeat: the same answer.
begin
    perform nachet._require_user(p_user_id, 'read');
    return (
        select jsonb_agg(
            jsonb_build_object('object_type_id', t.id, 'name', t.name, 'active', t.active)
            order by t.id
        )
        from nachet_data.object_type as t
    );
end
$function$;

comment on function nachet.list_object_types is
'Lists the kinds of things that a box can frame; the first is a seed.';
grant execute on function nachet.list_object_types to nachet_backend;
