create or replace function nachet._register_inference(
    p_user_id uuid, p_container_id uuid, p_picture_id uuid, p_result jsonb, p_options jsonb,
    p_place text
)
returns jsonb
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Registers an inference for a user who may; p_place says where in a request the document is.
-- Locks: the catalogue, shared; the picture; waits for a concurrent transaction that adds the same
-- species.
-- Raises: NX004, NX008, NX108, NX204, NX210.
declare
    v_now constant timestamptz := nachet._now();
    v_id uuid;
    v_pipeline_id uuid;
    v_inference jsonb;
    v_labels text[];
    v_seeds jsonb;
    v_top_score double precision;
    v_inserted uuid;
    v_nb_object integer;
begin
    perform nachet._require_options(p_options, array['pipeline_id', 'pipeline', 'inference_id']);
    perform nachet._check_inference(p_result, p_place);
    select
        coalesce(array_agg(distinct g.value ->> 'label'), '{}'),
        max((g.value -> 'score')::double precision)
    into v_labels, v_top_score
    from jsonb_array_elements(p_result -> 'boxes') as b (value)
    cross join jsonb_array_elements(nachet._guesses_of(b.value)) as g (value);
    perform nachet._hold_catalogue();
    v_seeds := nachet._resolve_or_add_labels(v_labels);
    perform nachet._lock_picture(p_container_id, p_picture_id);
    v_pipeline_id := nachet._require_pipeline(
        p_user_id, coalesce(p_options ->> 'pipeline_id', p_options ->> 'pipeline')
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
        jsonb_array_length(p_result -> 'boxes'), v_top_score, v_now, v_now
    )
    on conflict (container_id, id) do nothing
    returning id into v_inserted;
    if v_inserted is null then
        return nachet._repeat_register_inference(p_container_id, v_id, p_picture_id, p_result);
    end if;

    perform nachet._add_inference_models(p_container_id, v_id, p_result);
    -- Not always this one: another that began later may have come first.
    select i.nb_object into v_nb_object
    from nachet_data.inference as i
    where i.container_id = p_container_id and i.picture_id = p_picture_id
    order by i.upload_date desc, i.id desc
    limit 1;
    update nachet_data.picture as p
    set nb_object = v_nb_object, updated_at = v_now
    where p.container_id = p_container_id and p.id = p_picture_id;
    return v_inference || jsonb_build_object('boxes', nachet._add_boxes(
        p_container_id, v_id, p_result -> 'boxes', v_seeds
    ));
end
$function$;

comment on function nachet._register_inference(uuid, uuid, uuid, jsonb, jsonb, text) is
'Registers an inference of a picture; answers with the same document, plus the ids of all in it.';
revoke all on function nachet._register_inference(uuid, uuid, uuid, jsonb, jsonb, text) from public;
