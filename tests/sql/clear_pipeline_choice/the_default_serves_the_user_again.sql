do $test$
declare
    r record;
    v_user constant uuid := test.add_user('a@example.org');
begin
    select * into r from test.import_ml_structure();
    perform nachet.choose_pipeline(v_user, test.pipeline_id('Six seeds'));
    perform nachet.choose_pipeline(r.admin_id, test.pipeline_id('Six seeds'));
    assert nachet.clear_pipeline_choice(v_user) = '{"cleared": true}';
    assert nachet.get_pipeline_for(v_user) ->> 'pipeline_name' = 'Swin';
    assert nachet.get_pipeline_for(r.admin_id) ->> 'pipeline_name' = 'Six seeds';
    assert nachet.clear_pipeline_choice(v_user) = '{"cleared": false}';
    perform test.raises(
        format('select nachet.clear_pipeline_choice(%L)', gen_random_uuid()), 'NX001'
    );
end
$test$;
