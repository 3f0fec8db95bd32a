do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_owner constant uuid := test.add_user('a@example.org');
    v_other constant uuid := test.add_user('b@example.org');
    v_a constant uuid := nachet_data.uuid7();
    v_b constant uuid := nachet_data.uuid7();
    v_page jsonb;
    v_first uuid;
begin
    assert nachet.list_acts(v_owner, v_owner) - 'next' = '{"items": []}'
        or nachet.list_acts(v_owner, v_owner) ->> 'next' is null;
    perform nachet._record_acts(
        v_owner, v_owner, 'make_things', 'thing', array[v_a, v_b], null,
        array['{"name": "a"}', '{"name": "b"}']::jsonb[]
    );
    perform nachet._record_acts(
        v_admin, v_owner, 'rename_things', 'thing', array[v_a, v_b],
        array['{"name": "a", "size": 1}', '{"name": "b", "size": 1}']::jsonb[],
        array['{"name": "a", "size": 1}', '{"name": "c", "size": 1}']::jsonb[], 'A better name.'
    );
    perform nachet._record_acts(
        v_owner, v_owner, 'end_things', 'thing', array[v_a], array['{"name": "a"}']::jsonb[], null
    );

    v_page := nachet.list_acts(v_owner, v_owner, '{"limit": 2}');
    assert jsonb_array_length(v_page -> 'items') = 2;
    assert v_page #> '{items,0}' @> jsonb_build_object(
        'act', 'end_things', 'container_id', v_owner, 'entity', 'thing', 'entity_id', v_a,
        'user_id', v_owner, 'email', 'a@example.org', 'reason', '',
        'before', '{"name": "a"}'::jsonb, 'after', null
    );
    assert v_page #> '{items,1}' @> jsonb_build_object(
        'act', 'rename_things', 'entity_id', v_b, 'user_id', v_admin, 'reason', 'A better name.',
        'before', '{"name": "b"}'::jsonb, 'after', '{"name": "c"}'::jsonb
    ), 'a thing that did not change has no row, nor has a fact that did not';
    v_first := (v_page #>> '{items,1,act_id}')::uuid;
    assert v_page ->> 'next' = v_first::text;
    v_page := nachet.list_acts(
        v_owner, v_owner,
        jsonb_build_object('after', v_first, 'act', 'make_things', 'entity_id', v_b, 'by', v_owner)
    );
    assert jsonb_array_length(v_page -> 'items') = 1;
    assert v_page #> '{items,0,before}' = 'null' and v_page #> '{items,0,after}' = '{"name": "b"}';

    perform test.raises(
        format('select nachet.list_acts(%L, %L)', v_other, v_owner), 'NX002'
    );
    perform test.raises(
        format('select nachet.list_acts(%1$L, %1$L, %2$L)', v_owner, '{"after": 7}'), 'NX210'
    );
end
$test$;
