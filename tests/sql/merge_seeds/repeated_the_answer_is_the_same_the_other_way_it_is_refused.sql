do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_from uuid;
    v_into constant uuid := nachet.resolve_seed('Brassica napus') ->> 'seed_id';
    v_first jsonb;
begin
    v_from := nachet.register_seed(v_admin, 'Brassica rapus') ->> 'seed_id';
    v_first := nachet.merge_seeds(v_admin, v_from, v_into);
    assert nachet.merge_seeds(v_admin, v_from, v_into) = v_first;
    assert test.raises(
        format('select nachet.merge_seeds(%L, %L, %L)', v_admin, v_into, v_from), 'NX007'
    ) = jsonb_build_object('seed_id', v_from, 'merged_into', v_into);
    perform test.raises(
        format(
            'select nachet.merge_seeds(%L, %L, %L)', v_admin, v_from,
            '01900000-0000-7000-8000-000000000001'
        ), 'NX007'
    );
end
$test$;
