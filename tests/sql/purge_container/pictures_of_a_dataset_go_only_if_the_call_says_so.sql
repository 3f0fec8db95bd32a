do $test$
declare
    r record;
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_container uuid;
    v_folder uuid;
    v_answer jsonb;
begin
    select * into r from test.register(2, 5);
    perform test.say(r.user_id, r.user_id, r.document, 0);
    perform nachet.create_dataset(v_admin, 'All', '{}');
    perform nachet.end_user(
        v_admin, r.user_id, '{"containers": "delete", "groups": "delete"}'
    );
    perform test.raises(
        format('select nachet.purge_container(%L, %L)', v_admin, r.user_id), 'NX161'
    );
    assert nachet.purge_trash('infinity') @> '{"in_datasets": 1, "containers": 0, "remaining": 0}';
    v_answer := nachet.purge_container(v_admin, r.user_id, '{"include_datasets": true}');
    assert v_answer @> '{"pictures": 1, "remaining": 0}', v_answer;
    assert (select d.nb_purged = 1 from nachet.dataset as d);
end
$test$;
