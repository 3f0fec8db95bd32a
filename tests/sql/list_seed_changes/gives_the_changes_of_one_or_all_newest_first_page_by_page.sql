do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_user constant uuid := test.add_user('a@example.org', 'read');
    v_a uuid;
    v_b uuid;
    v_page jsonb;
    v_acts text[];
    v_after jsonb := '{}';
begin
    assert nachet.list_seed_changes(v_user) = '{"items": [], "next": null}';
    v_a := nachet.register_seed(v_admin, 'Avena a') ->> 'seed_id';
    v_b := nachet.register_seed(v_user, 'Avena b') ->> 'seed_id';
    perform nachet.confirm_seed(v_admin, v_a);
    perform nachet.confirm_seed(v_admin, v_a);
    perform nachet.merge_seeds(v_admin, v_b, v_a, '{"reason": "One species."}');
    loop
        v_page := nachet.list_seed_changes(v_user, v_after || '{"limit": 3}');
        v_acts := v_acts || array(
            select c.value ->> 'act' from jsonb_array_elements(v_page -> 'items') as c
        );
        exit when v_page -> 'next' = 'null';
        v_after := jsonb_build_object('after', v_page -> 'next');
    end loop;
    assert v_acts = array['merge', 'confirm', 'add', 'add'], v_acts;

    v_page := nachet.list_seed_changes(v_admin, jsonb_build_object('seed_id', v_b));
    assert jsonb_array_length(v_page -> 'items') = 2;
    assert v_page #> '{items,0}' @> jsonb_build_object(
        'act', 'merge', 'seed_id', v_b, 'seed_name', 'Avena b', 'other_id', v_a,
        'other_name', 'Avena a', 'user_id', v_admin, 'email', 'admin@example.org',
        'reason', 'One species.', 'before', '{"merged_into": null}'::jsonb,
        'after', jsonb_build_object('merged_into', v_a), 'undone_id', null, 'undone_by', null
    );
    perform nachet.undo_seed_change(v_admin, (v_page #>> '{items,0,change_id}')::uuid);
    v_page := nachet.list_seed_changes(v_user, jsonb_build_object('seed_id', v_a));
    assert (
        select array_agg(c.value ->> 'act' order by c.n)
        from jsonb_array_elements(v_page -> 'items') with ordinality as c (value, n)
    ) = array['undo', 'merge', 'confirm', 'add'], 'merges into it, too';
    assert v_page #> '{items,0,undone_id}' = v_page #> '{items,1,change_id}';
    assert v_page #> '{items,1,undone_by}' = v_page #> '{items,0,change_id}';
    assert v_page #> '{items,0,email}' = 'null', 'addresses are for administrators';
    perform test.raises(
        format('select nachet.list_seed_changes(%L, %L)', v_user, '{"after": 7}'), 'NX210'
    );
end
$test$;
