do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_species uuid;
    v_genus uuid;
    v_change uuid;
    v_undo text := 'select nachet.undo_seed_change(%L, %L)';
begin
    v_species := nachet.register_seed(v_admin, 'Avena fatua') ->> 'seed_id';
    v_genus := nachet.register_seed(v_admin, 'Avena') ->> 'seed_id';
    perform nachet.update_seed(v_admin, v_genus, '{"rank": "genus"}');
    select max(c.id::text) into v_change
    from nachet.seed_change as c;
    perform nachet.update_seed(v_admin, v_species, '{"parent": "Avena"}');
    assert test.raises(format(v_undo, v_admin, v_change), 'NX123') ->> 'seed_name' = 'Avena fatua';

    perform nachet.add_seed_alias(v_admin, v_species, 'oat');
    perform nachet.remove_seed_alias(v_admin, v_species, 'oat');
    select max(c.id::text) into v_change
    from nachet.seed_change as c;
    perform nachet.add_seed_alias(v_admin, v_genus, 'Oat');
    assert test.raises(format(v_undo, v_admin, v_change), 'NX111') ->> 'seed_name' = 'Avena';

    perform nachet.update_seed(v_admin, v_species, '{"parent": null}');
    select max(c.id::text) into v_change
    from nachet.seed_change as c;
    perform nachet.rename_seed(v_admin, v_genus, 'Avenula');
    assert nachet.undo_seed_change(v_admin, v_change) ->> 'parent_name' = 'Avenula';
end
$test$;
