create or replace function nachet._name_pictures(p_container_id uuid, p_pictures jsonb)
returns void
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Records the species that an uploader named; a picture of a known species counts as verified.
-- Each of p_pictures: picture_id, seed_id (null where none was named).
-- Locks: the pictures, in the order of their ids.
declare
    v_now constant timestamptz := nachet._now();
begin
    if not p_pictures @? '$[*] ? (@.seed_id != null)' then
        return;
    end if;
    perform
    from nachet_data.picture as p
    where p.container_id = p_container_id and p.id in (
        select d.picture_id
        from jsonb_to_recordset(p_pictures) as d (picture_id uuid, seed_id uuid)
        where d.seed_id is not null
    )
    order by p.id
    for no key update;
    insert into nachet_data.picture_seed (
        container_id, picture_id, seed_id, named_at_upload, upload_date
    )
    select distinct p_container_id, d.picture_id, d.seed_id, true, v_now
    from jsonb_to_recordset(p_pictures) as d (picture_id uuid, seed_id uuid)
    where d.seed_id is not null
    on conflict (container_id, picture_id, seed_id)
    do update set named_at_upload = excluded.named_at_upload;

    update nachet_data.picture as p
    set verified = true, updated_at = v_now
    from jsonb_to_recordset(p_pictures) as d (picture_id uuid, seed_id uuid)
    where p.container_id = p_container_id
        and p.id = d.picture_id
        and d.seed_id is not null
        and not p.verified;
end
$function$;

comment on function nachet._name_pictures(uuid, jsonb) is
'Records the species that an uploader named.';
revoke all on function nachet._name_pictures(uuid, jsonb) from public;
