do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_year constant uuid := nachet.create_picture_set(
        v_user_id, v_user_id, '{"name": "2026"}'
    ) ->> 'picture_set_id';
    v_options constant jsonb := jsonb_build_object(
        'name', '2026', 'parent', v_year, 'picture_set_id', gen_random_uuid()
    );
begin
    perform nachet.create_picture_set(v_user_id, v_user_id, v_options);
    assert (
        nachet.get_picture_set(
            v_user_id, v_user_id, (v_options ->> 'picture_set_id')::uuid
        ) ->> 'parent'
    )::uuid = v_year;
    -- Repeated, the first answer; at another place, another folder.
    assert nachet.create_picture_set(v_user_id, v_user_id, v_options) ->> 'picture_set_id'
        = v_options ->> 'picture_set_id';
    perform test.raises(
        format(
            'select nachet.create_picture_set(%L, %L, %L)', v_user_id, v_user_id,
            v_options - 'parent'
        ),
        'NX108'
    );
    perform test.raises(
        format(
            'select nachet.create_picture_set(%L, %L, %L)', v_user_id, v_user_id,
            v_options - 'picture_set_id'
        ),
        'NX102'
    );
end
$test$;
