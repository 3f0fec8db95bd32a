do $test$
declare
    r record;
    v_user constant uuid := test.add_user('a@example.org', 'manage');
begin
    select * into r from test.import_ml_structure();
    assert not jsonb_path_exists(
        nachet.get_ml_structure(v_user), '$.models[*] ? (exists(@.endpoint) || exists(@.api_key))'
    );
    assert jsonb_path_query_array(nachet.get_ml_structure(v_user), '$.models[*].endpoint_name')
        = '["detector-endpoint", "swin-endpoint", ""]';
    assert jsonb_path_query_array(nachet.get_ml_structure(r.admin_id), '$.models[*].api_key')
        = '["detector-key", "swin-key", ""]';
    perform test.raises(format('select nachet.get_ml_structure(%L)', gen_random_uuid()), 'NX001');
end
$test$;
