do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_case record;
begin
    for v_case in
        select c.name, c.filter, c.options, c.state
        from (
            values
            ('a', '{"seeds": ["None"]}', '{}', 'NX007'),
            ('a', '{"pipeline": "None"}', '{}', 'NX008'),
            ('a', '{"model": "None"}', '{}', 'NX009'),
            (' ', '{}', '{}', 'NX202'),
            ('a', '{"seed": []}', '{}', 'NX208'),
            ('a', '{}', '{"id": 1}', 'NX210')
        ) as c (name, filter, options, state)
    loop
        perform test.raises(
            format(
                'select nachet.create_dataset(%L, %L, %L, %L)', v_admin, v_case.name,
                v_case.filter, v_case.options
            ), v_case.state
        );
    end loop;
    assert not exists (select from nachet.dataset as d);
end
$test$;
