do $test$
declare
    v_a constant uuid := test.add_user('a@example.org');
    v_b constant uuid := test.add_user('b@example.org');
begin
    perform nachet.create_picture_set(v_a, v_a, '{"name": "Avena"}');
    perform nachet.create_picture_set(v_b, v_b, '{"name": "Avena"}');
end
$test$;
