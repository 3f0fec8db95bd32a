create or replace function nachet._delete_folder_blobs(
    p_container_id uuid, p_picture_set_ids uuid[]
)
returns void
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Writes the tasks that delete the descriptions of folders from the blob store, once whoever may be
-- writing one just now has ended; those still to be written are not.
-- Locks: the tasks called off; the new rows; the caller has locked the folders.
declare
    v_now constant timestamptz := nachet._now();
begin
    with called_off as (
        delete from nachet_data.blob_task as t
        where t.container_id = p_container_id
            and t.kind = 'write_folder'
            and t.picture_set_id = any (p_picture_set_ids)
        returning t.picture_set_id, t.run_after, t.claimed_by
    )

    insert into nachet_data.blob_task (
        container_id, kind, picture_set_id, blob_container_id, blob_name, run_after
    )
    select
        p_container_id, 'delete_blob', f.id, p_container_id, f.id || '/' || f.id || '.json',
        greatest(v_now, max(c.run_after) filter (where c.claimed_by is not null))
    from unnest(p_picture_set_ids) as f (id)
    left join called_off as c on f.id = c.picture_set_id
    group by f.id;
end
$function$;

comment on function nachet._delete_folder_blobs(uuid, uuid[]) is
'Writes the tasks that delete the descriptions of purged folders.';
revoke all on function nachet._delete_folder_blobs(uuid, uuid[]) from public;
