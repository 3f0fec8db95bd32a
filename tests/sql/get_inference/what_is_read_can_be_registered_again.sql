do $test$
declare
    r record;
    v_keys constant text[] := array['box_id', 'top_id', 'object_type_id'];
    v_read jsonb;
    v_again jsonb;
    v_readers uuid[];
begin
    select * into r from test.register(4, 5);
    perform nachet.verify_seed(
        r.user_id, r.user_id, r.inference_id,
        test.feedback(r.document, 0)
        || test.feedback(r.document, 1, '{"label": "", "classId": ""}')
        || test.feedback(r.document, 2, '{"label": "Avena fatua", "classId": ""}')
        || '[{"boxId": "", "label": "Cirsium arvense", "classId": "",
            "box": {"topX": 900, "topY": 900, "bottomX": 990, "bottomY": 990}}]'
    );
    v_read := nachet.get_inference(r.user_id, r.user_id, r.inference_id);
    assert v_read -> 'totalBoxes' = '4';
    -- A box that a person added has the keys of the others.
    assert (
        select count(distinct k.keys) = 1
        from (
            select array_agg(e.key order by e.key) as keys
            from jsonb_array_elements(v_read -> 'boxes') with ordinality as b (value, n)
            cross join jsonb_each(b.value) as e
            group by b.n
        ) as k
    );

    v_again := test.register_again(r.user_id, r.picture_id, v_read);
    assert nachet._plain_inference(v_again) = nachet._plain_inference(v_read);
    assert v_again #> '{boxes,0,is_verified}' = 'true';
    -- The guess of a verified box is what it was verified as.
    assert (
        select
            array_agg(s.name order by o.upload_date, b.n) = array[
                v_read #>> '{boxes,0,label}', 'Avena fatua',
                (nachet._read_label(v_read #>> '{boxes,2,label}')).name, 'Cirsium arvense'
            ]
        from jsonb_array_elements(v_again -> 'boxes') with ordinality as b (value, n)
        inner join nachet.object as o on o.id = (b.value ->> 'box_id')::uuid
        inner join nachet.seed_object as g on o.top_inference = g.id
        inner join nachet.seed as s on g.seed_id = s.id
    );
    -- On the same picture it shows the same specimens.
    v_again := nachet.get_inference(
        r.user_id, r.user_id, (v_again ->> 'inference_id')::uuid
    );
    assert (
        select bool_and(a.value - v_keys - 'topN' = b.value - v_keys - 'topN')
        from jsonb_array_elements(v_again -> 'boxes') with ordinality as a (value, n)
        inner join jsonb_array_elements(v_read -> 'boxes') with ordinality as b (value, n)
            on a.n = b.n
    );
    -- On another one nobody has verified it: what was verified stays its label.
    v_again := test.register_again(r.user_id, test.add_picture(r.user_id), v_read);
    v_again := nachet.get_inference(
        r.user_id, r.user_id, (v_again ->> 'inference_id')::uuid
    );
    assert v_again #> '{boxes,0,is_verified}' = 'false';
    v_again := test.register_again(r.user_id, test.add_picture(r.user_id), v_again);
    assert v_again #> '{boxes,1,label}' = v_read #> '{boxes,1,label}';

    -- So can what a reader has said, while others are asked.
    select * into r from test.register(1, 5);
    v_readers := test.ask_readers(r.user_id, 2, 2);
    perform test.say(v_readers[1], r.user_id, r.document, 0, '{"label": "Avena fatua"}');
    v_read := nachet.get_inference(v_readers[1], r.user_id, r.inference_id);
    v_again := test.register_again(r.user_id, r.picture_id, v_read);
    assert v_again #>> '{boxes,0,label}' = 'Avena fatua';
end
$test$;
