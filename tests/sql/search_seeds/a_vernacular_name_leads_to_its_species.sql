do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
begin
    perform nachet.import_seeds(v_admin, '[
        {"name": "Avena fatua", "vernacular_names": {"fr": ["folle avoine"], "en": ["wild oat"]}},
        {"name": "Avena sterilis", "vernacular_names": {"en": ["Wild oat", "winter wild oat"]}}
    ]');
    assert nachet.search_seeds('FOLLE AVOINE') #>> '{0,seed_name}' = 'Avena fatua';
    assert (
        select array_agg(s.value ->> 'seed_name' order by s.value ->> 'seed_name')
        from jsonb_array_elements(nachet.search_seeds('wild oat')) as s
        where s.value -> 'similarity' = '1.000'
    ) = array['Avena fatua', 'Avena sterilis'], 'it is no alias: several may have it';
    perform test.raises('select nachet.resolve_seed(''wild oat'')', 'NX007');
end
$test$;
