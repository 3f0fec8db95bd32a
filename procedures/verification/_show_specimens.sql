create or replace function nachet._show_specimens(p_container_id uuid, p_inference_id uuid)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- A box that shows a specimen already keeps it. A rejected specimen takes only what the others
-- leave. The caller has locked the picture.
declare
    v_specimen record;
    v_box record;
begin
    select
        array_agg(s.id order by s.id) as ids,
        array_agg(s.top_x order by s.id) as top_x, array_agg(s.top_y order by s.id) as top_y,
        array_agg(s.bottom_x order by s.id) as bottom_x,
        array_agg(s.bottom_y order by s.id) as bottom_y,
        array_agg(s.state = 'rejected' order by s.id) as rejected
    into v_specimen
    from nachet_data.inference as i
    inner join nachet_data.specimen as s
        on s.container_id = p_container_id and i.picture_id = s.picture_id
    where i.container_id = p_container_id
        and i.id = p_inference_id
        and not exists (
            select
            from nachet_data.object as o
            where o.container_id = p_container_id
                and o.inference_id = p_inference_id
                and o.specimen_id = s.id
        );
    if v_specimen.ids is null then
        return;
    end if;
    select
        array_agg(o.id order by o.position) as ids,
        array_agg(o.top_x order by o.position) as top_x,
        array_agg(o.top_y order by o.position) as top_y,
        array_agg(o.bottom_x order by o.position) as bottom_x,
        array_agg(o.bottom_y order by o.position) as bottom_y
    into v_box
    from nachet_data.object as o
    where o.container_id = p_container_id
        and o.inference_id = p_inference_id
        and o.specimen_id is null;
    update nachet_data.object as o
    set specimen_id = v_specimen.ids[m.specimen]
    from unnest(
        v_box.ids,
        nachet_data.match_boxes(
            v_specimen.top_x, v_specimen.top_y, v_specimen.bottom_x, v_specimen.bottom_y,
            v_specimen.rejected, v_box.top_x, v_box.top_y, v_box.bottom_x, v_box.bottom_y
        )
    ) as m (id, specimen)
    where o.container_id = p_container_id and o.id = m.id and m.specimen is not null;
end
$function$;

comment on function nachet._show_specimens is
'Finds for the boxes of an inference the specimens that they show, by overlap.';
