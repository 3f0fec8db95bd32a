create function test.see(p_user_id uuid, p_picture_id uuid) returns jsonb
language sql as $function$
select jsonb_build_object(
    'newest', nachet.get_picture_inference(p_user_id, p_user_id, p_picture_id),
    'listed', nachet.list_picture_inferences(p_user_id, p_user_id, p_picture_id),
    'queue', nachet.list_review_queue(p_user_id, p_user_id),
    'folders', nachet.list_picture_sets(p_user_id, p_user_id),
    'page', nachet.list_picture_set_pictures(p_user_id, p_user_id, p_user_id) -> 'items',
    'found', nachet.find_pictures(p_user_id, p_user_id, '{"has_inference": true}') -> 'items'
        @? '$[*] ? (@.nb_object >= 0)',
    'scored', jsonb_array_length(
        nachet.find_pictures(p_user_id, p_user_id, '{"min_top_score": 0}') -> 'items'
    ),
    'ran', jsonb_array_length(
        nachet.find_pictures(
            p_user_id, p_user_id, jsonb_build_object('pipeline_id', test.add_pipeline())
        ) -> 'items'
    )
);
$function$;

create function test.count() returns jsonb
language sql as $function$
select jsonb_build_object(
    'tally', (select jsonb_agg(to_jsonb(v) order by to_jsonb(v)) from nachet.tally as v),
    'seed_confusion', (select count(*) from nachet.seed_confusion),
    'rank_confusion', (select count(*) from nachet.rank_confusion),
    'species_metrics', (select count(*) from nachet.species_metrics),
    'model_accuracy', (select count(*) from nachet.model_accuracy),
    'detection_metrics', (select count(*) from nachet.detection_metrics),
    'score_calibration', (select count(*) from nachet.score_calibration),
    'suspect_label', (select count(*) from nachet.suspect_label),
    'model_comparison', (select count(*) from nachet.model_comparison),
    'inference_summary', (select count(*) from nachet.inference_summary),
    'unknown_model_version', (select count(*) from nachet.unknown_model_version)
);
$function$;

do $test$
declare
    r record;
    v_before jsonb;
    v_counted jsonb;
    v_specimens jsonb;
    v_answer jsonb;
    v_seen jsonb;
begin
    select * into r from test.register(3, 5);
    perform nachet.verify_seed(
        r.user_id, r.user_id, r.inference_id,
        test.feedback(r.document, 0) || test.feedback(r.document, 1, '{"label": "", "classId": ""}')
    );
    v_before := test.see(r.user_id, r.picture_id);
    v_counted := test.count();
    v_specimens := (select jsonb_agg(to_jsonb(s) order by s.id) from nachet.specimen as s);
    assert v_before #>> '{page,0,inference_exist}' = 'true';
    assert jsonb_array_length(v_before #> '{queue,items}') = 1;

    v_answer := nachet.withdraw_inference(
        r.user_id, r.user_id, r.inference_id, '{"reason": "The wrong pipeline."}'
    );
    assert v_answer ->> 'withdrawn_reason' = 'The wrong pipeline.';
    assert v_answer -> 'withdrawn_by' = to_jsonb(r.user_id);
    assert nachet.withdraw_inference(
        r.user_id, r.user_id, r.inference_id, '{"reason": "another"}'
    ) = v_answer, 'a repeat answers the same';
    v_seen := test.see(r.user_id, r.picture_id);
    assert v_seen -> 'newest' = 'null', 'none is an answer';
    assert v_seen -> 'listed' = '{"items": [], "next": null}';
    assert v_seen #> '{queue,items}' = '[]';
    assert v_seen #>> '{folders,0,pictures,0,inference_exist}' = 'false';
    assert v_seen #>> '{page,0,inference_exist}' = 'false';
    assert v_seen #>> '{page,0,nb_object}' is null;
    assert v_seen -> 'found' = 'false';
    assert (v_seen -> 'scored', v_seen -> 'ran') = ('0'::jsonb, '0'::jsonb);
    assert (
        select bool_and(c.value in ('0', 'null')) from jsonb_each(test.count()) as c
    ), 'no view counts it';
    assert (
        select i.withdrawn_at is not null from nachet.inference as i where i.id = r.inference_id
    ), 'it is kept';
    assert nachet.get_inference(r.user_id, r.user_id, r.inference_id)
        = v_before -> 'newest', 'by its id it reads as before';
    assert (
        select jsonb_agg(to_jsonb(s) order by s.id) from nachet.specimen as s
    ) = v_specimens, 'what people said stays true';
    assert (
        select count(*) = 1 and count(v.model_seed_id) = 0 and count(v.model_score) = 0
        from nachet.verified_object as v
    ), 'a specimen stays in the training set, without what the models said';

    v_answer := nachet.reinstate_inference(r.user_id, r.user_id, r.inference_id);
    assert v_answer ->> 'withdrawn_at' is null and v_answer ->> 'withdrawn_reason' is null;
    assert nachet.reinstate_inference(r.user_id, r.user_id, r.inference_id) = v_answer;
    assert test.see(r.user_id, r.picture_id) = v_before;
    assert test.count() = v_counted, 'it counts again';
end
$test$;
