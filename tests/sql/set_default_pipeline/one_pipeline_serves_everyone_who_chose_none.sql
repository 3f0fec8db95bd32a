do $test$
declare
    r record;
    v_user constant uuid := test.add_user('a@example.org');
    v_answer jsonb;
begin
    perform test.set_now('2030-01-01Z');
    select * into r from test.import_ml_structure();
    perform test.set_now('2030-01-02Z');
    v_answer := nachet.set_default_pipeline(r.admin_id, test.pipeline_id('Six seeds'));
    assert v_answer ->> 'pipeline_name' = 'Six seeds';
    assert v_answer -> 'default' = 'true';
    assert v_answer -> 'models' = '["detector", "six"]';
    assert (select array_agg(p.name) from nachet.pipeline as p where p.is_default)
        = array['Six seeds'];
    assert nachet.get_pipeline_for(v_user) = v_answer || '{"chosen": false}';
    perform test.set_now('2030-01-03Z');
    assert nachet.set_default_pipeline(r.admin_id, test.pipeline_id('Six seeds')) = v_answer;
    assert (select array_agg(distinct p.updated_at) from nachet_data.pipeline as p)
        = array['2030-01-02Z'::timestamptz];
end
$test$;
