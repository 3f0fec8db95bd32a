do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_seeds jsonb;
    v_merged uuid;
begin
    v_merged := nachet.register_seed(v_admin, 'Zea mays') ->> 'seed_id';
    perform nachet.register_seed(v_admin, 'aaa');
    perform nachet.merge_seeds(v_admin, v_merged, '01900000-0000-7000-8000-000000000000');
    v_seeds := nachet.list_seeds(v_admin) -> 'seeds';
    assert jsonb_array_length(v_seeds) = 29;
    assert v_seeds #>> '{0,seed_name}' = 'aaa';
    assert v_seeds -> 1 = '{
        "seed_id": "01900000-0000-7000-8000-000000000012", "seed_name": "Ambrosia artemisiifolia",
        "vernacular_name": null
    }';
    assert v_seeds #>> '{-1,seed_name}' = 'Tripleurospermum maritimum';
end
$test$;
