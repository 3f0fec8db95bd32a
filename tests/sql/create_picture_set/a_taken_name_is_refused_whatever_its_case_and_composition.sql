do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_detail jsonb;
    v_name text;
begin
    perform nachet.create_picture_set(v_user_id, v_user_id, '{"name": "général"}');
    foreach v_name in array array[
        'général', 'GÉNÉRAL', U&'ge\0301ne\0301ral', ' Général ', 'general', 'GENERAL'
    ] loop
        v_detail := test.raises(
            format(
                'select nachet.create_picture_set(%L, %L, %L)',
                v_user_id, v_user_id, jsonb_build_object('name', v_name)
            ), 'NX102'
        );
        assert v_detail ->> 'folder_name' = btrim(v_name);
        assert exists (
            select
            from nachet_data.picture_set as ps
            where ps.container_id = v_user_id and ps.id = (v_detail ->> 'picture_set_id')::uuid
        );
    end loop;
    assert (
        select count(*) from nachet_data.picture_set as ps where ps.container_id = v_user_id
    ) = 2;
end
$test$;
