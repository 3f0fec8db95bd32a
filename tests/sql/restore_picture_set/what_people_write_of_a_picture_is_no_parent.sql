-- A crop is known by its columns, not by what its metadata says.
do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_id constant uuid := nachet.create_picture_set(v_user, v_user) ->> 'picture_set_id';
    v_picture uuid;
    v_crop uuid;
    v_plain uuid;
begin
    v_picture := test.add_picture(v_user, v_id, '{"seed_name": "Avena fatua"}');
    v_crop := test.add_picture(v_user, v_user, jsonb_build_object('parent', v_picture));
    perform nachet.update_picture(v_user, v_user, v_picture, jsonb_build_object(
        'metadata', jsonb_build_object('former_parent', v_crop)
    ));
    v_plain := test.add_picture(v_user, v_user, jsonb_build_object(
        'metadata', jsonb_build_object('former_parent', v_picture)
    ));
    for v_n in 1..2 loop
        perform nachet.delete_picture_set(v_user, v_user, v_id, true);
        assert nachet.restore_picture_set(v_user, v_user, v_id) ->> 'unarchived' = '2';
        assert (
            select array_agg(p.parent order by p.id) = array[null, v_picture, null]
            from nachet_data.picture as p
            where p.id = any (array[v_picture, v_crop, v_plain])
        ), v_n;
    end loop;
end
$test$;
