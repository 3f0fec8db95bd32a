do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_case record;
begin
    for v_case in
        select c.key, c.fits, c.too_long
        from (
            values
            (
                'media_type', to_jsonb('image/' || repeat('x', 80)),
                to_jsonb('image/' || repeat('x', 81))
            ),
            ('description', to_jsonb(repeat('x', 10000)), to_jsonb(repeat('x', 10001))),
            (
                'metadata', jsonb_build_object('note', repeat('x', 99000)),
                jsonb_build_object('note', repeat('x', 100000))
            )
        ) as c (key, fits, too_long)
    loop
        perform test.reserve_picture(v_user, jsonb_build_object(v_case.key, v_case.fits));
        assert test.raises(
            format(
                'select test.reserve_picture(%L, %L)', v_user,
                jsonb_build_object(v_case.key, v_case.too_long)
            ),
            'NX203'
        ) ->> 'place' = 'pictures[0].' || v_case.key;
    end loop;
end
$test$;
