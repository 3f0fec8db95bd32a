do $test$
begin
    perform test.add_picture(test.add_user('a@example.org'));
    perform test.raises(
        'select v.* from nachet.select_specimens(''{"seeds": ["None"]}'') as v', 'NX007'
    );
    perform test.raises(
        'select v.* from nachet.select_specimens(''{"pipeline": "None"}'') as v', 'NX008'
    );
    perform test.raises(
        'select v.* from nachet.select_specimens(''{"model": "None"}'') as v', 'NX009'
    );
    perform test.raises(
        'select v.* from nachet.select_specimens(''{"readers": []}'') as v', 'NX208'
    );
end
$test$;
