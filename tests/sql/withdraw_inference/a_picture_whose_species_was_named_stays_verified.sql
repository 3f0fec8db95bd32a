do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_picture constant uuid := test.add_picture(v_user, null, '{"seed_name": "Avena fatua"}');
    v_document jsonb;
begin
    v_document := test.register_again(v_user, v_picture, test.sample_inference(1, 1));
    assert nachet.withdraw_inference(
        v_user, v_user, (v_document ->> 'inference_id')::uuid
    ) -> 'picture_verified' = 'true';
    assert nachet.get_picture(v_user, v_user, v_picture) -> 'nb_object' = 'null';
end
$test$;
