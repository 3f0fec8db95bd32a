create or replace function nachet.rename_object_type(
    p_user_id uuid, p_object_type_id integer, p_name text, p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Options: reason.
-- Locks: the kinds of things, against others who change them.
-- Raises: NX001, NX015, NX171, NX202, NX210, NX302, NX303.
-- Repeat: the same answer.
declare
    v_reason text;
    v_name text;
    v_other_id smallint;
    v_before jsonb;
    v_after jsonb;
begin
    perform nachet._require_user(p_user_id, 'admin');
    v_reason := nachet._read_options(p_options, '{"reason": "reason"}') ->> 'reason';
    v_name := nachet._require_name(p_name);
    lock table nachet_data.object_type in share row exclusive mode;
    select jsonb_build_object('object_type_id', t.id, 'name', t.name, 'active', t.active)
    into v_before
    from nachet_data.object_type as t
    where t.id = p_object_type_id;
    if v_before is null then
        perform nachet._raise('NX015', jsonb_build_object('object_type_id', p_object_type_id));
    end if;
    select t.id into v_other_id
    from nachet_data.object_type as t
    where t.name_key = nachet_data.fold(v_name) and t.id <> p_object_type_id;
    if v_other_id is not null then
        perform nachet._raise(
            'NX171', jsonb_build_object('name', v_name, 'object_type_id', v_other_id)
        );
    end if;
    update nachet_data.object_type as t
    set name = v_name
    where t.id = p_object_type_id and t.name <> v_name;
    v_after := v_before || jsonb_build_object('name', v_name);
    -- The log knows things by a UUID.
    perform nachet._record_acts(
        p_user_id, null, 'rename_object_type', 'object_type',
        array[lpad(p_object_type_id::text, 32, '0')::uuid], array[v_before], array[v_after],
        v_reason
    );
    return v_after;
end
$function$;

comment on function nachet.rename_object_type is
'Gives a kind of thing another name and returns it; for administrators only.';
grant execute on function nachet.rename_object_type to nachet_backend;
