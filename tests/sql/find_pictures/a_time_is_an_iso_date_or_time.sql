do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_picture_id uuid;
    v_time text;
begin
    perform test.set_now('2026-03-04 05:06:07.5+00');
    v_picture_id := test.add_picture(v_user);
    foreach v_time in array array[
        '2026-03-04', '2026-03-04T05:06', '2026-03-04 05:06:07', '2026-03-04T05:06:07.5Z',
        '2026-03-04t05:06:07.500000z', '2026-03-04T07:06:07.5+02', '2026-03-04T00:06:07.5-0500',
        '2026-03-04T10:36:07.5+05:30', '2026-03-04T05:15:28.5+00:09:21'
    ] loop
        assert nachet.find_pictures(
            v_user, v_user, jsonb_build_object('uploaded_from', v_time)
        ) #>> '{items,0,picture_id}' = v_picture_id::text, v_time;
    end loop;
    assert nachet.find_pictures(
        v_user, v_user, '{"uploaded_from": "2026-03-05"}'
    ) -> 'items' = '[]';
    assert nachet.find_pictures(
        v_user, v_user, '{"uploaded_to": "2026-03-04T05:06:07.5Z"}'
    ) -> 'items' = '[]';
end
$test$;
