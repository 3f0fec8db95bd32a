create or replace function nachet.set_object_type_active(
    p_user_id uuid, p_object_type_id integer, p_active boolean
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- People cannot choose an inactive kind any more, for a species or for a box; what is of this kind
-- stays so, and a model's box of this kind is kept as it is.
-- Locks: the kinds of things, against others who change them.
-- Raises: NX001, NX015, NX172 for the kind of a seed, NX302, NX303.
-- Repeat: the same answer.
declare
    v_before jsonb;
    v_after jsonb;
begin
    perform nachet._require_user(p_user_id, 'admin');
    lock table nachet_data.object_type in share row exclusive mode;
    select jsonb_build_object('object_type_id', t.id, 'name', t.name, 'active', t.active)
    into v_before
    from nachet_data.object_type as t
    where t.id = p_object_type_id;
    if v_before is null then
        perform nachet._raise('NX015', jsonb_build_object('object_type_id', p_object_type_id));
    elsif p_object_type_id = 1 and not p_active then
        perform nachet._raise('NX172', jsonb_build_object('object_type_id', p_object_type_id));
    end if;
    update nachet_data.object_type as t
    set active = p_active
    where t.id = p_object_type_id and t.active <> p_active;
    v_after := v_before || jsonb_build_object('active', p_active);
    -- The log knows things by a UUID.
    perform nachet._record_acts(
        p_user_id, null, 'set_object_type_active', 'object_type',
        array[lpad(p_object_type_id::text, 32, '0')::uuid], array[v_before], array[v_after]
    );
    return v_after;
end
$function$;

comment on function nachet.set_object_type_active is
'Takes a kind of thing out of use or back and returns it; for administrators only.';
grant execute on function nachet.set_object_type_active to nachet_backend;
