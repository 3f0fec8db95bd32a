create or replace function nachet._detach_crops(p_container_id uuid, p_picture_ids uuid[])
returns void
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Takes leave of parents about to go: crops that stay behind remember theirs as former_parent in
-- the document.
-- Locks: nothing; the caller has locked the pictures with their crops.
begin
    update nachet_data.picture as p
    set parent = null, picture = p.picture || jsonb_build_object('former_parent', p.parent)
    where
        p.container_id = p_container_id
        and p.parent = any (p_picture_ids)
        and p.id <> all (p_picture_ids);
end
$function$;

comment on function nachet._detach_crops(uuid, uuid[]) is
'Parts crops from parents that are about to go.';
revoke all on function nachet._detach_crops(uuid, uuid[]) from public;
