-- Not even the owner of the tables, with whose rights the functions run.
do $test$
declare
    c_changes constant text[] := array[
        'update nachet_data.act set reason = reason', 'delete from nachet_data.act',
        'truncate nachet_data.act'
    ];
    v_user constant uuid := test.add_user('a@example.org');
    v_role text;
    v_change text;
    v_refused integer := 0;
begin
    perform nachet._record_acts(
        v_user, v_user, 'make_things', 'thing', array[nachet_data.uuid7()], null,
        array['{}']::jsonb[]
    );
    foreach v_role in array array[
        'nachet_owner', 'nachet_backend', 'nachet_analyst', 'nachet_service'
    ] loop
        perform set_config('role', v_role, true);
        foreach v_change in array c_changes loop
            begin
                execute v_change;
            exception when insufficient_privilege then
                v_refused := v_refused + 1;
            end;
        end loop;
        perform set_config('role', 'none', true);
    end loop;
    assert v_refused = 12, v_refused;
end
$test$;
