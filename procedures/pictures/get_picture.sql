create or replace function nachet.get_picture(
    p_user_id uuid, p_container_id uuid, p_picture_id uuid
)
returns jsonb
language plpgsql
stable
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- A picture's description and the place of its blob now.
-- Locks: nothing.
-- Raises: NX001, NX002, NX004.
-- Repeat: the same answer.
declare
    v_picture jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'read');
    select to_jsonb(p) into v_picture
    from nachet.picture_summary as p
    where p.container_id = p_container_id and p.picture_id = p_picture_id;
    if v_picture is null then
        raise exception using
            errcode = 'NX004',
            message = 'picture not found',
            detail = jsonb_build_object('picture_id', p_picture_id)::text,
            hint = 'Check the id; a picture is there once its upload is confirmed.';
    end if;
    return v_picture;
end
$function$;

comment on function nachet.get_picture(uuid, uuid, uuid) is
'A picture: the columns of the view picture_summary.';
revoke all on function nachet.get_picture(uuid, uuid, uuid) from public;
grant execute on function nachet.get_picture(uuid, uuid, uuid) to nachet_backend;
