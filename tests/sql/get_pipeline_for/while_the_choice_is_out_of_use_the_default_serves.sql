do $test$
declare
    r record;
    v_user constant uuid := test.add_user('a@example.org');
begin
    select * into r from test.import_ml_structure();
    assert nachet.get_pipeline_for(v_user) ->> 'pipeline_name' = 'Swin';
    assert nachet.get_pipeline_for(v_user) -> 'chosen' = 'false';
    perform nachet.choose_pipeline(v_user, test.pipeline_id('Six seeds'));
    perform nachet.set_pipeline_active(r.admin_id, test.pipeline_id('Six seeds'), false);
    assert nachet.get_pipeline_for(v_user) ->> 'pipeline_name' = 'Swin';
    assert nachet.get_pipeline_for(v_user) -> 'chosen' = 'false';
    perform nachet.set_pipeline_active(r.admin_id, test.pipeline_id('Six seeds'), true);
    assert nachet.get_pipeline_for(v_user) ->> 'pipeline_name' = 'Six seeds';
    -- The default may be the user's own choice too.
    perform nachet.choose_pipeline(v_user, test.pipeline_id('Swin'));
    assert nachet.get_pipeline_for(v_user) -> 'chosen' = 'true';
end
$test$;
