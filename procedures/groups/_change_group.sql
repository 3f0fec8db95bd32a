create or replace function nachet._change_group(p_group_id uuid, p_name text, p_owner_id uuid)
returns void
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Gives a group a name and an owner.
-- Locks: the group; waits for a concurrent creation of the same name.
-- Raises: NX104.
declare
    v_now constant timestamptz := nachet._now();
begin
    update nachet_data.groups as g
    set name = p_name, owner_id = p_owner_id, updated_at = v_now
    where g.id = p_group_id and (g.name, g.owner_id) is distinct from (p_name, p_owner_id);
exception
    -- Not looked up before: a name can be taken between the look and the change.
    when unique_violation then
        perform nachet._raise_group_exists(p_owner_id, p_name);
end
$function$;

comment on function nachet._change_group(uuid, text, uuid) is 'Gives a group a name and an owner.';
revoke all on function nachet._change_group(uuid, text, uuid) from public;
