create or replace function nachet._write_blob_tasks(
    p_container_id uuid, p_container boolean, p_picture_set_ids uuid[], p_picture_ids uuid[],
    p_claim text
)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- With p_container: make the container in the blob store and mark it; the archive's container is
-- made with its first folders. For each folder: write its description, and cancel the deletion of
-- the description of a purged folder with the same id. For each picture: move its blob to the
-- picture's folder. A move is claimed for the caller unless another task of the picture comes
-- first. A picture has at most one move at a time: the next target is decided when the blob has
-- arrived.
-- Locks: the cancelled tasks; the new rows. The caller has locked the folders and pictures.
declare
    v_now constant timestamptz := nachet._now();
    v_until constant timestamptz := v_now + nachet._lease();
    v_new_archive boolean;
    v_folders jsonb;
begin
    select
        c.kind = 'archive'
        and p_picture_set_ids <> '{}'
        and (
            select ps.id
            from nachet_data.picture_set as ps
            where ps.container_id = p_container_id and ps.id <> all (p_picture_set_ids)
            order by ps.id  -- so that the primary key is read, not the table
            limit 1
        ) is null
    into v_new_archive
    from nachet_data.container as c
    where c.id = p_container_id;
    if p_container or v_new_archive then
        insert into nachet_data.blob_task (
            container_id, kind, blob_container_id, attempts, run_after, claimed_by
        )
        values (p_container_id, 'create_container', p_container_id, 1, v_until, p_claim);
    end if;

    delete from nachet_data.blob_task as t
    where t.container_id = p_container_id
        and t.kind = 'delete_blob'
        and t.picture_set_id = any (p_picture_set_ids)
        and t.content is null;
    select jsonb_agg(jsonb_build_object('id', ps.id, 'content', nachet._describe_picture_set(
        p_container_id, ps.id, ps.owner_id, ps.upload_date, ps.picture_set
    )))
    into v_folders
    from nachet_data.picture_set as ps
    where ps.container_id = p_container_id and ps.id = any (p_picture_set_ids);
    insert into nachet_data.blob_task (
        container_id, kind, picture_set_id, blob_container_id, blob_name, content, attempts,
        run_after, claimed_by
    )
    select
        p_container_id, 'write_folder', f.id, p_container_id,
        f.id::text || '/' || f.id::text || '.json', f.content, 1, v_until, p_claim
    from jsonb_to_recordset(v_folders) as f (id uuid, content jsonb);

    insert into nachet_data.blob_task (
        container_id, kind, picture_set_id, picture_id, blob_container_id, blob_name, target_name,
        attempts, run_after, claimed_by
    )
    select
        p_container_id, 'move_picture', p.picture_set_id, p.id, p.blob_container_id, p.blob_name,
        p.picture_set_id::text || '/' || split_part(p.blob_name, '/', 2),
        case when o.nb_tasks = 0 then 1 else 0 end,
        case when o.nb_tasks = 0 then v_until else v_now end,
        case when o.nb_tasks = 0 then p_claim end
    from nachet_data.picture as p
    cross join lateral (
        select
            count(*) as nb_tasks,
            count(*) filter (where t.kind = 'move_picture') as nb_moves
        from nachet_data.blob_task as t
        where t.container_id = p_container_id and t.picture_id = p.id
    ) as o
    where p.container_id = p_container_id
        and p.id = any (p_picture_ids)
        and o.nb_moves = 0
        and (
            p.blob_container_id <> p_container_id
            or split_part(p.blob_name, '/', 1) <> p.picture_set_id::text
        );
end
$function$;

comment on function nachet._write_blob_tasks is
'Writes the blob tasks for a container, its folders and its pictures, claimed for the caller.';
