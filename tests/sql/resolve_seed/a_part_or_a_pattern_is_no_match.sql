do $test$
declare
    v_label text;
begin
    foreach v_label in array array[
        'psilostachya', 'Ambrosia', 'Ambrosia psilostachya sp', 'x Ambrosia psilostachya',
        '014Ambrosia psilostachya', '14 14 Ambrosia psilostachya', 'Ambrosia%', '%',
        '_mbrosia psilostachya', 'Ambrosia.*', '014', '', ' ', '""'
    ] loop
        assert test.raises(format('select nachet.resolve_seed(%L)', v_label), 'NX007')
            = jsonb_build_object('label', v_label);
    end loop;
end
$test$;
