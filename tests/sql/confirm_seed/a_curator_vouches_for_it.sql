do $test$
declare
    v_admin uuid;
    v_id uuid;
    v_answer jsonb;
begin
    perform test.set_now('2030-01-01Z');
    v_admin := test.add_user('admin@example.org', 'admin');
    v_id := nachet.register_seed(v_admin, 'Avena fatua') ->> 'seed_id';
    perform test.set_now('2030-01-02Z');
    v_answer := nachet.confirm_seed(v_admin, v_id);
    assert v_answer -> 'confirmed' = 'true';
    assert v_answer ->> 'updated_at' = '2030-01-02T00:00:00+00:00';
    perform test.set_now('2030-01-03Z');
    assert nachet.confirm_seed(v_admin, v_id) = v_answer;
end
$test$;
