do $test$
declare
    v_views constant text[] := array[
        'picture', 'inference', 'object', 'seed_object', 'picture_seed', 'inference_summary',
        'model_accuracy', 'seed_confusion', 'verified_object', 'tally', 'species_metrics',
        'detection_metrics', 'score_calibration', 'reader_activity'
    ];
    r record;
    v_view text;
    v_filled boolean;
begin
    select * into r from test.register(1, 2);
    perform nachet.verify_seed(r.user_id, r.user_id, r.inference_id, test.feedback(r.document, 0));
    -- Nor is the species of a picture that was never uploaded.
    perform test.reserve_picture(r.user_id, '{"seed_name": "Zea mays"}');
    for v_n in 1 .. 2 loop
        foreach v_view in array v_views loop
            execute format('select exists (select from nachet.%I)', v_view) into v_filled;
            assert v_filled = (v_n = 1), v_view;
        end loop;
        assert (select count(*) from nachet.picture_seed) = 2 - v_n;
        if v_n = 1 then
            perform nachet.delete_pictures(r.user_id, r.user_id, array[r.picture_id]);
        end if;
    end loop;
end
$test$;
