do $test$
declare
    r record;
    v_page jsonb;
    v_nb bigint[];
begin
    select * into r from test.register(200, 5);
    perform test.register_again(r.user_id, r.picture_id, test.sample_inference(200, 5));
    for v_n in 1 .. 3 loop
        -- Each time that a document is read, its parts are looked up once.
        v_nb[v_n] := (
            select coalesce(sum(t.idx_scan), 0)
            from pg_catalog.pg_class as c
            inner join pg_catalog.pg_stat_xact_all_tables as t on c.reltoastrelid = t.relid
            where c.oid = 'nachet_data.inference'::regclass
        );
        exit when v_n = 3;
        v_page := case v_n
            when 1 then nachet.list_review_queue(r.user_id, r.user_id)
            else nachet.list_whole_review_queue(r.user_id)
        end;
        assert jsonb_array_length(v_page -> 'items') = 100;
        assert not v_page @? '$.items[*] ? (@.label == null)';
    end loop;
    assert v_nb[2] - v_nb[1] between 1 and 2, v_nb;
    assert v_nb[3] - v_nb[2] between 1 and 2, v_nb;
end
$test$;
