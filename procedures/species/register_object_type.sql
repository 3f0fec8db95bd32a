create or replace function nachet._object_type_document(p_object_type_id smallint)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
begin
    return (
        select jsonb_build_object('object_type_id', t.id, 'name', t.name, 'active', t.active)
        from nachet_data.object_type as t
        where t.id = p_object_type_id
    );
end
$function$;

comment on function nachet._object_type_document is
'Returns a kind of thing in the form of documents; null where there is none.';

create or replace function nachet._record_object_type(
    p_user_id uuid, p_act text, p_before jsonb, p_after jsonb, p_reason text
)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- In the act log its number is written as a UUID.
begin
    perform nachet._record_acts(
        p_user_id, null, p_act, 'object_type',
        array[lpad(p_after ->> 'object_type_id', 32, '0')::uuid],
        array[p_before], array[p_after], p_reason
    );
end
$function$;

comment on function nachet._record_object_type is 'Records a change of a kind of thing.';

create or replace function nachet.register_object_type(p_user_id uuid, p_name text)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Names are compared whatever their case.
-- Locks: the kinds of things, against others who change them.
-- Raises: NX001, NX202, NX302.
-- Repeat: the same answer; a name that there is already is that kind.
declare
    v_name text;
    v_id smallint;
    v_after jsonb;
begin
    perform nachet._require_user(p_user_id, 'admin');
    v_name := nachet._require_name(p_name);
    lock table nachet_data.object_type in share row exclusive mode;
    select t.id into v_id
    from nachet_data.object_type as t
    where t.name_key = nachet_data.fold(v_name);
    if v_id is not null then
        return nachet._object_type_document(v_id);
    end if;
    insert into nachet_data.object_type (id, name)
    select max(t.id) + 1, v_name
    from nachet_data.object_type as t
    returning id into v_id;
    v_after := nachet._object_type_document(v_id);
    perform nachet._record_object_type(p_user_id, 'register_object_type', null, v_after, null);
    return v_after;
end
$function$;

comment on function nachet.register_object_type is
'Adds a kind of thing that a box can frame, beside seeds, and returns it; for administrators only.';
grant execute on function nachet.register_object_type to nachet_backend;

create or replace function nachet.rename_object_type(
    p_user_id uuid, p_object_type_id integer, p_name text, p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Options: reason.
-- Locks: the kinds of things, against others who change them.
-- Raises: NX001, NX015, NX171, NX202, NX210, NX302.
-- Repeat: the same answer.
declare
    v_reason text;
    v_name text;
    v_id smallint;
    v_other_id smallint;
    v_before jsonb;
    v_after jsonb;
begin
    perform nachet._require_user(p_user_id, 'admin');
    v_reason := nachet._read_options(p_options, '{"reason": "reason"}') ->> 'reason';
    v_name := nachet._require_name(p_name);
    lock table nachet_data.object_type in share row exclusive mode;
    select t.id into v_id
    from nachet_data.object_type as t
    where t.id = p_object_type_id;
    if v_id is null then
        perform nachet._raise('NX015', jsonb_build_object('object_type_id', p_object_type_id));
    end if;
    select t.id into v_other_id
    from nachet_data.object_type as t
    where t.name_key = nachet_data.fold(v_name) and t.id <> v_id;
    if v_other_id is not null then
        perform nachet._raise(
            'NX171', jsonb_build_object('name', v_name, 'object_type_id', v_other_id)
        );
    end if;
    v_before := nachet._object_type_document(v_id);
    update nachet_data.object_type as t
    set name = v_name
    where t.id = v_id and t.name <> v_name;
    v_after := nachet._object_type_document(v_id);
    perform nachet._record_object_type(
        p_user_id, 'rename_object_type', v_before, v_after, v_reason
    );
    return v_after;
end
$function$;

comment on function nachet.rename_object_type is
'Gives a kind of thing another name and returns it; for administrators only.';
grant execute on function nachet.rename_object_type to nachet_backend;

create or replace function nachet.set_object_type_active(
    p_user_id uuid, p_object_type_id integer, p_active boolean
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- People cannot choose an inactive kind any more, for a species or for a box; what is of this kind
-- stays so, and a model's box of this kind is kept as it is.
-- Locks: the kinds of things, against others who change them.
-- Raises: NX001, NX015, NX172 for the kind of a seed, NX302.
-- Repeat: the same answer.
declare
    v_id smallint;
    v_before jsonb;
    v_after jsonb;
begin
    perform nachet._require_user(p_user_id, 'admin');
    lock table nachet_data.object_type in share row exclusive mode;
    select t.id into v_id
    from nachet_data.object_type as t
    where t.id = p_object_type_id;
    if v_id is null then
        perform nachet._raise('NX015', jsonb_build_object('object_type_id', p_object_type_id));
    elsif v_id = 1 and not p_active then
        perform nachet._raise('NX172', jsonb_build_object('object_type_id', p_object_type_id));
    end if;
    v_before := nachet._object_type_document(v_id);
    update nachet_data.object_type as t
    set active = p_active
    where t.id = v_id and t.active <> p_active;
    v_after := nachet._object_type_document(v_id);
    perform nachet._record_object_type(
        p_user_id, 'set_object_type_active', v_before, v_after, null
    );
    return v_after;
end
$function$;

comment on function nachet.set_object_type_active is
'Takes a kind of thing out of use or back and returns it; for administrators only.';
grant execute on function nachet.set_object_type_active to nachet_backend;
