do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_picture uuid;
begin
    v_picture := test.add_picture(v_user, null, '{"seed_name": "\"Avena fatua\""}');
    assert nachet.get_picture(v_user, v_user, v_picture) #>> '{seeds,0,seed_name}' = 'Avena fatua';
    assert not (select s.confirmed from nachet.seed as s where s.name = 'Avena fatua');
end
$test$;
