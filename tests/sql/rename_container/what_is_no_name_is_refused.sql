do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_name text;
begin
    foreach v_name in array array['', E' \n\t ', repeat('x', 201)] loop
        assert test.raises(
            format('select nachet.rename_container(%L, %L, %L)', v_user, v_user, v_name), 'NX202'
        ) = jsonb_build_object('name', left(v_name, 200));
    end loop;
    assert nachet.get_container_access(v_user, v_user) ->> 'name' = 'a@example.org';
end
$test$;
