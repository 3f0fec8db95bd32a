do $test$
declare
    v_email text;
begin
    foreach v_email in array array['', 'ada', 'a@', '@b', 'a b@c', 'a@b@c'] loop
        perform test.raises(format('select nachet.create_user(%L)', v_email), 'NX201');
    end loop;
    perform test.raises($$select nachet.create_user('a@b', '{"permission": "boss"}')$$, 'NX209');
    perform test.raises($$select nachet.create_user('a@b', '{"boss": true}')$$, 'NX210');
    assert not exists (select from nachet_data.users);
end
$test$;
