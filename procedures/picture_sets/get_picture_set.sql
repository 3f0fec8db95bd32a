create or replace function nachet.get_picture_set(
    p_user_id uuid, p_container_id uuid, p_picture_set_id uuid
)
returns jsonb
language plpgsql
stable
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- A folder: its name, metadata, owner, counts, and when something last happened in it.
-- Locks: nothing.
-- Raises: NX001, NX002, NX003.
-- Repeat: the same answer.
declare
    v_picture_set jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'read');
    select to_jsonb(s) into v_picture_set
    from nachet.picture_set_summary as s
    where s.container_id = p_container_id and s.picture_set_id = p_picture_set_id;
    if v_picture_set is null then
        perform nachet._raise_picture_set_not_found(p_picture_set_id);
    end if;
    return v_picture_set;
end
$function$;

comment on function nachet.get_picture_set(uuid, uuid, uuid) is
'A folder: the columns of the view picture_set_summary.';
revoke all on function nachet.get_picture_set(uuid, uuid, uuid) from public;
grant execute on function nachet.get_picture_set(uuid, uuid, uuid) to nachet_backend;
