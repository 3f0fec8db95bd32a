create or replace function nachet.register_object_type(p_user_id uuid, p_name text)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Names are compared whatever their case.
-- Locks: the kinds of things, against others who change them.
-- Raises: NX001, NX202, NX302, NX303.
-- Repeat: the same answer; a name that there is already is that kind.
declare
    v_name text;
    v_type record;
    v_document jsonb;
begin
    perform nachet._require_user(p_user_id, 'admin');
    v_name := nachet._require_name(p_name);
    lock table nachet_data.object_type in share row exclusive mode;
    select t.id, t.name, t.active, false as is_new into v_type
    from nachet_data.object_type as t
    where t.name_key = nachet_data.fold(v_name);
    if v_type.id is null then
        insert into nachet_data.object_type (id, name)
        select max(t.id) + 1, v_name
        from nachet_data.object_type as t
        returning id, name, active, true as is_new into v_type;
    end if;
    v_document := jsonb_build_object(
        'object_type_id', v_type.id, 'name', v_type.name, 'active', v_type.active
    );
    if v_type.is_new then
        -- The log knows things by a UUID.
        perform nachet._record_acts(
            p_user_id, null, 'register_object_type', 'object_type',
            array[lpad(v_type.id::text, 32, '0')::uuid], null, array[v_document]
        );
    end if;
    return v_document;
end
$function$;

comment on function nachet.register_object_type is
'Adds a kind of thing that a box can frame, beside seeds, and returns it; for administrators only.';
grant execute on function nachet.register_object_type to nachet_backend;
