do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_absent constant uuid := gen_random_uuid();
    v_gone constant uuid := gen_random_uuid();
    v_taken uuid;
    v_pictures jsonb;
    v_case record;
begin
    v_taken := test.add_picture(v_user);
    perform test.add_picture(v_user, null, jsonb_build_object('picture_id', v_gone));
    perform nachet.delete_pictures(v_user, v_user, array[v_gone]);
    perform nachet.purge_trash('infinity', '{"limit": 10}');
    -- The first and the last picture are good and bear the ids that the second is refused for.
    for v_case in
        values
        ('NX004', 'parent', v_absent, 'picture_id', v_absent),
        ('NX007', 'seed_id', v_taken, 'parent', v_taken),
        ('NX108', 'picture_id', v_taken, 'parent', v_taken),
        ('NX108', 'picture_id', v_gone, 'description', v_gone)
    loop
        select jsonb_agg(
            jsonb_build_object(
                'media_type', 'image/png', 'extension', 'png', 'byte_size', 10,
                'sha256', encode(sha256(n::text::bytea), 'hex')
            ) || case
                when n = 1 then jsonb_build_object(v_case.column2, upper(v_case.column3::text))
                when v_case.column4 <> 'picture_id' or n = 2
                    then jsonb_build_object(v_case.column4, v_case.column5)
                else '{}'
            end
            order by n
        )
        into v_pictures
        from generate_series(0, 2) as n;
        assert test.raises(
            format(
                'select nachet.register_pictures(%L, %L, %L, %L)', v_user, v_user, v_user,
                v_pictures
            ),
            v_case.column1
        ) ->> 'place' = 'pictures[1].' || v_case.column2, v_case;
    end loop;
end
$test$;
