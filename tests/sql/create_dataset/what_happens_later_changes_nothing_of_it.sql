-- Corrections, a merge, names, a move, the archive and back.
do $test$
declare
    r record;
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_archive constant uuid := (
        select c.id from nachet_data.container as c where c.kind = 'archive'
    );
    v_folder uuid;
    v_field uuid;
    v_id uuid;
    v_before jsonb;
    v_after jsonb;
    v_place record;
    v_box jsonb;
begin
    select * into r from test.register(3, 5);
    perform test.say(r.user_id, r.user_id, r.document, 0);
    perform test.say(
        r.user_id, r.user_id, r.document, 1, '{"label": "Avena fatua", "classId": ""}'
    );
    perform test.say(
        r.user_id, r.user_id, r.document, 2, '{"label": "", "classId": ""}'
    );
    v_id := nachet.create_dataset(v_admin, 'All', '{"states": ["settled", "rejected"]}')
        ->> 'dataset_id';
    create view test.pinned as
    select
        (select jsonb_agg(to_jsonb(s) order by s.specimen_id) from nachet.dataset_specimen as s)
            as specimens,
        (
            select jsonb_agg(
                to_jsonb(p) - array['container_name', 'blob_name'] order by p.picture_id
            )
            from nachet.dataset_picture as p
        ) as pictures,
        (select jsonb_agg(to_jsonb(s) order by s.seed_id) from nachet.dataset_seed as s) as seeds,
        (select to_jsonb(d) from nachet.dataset as d) as dataset;
    select to_jsonb(p) into v_before from test.pinned as p;

    perform nachet.reopen_object(
        r.user_id, r.user_id, (r.document #>> '{boxes,0,box_id}')::uuid
    );
    perform test.say(
        r.user_id, r.user_id, r.document, 0,
        '{"label": "Avena sativa", "classId": "",
            "box": {"topX": 11, "topY": 1, "bottomX": 19, "bottomY": 9}}'
    );
    perform nachet.merge_seeds(
        v_admin, (nachet.resolve_seed('Avena fatua') ->> 'seed_id')::uuid,
        (nachet.resolve_seed('Avena sativa') ->> 'seed_id')::uuid
    );
    perform nachet.rename_seed(
        v_admin, (nachet.resolve_seed('Avena sativa') ->> 'seed_id')::uuid, 'Avena nova'
    );
    v_folder := nachet.create_picture_set(r.user_id, r.user_id, '{"name": "Field 7"}')
        ->> 'picture_set_id';
    perform nachet.move_pictures(r.user_id, r.user_id, array[r.picture_id], v_folder);
    perform nachet.update_picture(
        r.user_id, r.user_id, r.picture_id, '{"sample": "lot 7", "description": "new"}'
    );
    perform nachet.rename_picture_set(r.user_id, r.user_id, v_folder, 'Field 8');
    select to_jsonb(p) into v_after from test.pinned as p;
    assert v_after = v_before, (v_before, v_after);
    -- It goes to the archive; the dataset has it where it was, and says where the blob is.
    perform nachet.delete_picture_set(r.user_id, r.user_id, v_folder, true);
    assert (
        select p.container_id = v_archive from nachet_data.picture as p where p.id = r.picture_id
    );
    select to_jsonb(p) into v_after from test.pinned as p;
    assert v_after = v_before, (v_before, v_after);
    assert (select p.blob_name is not null from nachet.dataset_picture as p);
    perform test.raises(
        format(
            'select nachet.purge_picture_set(%L, %L, ps.id) from nachet_data.picture_set as ps'
            ' where ps.former_picture_set_id = %L', v_admin, v_archive, v_folder
        ), 'NX161'
    );
    perform nachet.restore_picture_set(r.user_id, r.user_id, v_folder);
    select to_jsonb(p) into v_after from test.pinned as p;
    assert v_after = v_before, (v_before, v_after);
    assert (
        select d.container_id = r.user_id and d.held_id = r.picture_id
        from nachet_data.dataset_picture as d
    );
    -- The same filter finds something else now.
    assert nachet.create_dataset(v_admin, 'Now', '{"states": ["settled", "rejected"]}')
        ->> 'digest' <> v_before #>> '{dataset,digest}';
end
$test$;
