do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_id constant uuid := gen_random_uuid();
begin
    assert test.raises(format('select nachet.get_seed(%L, %L)', v_user, v_id), 'NX007')
        = jsonb_build_object('seed_id', v_id);
    perform test.raises(
        format('select nachet.get_seed(%L, %L)', v_id, '01900000-0000-7000-8000-000000000000'),
        'NX001'
    );
end
$test$;
