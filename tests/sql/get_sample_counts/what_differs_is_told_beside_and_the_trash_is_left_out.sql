do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_sample constant uuid := nachet.create_sample(v_user, v_user, 'S') ->> 'sample_id';
    v_sets uuid[];
    v_document jsonb;
    v_readers uuid[];
    v_counts jsonb;
begin
    for v_n in 1..2 loop
        v_sets := v_sets || (
            nachet.create_picture_set(
                v_user, v_user, jsonb_build_object('name', v_n::text, 'sample_id', v_sample)
            ) ->> 'picture_set_id'
        )::uuid;
    end loop;
    v_document := test.register_again(
        v_user, test.add_picture(v_user, v_sets[1]), test.sample_inference(2, 1)
    );
    perform test.register_again(
        v_user, test.add_picture(v_user, v_sets[2]), test.sample_inference(9, 1)
    );
    v_readers := test.ask_readers(v_user, 2, 2);
    perform test.say(v_readers[1], v_user, v_document, 0);
    perform test.say(v_readers[2], v_user, v_document, 0, '{"label": "Avena fatua"}');
    perform test.say(v_readers[1], v_user, v_document, 1);
    perform nachet.delete_picture_set(v_user, v_user, v_sets[2], false);
    v_counts := nachet.get_sample_counts(v_user, v_user, v_sample);
    assert v_counts @> '{
        "nb_pictures": 1, "nb_settled": 0, "nb_open": 1, "nb_disputed": 1, "nb_unreviewed": 0,
        "nb_unverified": 1, "is_settled": false, "species": []
    }', v_counts::text;
    perform test.raises(
        format(
            'select nachet.get_sample_counts(%1$L, %1$L, %2$L, %3$L)', v_user, v_sample,
            '{"regulated_list": "nobody''s"}'
        ),
        'NX081'
    );
    perform test.raises(
        format(
            'select nachet.get_sample_counts(%1$L, %1$L, %2$L, %3$L)', v_user, v_sample,
            '{"per_weight": 0}'
        ),
        'NX210'
    );
    perform test.raises(
        format(
            'select nachet.get_sample_counts(%1$L, %1$L, %2$L)', v_user, gen_random_uuid()
        ),
        'NX080'
    );
end
$test$;
