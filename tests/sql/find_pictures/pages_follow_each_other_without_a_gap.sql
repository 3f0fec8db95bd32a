do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_page jsonb := '{}';
    v_ids text[] := '{}';
    v_filter jsonb := '{"limit": 2}';
begin
    for i in 1..5 loop
        perform test.add_picture(v_user);
    end loop;
    loop
        v_page := nachet.find_pictures(v_user, v_user, v_filter);
        v_ids := v_ids || array(
            select p.value ->> 'picture_id'
            from jsonb_array_elements(v_page -> 'items') with ordinality as p
            order by p.ordinality
        );
        exit when v_page ->> 'next' is null;
        v_filter := v_filter || jsonb_build_object('after', v_page -> 'next');
    end loop;
    assert v_ids = array(select p.id::text from nachet.picture as p order by p.id desc), v_ids;
end
$test$;
