do $test$
declare
    v_missing text;
begin
    select string_agg(v.name, ', ' order by v.name)
    into v_missing
    from nachet.vernacular_name as v
    where not exists (
        select from jsonb_array_elements(nachet.search_seeds(v.name)) as f
        where (f.value ->> 'seed_id')::uuid = v.seed_id and f.value ->> 'similarity' = '1.000'
    );
    assert v_missing is null, v_missing;

    select string_agg(s.name || ' ' || l.language, ', ' order by s.name, l.language)
    into v_missing
    from nachet.seed as s
    cross join unnest(array['en', 'fr']) as l (language)
    where not exists (
        select from nachet.vernacular_name as v
        where v.seed_id = s.id and v.language = l.language
    );
    assert v_missing = 'Centaurea solstitialis D en, Centaurea solstitialis D fr, Iva axillaris fr',
        v_missing;

    assert nachet.search_seeds('petite herbe a poux') #>> '{0,seed_name}'
        = 'Ambrosia artemisiifolia';
    assert nachet.search_seeds('Common Ragweed') #>> '{0,seed_name}' = 'Ambrosia artemisiifolia';
end
$test$;
