do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_lists constant jsonb := nachet.list_regulated_lists(v_user);
    v_list jsonb;
begin
    assert jsonb_array_length(v_lists) = 1;
    assert v_lists -> 0 @> '{
        "name": "Weed Seeds Order", "jurisdiction": "CA", "periods": [
            {"valid_from": "2016-11-01", "valid_to": null}
        ]
    }', v_lists::text;
    v_list := nachet.get_regulated_list(v_user, 'weed seeds order', '{"on": "2026-03-14"}');
    assert jsonb_path_query_array(v_list, '$.periods[0].classes[*].number') = '[1, 2, 3, 4, 5, 6]';
    assert jsonb_path_query_array(v_list, '$.periods[0].classes[*] ? (@.complete == true).number')
        = '[1]';
    assert jsonb_array_length(v_list #> '{periods,0,classes,0,entries}') = 26;
    -- A genus covers what the catalogue has of it, whichever way it is written there.
    assert (
        select array_agg(s.name order by s.name)
        from jsonb_array_elements_text(
            jsonb_path_query_first(
                v_list, '$.periods[0].classes[0].entries[*] ? (@.name == "Cuscuta").seed_ids'
            )
        ) as i (id)
        inner join nachet.seed as s on i.id::uuid = s.id
    ) = array['Cuscuta gronovii', 'Cuscuta spp'];
end
$test$;
