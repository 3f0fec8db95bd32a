create function pg_temp.last() returns uuid language sql
return (select max(c.id::text)::uuid from nachet.seed_change as c);

do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_a uuid;
    v_b uuid;
    v_first uuid;
    v_later uuid;
    v_undo text := 'select nachet.undo_seed_change(%L, %L)';
begin
    v_a := nachet.register_seed(v_admin, 'Avena a') ->> 'seed_id';
    assert test.raises(format(v_undo, v_admin, pg_temp.last()), 'NX121') ->> 'act' = 'add';
    v_b := nachet.register_seed(v_admin, 'Avena b') ->> 'seed_id';

    perform nachet.rename_seed(v_admin, v_a, 'Avena c');
    v_first := pg_temp.last();
    perform nachet.update_seed(v_admin, v_a, '{"gbif_key": 7}');
    perform nachet.rename_seed(v_admin, v_a, 'Avena d');
    v_later := pg_temp.last();
    assert test.raises(format(v_undo, v_admin, v_first), 'NX121')
        ->> 'later_change_id' = v_later::text;
    perform nachet.undo_seed_change(v_admin, v_later);
    assert test.raises(format(v_undo, v_admin, pg_temp.last()), 'NX121') ->> 'act' = 'undo';
    perform nachet.undo_seed_change(v_admin, v_first);
    assert nachet.get_seed(v_admin, v_a) @> '{"seed_name": "Avena a", "gbif_key": 7}';

    -- Of a species that was merged meanwhile.
    perform nachet.confirm_seed(v_admin, v_a);
    v_first := pg_temp.last();
    perform nachet.merge_seeds(v_admin, v_a, v_b);
    v_later := pg_temp.last();
    assert test.raises(format(v_undo, v_admin, v_first), 'NX121')
        ->> 'later_change_id' = v_later::text;
    -- What the merged species had belongs to another one by now.
    perform nachet.update_seed(v_admin, v_b, '{"gbif_key": 7}');
    assert test.raises(format(v_undo, v_admin, v_later), 'NX122') ->> 'seed_name' = 'Avena b';
    perform nachet.update_seed(v_admin, v_b, '{"gbif_key": null}');
    perform nachet.remove_seed_alias(v_admin, v_b, 'Avena a');
    perform nachet.register_seed(v_admin, 'avena A');
    assert test.raises(format(v_undo, v_admin, v_later), 'NX103') ->> 'seed_name' = 'avena A';

    -- Labels.
    perform nachet.add_seed_alias(v_admin, v_b, 'oat');
    v_first := pg_temp.last();
    perform nachet.remove_seed_alias(v_admin, v_b, 'oat');
    v_later := pg_temp.last();
    assert test.raises(format(v_undo, v_admin, v_first), 'NX121')
        ->> 'later_change_id' = v_later::text;
    perform nachet.register_seed(v_admin, 'Oat');
    perform test.raises(format(v_undo, v_admin, v_later), 'NX103');

    -- A new species to which something happened.
    perform nachet.split_seed(v_admin, v_b, 'Avena e');
    v_first := pg_temp.last();
    perform nachet.rename_seed(
        v_admin, (nachet.resolve_seed('Avena e') ->> 'seed_id')::uuid, 'Avena f'
    );
    assert test.raises(format(v_undo, v_admin, v_first), 'NX121')
        ->> 'later_change_id' = pg_temp.last()::text;

    perform test.raises(format(v_undo, v_admin, v_a), 'NX017');
    perform test.raises(format(v_undo, test.add_user('a@example.org'), v_first), 'NX302');
end
$test$;
