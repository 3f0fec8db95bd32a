create or replace function nachet._change_group(p_group_id uuid, p_name text, p_owner_id uuid)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- Locks: the group; waits for a concurrent transaction that uses the same name.
-- Raises: NX104.
declare
    v_now constant timestamptz := nachet._now();
begin
    update nachet_data.groups as g
    set name = p_name, owner_id = p_owner_id, updated_at = v_now
    where g.id = p_group_id and (g.name, g.owner_id) is distinct from (p_name, p_owner_id);
exception
    -- The constraint decides: a lookup before the change could miss a concurrent one.
    when unique_violation then
        perform nachet._raise(
            'NX104', jsonb_build_object('owner_id', p_owner_id, 'group_name', p_name)
        );
end
$function$;

comment on function nachet._change_group is 'Gives a group a name and an owner.';
