do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
begin
    perform test.add_pipeline('Swin');
    perform test.raises(format('select nachet.get_pipeline_for(%L)', v_user), 'NX008');
    perform test.raises(format('select nachet.get_pipeline_for(%L)', gen_random_uuid()), 'NX001');
end
$test$;
