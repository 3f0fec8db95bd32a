do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_set uuid;
    v_ids uuid[];
begin
    v_set := nachet.create_picture_set(v_user, v_user) ->> 'picture_set_id';
    v_ids := array[test.add_picture(v_user), test.add_picture(v_user, v_set)];
    perform nachet.delete_pictures(v_user, v_user, v_ids);
    assert nachet.restore_pictures(v_user, v_user, v_ids || v_ids) = '{"restored": 2}';
    assert (
        select array_agg(p.picture_set_id) from nachet.picture as p where p.id = any (v_ids)
    ) @> array[v_user, v_set];
end
$test$;
