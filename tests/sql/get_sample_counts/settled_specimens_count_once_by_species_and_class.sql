do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_sample constant uuid := nachet.create_sample(
        v_user, v_user, 'S', '{"crop": "Brassica napus", "weight": 100, "examined_weight": 50}'
    ) ->> 'sample_id';
    v_set constant uuid := nachet.create_picture_set(
        v_user, v_user, jsonb_build_object('name', 'f', 'sample_id', v_sample)
    ) ->> 'picture_set_id';
    v_picture constant uuid := test.add_picture(v_user, v_set);
    v_first jsonb;
    v_document jsonb;
    v_crop uuid;
    v_counts jsonb;
begin
    -- An earlier inference of the same seeds adds none.
    v_first := test.register_again(v_user, v_picture, test.sample_inference(5, 1));
    v_document := test.register_again(v_user, v_picture, test.sample_inference(6, 1));
    perform test.say(v_user, v_user, v_document, 0, '{"label": "Cuscuta gronovii"}');
    perform test.say(v_user, v_user, v_first, 1, '{"label": "Cuscuta gronovii"}');
    perform test.say(
        v_user, v_user, v_document, 2, '{"label": "Bromus japonicus", "qualifier": "cf."}'
    );
    perform test.say(v_user, v_user, v_document, 3, '{"label": "Brassica napus"}');
    perform test.say(v_user, v_user, v_document, 4, '{"label": "", "classId": ""}');
    -- A crop shows the same seeds once more.
    v_crop := test.add_picture(v_user, v_set, jsonb_build_object('parent', v_picture));
    perform test.say(
        v_user, v_user, test.register_again(v_user, v_crop, test.sample_inference(1, 1)), 0
    );
    v_counts := nachet.get_sample_counts(
        v_user, v_user, v_sample, '{"regulated_list": "Weed Seeds Order", "on": "2026-03-14"}'
    );
    assert v_counts @> '{
        "nb_pictures": 1, "nb_settled": 4, "nb_doubtful": 1, "nb_open": 0, "nb_disputed": 0,
        "nb_rejected": 1, "nb_unreviewed": 1, "nb_unverified": 0, "is_settled": false,
        "per_weight": 1000, "examined_weight": 50,
        "regulated_list": {
            "name": "Weed Seeds Order", "on": "2026-03-14", "valid_from": "2016-11-01"
        }
    }', v_counts::text;
    assert (
        select jsonb_agg(s.value - '{seed_id,rank}'::text[])
        from jsonb_array_elements(v_counts -> 'species') as s
    ) = '[
        {"seed_name": "Cuscuta gronovii", "class_number": 1, "entry_name": "Cuscuta", "nb": 2,
            "nb_doubtful": 0, "nb_per_weight": 40, "is_crop": false},
        {"seed_name": "Bromus japonicus", "class_number": 3, "entry_name": "Bromus japonicus",
            "nb": 0, "nb_doubtful": 1, "nb_per_weight": 0, "is_crop": false},
        {"seed_name": "Brassica napus", "class_number": null, "entry_name": null, "nb": 1,
            "nb_doubtful": 0, "nb_per_weight": 20, "is_crop": true}
    ]', v_counts ->> 'species';
    assert (
        select jsonb_object_agg(coalesce(c.value ->> 'class_number', '-'), c.value -> 'nb')
        from jsonb_array_elements(v_counts -> 'classes') as c
    ) = '{"1": 2, "2": 0, "3": 0, "4": 0, "5": 0, "6": 0, "-": 1}', v_counts ->> 'classes';
    v_counts := nachet.get_sample_counts(v_user, v_user, v_sample, '{"per_weight": 25}');
    assert v_counts -> 'regulated_list' = 'null' and v_counts -> 'classes' = '[]';
    assert jsonb_path_query_first(
        v_counts, '$.species[*] ? (@.seed_name == "Cuscuta gronovii").nb_per_weight'
    ) = '1', v_counts::text;
    perform nachet.update_sample(v_user, v_user, v_sample, '{"examined_weight": null}');
    assert nachet.get_sample_counts(v_user, v_user, v_sample)
        #> '{species,0,nb_per_weight}' = 'null';
end
$test$;
