create or replace function nachet.get_expected_blob(p_container_id uuid, p_blob_name text)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- expected: the blob as list_expected_blobs describes it, null for a name that no row has. busy:
-- whether a blob task concerns it.
-- Locks: nothing.
-- Raises: nothing of its own.
-- Repeat: the same answer.
declare
    v_archive_id uuid;
    v_owner_id uuid;
    v_expected jsonb;
    v_busy boolean := false;
begin
    select c.id into v_archive_id
    from nachet_data.container as c
    where c.kind = 'archive';
    foreach v_owner_id in array array_remove(array[p_container_id, v_archive_id], null) loop
        v_busy := v_busy or exists (
            select
            from nachet_data.blob_task as t
            where t.container_id = v_owner_id
                and (
                    (t.blob_container_id = p_container_id and t.blob_name = p_blob_name)
                    or (v_owner_id = p_container_id and t.target_name = p_blob_name)
                )
        );
    end loop;
    v_expected := nachet._expected_blobs(p_container_id, p_blob_name, p_blob_name, 1) -> 0;
    return jsonb_build_object('expected', v_expected, 'busy', v_busy);
end
$function$;

comment on function nachet.get_expected_blob is
'Returns what the database knows of a blob name in a container of the blob store.';
grant execute on function nachet.get_expected_blob to nachet_backend;
