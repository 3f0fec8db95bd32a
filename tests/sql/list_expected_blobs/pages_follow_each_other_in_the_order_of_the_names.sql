do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_options jsonb := '{"limit": 2}';
    v_page jsonb;
    v_names text[] := '{}';
begin
    perform
        test.add_picture(
            v_user, (nachet.create_picture_set(v_user, v_user) ->> 'picture_set_id')::uuid
        )
    from generate_series(1, 2);
    perform test.add_picture(v_user);
    perform test.reserve_picture(v_user);
    perform nachet.delete_pictures(v_user, v_user, array[test.add_picture(v_user)]);
    loop
        v_page := nachet.list_expected_blobs(v_user, v_options);
        assert jsonb_array_length(v_page -> 'blobs') <= 2;
        v_names := v_names || array(
            select b.value ->> 'blob_name'
            from jsonb_array_elements(v_page -> 'blobs') as b (value)
        );
        exit when v_page ->> 'next' is null;
        v_options := v_options || jsonb_build_object('from', v_page -> 'next');
    end loop;
    assert cardinality(v_names) = 8, 'three folders and five pictures';
    assert v_names = array(select n.n from unnest(v_names) as n (n) order by n.n collate "C");
    assert array(
        select n.n from unnest(v_names) as n (n) where n.n like '%.png' order by n.n collate "C"
    ) = array(select p.blob_name from nachet_data.picture as p order by p.blob_name);
    perform test.raises(
        format('select nachet.list_expected_blobs(%L, %L)', v_user, '{"from": 1}'), 'NX210'
    );
end
$test$;
