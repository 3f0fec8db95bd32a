do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_admin constant uuid := test.add_user('b@example.org', 'admin');
    v_sample constant uuid := nachet.create_sample(
        v_user, v_user, 'S-1', '{"lot": "L", "examined_weight": 25}'
    ) ->> 'sample_id';
    v_set constant uuid := nachet.create_picture_set(
        v_user, v_user, jsonb_build_object('name', 'f', 'sample_id', v_sample)
    ) ->> 'picture_set_id';
    v_picture constant uuid := test.add_picture(v_user, v_set);
    v_id constant uuid := gen_random_uuid();
    v_document jsonb;
    v_report jsonb;
    v_issued jsonb;
    v_content jsonb;
begin
    v_document := test.register_again(v_user, v_picture, test.sample_inference(2, 1));
    perform test.say(v_user, v_user, v_document, 0, '{"label": "Cuscuta gronovii"}');
    assert test.raises(
        format('select nachet.issue_report(%1$L, %1$L, %2$L)', v_user, v_sample), 'NX182'
    ) @> '{"nb_unreviewed": 1, "nb_unverified": 1, "nb_open": 0, "nb_disputed": 0}';
    assert nachet.issue_report(v_user, v_user, v_sample, '{"allow_open": true}')
        @> '{"number": "S-1/1", "version": 1, "supersedes": null, "superseded_by": null}';
    perform test.say(v_user, v_user, v_document, 1, '{"label": "Brassica napus"}');
    v_report := nachet.issue_report(
        v_user, v_user, v_sample,
        jsonb_build_object('regulated_list', 'Weed Seeds Order', 'report_id', v_id)
    );
    assert v_report ->> 'number' = 'S-1/2';
    v_issued := nachet.get_report(v_user, v_user, v_id);
    assert v_issued - 'content' = v_report;
    assert encode(sha256(convert_to(v_issued ->> 'content', 'UTF8')), 'hex')
        = v_report ->> 'digest';
    v_content := (v_issued ->> 'content')::jsonb;
    assert v_content @> jsonb_build_object(
        'report_id', v_id, 'number', 'S-1/2', 'version', 1, 'issued_by', v_user,
        'sample', jsonb_build_object('sample_id', v_sample, 'number', 'S-1', 'lot', 'L'),
        'pictures', jsonb_build_array(jsonb_build_object('picture_id', v_picture)),
        'identified_by', jsonb_build_array(
            jsonb_build_object('user_id', v_user, 'nb_specimen', 2)
        ),
        'models', '[{"name": "seed-detector-1", "version": "1", "nb_pictures": 1}]'::jsonb,
        'counts', '{
            "nb_settled": 2, "is_settled": true, "regulated_list": {"jurisdiction": "CA"}
        }'::jsonb
    ), v_content::text;
    assert v_content #>> '{pictures,0,sha256}' = (
        select encode(p.sha256, 'hex')
        from nachet_data.picture as p
        where p.id = v_picture
    );
    assert v_content #> '{counts,species,0,class_number}' = '1';
    -- Whatever becomes of species, sample, list and pictures.
    perform nachet.merge_seeds(
        v_admin, (nachet.resolve_seed('Cuscuta gronovii') ->> 'seed_id')::uuid,
        (nachet.resolve_seed('Brassica napus') ->> 'seed_id')::uuid
    );
    perform nachet.update_sample(v_user, v_user, v_sample, '{"number": "S-2"}');
    perform nachet.delete_pictures(v_user, v_user, array[v_picture]);
    assert nachet.get_report(v_user, v_user, v_id) = v_issued;
    assert nachet.issue_report(
        v_user, v_user, v_sample, jsonb_build_object('report_id', v_id)
    ) = v_report;
    begin
        update nachet_data.report as r
        set content = r.content || ' '
        where r.id = v_id;
        assert false;
    exception
        when check_violation then null;
    end;
end
$test$;
