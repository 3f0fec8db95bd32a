do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_ids uuid[];
    v_seen uuid[];
    v_page jsonb;
    v_pages integer := 0;
begin
    v_ids := array(select test.add_picture(v_user_id) from generate_series(1, 5));
    v_page := '{"next": null}';
    loop
        v_page := nachet.list_picture_set_pictures(
            v_user_id, v_user_id, v_user_id,
            jsonb_build_object('after', v_page -> 'next', 'limit', 2)
        );
        v_pages := v_pages + 1;
        v_seen := v_seen || array(
            select (p.value ->> 'picture_id')::uuid
            from jsonb_array_elements(v_page -> 'items') with ordinality as p (value, n)
            order by p.n
        );
        exit when v_page -> 'next' = 'null';
    end loop;
    assert v_pages = 3;
    assert v_seen = array(select i.id from unnest(v_ids) as i (id) order by i.id);
    v_page := nachet.list_picture_set_pictures(v_user_id, v_user_id, v_user_id, '{"limit": 5}');
    assert jsonb_array_length(v_page -> 'items') = 5 and v_page -> 'next' = 'null';
    assert v_page -> 'items' -> 0 ->> 'media_type' = 'image/png';
    assert v_page -> 'items' -> 0 -> 'inference_exist' = 'false';
end
$test$;
