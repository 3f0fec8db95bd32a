create or replace function nachet._copy_pictures(
    p_container_id uuid,
    p_picture_ids uuid[],
    p_target_id uuid,
    p_folders jsonb
)
returns void
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Writes pictures with their species into another container, under their own ids, into the
-- folders that p_folders names for theirs. A parent that does not come along is kept as
-- former_parent in the document.
-- Locks: the new rows.
declare
    v_now constant timestamptz := nachet._now();
begin
    insert into nachet_data.picture (
        container_id, id, picture_set_id, parent, parent_box, user_id, state, picture, media_type,
        byte_size, sha256, width, height, zoom, nb_seeds, description, nb_object, verified,
        blob_container_id, blob_name, upload_date, updated_at, deleted_at
    )
    select
        p_target_id,
        p.id,
        (p_folders ->> p.picture_set_id::text)::uuid,
        case when p.parent = any (p_picture_ids) then p.parent end,
        p.parent_box,
        p.user_id,
        p.state,
        case
            when p.parent <> all (p_picture_ids)
                then p.picture || jsonb_build_object('former_parent', p.parent)
            else p.picture
        end,
        p.media_type,
        p.byte_size,
        p.sha256,
        p.width,
        p.height,
        p.zoom,
        p.nb_seeds,
        p.description,
        p.nb_object,
        p.verified,
        p.blob_container_id,
        p.blob_name,
        p.upload_date,
        v_now,
        p.deleted_at
    from nachet_data.picture as p
    where p.container_id = p_container_id and p.id = any (p_picture_ids);

    insert into nachet_data.picture_seed (
        container_id, id, picture_id, seed_id, named_at_upload, upload_date
    )
    select
        p_target_id,
        s.id,
        s.picture_id,
        s.seed_id,
        s.named_at_upload,
        s.upload_date
    from nachet_data.picture_seed as s
    where s.container_id = p_container_id and s.picture_id = any (p_picture_ids);
end
$function$;

comment on function nachet._copy_pictures(uuid, uuid[], uuid, jsonb) is
'Writes pictures with their species into another container.';
revoke all on function nachet._copy_pictures(uuid, uuid[], uuid, jsonb) from public;
