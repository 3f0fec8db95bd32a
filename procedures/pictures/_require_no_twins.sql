create or replace function nachet._require_no_twins(
    p_container_id uuid, p_picture_ids uuid[], p_picture_set_id uuid
)
returns void language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- The same bytes cut out of another place are another picture. Each picture is looked up by itself
-- (offset 0): a plan made while the tables were small would read the container for each.
-- Raises: NX112.
declare
    v_twin record;
begin
    with moved as materialized (
        select m.*
        from unnest(p_picture_ids) as i (id)
        cross join lateral (
            select
                p.id, p.sha256, coalesce(p.parent, p.former_parent) as parent,
                nachet_data.corners(p.parent_box) as corners
            from nachet_data.picture as p
            where p.container_id = p_container_id and p.id = i.id
            offset 0
        ) as m
    )

    select t.id, t.same_bytes into v_twin
    from (
        select
            m.id,
            first_value(m.id) over (
                partition by m.sha256, m.parent, m.corners order by m.id
            ) as same_bytes
        from moved as m
        union all
        select m.id, p.id as same_bytes
        from moved as m
        cross join lateral (
            select f.id, f.parent, f.former_parent, f.parent_box
            from nachet_data.picture as f
            where f.container_id = p_container_id
                and f.picture_set_id = p_picture_set_id
                and f.sha256 = m.sha256
                and f.deleted_at is null
            offset 0
        ) as p
        where coalesce(p.parent, p.former_parent) is not distinct from m.parent
            and nachet_data.corners(p.parent_box) is not distinct from m.corners
    ) as t
    where t.same_bytes <> t.id
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
