do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_field constant uuid := test.add_picture(v_user, v_user, '{"name": "Field-7_Nord (1).PNG"}');
    v_other constant uuid := test.add_picture(
        v_user, v_user, '{"name": "Général''s \\\\ DSC0042.tif"}'
    );
    v_none constant uuid := test.add_picture(v_user);
    v_case record;
    v_found jsonb;
begin
    assert v_none is not null;
    for v_case in
        select *
        from (
            values
            ('field', v_field), ('FIELD-7_nord (1).png', v_field), ('7 FIELD', v_field),
            ('1', v_field), ('ield', null), ('field 8', null), ('Général''s', v_other),
            ('GÉNÉRAL', v_other), ('dsc0042', v_other), ('dsc00', null), ('', null), ('-_', null),
            ('tif:* | png', null), (repeat('ﷺ', 250), null)
        ) as c (name, id)
    loop
        v_found := nachet.find_pictures(
            v_user, v_user, jsonb_build_object('name', v_case.name)
        ) -> 'items';
        assert (
            select array_agg((f.value ->> 'picture_id')::uuid)
            from jsonb_array_elements(v_found) as f
        ) is not distinct from nullif(array[v_case.id], array[null]::uuid[]), v_case.name;
    end loop;
    perform test.add_picture(v_user, v_user, jsonb_build_object('name', repeat('ﷺ', 255)));
    assert nachet.list_picture_set_pictures(v_user, v_user, v_user) #>> '{items,0,name}'
        = 'Field-7_Nord (1).PNG';
end
$test$;
