create or replace function nachet._settle_picture(
    p_container_id uuid, p_picture_id uuid, p_inference_id uuid, p_user_id uuid
)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- An inference is verified when each of its boxes shows a specimen that is settled or rejected. One
-- without boxes is verified when a person says so: p_inference_id, p_user_id; both are null when
-- nobody reviews. A picture is verified if one of its inferences is, or if a species was named at
-- the upload; its species are that one and, if an inference is verified, those of its settled
-- specimens. The caller has locked the picture.
declare
    v_now constant timestamptz := nachet._now();
    v_reviewed boolean;
    v_seen uuid[];
    v_verified boolean;
begin
    with found as (
        select
            i.id,
            case
                when
                    exists (
                        select
                        from nachet_data.object as o
                        where o.container_id = p_container_id and o.inference_id = i.id
                    )
                    then
                        not exists (
                            select
                            from nachet_data.object as o
                            where o.container_id = p_container_id
                                and o.inference_id = i.id
                                and o.specimen_id is null
                        )
                        and not exists (
                            select
                            from nachet_data.specimen as s
                            inner join nachet_data.object as o
                                on o.container_id = p_container_id and s.id = o.specimen_id
                            where s.container_id = p_container_id
                                and s.picture_id = p_picture_id
                                and s.state in ('open', 'disputed')
                                and o.inference_id = i.id
                        )
                else i.verified or (i.id = p_inference_id) is true
            end as verified
        from nachet_data.inference as i
        where i.container_id = p_container_id and i.picture_id = p_picture_id
    )

    update nachet_data.inference as i
    set
        verified = f.verified,
        verified_by = case when f.verified then p_user_id end,
        updated_at = v_now
    from found as f
    where i.container_id = p_container_id and i.id = f.id and i.verified <> f.verified;

    v_reviewed := exists (
        select
        from nachet_data.inference as i
        where i.container_id = p_container_id and i.picture_id = p_picture_id and i.verified
    );
    v_seen := array(
        select distinct s.seed_id
        from nachet_data.specimen as s
        where v_reviewed
            and s.container_id = p_container_id
            and s.picture_id = p_picture_id
            and s.seed_id is not null
    );
    delete from nachet_data.picture_seed as ps
    where ps.container_id = p_container_id and ps.picture_id = p_picture_id
        and not ps.named_at_upload and ps.seed_id <> all (v_seen);
    insert into nachet_data.picture_seed (container_id, picture_id, seed_id, upload_date)
    select p_container_id, p_picture_id, s.seed_id, v_now
    from unnest(v_seen) as s (seed_id)
    on conflict (container_id, picture_id, seed_id) do nothing;

    v_verified := v_reviewed or exists (
        select
        from nachet_data.picture_seed as ps
        where ps.container_id = p_container_id
            and ps.picture_id = p_picture_id
            and ps.named_at_upload
    );
    update nachet_data.picture as p
    set verified = v_verified, updated_at = v_now
    where p.container_id = p_container_id and p.id = p_picture_id and p.verified <> v_verified;
end
$function$;

comment on function nachet._settle_picture is
'Updates the states of a picture and its inferences, and the species of the picture, from its '
'specimens.';
