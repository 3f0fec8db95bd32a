do $test$
declare
    r record;
    c_box constant jsonb := '{"topX": 10, "topY": 10, "bottomX": 60, "bottomY": 60}';
    v_box_id uuid;
    v_reviewed boolean;
begin
    foreach v_reviewed in array array[true, false] loop
        select * into r from test.register(0, 0);
        v_box_id := nachet.verify_seed(
            r.user_id, r.user_id, r.inference_id, jsonb_build_array(
                jsonb_build_object('boxId', '', 'label', 'Avena fatua', 'box', c_box)
            )
        ) #>> '{boxes,0,box_id}';
        if not v_reviewed then
            perform nachet.reopen_object(r.user_id, r.user_id, v_box_id);
        end if;
        assert test.raises(
            format(
                'select nachet.verify_seed(%L, %L, %L, %L)', r.user_id, r.user_id, r.inference_id,
                jsonb_build_array(
                    jsonb_build_object('boxId', v_box_id, 'label', '', 'classId', ''),
                    jsonb_build_object('boxId', '', 'label', 'Brassica napus', 'box', c_box)
                )
            ), 'NX205'
        ) = '{"place": "boxes"}', 'the picture has no other specimen';
    end loop;
end
$test$;
