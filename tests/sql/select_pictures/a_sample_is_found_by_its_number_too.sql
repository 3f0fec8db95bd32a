do $test$
declare
    r record;
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_sample uuid;
    v_folder uuid;
    v_empty uuid;
    v_written uuid;
    v_document jsonb;
    v_filter constant jsonb := '{"samples": ["2026-0144"]}';
    v_id uuid;
begin
    select * into r from test.register(1, 5);
    perform test.say(r.user_id, r.user_id, r.document, 0);
    v_sample := nachet.create_sample(r.user_id, r.user_id, '2026-0144') ->> 'sample_id';
    v_folder := nachet.create_picture_set(
        r.user_id, r.user_id, jsonb_build_object('name', 'Tray 1', 'sample_id', v_sample)
    ) ->> 'picture_set_id';
    v_empty := test.add_picture(r.user_id, v_folder);
    v_document := test.register_again(r.user_id, v_empty, test.sample_inference(1, 3));
    perform test.say(r.user_id, r.user_id, v_document, 0, '{"label": "", "classId": ""}');
    v_written := test.add_picture(r.user_id, null, '{"sample": "2026-0144"}');
    v_document := test.register_again(r.user_id, v_written, test.sample_inference(1, 3));
    perform test.say(r.user_id, r.user_id, v_document, 0);
    assert (
        select array_agg(p.picture_id order by p.picture_id) = array[v_empty, v_written]
        from nachet.select_pictures(v_filter) as p
    );
    assert (
        select array_agg(s.picture_id) = array[v_written]
        from nachet.select_specimens(v_filter) as s
    );
    perform nachet.move_pictures(r.user_id, r.user_id, array[r.picture_id], v_folder);
    assert (
        select array_agg(s.picture_id order by s.picture_id) = array[r.picture_id, v_written]
        from nachet.select_specimens(v_filter) as s
    );
    assert (
        select count(*) = 3 and count(distinct p.split_group) = 1
        from nachet.select_pictures(v_filter) as p
    );
    v_id := nachet.create_dataset(v_admin, 'One sample', v_filter) ->> 'dataset_id';
    assert (
        select
            count(*) = 3
            and bool_and(d.split_group = '2026-0144')
            and array_agg(d.picture_id order by d.picture_id)
            = array[r.picture_id, v_empty, v_written]
        from nachet.dataset_picture as d
        where d.dataset_id = v_id
    );
end
$test$;
