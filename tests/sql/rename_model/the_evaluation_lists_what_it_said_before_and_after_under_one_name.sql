do $test$
declare
    r record;
    v_user uuid;
    v_document jsonb;
    v_answer jsonb;
begin
    select * into r from test.import_ml_structure();
    v_user := r.admin_id;
    v_document := test.sample_inference(1, 1)
    || '{"models": [{"name": "detector", "version": "1"}, {"name": "swin", "version": "1"}]}';
    for v_n in 1 .. 2 loop
        v_answer := test.register_again(v_user, test.add_picture(v_user), v_document);
        perform test.say(v_user, v_user, v_answer, 0);
        perform nachet.rename_model(v_user, test.model_id('swin'), 'Swin B') where v_n = 1;
        v_document := jsonb_set(v_document, '{models,1,name}', '"Swin B"');
    end loop;
    perform nachet.rename_model(v_user, test.model_id('detector'), 'Finder');
    assert (
        select jsonb_agg(distinct t.model_name) from nachet.tally as t
    ) = '["Swin B"]';
    assert (
        select jsonb_agg(jsonb_build_array(a.model_name, a.nb_reviewed) order by a.model_name)
        from nachet.model_accuracy as a
    ) = '[["Finder", 2], ["Swin B", 2]]';
    assert (
        select jsonb_agg(jsonb_build_array(m.model_name, m.nb_specimen))
        from nachet.detection_metrics as m
    ) = '[["Finder", 2]]';
    assert (
        select jsonb_agg(jsonb_build_array(m.model_name, m.support))
        from nachet.species_metrics as m
        where not m.over_all
    ) = '[["Swin B", 2]]';
    assert not exists (select from nachet.model_comparison);
end
$test$;
