create or replace function nachet._lock_group(p_user_id uuid, p_group_id uuid, p_role text)
returns nachet_data.groups language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- p_role owner: for its owner and administrators; p_role member: for its members too. Other changes
-- to the group wait until the transaction ends.
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
    if p_role is distinct from 'member' then
        perform nachet._require_user(p_user_id, 'manage');
        if v_role = 'member' then
            perform nachet._raise(
                'NX301', jsonb_build_object('group_id', p_group_id, 'required', p_role)
            );
        end if;
    end if;
    return v_group;
end
$function$;

comment on function nachet._lock_group is 'Locks a group; refuses a user without the role.';
