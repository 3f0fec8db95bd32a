do $test$
declare
    r record;
    v_bad record;
begin
    select * into r from test.register(2, 3);
    perform test.register(2, 3);
    set local role nachet_analyst;
    assert (
        select array_agg(distinct v -> 'container_id')
        from nachet.read_view('object', jsonb_build_object('container_id', r.user_id)) as v
    ) = array[to_jsonb(r.user_id)];
    assert (
        select count(*) = 2 from nachet.read_view(
            'picture_summary', '{"parent": null, "verified": false, "zoom": null}'
        )
    );
    for v_bad in
        select * from (values
            ('user', '{"email": "admin@example.org"}'),
            ('container_usage', '{"owner_email": null}'),
            ('picture', '{"id": "1"}'),
            ('picture', '{"metadata_": 1}'),
            ('picture', '[]'),
            ('picture_summary', '{"metadata": "{"}'),
            ('users', '{}'),
            ('picture as v; drop table nachet_data.users; --', '{}'),
            ('picture_summary_pkey', '{}')
        ) as b (view, filter)
    loop
        begin
            perform nachet.read_view(v_bad.view, v_bad.filter::jsonb);
            assert false, v_bad;
        exception when sqlstate 'NX208' then
            null;
        end;
    end loop;
    assert (
        select count(*) = 0 from nachet.read_view('seed', '{"name": "'' or true --"}')
    );
    set local role nachet_backend;
    begin
        perform nachet.read_view('picture');
        assert false;
    exception when insufficient_privilege then
        null;
    end;
    reset role;
end
$test$;
