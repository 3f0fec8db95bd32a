-- What a helper _copy_… leaves out would be lost in the archive.
do $$
declare
    v_offenders text;
    v_nb_copies integer;
begin
    select
        string_agg(format('%s: %I.%I', c.proname, c.name, a.attname), ', ')
        filter (where a.attname <> all (c.columns)),
        count(distinct c.name)
    into v_offenders, v_nb_copies
    from (
        select
            p.proname,
            m.found[1] as name,
            regexp_split_to_array(btrim(m.found[2], E' \n'), E'[\\s,]+') as columns
        from pg_catalog.pg_proc as p
        cross join lateral regexp_matches(
            p.prosrc, 'insert into nachet_data[.]([a-z_]+) [(]([^)]*)[)]', 'g'
        ) as m (found)
        where p.pronamespace = 'nachet'::regnamespace and starts_with(p.proname, '_copy_')
    ) as c
    inner join pg_catalog.pg_attribute as a
        on a.attrelid = to_regclass('nachet_data.' || c.name) and a.attnum > 0
        and not a.attisdropped and a.attgenerated = '';
    assert v_offenders is null, v_offenders;
    assert v_nb_copies >= 7, 'picture, its species, inferences, their models, boxes, guesses, acts';
end
$$;
