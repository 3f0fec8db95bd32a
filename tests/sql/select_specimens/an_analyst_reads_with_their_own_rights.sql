do $test$
declare
    r record;
begin
    select * into r from test.register(1, 3);
    perform test.say(r.user_id, r.user_id, r.document, 0);
    set local role nachet_analyst;
    assert (select count(*) from nachet.select_specimens('{"seeds": ["Brassica napus"]}')) <= 1;
    assert (select count(*) from nachet.select_pictures('{}')) = 1;
    set local role nachet_backend;
    begin
        perform from nachet.select_specimens('{}');
        assert false;
    exception when insufficient_privilege then
        null;
    end;
    reset role;
end
$test$;
