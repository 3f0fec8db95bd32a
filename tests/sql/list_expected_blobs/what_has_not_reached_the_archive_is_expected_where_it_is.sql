do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_archive constant uuid := (
        select c.id from nachet_data.container as c where c.kind = 'archive'
    );
    v_set uuid;
    v_archived uuid;
    v_picture uuid;
    v_blobs jsonb;
begin
    v_set := nachet.create_picture_set(v_user, v_user) ->> 'picture_set_id';
    v_archived := test.add_picture(v_user, v_set, '{"seed_name": "Avena fatua"}');
    v_picture := test.add_picture(v_user);
    perform nachet.delete_picture_set(v_user, v_user, v_set, true);
    v_blobs := nachet.list_expected_blobs(v_user) -> 'blobs';
    assert jsonb_path_query_array(v_blobs, '$[*].blob_name') = (
        select jsonb_agg(n.n order by n.n collate "C")
        from unnest(
            array[
                v_user || '/' || v_picture || '.png', v_user || '/' || v_user || '.json',
                v_set || '/' || v_archived || '.png', v_set || '/' || v_set || '.json'
            ]
        ) as n (n)
    );
    assert jsonb_path_query_array(v_blobs, '$[*] ? (@.at_home == false).container_id')
        = jsonb_build_array(v_archive);
    assert jsonb_path_query_array(
        nachet.list_expected_blobs(v_archive) -> 'blobs', '$[*].kind'
    ) = '["folder"]';
end
$test$;
