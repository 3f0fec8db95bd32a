do $test$
declare
    v_user constant uuid := test.add_user('a@example.org', 'read');
begin
    assert test.raises(
        format(
            'select nachet.register_seed(%L, %L, %L)', v_user, 'Secale cereale',
            '{"object_type_id": 5}'
        ), 'NX015'
    ) = '{"object_type_id": 5}';
    assert nachet.register_seed(v_user, 'Secale cereale', '{"object_type_id": 3}')
        -> 'object_type_id' = '3';
    assert nachet.register_seed(v_user, 'Avena fatua', '{"object_type_id": null}')
        -> 'object_type_id' = '1';
end
$test$;
