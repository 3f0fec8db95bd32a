create or replace function nachet._require_unused_ids(p_container_id uuid, p_picture_ids uuid[])
returns void
language plpgsql
stable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Refuses ids for new pictures that another picture bore and something of whom is still there: its
-- row in the archive, or work in the blob store. So no two blobs ever meet under one name.
-- Raises: NX108.
declare
    v_archive_id uuid;
    v_id uuid;
begin
    select c.id into v_archive_id
    from nachet_data.container as c
    where c.kind = 'archive' and c.id <> p_container_id;
    select t.picture_id into v_id
    from nachet_data.blob_task as t
    where t.container_id = p_container_id and t.picture_id = any (p_picture_ids)
    limit 1;
    if v_id is null then
        select t.picture_id into v_id
        from nachet_data.blob_task as t
        where t.container_id = v_archive_id and t.picture_id = any (p_picture_ids)
        limit 1;
    end if;
    if v_id is null then
        select p.id into v_id
        from nachet_data.picture as p
        where p.container_id = v_archive_id and p.id = any (p_picture_ids)
        limit 1;
    end if;
    if v_id is not null then
        raise exception using
            errcode = 'NX108',
            message = 'the id is taken by something else',
            detail = jsonb_build_object('picture_id', v_id)::text,
            hint = 'Make a new id; repeat an id only to repeat the same request.';
    end if;
end
$function$;

comment on function nachet._require_unused_ids(uuid, uuid[]) is
'Refuses ids of new pictures that are not quite free yet.';
revoke all on function nachet._require_unused_ids(uuid, uuid[]) from public;
