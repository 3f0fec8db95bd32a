do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_user constant uuid := test.add_user('a@example.org');
    v_napus constant uuid := nachet.resolve_seed('Brassica napus') ->> 'seed_id';
    v_id uuid;
begin
    v_id := nachet.register_seed(v_user, 'Avena fatua') ->> 'seed_id';
    perform test.raises(format('select nachet.confirm_seed(%L, %L)', v_user, v_id), 'NX302');
    perform test.raises(
        format('select nachet.confirm_seed(%L, %L)', gen_random_uuid(), v_id), 'NX001'
    );
    perform test.raises(
        format('select nachet.confirm_seed(%L, %L)', v_admin, gen_random_uuid()), 'NX007'
    );
    perform nachet.merge_seeds(v_admin, v_id, v_napus);
    assert test.raises(format('select nachet.confirm_seed(%L, %L)', v_admin, v_id), 'NX007')
        = jsonb_build_object('seed_id', v_id, 'merged_into', v_napus);
end
$test$;
