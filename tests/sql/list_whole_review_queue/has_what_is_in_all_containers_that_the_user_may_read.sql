do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    r record;
    s record;
    v_page jsonb := '{}';
    v_ids jsonb := '[]';
    v_scores numeric[];
begin
    select * into r from test.register(4, 3);
    select * into s from test.register(3, 2);
    perform test.register(2, 2);
    perform nachet.set_container_public(r.user_id, r.user_id, true);
    perform nachet.set_container_public(s.user_id, s.user_id, true);
    loop
        v_page := nachet.list_whole_review_queue(
            v_user, jsonb_build_object('limit', 2, 'after', v_page -> 'next', 'order', 'margin')
        );
        v_ids := v_ids || (v_page -> 'items');
        exit when v_page -> 'next' = 'null';
    end loop;
    assert (
        select array_agg(b.value ->> 'box_id' order by b.value ->> 'box_id')
        from jsonb_array_elements(v_ids) as b
    ) = (
        select array_agg(b.value ->> 'box_id' order by b.value ->> 'box_id')
        from jsonb_array_elements((r.document -> 'boxes') || (s.document -> 'boxes')) as b
    );
    assert jsonb_path_query_array(v_ids, '$[*].container_id')
        @> jsonb_build_array(r.user_id, s.user_id);
    v_scores := array(
        select (b.value -> 'margin')::numeric
        from jsonb_array_elements(v_ids) with ordinality as b (value, n)
        order by b.n
    );
    assert v_scores = array(select x.x from unnest(v_scores) as x (x) order by x.x), v_scores;
    -- What one may read alone is not given to them.
    assert nachet.lease_whole_review_queue(v_user) = '{"items": [], "next": null}';
    perform test.raises(
        format('select nachet.list_whole_review_queue(%L, %L)', v_user, '{"lease": 60}'), 'NX210'
    );
    perform test.raises(
        format('select nachet.list_whole_review_queue(%L)', gen_random_uuid()), 'NX001'
    );
end
$test$;
