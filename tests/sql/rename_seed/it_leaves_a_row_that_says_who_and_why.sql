do $test$
declare
    v_admin uuid;
    v_id uuid;
begin
    perform test.set_now('2030-01-01Z');
    v_admin := test.add_user('admin@example.org', 'admin');
    v_id := nachet.register_seed(v_admin, 'Avena fatva') ->> 'seed_id';
    perform nachet.rename_seed(v_admin, v_id, 'Avena fatua', '{"reason": "A misspelling."}');
    perform nachet.rename_seed(v_admin, v_id, 'Avena fatua');
    assert (
        select array_agg(c.act order by c.id) from nachet.seed_change as c where c.seed_id = v_id
    ) = array['add', 'rename'], 'a repeat leaves none';
    assert (
        select to_jsonb(c) - array['id', 'undone_id', 'other_id']
        from nachet.seed_change as c
        where c.act = 'rename'
    ) = jsonb_build_object(
        'seed_id', v_id, 'user_id', v_admin, 'act', 'rename', 'reason', 'A misspelling.',
        'before', '{"seed_name": "Avena fatva", "aliases": []}'::jsonb,
        'after', '{"seed_name": "Avena fatua", "aliases": ["Avena fatva"]}'::jsonb,
        'upload_date', '2030-01-01Z'::timestamptz
    );
    perform test.raises(
        format('select nachet.rename_seed(%L, %L, %L, %L)', v_admin, v_id, 'x', '{"reason": 1}'),
        'NX210'
    );
end
$test$;
