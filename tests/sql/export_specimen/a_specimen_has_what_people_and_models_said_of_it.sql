do $test$
declare
    r record;
    v record;
    v_readers uuid[];
    v_said constant jsonb := '{"label": "Avena fatua", "classId": "", "qualifier": "cf."}';
begin
    select * into r from test.register(2, 5);
    v_readers := test.ask_readers(r.user_id, 3, 2);
    perform test.say(v_readers[1], r.user_id, r.document, 0);
    perform test.say(v_readers[2], r.user_id, r.document, 0, v_said);
    select e.* into v from nachet.export_specimen as e;
    assert (v.state, v.nb_reader, v.nb_agreeing, v.seed_id is null) = ('disputed', 2, 0, true), v;
    perform test.say(v_readers[3], r.user_id, r.document, 0, v_said);
    select e.* into v from nachet.export_specimen as e;
    assert (v.state, v.seed_name, v.rank, v.qualifier, v.nb_reader, v.nb_agreeing)
    = ('settled', 'Avena fatua', 'species', 'cf.', 3, 2), v;
    assert (v.picture_id, v.inference_id, v.identified_by, v.picture_set_id)
    = (r.picture_id, r.inference_id, v_readers[3], r.user_id), v;
    assert (v.pipeline_name, v.model_name, v.model_version, v.model_score)
    = ('Swin transformer', 'seed-detector-1', '1', 0.9), v;
    assert v.model_seed_id::text = r.document #>> '{boxes,0,topN,0,seed_id}'
        or v.model_seed_name = r.document #>> '{boxes,0,topN,0,label}', v;
    assert not v.manual_detection and not v.partly_outside, v;
    -- Of a withdrawn inference nothing counts.
    perform nachet.withdraw_inference(r.user_id, r.user_id, r.inference_id);
    select e.* into v from nachet.export_specimen as e;
    assert v.pipeline_name = 'Swin transformer'
        and num_nonnulls(v.model_name, v.model_version, v.model_seed_id, v.model_score) = 0, v;
end
$test$;
