do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_picture constant uuid := test.add_picture(v_user);
    v_options constant jsonb := jsonb_build_object('pipeline', test.add_pipeline());
    v_label text;
    v_detail jsonb;
begin
    foreach v_label in array array[
        E' \n', '" "', '«»', '“ ”', E'\u00A0\t', E'\u200B', E'"\u200D\u2060"',
        E'\uFEFF \u00AD', E'\u3000', E'\u202E\u2069', E'\u0001', E'\u2800\uFE0F'
    ] loop
        v_detail := test.raises(format(
            'select nachet.register_inference(%L, %L, %L, %L, %L)', v_user, v_user, v_picture,
            jsonb_set(
                test.sample_inference(2, 2), '{boxes,1,topN,1,label}', to_jsonb(v_label)
            ), v_options
        ), 'NX204');
        assert v_detail ->> 'place' = 'boxes[1].topN[1].label', v_detail;
    end loop;
end
$test$;
