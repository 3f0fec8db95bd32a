create or replace function nachet._copy_inferences(
    p_container_id uuid, p_picture_ids uuid[], p_target_id uuid
)
returns void
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Writes the inferences of pictures into the container to which the pictures were copied:
-- models, boxes, guesses and history, under their own ids, one statement for each table.
-- Locks: the new rows.
declare
    v_inference_ids uuid[];
    v_object_ids uuid[];
begin
    insert into nachet_data.inference (
        container_id, id, picture_id, user_id, pipeline_id, inference, nb_object, top_score,
        verified, upload_date, updated_at
    )
    select
        p_target_id, i.id, i.picture_id, i.user_id, i.pipeline_id, i.inference, i.nb_object,
        i.top_score, i.verified, i.upload_date, i.updated_at
    from nachet_data.inference as i
    where i.container_id = p_container_id and i.picture_id = any (p_picture_ids);
    select array_agg(i.id) into v_inference_ids
    from nachet_data.inference as i
    where i.container_id = p_container_id and i.picture_id = any (p_picture_ids);

    insert into nachet_data.inference_model (
        container_id, inference_id, position, name, version, model_version_id
    )
    select
        p_target_id, m.inference_id, m.position, m.name, m.version, m.model_version_id
    from nachet_data.inference_model as m
    where m.container_id = p_container_id and m.inference_id = any (v_inference_ids);

    insert into nachet_data.object (
        container_id, id, inference_id, position, type_id, box_metadata, top_x, top_y, bottom_x,
        bottom_y, top_score, manual_detection, valid, verified_seed_id, verified_id, verified_box,
        upload_date, updated_at
    )
    select
        p_target_id, o.id, o.inference_id, o.position, o.type_id, o.box_metadata, o.top_x, o.top_y,
        o.bottom_x, o.bottom_y, o.top_score, o.manual_detection, o.valid, o.verified_seed_id,
        o.verified_id, o.verified_box, o.upload_date, o.updated_at
    from nachet_data.object as o
    where o.container_id = p_container_id and o.inference_id = any (v_inference_ids);
    select array_agg(o.id) into v_object_ids
    from nachet_data.object as o
    where o.container_id = p_container_id and o.inference_id = any (v_inference_ids);

    insert into nachet_data.seed_object (container_id, object_id, rank, id, seed_id, score)
    select
        p_target_id, g.object_id, g.rank, g.id, g.seed_id, g.score
    from nachet_data.seed_object as g
    where g.container_id = p_container_id and g.object_id = any (v_object_ids);

    insert into nachet_data.verification (
        container_id, id, object_id, user_id, act, before, after, comment, upload_date
    )
    select
        p_target_id, v.id, v.object_id, v.user_id, v.act, v.before, v.after, v.comment,
        v.upload_date
    from nachet_data.verification as v
    where v.container_id = p_container_id and v.object_id = any (v_object_ids);
end
$function$;

comment on function nachet._copy_inferences(uuid, uuid[], uuid) is
'Writes the inferences of pictures, with all that belongs to them, into another container.';
revoke all on function nachet._copy_inferences(uuid, uuid[], uuid) from public;
