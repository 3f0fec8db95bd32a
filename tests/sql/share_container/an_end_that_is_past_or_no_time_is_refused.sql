do $test$
declare
    v_owner constant uuid := test.add_user('owner@example.org');
    v_group constant uuid := test.add_group(v_owner);
    v_until text;
begin
    assert test.raises(
        format(
            'select nachet.share_container(%L, %L, %L, %L)', v_owner, v_owner, v_group,
            '{"until": "2020-01-01"}'
        ),
        'NX134'
    ) = '{"until": "2020-01-01T00:00:00+00:00"}';
    foreach v_until in array array['tomorrow', ''] loop
        assert test.raises(
            format(
                'select nachet.share_container(%L, %L, %L, %L)', v_owner, v_owner, v_group,
                jsonb_build_object('until', v_until)
            ),
            'NX210'
        ) = jsonb_build_object('option', 'until', 'value', v_until);
        perform test.raises(
            format(
                'select nachet.share_container_with_user(%L, %L, %L, %L, %L)', v_owner, v_owner,
                'x@example.org', 'read', jsonb_build_object('until', v_until)
            ),
            'NX210'
        );
    end loop;
    assert nachet.list_container_shares(v_owner, v_owner) = '[]';
end
$test$;
