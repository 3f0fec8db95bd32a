do $test$
declare
    v_before constant bigint := (select count(*) from nachet_data.users);
    v_table jsonb;
begin
    perform test.add_user('a@example.org');
    select t into v_table
    from jsonb_array_elements(nachet.get_status() -> 'tables') as t
    where t ->> 'name' = 'nachet_data.users';
    assert v_table ->> 'nb_rows' = (v_before + 1)::text;
    assert v_table ->> 'estimated' = 'false';
    assert (v_table ->> 'byte_size')::bigint = pg_total_relation_size('nachet_data.users');

    insert into nachet_data.users (email, permission_id)
    select g || '@example.org', 1 from generate_series(1, 20000) as g;
    select t into v_table
    from jsonb_array_elements(nachet.get_status() -> 'tables') as t
    where t ->> 'name' = 'nachet_data.users';
    assert v_table ->> 'estimated' = 'true';
end
$test$;
