do $test$
declare
    r record;
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_folder uuid;
    v_other uuid;
    v_id uuid;
    v_digest text;
    v_detail jsonb;
    v_answer jsonb;
begin
    select * into r from test.register(2, 5);
    v_folder := nachet.create_picture_set(r.user_id, r.user_id, '{"name": "Field 7"}')
        ->> 'picture_set_id';
    perform nachet.move_pictures(r.user_id, r.user_id, array[r.picture_id], v_folder);
    v_other := test.add_picture(r.user_id, v_folder);
    perform test.say(r.user_id, r.user_id, r.document, 0);
    v_answer := nachet.create_dataset(v_admin, 'All', '{}');
    v_id := v_answer ->> 'dataset_id';
    v_digest := v_answer ->> 'digest';
    v_detail := test.raises(
        format('select nachet.purge_picture_set(%1$L, %1$L, %2$L)', r.user_id, v_folder), 'NX161'
    );
    assert v_detail -> 'datasets' = jsonb_build_array(
        jsonb_build_object('dataset_id', v_id, 'dataset_name', 'All', 'pictures', 1)
    ), v_detail;
    -- An operator's purge leaves it out, with its folder, and counts it.
    perform nachet.delete_picture_set(r.user_id, r.user_id, v_folder, false);
    v_answer := nachet.purge_trash('infinity');
    assert v_answer = '{
        "containers": 0, "picture_sets": 0, "pictures": 1, "in_datasets": 1, "remaining": 0
    }', v_answer;
    assert (select count(*) from nachet_data.picture as p where p.id = v_other) = 0;
    assert (
        select p.blob_name is not null and not p.purged
        from nachet.dataset_picture as p
        where p.picture_id = r.picture_id
    );
    -- With the option it goes, and the dataset names it.
    v_answer := nachet.purge_trash('infinity', '{"include_datasets": true}');
    assert v_answer = '{
        "containers": 0, "picture_sets": 1, "pictures": 1, "in_datasets": 0, "remaining": 0
    }', v_answer;
    assert (
        select p.purged and p.purged_at is not null and p.blob_name is null
            and p.folder_name = 'Field 7' and p.container_id = r.user_id
        from nachet.dataset_picture as p
        where p.picture_id = r.picture_id
    );
    assert (select bool_and(s.purged) from nachet.dataset_specimen as s);
    v_answer := nachet.get_dataset(v_admin, 'all');
    assert v_answer @> jsonb_build_object('nb_purged', 1, 'digest', v_digest), v_answer;
    assert v_answer #> '{purged,0}' @> jsonb_build_object(
        'picture_id', r.picture_id, 'container_id', r.user_id, 'nb_specimen', 1
    ), v_answer;
end
$test$;
