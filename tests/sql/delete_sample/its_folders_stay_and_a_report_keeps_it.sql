do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_id uuid;
    v_set uuid;
begin
    v_id := nachet.create_sample(v_user, v_user, 'S') ->> 'sample_id';
    v_set := nachet.create_picture_set(
        v_user, v_user, jsonb_build_object('sample_id', v_id)
    ) ->> 'picture_set_id';
    perform nachet.issue_report(v_user, v_user, v_id);
    assert test.raises(
        format('select nachet.delete_sample(%1$L, %1$L, %2$L)', v_user, v_id), 'NX181'
    ) @> '{"reports": 1}';
    v_id := nachet.create_sample(v_user, v_user, 'S-2') ->> 'sample_id';
    perform nachet.update_picture_set(
        v_user, v_user, v_set, jsonb_build_object('sample_id', v_id)
    );
    assert nachet.delete_sample(v_user, v_user, v_id)
        = jsonb_build_object('sample_id', v_id, 'picture_sets', 1);
    assert nachet.get_picture_set(v_user, v_user, v_set) -> 'sample_id' = 'null';
    assert (
        select count(*)
        from nachet.act as a
        where a.act = 'delete_sample' and a.entity_id in (v_id, v_set)
    ) = 2;
    perform test.raises(
        format('select nachet.delete_sample(%1$L, %1$L, %2$L)', v_user, v_id), 'NX080'
    );
end
$test$;
