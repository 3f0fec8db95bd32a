create or replace function nachet._add_picture_set(
    p_container_id uuid,
    p_picture_set_id uuid,
    p_user_id uuid,
    p_name text,
    p_metadata jsonb,
    p_is_default boolean,
    p_claim text
)
returns boolean
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Adds a folder with the task to write its json, claimed for the caller; false when id or name
-- is taken.
-- Locks: the new rows; waits for a concurrent creation of the same name.
declare
    v_now constant timestamptz := nachet._now();
    v_id uuid;
begin
    insert into nachet_data.picture_set (
        container_id, id, name, picture_set, owner_id, is_default, upload_date, updated_at
    )
    values (
        p_container_id, p_picture_set_id, p_name, p_metadata, p_user_id, p_is_default, v_now, v_now
    )
    on conflict do nothing
    returning id into v_id;
    if v_id is null then
        return false;
    end if;
    perform nachet._write_folder_tasks(p_container_id, array[v_id], p_claim);
    return true;
end
$function$;

comment on function nachet._add_picture_set(uuid, uuid, uuid, text, jsonb, boolean, text) is
'Adds a folder and the task that writes its description to the blob store.';
revoke all on function nachet._add_picture_set(uuid, uuid, uuid, text, jsonb, boolean, text)
from public;
