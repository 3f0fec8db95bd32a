create or replace function nachet.delete_picture_set(
    p_user_id uuid,
    p_container_id uuid,
    p_picture_set_id uuid,
    p_keep_verified boolean
)
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Puts a folder with its pictures into the trash, from where it can be restored until it is
-- purged. To keep the verified ones means that they move to the archive first.
-- Locks: the archive and the catalogue, shared, when something is to be kept; the folder; its
-- pictures with their crops, by id.
-- Raises: NX001, NX002, NX003, NX107, NX115, NX301.
-- Repeat: NX003, the folder is in the trash already.
declare
    v_now constant timestamptz := nachet._now();
    v_claim constant text := gen_random_uuid()::text;
    v_archive_id uuid;
    v_is_default boolean;
    v_kept integer := 0;
    v_trashed bigint;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'manage');
    if p_keep_verified then
        v_archive_id := nachet._lock_archive();
        perform nachet._require_not_archive(p_container_id);
        perform nachet._hold_catalogue();
    end if;
    select ps.is_default into v_is_default
    from nachet_data.picture_set as ps
    where ps.container_id = p_container_id and ps.id = p_picture_set_id and ps.deleted_at is null
    for update;
    if v_is_default is null then
        perform nachet._raise_picture_set_not_found(p_picture_set_id);
    elsif v_is_default then
        raise exception using
            errcode = 'NX107',
            message = 'the default folder cannot be deleted',
            detail = jsonb_build_object('picture_set_id', p_picture_set_id)::text,
            hint = 'Delete or move its pictures instead.';
    end if;
    perform nachet._lock_picture_tree(p_container_id, p_picture_set_id);
    if p_keep_verified then
        v_kept := nachet._archive_pictures(p_container_id, p_picture_set_id, v_archive_id, v_claim);
    end if;

    with trashed as (
        update nachet_data.picture as p
        set deleted_at = v_now, updated_at = v_now
        where p.container_id = p_container_id
            and p.picture_set_id = p_picture_set_id
            and p.deleted_at is null
        returning p.state
    )

    select count(*) filter (where t.state = 'confirmed') into v_trashed
    from trashed as t;
    update nachet_data.picture_set as ps
    set deleted_at = v_now, updated_at = v_now
    where ps.container_id = p_container_id and ps.id = p_picture_set_id;

    return jsonb_build_object(
        'picture_set_id', p_picture_set_id,
        'kept', v_kept,
        'trashed', v_trashed,
        'blob_tasks', coalesce(nachet._list_claimed_tasks(v_archive_id, v_claim), '[]')
    );
end
$function$;

comment on function nachet.delete_picture_set(uuid, uuid, uuid, boolean) is
'Puts a folder into the trash; its verified pictures go along or, where asked for, to the archive.';
revoke all on function nachet.delete_picture_set(uuid, uuid, uuid, boolean) from public;
grant execute on function nachet.delete_picture_set(uuid, uuid, uuid, boolean) to nachet_backend;
