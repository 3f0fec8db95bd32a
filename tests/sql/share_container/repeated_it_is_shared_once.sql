do $test$
declare
    v_user uuid;
    v_group uuid;
    v_first jsonb;
begin
    perform test.set_now('2030-01-01Z');
    v_user := test.add_user('a@example.org');
    v_group := test.add_group(v_user);
    v_first := nachet.share_container(v_user, v_user, v_group);
    perform test.set_now('2030-01-02Z');
    assert nachet.share_container(v_user, v_user, v_group) = v_first;
    assert (select array_agg(gc.upload_date) from nachet.group_container as gc)
        = array['2030-01-01Z'::timestamptz];
    assert (select c.updated_at from nachet.container as c where c.id = v_user) = '2030-01-01Z';
end
$test$;
