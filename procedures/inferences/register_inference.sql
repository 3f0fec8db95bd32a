create or replace function nachet.register_inference(
    p_user_id uuid, p_container_id uuid, p_picture_id uuid, p_result jsonb,
    p_options jsonb default '{}'
)
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Registers what the models found in a picture; answers with the document and the ids of all in it.
-- Options: pipeline_id or pipeline (id or name; unless given, the one that applies to the user),
-- inference_id.
-- Locks: the catalogue, shared; the picture; waits for a concurrent transaction that adds the same
-- species.
-- Raises: NX001, NX002, NX004, NX008, NX108, NX204, NX210, NX301.
-- Repeat: with the same inference_id and document, stored once, the same answer.
declare
    v_now constant timestamptz := nachet._now();
    v_id uuid;
    v_pipeline_id uuid;
    v_inference jsonb;
    v_boxes jsonb[];
    v_object_ids uuid[];
    v_top_scores double precision[];
    v_guess_objects uuid[];
    v_guess_ranks smallint[];
    v_guess_ids uuid[];
    v_guess_labels text[];
    v_guess_scores double precision[];
    v_labels text[];
    v_seed_ids uuid[];
    v_inserted uuid;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'write');
    perform nachet._require_options(p_options, array['pipeline_id', 'pipeline', 'inference_id']);
    perform nachet._check_inference(p_result);
    select b.*
    into
        v_object_ids, v_top_scores, v_boxes,
        v_guess_objects, v_guess_ranks, v_guess_ids, v_guess_labels, v_guess_scores
    from nachet._identify_boxes(p_result -> 'boxes') as b;
    select array_agg(r.label), array_agg(r.seed_id)
    into v_labels, v_seed_ids
    from nachet._resolve_or_add_labels(
        array(select distinct l.label from unnest(v_guess_labels) as l (label))
    ) as r;
    perform nachet._lock_picture(p_container_id, p_picture_id);
    v_pipeline_id := nachet._require_pipeline(
        p_user_id, coalesce(p_options ->> 'pipeline_id', p_options ->> 'pipeline', '')
    );
    v_id := nachet._new_id(p_options, 'inference_id');
    v_inference := (p_result - 'boxes')
        || jsonb_build_object('inference_id', v_id, 'pipeline_id', v_pipeline_id);

    insert into nachet_data.inference (
        container_id, id, picture_id, user_id, pipeline_id, inference, nb_object, top_score,
        upload_date, updated_at
    )
    values (
        p_container_id, v_id, p_picture_id, p_user_id, v_pipeline_id, v_inference,
        coalesce(cardinality(v_object_ids), 0), nachet._highest(v_top_scores), v_now, v_now
    )
    on conflict (container_id, id) do nothing
    returning id into v_inserted;
    if v_inserted is null then
        return nachet._repeat_register_inference(p_container_id, v_id, p_picture_id, p_result);
    end if;

    perform nachet._add_inference_models(p_container_id, v_id, p_result);
    insert into nachet_data.object (
        container_id, id, inference_id, position, box_metadata,
        top_x, top_y, bottom_x, bottom_y, top_score, upload_date, updated_at
    )
    select
        p_container_id, o.id, v_id, o.ordinality, o.document,
        (o.document #> '{box,topX}')::double precision,
        (o.document #> '{box,topY}')::double precision,
        (o.document #> '{box,bottomX}')::double precision,
        (o.document #> '{box,bottomY}')::double precision,
        o.top_score, v_now, v_now
    from unnest(v_object_ids, v_boxes, v_top_scores)
        with ordinality as o (id, document, top_score, ordinality);

    insert into nachet_data.seed_object (container_id, object_id, rank, id, seed_id, score)
    select p_container_id, g.object_id, g.rank, g.id, s.seed_id, g.score
    from unnest(v_guess_objects, v_guess_ranks, v_guess_ids, v_guess_labels, v_guess_scores)
        as g (object_id, rank, id, label, score)
    inner join unnest(v_labels, v_seed_ids) as s (label, seed_id) on g.label = s.label;

    update nachet_data.picture as p
    set nb_object = coalesce(cardinality(v_object_ids), 0), updated_at = v_now
    where p.container_id = p_container_id and p.id = p_picture_id;
    return v_inference || jsonb_build_object('boxes', coalesce(to_jsonb(v_boxes), '[]'));
end
$function$;

comment on function nachet.register_inference(uuid, uuid, uuid, jsonb, jsonb) is
'Registers an inference of a picture; answers with the same document, plus the ids of all in it.';
revoke all on function nachet.register_inference(uuid, uuid, uuid, jsonb, jsonb) from public;
grant execute on function nachet.register_inference(uuid, uuid, uuid, jsonb, jsonb)
to nachet_backend;
