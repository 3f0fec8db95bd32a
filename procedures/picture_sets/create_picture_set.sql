create or replace function nachet._repeat_create_picture_set(
    p_user_id uuid, p_container_id uuid, p_picture_set_id uuid, p_parent uuid, p_name text
)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- Raises: NX102, NX108.
declare
    v_picture_set record;
begin
    select ps.name, ps.owner_id, ps.parent, ps.deleted_at into v_picture_set
    from nachet_data.picture_set as ps
    where ps.container_id = p_container_id and ps.id = p_picture_set_id;
    if not found then
        perform nachet._raise_picture_set_exists(p_container_id, p_parent, p_name);
    elsif (v_picture_set.name, v_picture_set.owner_id, v_picture_set.parent)
        is distinct from (p_name, p_user_id, p_parent)
        or v_picture_set.deleted_at is not null
    then
        perform nachet._raise('NX108', jsonb_build_object('picture_set_id', p_picture_set_id));
    end if;
    return jsonb_build_object(
        'container_id', p_container_id,
        'picture_set_id', p_picture_set_id,
        'folder_name', p_name,
        'blob_tasks', jsonb_build_array()
    );
end
$function$;

comment on function nachet._repeat_create_picture_set is
'Returns the first answer when a creation repeats an existing folder; refuses another one.';

create or replace function nachet.create_picture_set(
    p_user_id uuid, p_container_id uuid, p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- With the blob task that writes its description, claimed for the caller.
-- Options: name (default: its id), metadata (an object of up to 100,000 characters, nested up to 32
-- deep), parent (the folder that it lies in), sample_id (the sample that it belongs to),
-- picture_set_id (the caller's own id).
-- Locks: the container, the sample and the parent, all shared; the new rows; waits for a concurrent
-- transaction that uses the same name.
-- Raises: NX001, NX002, NX003 (parent), NX080, NX102, NX108, NX202, NX210, NX301, NX303.
-- Repeat: with the same picture_set_id, name and parent, the first answer again; with the name
-- only, NX102.
declare
    v_now constant timestamptz := nachet._now();
    v_claim constant text := gen_random_uuid()::text;
    v_options jsonb;
    v_id uuid;
    v_new_id uuid;
    v_parent uuid;
    v_sample_id uuid;
    v_name text;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'write');
    v_options := nachet._read_options(
        p_options,
        '{
            "name": "string", "metadata": "metadata", "parent": "uuid", "sample_id": "uuid",
            "picture_set_id": "uuid"
        }'
    );
    v_parent := (v_options ->> 'parent')::uuid;
    v_sample_id := (v_options ->> 'sample_id')::uuid;
    v_id := coalesce((v_options ->> 'picture_set_id')::uuid, nachet_data.uuid7());
    v_name := nachet._require_name(coalesce(v_options ->> 'name', v_id::text));
    -- A deletion of the container waits, or is seen.
    perform
    from nachet_data.container as c
    where c.id = p_container_id
    for share;
    perform nachet._require_access(p_user_id, p_container_id, 'write');
    if v_sample_id is not null then
        perform
        from nachet_data.sample as s
        where s.container_id = p_container_id and s.id = v_sample_id
        for share;
        if not found then
            perform nachet._raise('NX080', jsonb_build_object('sample_id', v_sample_id));
        end if;
    end if;
    if v_parent is not null then
        perform nachet._require_picture_set(p_container_id, v_parent);
    end if;

    insert into nachet_data.picture_set (
        container_id, id, name, picture_set, parent, sample_id, owner_id, upload_date, updated_at
    )
    values (
        p_container_id, v_id, v_name, coalesce(v_options -> 'metadata', '{}'), v_parent,
        v_sample_id, p_user_id, v_now, v_now
    )
    on conflict do nothing
    returning id into v_new_id;
    if v_new_id is null then
        return nachet._repeat_create_picture_set(
            p_user_id, p_container_id, v_id, v_parent, v_name
        );
    end if;
    perform nachet._write_blob_tasks(
        p_container_id, false, array[v_id], '{}', '[]', v_claim
    );
    perform nachet._record_acts(
        p_user_id, p_container_id, 'create_picture_set', 'picture_set', array[v_id], null,
        array[jsonb_build_object(
            'folder_name', v_name, 'parent', v_parent, 'sample_id', v_sample_id,
            'metadata', coalesce(v_options -> 'metadata', '{}')
        )]
    );
    return jsonb_build_object(
        'container_id', p_container_id,
        'picture_set_id', v_id,
        'folder_name', v_name,
        'blob_tasks', nachet._list_claimed_tasks(p_container_id, v_claim)
    );
end
$function$;

comment on function nachet.create_picture_set is 'Creates a folder in a container and returns it.';
grant execute on function nachet.create_picture_set to nachet_backend;
