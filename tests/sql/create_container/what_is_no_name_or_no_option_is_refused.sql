do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_options jsonb;
begin
    foreach v_options in array array[
        '{"name": ""}', '{"name": " \n"}', jsonb_build_object('name', repeat('x', 201))
    ]::jsonb[] loop
        assert test.raises(
            format('select nachet.create_container(%L, %L)', v_user, v_options), 'NX202'
        ) = jsonb_build_object('name', left(v_options ->> 'name', 200));
    end loop;
    foreach v_options in array array[
        '{"name": 5}', '{"public": "yes"}', '{"public": 1}', '{"container_id": "x"}',
        '{"nam": "x"}', '[]'
    ]::jsonb[] loop
        perform test.raises(
            format('select nachet.create_container(%L, %L)', v_user, v_options), 'NX210'
        );
    end loop;
    assert (select count(*) from nachet.container as c where c.owner_id = v_user) = 1;
end
$test$;
