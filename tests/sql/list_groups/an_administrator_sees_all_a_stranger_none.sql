do $test$
declare
    v_owner constant uuid := test.add_user('owner@example.org');
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_stranger constant uuid := test.add_user('stranger@example.org');
begin
    perform test.add_group(v_owner, 'Lab');
    perform test.add_group(v_admin, 'Administrators');
    assert jsonb_path_query_array(nachet.list_groups(v_admin), '$[*].role') = '["owner", "admin"]';
    assert nachet.list_groups(v_stranger) = '[]';
    perform test.raises(format('select nachet.list_groups(%L)', gen_random_uuid()), 'NX001');
end
$test$;
