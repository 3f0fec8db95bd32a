create or replace function nachet._write_folder_tasks(
    p_container_id uuid, p_picture_set_ids uuid[], p_claim text
)
returns void
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Writes the tasks that put the descriptions of folders into the blob store, claimed for the
-- caller. Where a folder of the same id was purged, the look for its old description is called off.
-- The archive's container is made with its first folders.
-- Locks: the tasks called off; the new rows.
declare
    v_now constant timestamptz := nachet._now();
    v_archive_id uuid;
begin
    select c.id into v_archive_id
    from nachet_data.container as c
    where c.id = p_container_id
        and c.kind = 'archive'
        and (
            select ps.id
            from nachet_data.picture_set as ps
            where ps.container_id = p_container_id and ps.id <> all (p_picture_set_ids)
            order by ps.id  -- so that the primary key is read, not the table
            limit 1
        ) is null;
    perform nachet._write_container_task(v_archive_id, p_claim);
    delete from nachet_data.blob_task as t
    where t.container_id = p_container_id
        and t.kind = 'delete_blob'
        and t.picture_set_id = any (p_picture_set_ids)
        and t.content is null;
    insert into nachet_data.blob_task (
        container_id, kind, picture_set_id, blob_container_id, blob_name, content, attempts,
        run_after, claimed_by
    )
    select
        p_container_id, 'write_folder', ps.id, p_container_id, ps.id || '/' || ps.id || '.json',
        nachet._describe_picture_set(
            p_container_id, ps.id, ps.owner_id, ps.upload_date, ps.picture_set
        ),
        1, v_now + interval '1 minute', p_claim
    from nachet_data.picture_set as ps
    where ps.container_id = p_container_id and ps.id = any (p_picture_set_ids);
end
$function$;

comment on function nachet._write_folder_tasks(uuid, uuid[], text) is
'Writes the tasks that put the descriptions of folders into the blob store.';
revoke all on function nachet._write_folder_tasks(uuid, uuid[], text) from public;
