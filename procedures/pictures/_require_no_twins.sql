create or replace function nachet._require_no_twins(
    p_container_id uuid, p_picture_ids uuid[], p_picture_set_id uuid
)
returns void
language plpgsql
stable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Lets pictures into a folder that has no other picture with the same bytes, nor gets one with
-- them.
-- Raises: NX112.
declare
    v_picture_id uuid;
    v_twin_id uuid;
begin
    select p.id, twin.id
    into v_picture_id, v_twin_id
    from nachet_data.picture as p
    inner join nachet_data.picture as twin
        on twin.container_id = p_container_id
        and p.sha256 = twin.sha256
        and p.id <> twin.id
        and (
            twin.id = any (p_picture_ids)
            or (twin.picture_set_id = p_picture_set_id and twin.deleted_at is null)
        )
    where p.container_id = p_container_id and p.id = any (p_picture_ids)
    limit 1;
    if v_twin_id is not null then
        raise exception using
            errcode = 'NX112',
            message = 'the folder has a picture with the same bytes',
            detail = jsonb_build_object('picture_id', v_picture_id, 'same_bytes', v_twin_id)::text,
            hint = 'Use the picture that is there.';
    end if;
end
$function$;

comment on function nachet._require_no_twins(uuid, uuid[], uuid) is
'Refuses pictures for a folder that has the same bytes already.';
revoke all on function nachet._require_no_twins(uuid, uuid[], uuid) from public;
