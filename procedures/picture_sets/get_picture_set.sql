create or replace function nachet.get_picture_set(
    p_user_id uuid, p_container_id uuid, p_picture_set_id uuid
)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Locks: nothing.
-- Raises: NX001, NX002, NX003, NX303.
-- Repeat: the same answer.
declare
    v_picture_set jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'read');
    select to_jsonb(s) into v_picture_set
    from nachet.picture_set_summary as s
    where s.container_id = p_container_id and s.picture_set_id = p_picture_set_id;
    if v_picture_set is null then
        perform nachet._raise('NX003', jsonb_build_object('picture_set_id', p_picture_set_id));
    end if;
    return v_picture_set;
end
$function$;

comment on function nachet.get_picture_set is
'Returns a folder with the columns of the view picture_set_summary.';
grant execute on function nachet.get_picture_set to nachet_backend;
