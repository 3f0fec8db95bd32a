create or replace function nachet._require_no_twins(
    p_container_id uuid, p_picture_ids uuid[], p_picture_set_id uuid
)
returns void language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- The same bytes cut out of another place are another picture.
-- Raises: NX112.
declare
    v_twin record;
begin
    select p.id, twin.id as same_bytes into v_twin
    from nachet_data.picture as p
    inner join nachet_data.picture as twin
        on twin.container_id = p_container_id
        and p.sha256 = twin.sha256
        and p.id <> twin.id
        and coalesce(p.parent, p.former_parent)
        is not distinct from coalesce(twin.parent, twin.former_parent)
        and nachet_data.corners(p.parent_box)
        is not distinct from nachet_data.corners(twin.parent_box)
        and (
            twin.id = any (p_picture_ids)
            or (twin.picture_set_id = p_picture_set_id and twin.deleted_at is null)
        )
    where p.container_id = p_container_id and p.id = any (p_picture_ids)
    limit 1;
    if found or p_picture_ids is null then
        perform nachet._raise('NX112', jsonb_build_object(
            'picture_id', v_twin.id, 'same_bytes', v_twin.same_bytes
        ));
    end if;
end
$function$;

comment on function nachet._require_no_twins is
'Refuses pictures for a folder that has, or would get, the same bytes twice.';
