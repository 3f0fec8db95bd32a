create or replace function nachet._settle_picture(p_container_id uuid, p_picture_id uuid)
returns void
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Brings a picture in line with its inferences: its species are those named at the upload and
-- those of the valid boxes of its verified inferences; it is verified when it has either.
-- The caller holds the lock on the picture.
declare
    v_now constant timestamptz := nachet._now();
begin
    with reviewed as materialized (
        select i.id
        from nachet_data.inference as i
        where i.container_id = p_container_id and i.picture_id = p_picture_id and i.verified
    ),

    seen as materialized (
        select distinct o.verified_seed_id as seed_id
        from reviewed as r
        inner join nachet_data.object as o
            on o.container_id = p_container_id and r.id = o.inference_id
        where o.valid
    ),

    dropped as (
        delete from nachet_data.picture_seed as ps
        where ps.container_id = p_container_id and ps.picture_id = p_picture_id
            and not ps.named_at_upload and ps.seed_id not in (select s.seed_id from seen as s)
    ),

    added as (
        insert into nachet_data.picture_seed (container_id, picture_id, seed_id, upload_date)
        select p_container_id, p_picture_id, s.seed_id, v_now
        from seen as s
        on conflict (container_id, picture_id, seed_id) do nothing
    )

    update nachet_data.picture as p
    set verified = v.verified, updated_at = v_now
    from (
        select
            exists (select from reviewed as r)
            or exists (
                select
                from nachet_data.picture_seed as ps
                where ps.container_id = p_container_id
                    and ps.picture_id = p_picture_id
                    and ps.named_at_upload
            ) as verified
    ) as v
    where p.container_id = p_container_id
        and p.id = p_picture_id
        and p.verified <> v.verified;
end
$function$;

comment on function nachet._settle_picture(uuid, uuid) is
'Brings a picture''s species and state in line with its verified inferences.';
revoke all on function nachet._settle_picture(uuid, uuid) from public;
