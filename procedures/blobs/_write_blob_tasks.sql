create or replace function nachet._write_blob_tasks(
    p_container_id uuid, p_container boolean, p_picture_set_ids uuid[], p_picture_ids uuid[],
    p_deletions jsonb, p_claim text
)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- With p_container: make the container in the blob store and mark it; the archive's container is
-- made with its first folders. For each folder: write its description, instead of a description
-- that is still to be written, and cancel the deletion of the description of a purged folder with
-- the same id. For each of p_deletions (container_id, name, picture_set_id, picture_id, content):
-- delete this blob. For each picture: move its blob to the picture's folder. A picture has at most
-- one move at a time: the next target is decided when the blob has arrived.
-- All are claimed for the caller, except a move while another task of the picture comes first, and
-- what another caller may be writing until a time (until of a deletion). Without p_claim, none is.
-- Locks: the cancelled tasks; the new rows. The caller has locked the folders and pictures.
declare
    v_now constant timestamptz := nachet._now();
    -- How long the caller has the tasks for itself before a worker may take them.
    v_until constant timestamptz := v_now + interval '1 minute';
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

    select jsonb_agg(jsonb_build_object(
        'id', ps.id,
        'content', nachet._describe_picture_set(
            p_container_id, ps.id, ps.owner_id, ps.upload_date, ps.picture_set,
            ps.former_container_id, ps.former_picture_set_id
        ),
        'until', w.until
    ))
    into v_folders
    from nachet_data.picture_set as ps
    left join (
        select t.picture_set_id, max(t.run_after) as until
        from nachet_data.blob_task as t
        where t.container_id = p_container_id
            and t.kind = 'write_folder'
            and t.picture_set_id = any (p_picture_set_ids)
            and t.claimed_by is not null
            and t.run_after > v_now
        group by t.picture_set_id
    ) as w on ps.id = w.picture_set_id
    where ps.container_id = p_container_id and ps.id = any (p_picture_set_ids);
    delete from nachet_data.blob_task as t
    where t.container_id = p_container_id
        and t.picture_set_id = any (p_picture_set_ids)
        and (t.kind = 'write_folder' or (t.kind = 'delete_blob' and t.content is null));
    insert into nachet_data.blob_task (
        container_id, kind, picture_set_id, blob_container_id, blob_name, content, attempts,
        run_after, claimed_by
    )
    select
        p_container_id, 'write_folder', f.id, p_container_id,
        f.id::text || '/' || f.id::text || '.json', f.content,
        case when f.until is null then 1 else 0 end,
        coalesce(f.until, v_until),
        case when f.until is null then p_claim end
    from jsonb_to_recordset(v_folders) as f (id uuid, content jsonb, until timestamptz);

    insert into nachet_data.blob_task (
        container_id, kind, picture_set_id, picture_id, blob_container_id, blob_name, content,
        attempts, run_after, claimed_by
    )
    select
        p_container_id, 'delete_blob', d.picture_set_id, d.picture_id, d.container_id, d.name,
        nullif(d.content, 'null'),
        case when d.until > v_now or p_claim is null then 0 else 1 end,
        case
            when d.until > v_now then d.until
            when p_claim is null then v_now
            else v_until
        end,
        case when d.until > v_now then null else p_claim end
    from jsonb_to_recordset(p_deletions) as d (
        picture_set_id uuid, picture_id uuid, container_id uuid, name text, content jsonb,
        until timestamptz
    );

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
'Writes the blob tasks for a container, its folders, its pictures and blobs that must go, claimed '
'for the caller.';
