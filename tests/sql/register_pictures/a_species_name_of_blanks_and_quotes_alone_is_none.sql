do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_name jsonb;
    v_detail jsonb;
begin
    foreach v_name in array array['" \n"', '"«»"', '"\u00A0"', '7']::jsonb[] loop
        v_detail := test.raises(format(
            'select nachet.register_pictures(%L, %L, %L, %L)', v_user, v_user, v_user,
            jsonb_build_array(jsonb_build_object(
                'media_type', 'image/png', 'extension', 'png', 'byte_size', 10,
                'sha256', repeat('ab', 32), 'seed_name', v_name
            ))
        ), 'NX203');
        assert v_detail ->> 'place' = 'pictures[0].seed_name', v_detail;
    end loop;
end
$test$;
