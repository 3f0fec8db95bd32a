do $test$
declare
    v_a constant uuid := test.add_user('a@example.org');
    v_b constant uuid := test.add_user('b@example.org');
    v_name text;
begin
    perform nachet.create_group(v_a, 'général', 'read');
    foreach v_name in array array['général', 'GÉNÉRAL', U&'ge\0301ne\0301ral', ' Général '] loop
        assert test.raises(
            format('select nachet.create_group(%L, %L, %L)', v_a, v_name, 'read'), 'NX104'
        ) = jsonb_build_object('owner_id', v_a, 'group_name', btrim(v_name));
    end loop;
    perform nachet.create_group(v_b, 'général', 'read');
end
$test$;
