do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_text text;
begin
    perform nachet.import_seeds(v_admin, '[
        {
            "name": "Ambrosia artemisiifolia",
            "vernacular_names": {
                "en": ["common ragweed"],
                "fr": ["petite herbe à poux", "Herbe à poux"],
                "fr-CA": ["ambroisie à feuilles d’armoise"]
            }
        },
        {"name": "Dianthus armeria", "vernacular_names": {"fr": ["œillet arméria"]}}
    ]');
    foreach v_text in array array[
        'Herbe à poux', 'herbe a poux', 'HERBE À POUX', 'Herbe-à-poux',
        E'herbe a\u0300 poux', E'herbe\u00a0à poux', 'Common Ragweed', 'common-ragweed',
        'ambroisie a feuilles d''armoise', 'Ambroisie à feuilles d’armoise', 'petite herbe a poux'
    ] loop
        assert nachet.search_seeds(v_text) #>> '{0,seed_name}' = 'Ambrosia artemisiifolia', v_text;
        assert nachet.search_seeds(v_text) #> '{0,similarity}' = '1.000', v_text;
    end loop;
    foreach v_text in array array['Oeillet armeria', 'œillet arméria', 'ŒILLET ARMÉRIA'] loop
        assert nachet.search_seeds(v_text) #>> '{0,seed_name}' = 'Dianthus armeria', v_text;
        assert nachet.search_seeds(v_text) #> '{0,similarity}' = '1.000', v_text;
    end loop;
end
$test$;
