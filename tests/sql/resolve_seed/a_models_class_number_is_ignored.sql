do $test$
declare
    v_case record;
begin
    for v_case in
        select c.label, c.matched
        from (
            values
            ('Ambrosia psilostachya', 'name'),
            ('14 Ambrosia psilostachya', 'number'),
            ('014 Ambrosia psilostachya', 'number'),
            ('0014  ambrosia  PSILOSTACHYA ', 'number')
        ) as c (label, matched)
    loop
        assert nachet.resolve_seed(v_case.label) = jsonb_build_object(
            'seed_id', '01900000-0000-7000-8000-000000000014', 'seed_name', 'Ambrosia psilostachya',
            'confirmed', true, 'matched', v_case.matched
        ), v_case.label;
    end loop;
end
$test$;
