create or replace function nachet.get_picture(
    p_user_id uuid, p_container_id uuid, p_picture_id uuid
)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' set extra_float_digits = 1 as $function$
-- With the present place of its blob.
-- Locks: nothing.
-- Raises: NX001, NX002, NX004, NX303.
-- Repeat: the same answer.
declare
    v_picture jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'read');
    select to_jsonb(p) into v_picture
    from nachet.picture_summary as p
    where p.container_id = p_container_id and p.picture_id = p_picture_id;
    if v_picture is null then
        perform nachet._raise('NX004', jsonb_build_object('picture_id', p_picture_id));
    end if;
    return v_picture;
end
$function$;

comment on function nachet.get_picture is
'Returns a picture with the columns of the view picture_summary.';
grant execute on function nachet.get_picture to nachet_backend;
