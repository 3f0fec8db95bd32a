do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_group constant uuid := test.add_group(v_user);
begin
    assert not nachet.list_acts(v_user, v_user) @? '$.items[*] ? (@.act == "create_group")';
    assert nachet.list_all_acts(v_admin, jsonb_build_object('entity_id', v_group))
        @? '$.items[*] ? (@.act == "create_group")';
end
$test$;
