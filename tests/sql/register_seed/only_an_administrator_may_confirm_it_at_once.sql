do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
begin
    perform test.raises(
        format('select nachet.register_seed(%L, %L, %L)', v_user, 'Avena', '{"confirmed": true}'),
        'NX302'
    );
    perform test.raises(
        format('select nachet.register_seed(%L, %L)', gen_random_uuid(), 'Avena'), 'NX001'
    );
    perform test.raises(
        format(
            'select nachet.register_seed(%L, %L, %L)', gen_random_uuid(), 'Avena',
            '{"confirmed": true}'
        ), 'NX001'
    );
    assert nachet.register_seed(v_user, 'Avena', '{"confirmed": false}') -> 'confirmed' = 'false';
    assert nachet.register_seed(v_admin, 'Bromus', '{"confirmed": true}') -> 'confirmed' = 'true';
end
$test$;
