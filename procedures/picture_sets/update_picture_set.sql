create or replace function nachet._merge_patch(p_target jsonb, p_patch jsonb)
returns jsonb language plpgsql immutable
set search_path = pg_catalog, pg_temp as $function$
-- As RFC 7396 says: a key with null is removed, an object is merged, all else is replaced.
begin
    if jsonb_typeof(p_patch) <> 'object' then
        return p_patch;
    end if;
    return (
        select coalesce(jsonb_object_agg(k.key, k.value), '{}')
        from (
            select t.key, t.value
            from jsonb_each(
                case jsonb_typeof(p_target) when 'object' then p_target else '{}' end
            ) as t
            where not p_patch ? t.key
            union all
            select p.key, nachet._merge_patch(p_target -> p.key, p.value)
            from jsonb_each(p_patch) as p
            where p.value <> 'null'
        ) as k
    );
end
$function$;

comment on function nachet._merge_patch is
'Returns a document with the changes of a merge patch (RFC 7396).';

create or replace function nachet._require_place(
    p_container_id uuid, p_picture_set_id uuid, p_parent uuid
)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- The caller has locked the container: no other folder gets another parent meanwhile.
-- Locks: the folder and the new parent, by id.
-- Raises: NX003 (also for the parent), NX140.
declare
    v_found jsonb;
    v_is_below boolean;
begin
    select jsonb_object_agg(l.id, l.is_default) into v_found
    from (
        select ps.id, ps.is_default
        from nachet_data.picture_set as ps
        where ps.container_id = p_container_id
            and ps.id in (p_picture_set_id, p_parent)
            and ps.deleted_at is null
        order by ps.id
        for no key update
    ) as l;
    if (v_found ? p_picture_set_id::text) is not true then
        perform nachet._raise('NX003', jsonb_build_object('picture_set_id', p_picture_set_id));
    elsif p_parent is null then
        return;
    elsif not v_found ? p_parent::text then
        perform nachet._raise('NX003', jsonb_build_object('picture_set_id', p_parent));
    end if;
    with recursive above as (
        select p_parent as id
        union
        select ps.parent
        from above as a
        inner join nachet_data.picture_set as ps
            on a.id = ps.id and ps.container_id = p_container_id
        where ps.parent is not null
    )

    select count(*) > 0 into v_is_below
    from above as a
    where a.id = p_picture_set_id;
    if v_is_below or (v_found -> p_picture_set_id::text)::boolean then
        perform nachet._raise('NX140', jsonb_build_object(
            'picture_set_id', p_picture_set_id, 'parent', p_parent
        ));
    end if;
end
$function$;

comment on function nachet._require_place is
'Locks a folder and the folder that it shall lie in; refuses a place that a folder cannot have.';

create or replace function nachet.update_picture_set(
    p_user_id uuid, p_container_id uuid, p_picture_set_id uuid, p_options jsonb
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- What is not given stays. Options: metadata (a merge patch, RFC 7396: a key with null is removed;
-- the patch, and what comes of it, up to 100,000 characters, nested up to 32 deep), parent (the
-- folder that it lies in from now on; null: at the top of the container), sample_id (the sample
-- that it belongs to; null: to none). No blob moves; a blob task writes the changed description,
-- claimed for the caller unless another caller may be writing it. rename_picture_set changes the
-- name.
-- Locks: with a parent the container; the sample, shared; the folder and the parent, by id; waits
-- for a concurrent transaction that uses the same name.
-- Raises: NX001, NX002, NX003 (also for the parent), NX080, NX102, NX140, NX210, NX301, NX303.
-- Repeat: the same answer.
declare
    v_now constant timestamptz := nachet._now();
    v_claim constant text := gen_random_uuid()::text;
    v_options jsonb;
    v_old record;
    v_parent uuid;
    v_sample_id uuid;
    v_metadata jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'write');
    v_options := nachet._read_options(
        p_options, '{"metadata": "metadata", "parent": "uuid", "sample_id": "uuid"}'
    );
    v_sample_id := (v_options ->> 'sample_id')::uuid;
    v_parent := (v_options ->> 'parent')::uuid;
    if p_options ? 'parent' then
        perform
        from nachet_data.container as c
        where c.id = p_container_id
        for no key update;
    end if;
    if v_sample_id is not null then
        perform
        from nachet_data.sample as s
        where s.container_id = p_container_id and s.id = v_sample_id
        for share;
        if not found then
            perform nachet._raise('NX080', jsonb_build_object('sample_id', v_sample_id));
        end if;
    end if;
    perform nachet._require_place(p_container_id, p_picture_set_id, v_parent);

    select ps.name, ps.parent, ps.picture_set, ps.sample_id into v_old
    from nachet_data.picture_set as ps
    where ps.container_id = p_container_id and ps.id = p_picture_set_id;
    v_metadata := nachet._merge_patch(v_old.picture_set, coalesce(v_options -> 'metadata', '{}'));
    if v_metadata <> v_old.picture_set and not nachet_data.is_metadata(v_metadata) then
        perform nachet._raise('NX210', jsonb_build_object('option', 'metadata'));
    end if;
    if not p_options ? 'parent' then
        v_parent := v_old.parent;
    end if;
    if not p_options ? 'sample_id' then
        v_sample_id := v_old.sample_id;
    end if;
    begin
        update nachet_data.picture_set as ps
        set
            picture_set = v_metadata, parent = v_parent, sample_id = v_sample_id,
            updated_at = v_now
        where ps.container_id = p_container_id and ps.id = p_picture_set_id;
    exception
        when unique_violation then
            perform nachet._raise_picture_set_exists(p_container_id, v_parent, v_old.name);
    end;
    if v_metadata <> v_old.picture_set then
        perform nachet._write_blob_tasks(
            p_container_id, false, array[p_picture_set_id], '{}', '[]', v_claim
        );
    end if;
    perform nachet._record_acts(
        p_user_id, p_container_id, 'update_picture_set', 'picture_set', array[p_picture_set_id],
        array[jsonb_build_object(
            'metadata', v_old.picture_set, 'parent', v_old.parent, 'sample_id', v_old.sample_id
        )],
        array[jsonb_build_object(
            'metadata', v_metadata, 'parent', v_parent, 'sample_id', v_sample_id
        )]
    );
    return jsonb_build_object(
        'container_id', p_container_id,
        'picture_set_id', p_picture_set_id,
        'folder_name', v_old.name,
        'parent', v_parent,
        'sample_id', v_sample_id,
        'metadata', v_metadata,
        'blob_tasks', nachet._list_claimed_tasks(p_container_id, v_claim)
    );
end
$function$;

comment on function nachet.update_picture_set is
'Changes the metadata of a folder, the folder that it lies in or its sample, and returns it.';
grant execute on function nachet.update_picture_set to nachet_backend;
