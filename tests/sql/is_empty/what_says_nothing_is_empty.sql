do $$
declare
    v_value jsonb;
begin
    for v_value in
        select e.value from jsonb_array_elements('[null, [], {}, "", " ", "\u200b"]') as e
    loop
        assert nachet_data.is_empty(v_value), v_value;
    end loop;
    for v_value in
        select e.value
        from jsonb_array_elements('[0, false, [null], {"a": null}, "x", "null"]') as e
    loop
        assert not nachet_data.is_empty(v_value), v_value;
    end loop;
    assert nachet_data.is_empty(null);
end
$$;
