do $test$
declare
    v_admin uuid;
    v_picture uuid;
    v_from uuid;
    v_into uuid;
begin
    perform test.set_now('2030-01-01Z');
    v_admin := test.add_user('admin@example.org', 'admin');
    v_picture := test.add_picture(v_admin, null, '{"seed_name": "Avena fatva"}');
    v_from := nachet.resolve_seed('Avena fatva') ->> 'seed_id';
    v_into := nachet.register_seed(v_admin, 'Avena fatua') ->> 'seed_id';
    insert into nachet_data.picture_seed (container_id, picture_id, seed_id, upload_date)
    values (v_admin, v_picture, v_into, '2030-01-02Z');
    perform nachet.merge_seeds(v_admin, v_from, v_into);
    assert (
        select array_agg((ps.seed_id, ps.upload_date)::text)
        from nachet.picture_seed as ps
        where ps.picture_id = v_picture
    ) = array[(v_into, '2030-01-01Z'::timestamptz)::text];
    assert nachet.get_picture(v_admin, v_admin, v_picture) -> 'seeds'
        = jsonb_build_array(jsonb_build_object('seed_id', v_into, 'seed_name', 'Avena fatua'));
    assert jsonb_array_length(nachet.find_pictures(
        v_admin, v_admin, jsonb_build_object('seed_id', v_into)
    ) -> 'items') = 1;
    assert nachet.find_pictures(v_admin, v_admin, jsonb_build_object('seed_id', v_into))
        = nachet.find_pictures(v_admin, v_admin, jsonb_build_object('seed_id', v_from));
    assert (
        select count(*)
        from nachet_data.picture_seed as ps
        where ps.picture_id = v_picture
    ) = 2, 'nothing is rewritten';
end
$test$;
