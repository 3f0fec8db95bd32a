do $test$
declare
    r record;
    v_box record;
    v_expected jsonb;
begin
    select * into r from test.register(3, 5);
    v_expected := r.document;
    for v_box in select generate_series(0, 2) as i loop
        v_expected := jsonb_set(v_expected, array['boxes', v_box.i::text, 'is_verified'], 'false');
    end loop;
    assert nachet.get_inference(r.user_id, r.user_id, r.inference_id) = v_expected;
end
$test$;
