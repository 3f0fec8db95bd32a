do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_group constant uuid := test.add_group(v_user);
    v_name text;
begin
    foreach v_name in array array['', E' \n', repeat('x', 201)] loop
        perform test.raises(
            format('select nachet.rename_group(%L, %L, %L)', v_user, v_group, v_name), 'NX202'
        );
    end loop;
end
$test$;
