do $test$
declare
    v_text text;
begin
    foreach v_text in array array[
        '', ' ', E'\t\r\n', E'\u00A0', E'\u3000', E'\u2003\u2028', E'\u200B', E'\u200D\uFE0F',
        E'\uFEFF', E'\u00AD', E'\u202E \u2069', E'\u0001\u007F\u0085', E'\u3164\u115F'
    ] loop
        assert nachet_data.is_blank(v_text), v_text;
    end loop;
    foreach v_text in array array[
        'x', E' x\u200B', '.', '"', '0', 'é', E'e\u0301', '種', E'\u2764\uFE0F', '👩‍🌾'
    ] loop
        assert not nachet_data.is_blank(v_text), v_text;
    end loop;
    assert nachet_data.is_blank(null) is null;
end
$test$;
