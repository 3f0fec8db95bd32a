do $test$
declare
    v_user uuid;
    v_ids uuid[];
    v_answer jsonb;
begin
    perform test.set_now('2030-01-01Z');
    v_user := test.add_user('a@example.org');
    v_ids := array(
        select (p.value ->> 'picture_id')::uuid
        from jsonb_array_elements(nachet.register_pictures(v_user, v_user, v_user, (
            select jsonb_agg(jsonb_build_object(
                'media_type', 'image/png', 'extension', 'png', 'byte_size', 10,
                'sha256', repeat(n.n::text, 64)
            ))
            from generate_series(1, 3) as n (n)
        ))) with ordinality as p (value, n)
        order by p.n
    );
    perform test.set_now('2030-01-02Z');
    assert nachet.settle_reservation(v_user, v_ids[1], true)
        = '{"outcome": "confirmed", "blob_tasks": []}';
    assert nachet.settle_reservation(v_user, v_ids[2], false)
        = '{"outcome": "removed", "blob_tasks": []}';
    v_answer := nachet.settle_reservation(v_user, v_ids[3], false, '{"etag": "e"}');
    assert v_answer ->> 'outcome' = 'removed';
    assert v_answer #> '{blob_tasks,0}' @> jsonb_build_object(
        'kind', 'delete_blob', 'blob_name', v_user || '/' || v_ids[3] || '.png',
        'content', '{"etag": "e"}'::jsonb
    );
    assert (select array_agg(p.id) from nachet.picture as p) = v_ids[1:1];
    assert nachet.settle_reservation(v_user, v_ids[1], false)
        = '{"outcome": "kept", "blob_tasks": []}', 'it is none any more';
    assert nachet.settle_reservation(v_user, v_ids[2], true)
        = '{"outcome": "kept", "blob_tasks": []}';
end
$test$;
