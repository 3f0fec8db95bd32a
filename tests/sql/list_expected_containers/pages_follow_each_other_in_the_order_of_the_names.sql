do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_page jsonb;
    v_all jsonb := '[]';
    v_numbers jsonb := '[]';
    v_options jsonb := '{"limit": 2}';
begin
    delete from nachet_data.blob_task;
    perform nachet.create_container(v_user) from generate_series(1, 3);
    perform test.reserve_picture(v_user);
    loop
        v_page := nachet.list_expected_containers(v_options);
        v_all := v_all || (v_page -> 'containers');
        v_numbers := v_numbers || (v_page -> 'nb_blobs');
        exit when v_page ->> 'next' is null;
        v_options := v_options || jsonb_build_object('after', v_page -> 'next');
    end loop;
    assert v_all = (
        select
            jsonb_agg(
                jsonb_build_object(
                    'container_id', c.id, 'container_name', 'user-' || c.id, 'busy', c.id <> v_user
                )
                order by ('user-' || c.id) collate "C"
            )
        from nachet_data.container as c
    ), 'the archive need not be there before it has a folder';
    assert v_numbers = '[5, null, null]', v_numbers;
    assert v_page ->> 'installation_id' = (select i.id::text from nachet_data.installation as i);
end
$test$;
