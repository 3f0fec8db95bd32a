do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_page jsonb;
begin
    for v_n in 1..3 loop
        perform nachet.create_dataset(v_admin, 'set ' || v_n, '{}');
    end loop;
    v_page := nachet.list_datasets(v_admin, '{"limit": 2}');
    assert jsonb_path_query_array(v_page, '$.items[*].dataset_name') = '["set 3", "set 2"]', v_page;
    assert v_page -> 'next' = v_page #> '{items,1,dataset_id}', v_page;
    v_page := nachet.list_datasets(v_admin, jsonb_build_object('after', v_page -> 'next'));
    assert jsonb_path_query_array(v_page, '$.items[*].dataset_name') = '["set 1"]', v_page;
    assert v_page -> 'next' = 'null';
    perform test.raises(
        format('select nachet.list_datasets(%L, ''{"limit": 0}'')', v_admin), 'NX210'
    );
end
$test$;
