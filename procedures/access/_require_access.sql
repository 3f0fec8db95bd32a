create or replace function nachet._require_access(
    p_user_id uuid, p_container_id uuid, p_permission text
)
returns smallint
language plpgsql
stable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Lets through who may do this in the container; returns the level reached.
-- Without any right the answer is "not found": nobody learns of what they may not read.
-- Raises: NX001, NX002, NX301.
declare
    v_level constant smallint := nachet._access_level(p_user_id, p_container_id);
    v_required constant integer :=
        case p_permission when 'read' then 1 when 'write' then 2 when 'manage' then 3 else 4 end;
begin
    if v_level >= v_required then
        return v_level;
    elsif v_level is null then
        raise exception using
            errcode = 'NX001',
            message = 'user not found',
            detail = jsonb_build_object('user_id', p_user_id)::text,
            hint = 'Check the id or the e-mail address; create the user first.';
    elsif v_level = 0 then
        raise exception using
            errcode = 'NX002',
            message = 'container not found',
            detail = jsonb_build_object('container_id', p_container_id)::text,
            hint = 'Check the id; ask its owner to share it.';
    end if;
    raise exception using
        errcode = 'NX301',
        message = 'you may not do this here',
        detail = jsonb_build_object('container_id', p_container_id, 'required', p_permission)::text,
        hint = 'Ask the owner of the container for a higher permission.';
end
$function$;

comment on function nachet._require_access(uuid, uuid, text) is
'Refuses a user who may not read, write or manage in a container.';
revoke all on function nachet._require_access(uuid, uuid, text) from public;
