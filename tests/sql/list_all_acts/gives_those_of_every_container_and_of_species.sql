do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_owner constant uuid := test.add_user('a@example.org');
    v_thing constant uuid := nachet_data.uuid7();
    v_seed constant uuid := nachet.register_seed(v_admin, 'Avena fatua') ->> 'seed_id';
    v_items jsonb;
begin
    perform nachet._record_acts(
        null, null, 'sweep_things', 'thing', array[v_thing], array['{}']::jsonb[], null
    );
    v_items := nachet.list_all_acts(v_admin, '{"limit": 1}') -> 'items';
    assert v_items #> '{0}' @> jsonb_build_object(
        'act', 'sweep_things', 'user_id', null, 'email', null, 'entity_id', v_thing
    ), 'an operator has no id';
    v_items := nachet.list_all_acts(v_admin, jsonb_build_object('entity_id', v_seed)) -> 'items';
    assert jsonb_array_length(v_items) = 1;
    assert v_items #> '{0}' @> jsonb_build_object(
        'act', 'add', 'entity', 'seed', 'user_id', v_admin, 'email', 'admin@example.org'
    );
    assert (
        select array_agg(distinct a.act) @> array['add', 'sweep_things']
        from nachet.act as a
    );
    perform test.raises(format('select nachet.list_all_acts(%L)', v_owner), 'NX302');
    perform test.raises(
        format('select nachet.list_all_acts(%L, %L)', v_admin, '{"limit": 0}'), 'NX210'
    );
end
$test$;
