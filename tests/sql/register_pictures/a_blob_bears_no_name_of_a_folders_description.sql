do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_detail jsonb;
begin
    v_detail := test.raises(
        format(
            'select test.reserve_picture(%L, %L)', v_user,
            jsonb_build_object('picture_id', v_user, 'extension', 'json')
        ),
        'NX203'
    );
    assert v_detail ->> 'place' = 'pictures[0].extension';
end
$test$;
