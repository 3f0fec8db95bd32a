do $test$
declare
    r record;
    n record;
    v_empty uuid;
    v_named uuid;
    v_new uuid;
    v_case record;
    v_found uuid[];
    v_resolved jsonb;
begin
    select * into r from test.register(2, 5);
    perform test.say(r.user_id, r.user_id, r.document, 0);
    -- All that models found in it was wrong.
    v_empty := test.add_picture(r.user_id);
    select test.register_again(r.user_id, v_empty, test.sample_inference(1, 3)) as document into n;
    perform test.say(r.user_id, r.user_id, n.document, 0, '{"label": "", "classId": ""}');
    -- Its species is known, but not where it is; and nobody has looked at the last one.
    v_named := test.add_picture(r.user_id, null, '{"seed_name": "Avena fatua"}');
    v_new := test.add_picture(r.user_id);
    for v_case in
        select c.filter::jsonb as filter, c.ids
        from (
            values
            ('{}', array[r.picture_id, v_empty]),
            ('{"pictures_without_specimens": false}', array[r.picture_id]),
            ('{"states": ["settled"]}', array[r.picture_id]),
            (
                '{"states": ["settled"], "pictures_without_specimens": true}',
                array[r.picture_id, v_empty]
            ),
            ('{"states": ["rejected"]}', array[v_empty]),
            ('{"states": ["open"]}', '{}'),
            ('{"min_readers": 1}', array[r.picture_id]),
            ('{"min_readers": 2}', '{}'),
            ('{"min_readers": 2, "pictures_without_specimens": true}', array[v_empty]),
            (
                '{"min_readers": 1, "states": ["rejected"], "pictures_without_specimens": true}',
                array[v_empty]
            ),
            (format('{"container_ids": ["%s"]}', r.user_id), array[r.picture_id, v_empty]),
            (format('{"picture_set_ids": ["%s"], "min_readers": 1}', r.user_id),
                array[r.picture_id]),
            ('{"samples": ["lot 7"]}', '{}')
        ) as c (filter, ids)
    loop
        select array(
            select v.picture_id
            from nachet.select_pictures(v_case.filter) as v
            order by v.picture_id
        ) into v_found;
        assert v_found = v_case.ids, (v_case, v_found);
        v_resolved := nachet.resolve_dataset_filter(v_case.filter);
        assert array(
            select v.picture_id from nachet.select_pictures(v_resolved) as v order by v.picture_id
        ) = v_found, (v_case, v_resolved);
    end loop;
end
$test$;
