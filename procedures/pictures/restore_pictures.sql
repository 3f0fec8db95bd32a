create or replace function nachet.restore_pictures(
    p_user_id uuid, p_container_id uuid, p_picture_ids uuid[]
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Their folders must not be in the trash.
-- Locks: the folders, so that the same bytes cannot be added meanwhile; the pictures; both in the
-- order of their ids.
-- Raises: NX001, NX002, NX003 (the folder is in the trash), NX004, NX112, NX301, NX303.
-- Repeat: NX004.
declare
    v_folder record;
    v_trashed record;
    v_restored integer;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'manage');
    perform
    from nachet_data.picture_set as ps
    where ps.container_id = p_container_id and ps.id in (
        select p.picture_set_id
        from nachet_data.picture as p
        where p.container_id = p_container_id and p.id = any (p_picture_ids)
    )
    order by ps.id
    for no key update;
    perform nachet._lock_pictures(p_container_id, p_picture_ids, true);
    for v_folder in
        select p.picture_set_id as id, array_agg(p.id) as picture_ids
        from nachet_data.picture as p
        where p.container_id = p_container_id and p.id = any (p_picture_ids)
        group by p.picture_set_id
        order by p.picture_set_id
    loop
        perform nachet._require_picture_set(p_container_id, v_folder.id);
        perform nachet._require_no_twins(p_container_id, v_folder.picture_ids, v_folder.id);
    end loop;
    select
        array_agg(p.id order by p.id) as ids,
        array_agg(
            jsonb_build_object('deleted_at', p.deleted_at) order by p.id
        ) as before
    into v_trashed
    from nachet_data.picture as p
    where p.container_id = p_container_id and p.id = any (p_picture_ids);
    update nachet_data.picture as p
    set deleted_at = null, updated_at = nachet._now()
    where p.container_id = p_container_id and p.id = any (p_picture_ids);
    get diagnostics v_restored = row_count;
    if v_restored > 0 then
        perform nachet._record_acts(
            p_user_id, p_container_id, 'restore_pictures', 'picture', v_trashed.ids,
            v_trashed.before,
            array_fill('{"deleted_at": null}'::jsonb, array[cardinality(v_trashed.ids)])
        );
    end if;
    return jsonb_build_object('restored', v_restored);
end
$function$;

comment on function nachet.restore_pictures is 'Restores pictures from the trash.';
grant execute on function nachet.restore_pictures to nachet_backend;
