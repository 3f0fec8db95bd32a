do $test$
declare
    r record;
begin
    select * into r from test.register(1000, 5);
    assert jsonb_array_length(
        nachet.get_inference(r.user_id, r.user_id, r.inference_id) -> 'boxes'
    ) = 1000;
    assert (select count(*) from nachet.seed_object) = 5000;
end
$test$;
