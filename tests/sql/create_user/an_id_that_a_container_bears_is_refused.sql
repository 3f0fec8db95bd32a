-- The personal container would have it too.
do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_options jsonb;
begin
    v_options := jsonb_build_object('user_id', nachet.create_container(v_user) -> 'container_id');
    assert test.raises(
        format('select nachet.create_user(%L, %L)', 'b@example.org', v_options), 'NX108'
    ) = v_options;
    assert (select count(*) from nachet_data.users) = 1;
end
$test$;
