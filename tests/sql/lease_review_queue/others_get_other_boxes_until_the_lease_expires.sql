do $test$
declare
    r record;
    v_readers uuid[];
    v_pages jsonb[];
    v_ids jsonb;
begin
    select * into r from test.register(5, 2);
    v_readers := test.ask_readers(r.user_id, 1, 1);
    perform test.set_now('2026-03-01T10:00Z');
    for v_n in 1 .. 3 loop
        v_pages[v_n] := jsonb_path_query_array(
            nachet.lease_review_queue(v_readers[v_n], r.user_id, '{"limit": 2, "lease": 60}'),
            '$.items[*].box_id'
        );
    end loop;
    assert jsonb_array_length(v_pages[1]) = 2 and jsonb_array_length(v_pages[3]) = 1;
    v_ids := v_pages[1] || v_pages[2] || v_pages[3];
    assert (select count(distinct i.value) = 5 from jsonb_array_elements(v_ids) as i);
    assert nachet.lease_review_queue(r.user_id, r.user_id) = '{"items": [], "next": null}';
    -- The list tells all; asked again, a reader gets the same boxes.
    assert jsonb_array_length(nachet.list_review_queue(r.user_id, r.user_id) -> 'items') = 5;
    assert jsonb_path_query_array(
        nachet.lease_review_queue(v_readers[1], r.user_id, '{"limit": 2, "lease": 120}'),
        '$.items[*].box_id'
    ) = v_pages[1];
    perform test.set_now('2026-03-01T10:01:30Z');
    assert jsonb_path_query_array(
        nachet.lease_review_queue(r.user_id, r.user_id), '$.items[*].box_id'
    ) = v_pages[2] || v_pages[3];
    assert (
        select count(*) from nachet_data.review_lease as l where l.user_id <> r.user_id
    ) = 2, 'what has expired is gone';
end
$test$;
