-- The archive is another container, and so on another node of a cluster.
set local track_functions = 'all';
do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    c_asks constant regprocedure := 'nachet._require_unused_ids(uuid, uuid[], jsonb)';
begin
    perform test.add_picture(v_user);
    assert coalesce(pg_stat_get_xact_function_calls(c_asks), 0) = 0;
    perform test.add_picture(v_user, null, jsonb_build_object('picture_id', gen_random_uuid()));
    assert pg_stat_get_xact_function_calls(c_asks) = 1;
end
$test$;
