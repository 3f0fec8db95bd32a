do $test$
declare
    r record;
begin
    select * into r from test.register(0, 0);
    assert r.document -> 'boxes' = '[]';
    assert nachet.get_inference(r.user_id, r.user_id, r.inference_id) = r.document;
    assert (nachet.get_picture(r.user_id, r.user_id, r.picture_id) -> 'nb_object')::integer = 0;
end
$test$;
