do $test$
declare
    v_a constant uuid := test.add_user('a@example.org');
    v_b constant uuid := test.add_user('b@example.org');
    v_id uuid;
    v_case record;
begin
    v_id := nachet.create_container(v_a, '{"name": "Trials"}') ->> 'container_id';
    for v_case in
        select c.user_id, c.name, c.id
        from (
            values
            (v_a, 'Trial', v_id),
            (v_b, 'Trials', v_id),
            (v_a, 'a@example.org', v_a),
            (v_a, 'b@example.org', v_b),
            (v_a, 'Archive', (select i.id from nachet_data.installation as i))
        ) as c (user_id, name, id)
    loop
        assert test.raises(
            format(
                'select nachet.create_container(%L, %L)', v_case.user_id,
                jsonb_build_object('name', v_case.name, 'container_id', v_case.id)
            ), 'NX108'
        ) = jsonb_build_object('container_id', v_case.id);
    end loop;
end
$test$;
