create or replace function nachet._lock_group(p_user_id uuid, p_group_id uuid, p_role text)
returns nachet_data.groups
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Lets through who may act on a group: with the role owner its owner or an administrator, with
-- the role member its members too. What others do to the group waits until the transaction ends.
-- Locks: the group.
-- Raises: NX001, NX010, NX301.
declare
    v_group nachet_data.groups;
    v_role text;
begin
    select g.* into v_group
    from nachet_data.groups as g
    where g.id = p_group_id
    for no key update;
    v_role := nachet._group_role(p_user_id, p_group_id);
    if p_role = 'owner' then
        perform nachet._require_permission(p_user_id, 'manage');
        if v_role = 'member' then
            raise exception using
                errcode = 'NX301',
                message = 'you may not do this here',
                detail = jsonb_build_object('group_id', p_group_id, 'required', p_role)::text,
                hint = 'Ask the owner of the group.';
        end if;
    end if;
    return v_group;
end
$function$;

comment on function nachet._lock_group(uuid, uuid, text) is
'Refuses who may not act on a group; locks it.';
revoke all on function nachet._lock_group(uuid, uuid, text) from public;
