do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
begin
    assert nachet.get_ml_structure(v_user) = '{"pipelines": [], "models": []}';
end
$test$;
