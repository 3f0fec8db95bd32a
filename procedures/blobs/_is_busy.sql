create or replace function nachet._is_busy(
    p_container_id uuid, p_store_container_id uuid, p_blob_name text
)
returns boolean
language plpgsql
stable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Whether a task of a container is to write, move or delete a blob in a container of the store.
begin
    return exists (
        select
        from nachet_data.blob_task as t
        where t.container_id = p_container_id
            and (
                (t.blob_container_id = p_store_container_id and t.blob_name = p_blob_name)
                or (t.container_id = p_store_container_id and t.target_name = p_blob_name)
            )
    );
end
$function$;

comment on function nachet._is_busy(uuid, uuid, text) is
'Whether something is still to be done with a blob.';
revoke all on function nachet._is_busy(uuid, uuid, text) from public;
