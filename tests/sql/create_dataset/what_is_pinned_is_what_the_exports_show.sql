do $test$
declare
    r record;
    n record;
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_empty uuid;
    v_dataset jsonb;
    v_id uuid;
    v_view text;
    v_differ bigint;
begin
    select * into r from test.register(4, 5);
    perform test.say(r.user_id, r.user_id, r.document, 0, '{"qualifier": "cf."}');
    perform test.say(
        r.user_id, r.user_id, r.document, 1, '{"label": "Avena fatua", "classId": ""}'
    );
    perform test.say(
        r.user_id, r.user_id, r.document, 2, '{"label": "", "classId": ""}'
    );
    v_empty := test.add_picture(r.user_id);
    select test.register_again(r.user_id, v_empty, test.sample_inference(1, 3)) as document into n;
    perform test.say(r.user_id, r.user_id, n.document, 0, '{"label": "", "classId": ""}');
    v_dataset := nachet.create_dataset(v_admin, 'All', '{}', '{"description": "For a test."}');
    v_id := v_dataset ->> 'dataset_id';
    assert v_dataset @> '{
        "dataset_name": "All", "description": "For a test.", "filter": {}, "nb_picture": 2,
        "nb_specimen": 2, "nb_purged": 0
    }', v_dataset;
    -- Column by column.
    select count(*) into v_differ
    from (
        select to_jsonb(e) - '{}'::text[] as row from nachet.select_specimens('{}') as e
        except all
        select to_jsonb(d) - '{dataset_id,purged}'::text[] from nachet.dataset_specimen as d
        where d.dataset_id = v_id
    ) as f;
    assert v_differ = 0;
    select count(*) into v_differ
    from (
        select to_jsonb(e) - '{background,specimen_states,sample_number}'::text[] as row
        from nachet.select_pictures('{}') as e
        except all
        select to_jsonb(d) - '{dataset_id,purged,purged_at,digest}'::text[]
        from nachet.dataset_picture as d
        where d.dataset_id = v_id
    ) as f;
    assert v_differ = 0;
    select count(*) into v_differ
    from (
        select to_jsonb(d) - 'dataset_id' as row
        from nachet.dataset_seed as d
        where d.dataset_id = v_id
        except all
        select to_jsonb(e) from nachet.export_seed as e
    ) as f;
    assert v_differ = 0;
    -- Repeated, it is the same one; the same name is no other one.
    assert nachet.create_dataset(v_admin, 'ALL', '{}') = v_dataset;
    assert nachet.create_dataset(
        v_admin, 'all', '{}', jsonb_build_object('dataset_id', v_id)
    ) = v_dataset;
    perform test.raises(
        format('select nachet.create_dataset(%L, ''all'', ''{"min_readers": 1}'')', v_admin),
        'NX160'
    );
    perform test.raises(
        format(
            'select nachet.create_dataset(%L, ''all'', ''{}'', ''{"dataset_id": "%s"}'')', v_admin,
            v_admin
        ), 'NX160'
    );
    perform test.raises(
        format(
            'select nachet.create_dataset(%L, ''new'', ''{}'', ''{"dataset_id": "%s"}'')', v_admin,
            v_id
        ), 'NX108'
    );
    perform test.raises(
        format('select nachet.create_dataset(%L, ''new'', ''{}'')', r.user_id), 'NX302'
    );
    perform test.raises(
        format('select nachet.create_dataset(%L, ''new'', ''{"seed": []}'')', v_admin), 'NX208'
    );
    -- What is the same has the same digest.
    assert nachet.create_dataset(v_admin, 'Again', '{"states": ["settled"]}') ->> 'digest'
        <> v_dataset ->> 'digest', 'without the picture in which nothing is';
    assert nachet.create_dataset(v_admin, 'Once more', '{"pictures_without_specimens": true}')
        ->> 'digest' = v_dataset ->> 'digest';
    assert (
        select array_agg(a.act order by a.id) = '{create_dataset,create_dataset,create_dataset}'
        from nachet_data.act as a
        where a.entity = 'dataset'
    );
end
$test$;
