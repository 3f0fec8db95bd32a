-- So the plan is that of the view, with the conditions of the filter where the rows are read; a
-- filter is checked once, before any row.
do $test$
declare
    v_function text;
    v_plan text := '';
    v_line text;
begin
    foreach v_function in array array['specimens', 'pictures'] loop
        v_plan := '';
        for v_line in execute format(
            'explain select v.* from nachet.select_%s(%L) as v', v_function,
            '{"picture_set_ids": ["0193a2b0-4c10-7000-8000-000000000002"]}'
        ) loop
            v_plan := v_plan || v_line || E'\n';
        end loop;
        assert v_plan !~ 'Function Scan on select_', v_plan;
        assert v_plan ~ 'One-Time Filter: \(nachet.resolve_dataset_filter\(', v_plan;
        assert v_plan ~ '(Index Cond|Filter): .*picture_set_id = (ANY )?\(?''', v_plan;
    end loop;
end
$test$;
