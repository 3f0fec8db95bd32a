do $test$
declare
    v_plan constant jsonb := nachet._plan_distribution();
    v_place constant integer := (
        select p.place - 1
        from jsonb_array_elements(v_plan) with ordinality as p (part, place)
        where p.part ->> 'name' = 'nachet_data.picture'
    );
begin
    assert nachet._missing_distribution(v_plan, '[]') = v_plan;
    assert nachet._missing_distribution(v_plan, v_plan) = '[]';
    assert nachet._missing_distribution(v_plan, jsonb_set(
        v_plan, array[v_place::text, 'kind'], '"local"'
    ) - 0) = jsonb_build_array(v_plan -> 0, v_plan -> v_place);
    -- A function that was made again without its container.
    assert nachet._missing_distribution(
        '[{"kind": "delegated", "name": "f(uuid)"}]', '[{"kind": "carried", "name": "f(uuid)"}]'
    ) = '[{"kind": "delegated", "name": "f(uuid)"}]';
end
$test$;
