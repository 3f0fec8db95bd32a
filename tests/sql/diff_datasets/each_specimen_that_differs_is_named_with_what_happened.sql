do $test$
declare
    r record;
    s record;
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_diff jsonb;
    v_page jsonb;
begin
    select * into r from test.register(4, 5);
    perform test.say(r.user_id, r.user_id, r.document, 0);
    perform test.say(r.user_id, r.user_id, r.document, 1);
    perform test.say(r.user_id, r.user_id, r.document, 2);
    perform nachet.create_dataset(v_admin, 'Before', '{}');
    -- One has another species and box, one is none, one is new, and a whole picture is new.
    perform nachet.reopen_object(r.user_id, r.user_id, (r.document #>> '{boxes,0,box_id}')::uuid);
    perform test.say(
        r.user_id, r.user_id, r.document, 0,
        '{"label": "Avena fatua", "classId": "",
            "box": {"topX": 11, "topY": 0, "bottomX": 18, "bottomY": 8}}'
    );
    perform nachet.reopen_object(r.user_id, r.user_id, (r.document #>> '{boxes,1,box_id}')::uuid);
    perform test.say(
        r.user_id, r.user_id, r.document, 1, '{"label": "", "classId": ""}'
    );
    perform test.say(r.user_id, r.user_id, r.document, 3);
    select * into s from test.register(1, 5);
    perform test.say(s.user_id, s.user_id, s.document, 0);
    perform nachet.create_dataset(v_admin, 'After', '{}');
    v_diff := nachet.diff_datasets(v_admin, 'before', 'after');
    assert v_diff -> 'counts' = '{
        "added": 2, "removed": 1, "relabelled": 1, "moved": 1, "pictures_added": 1,
        "pictures_removed": 0
    }', v_diff;
    assert jsonb_path_query_array(v_diff, '$.items[*].changes')
        = '[["relabelled", "moved"], ["removed"], ["added"], ["added"]]', v_diff;
    assert v_diff #>> '{items,0,before,top_x}' = '10'
        and v_diff #>> '{items,0,after,seed_name}' = 'Avena fatua', v_diff;
    assert v_diff #> '{items,1,after}' = 'null' and v_diff #> '{items,2,before}' = 'null', v_diff;
    -- Page by page, and of one kind.
    v_page := nachet.diff_datasets(v_admin, 'before', 'after', '{"limit": 3}');
    assert v_page -> 'next' = v_diff #> '{items,2,specimen_id}', v_page;
    v_page := nachet.diff_datasets(
        v_admin, 'before', 'after', jsonb_build_object('after', v_page -> 'next')
    );
    assert v_page -> 'items' = jsonb_build_array(v_diff #> '{items,3}')
        and v_page -> 'counts' = v_diff -> 'counts' and v_page -> 'next' = 'null', v_page;
    v_page := nachet.diff_datasets(v_admin, 'after', 'before', '{"change": "added"}');
    assert jsonb_path_query_array(v_page, '$.items[*].changes') = '[["added"]]', v_page;
    assert nachet.diff_datasets(v_admin, 'after', 'after') @> '{"items": [], "next": null}';
    perform test.raises(
        format('select nachet.diff_datasets(%L, ''before'', ''none'')', v_admin), 'NX020'
    );
    perform test.raises(
        format(
            'select nachet.diff_datasets(%L, ''before'', ''after'', ''{"change": "all"}'')', v_admin
        ), 'NX210'
    );
end
$test$;
