do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_id constant text := nachet.list_regulated_lists(v_user) #>> '{0,list_id}';
begin
    assert nachet.get_regulated_list(v_user, v_id)
        = nachet.get_regulated_list(v_user, 'WEED SEEDS ORDER', '{"on": "2016-11-01"}');
    perform test.raises(
        format(
            'select nachet.get_regulated_list(%L, %L, %L)', v_user, v_id, '{"on": "2016-10-31"}'
        ),
        'NX081'
    );
    perform test.raises(
        format('select nachet.get_regulated_list(%L, %L)', v_user, 'no such list'), 'NX081'
    );
    perform test.raises(
        format('select nachet.get_regulated_list(%L, %L, %L)', v_user, v_id, '{"on": "today"}'),
        'NX210'
    );
end
$test$;
