do $test$
declare
    v_admin uuid;
    v_a uuid;
    v_b uuid;
    v_c uuid;
    v_seed record;
begin
    perform test.set_now('2030-01-01Z');
    v_admin := test.add_user('admin@example.org', 'admin');
    v_a := nachet.register_seed(v_admin, 'Avena a') ->> 'seed_id';
    v_b := nachet.register_seed(v_admin, 'Avena b') ->> 'seed_id';
    v_c := nachet.register_seed(v_admin, 'Avena c') ->> 'seed_id';
    perform test.set_now('2030-02-01Z');
    perform nachet.rename_seed(v_admin, v_a, 'Avena aa');
    perform nachet.confirm_seed(v_admin, v_a);
    perform test.set_now('2030-03-01Z');
    perform nachet.merge_seeds(v_admin, v_a, v_b);
    perform test.set_now('2030-04-01Z');
    perform nachet.merge_seeds(v_admin, v_b, v_c);
    perform test.set_now('2030-05-01Z');
    perform nachet.rename_seed(v_admin, v_c, 'Avena cc');
    perform test.set_now('2030-06-01Z');
    perform nachet.undo_seed_change(
        v_admin, (
            select c.id from nachet.seed_change as c where c.act = 'merge' and c.seed_id = v_b
        )
    );
    for v_seed in
        values
        ('2030-01-15Z'::timestamptz, 'Avena a', false),
        ('2030-02-01Z', 'Avena aa', true),
        ('2030-03-15Z', 'Avena b', false),
        ('2030-04-15Z', 'Avena c', false),
        ('2030-05-15Z', 'Avena cc', false),
        ('2030-06-15Z', 'Avena b', false)
    loop
        assert (
            select (s.document ->> 'seed_name', s.document -> 'confirmed')::text
            from nachet.get_seed_at(v_admin, v_a, v_seed.column1) as s (document)
        ) = (v_seed.column2, to_jsonb(v_seed.column3))::text, v_seed;
    end loop;
    assert nachet.get_seed_at(v_admin, v_c, 'infinity') = nachet.get_seed(v_admin, v_c);
    perform test.raises(
        format('select nachet.get_seed_at(%L, %L, %L)', v_admin, v_a, '2029-12-31Z'), 'NX007'
    );
    perform test.raises(
        format('select nachet.get_seed_at(%L, %L, now())', v_admin, gen_random_uuid()), 'NX007'
    );
end
$test$;
