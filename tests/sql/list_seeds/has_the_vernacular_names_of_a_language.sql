do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_merged constant uuid := nachet.register_seed(v_admin, 'Ambrosia elatior') ->> 'seed_id';
    v_case record;
begin
    perform nachet.import_seeds(v_admin, '[
        {
            "name": "Ambrosia artemisiifolia",
            "vernacular_names": {
                "en": ["common ragweed"],
                "fr": ["petite herbe à poux", "herbe à poux"],
                "fr-CA": ["ambroisie"]
            }
        },
        {
            "name": "Avena fatua",
            "vernacular_names": {"fr-FR": ["avron"], "fr-CA": ["folle avoine"]}
        },
        {"name": "Ambrosia elatior", "vernacular_names": {"de": ["Beifuß"], "fr": ["élatior"]}}
    ]');
    perform nachet.merge_seeds(
        v_admin, v_merged, (nachet.resolve_seed('Ambrosia artemisiifolia') ->> 'seed_id')::uuid
    );
    for v_case in
        select c.language, c.ragweed, c.oat
        from (
            values
            ('en', 'common ragweed', null),
            ('fr', 'petite herbe à poux', 'folle avoine'),
            ('FR-ca', 'ambroisie', 'folle avoine'),
            ('fr-BE', 'petite herbe à poux', 'folle avoine'),
            ('de', 'Beifuß', null),
            ('f', null, null),
            ('', null, null)
        ) as c (language, ragweed, oat)
    loop
        assert (
            select
                jsonb_object_agg(s.value ->> 'seed_name', s.value -> 'vernacular_name')
                = jsonb_build_object(
                    'Ambrosia artemisiifolia', v_case.ragweed, 'Avena fatua', v_case.oat
                )
            from jsonb_array_elements(
                nachet.list_seeds(v_admin, jsonb_build_object('language', v_case.language))
                -> 'seeds'
            ) as s
            where s.value ->> 'seed_name' in ('Ambrosia artemisiifolia', 'Avena fatua')
        ), v_case.language;
    end loop;
    assert nachet.get_seed(v_admin, v_merged) #> '{vernacular_names,fr,0}'
        = '"petite herbe à poux"';
    perform test.raises(
        format('select nachet.list_seeds(%L, ''{"language": 1}'')', v_admin), 'NX210'
    );
end
$test$;
