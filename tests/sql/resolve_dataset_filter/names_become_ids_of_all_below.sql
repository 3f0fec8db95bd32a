do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_merged uuid;
    v_filter jsonb;
begin
    perform nachet.import_seeds(v_admin, '[
        {"name": "Avena", "rank": "genus", "family": "Poaceae"},
        {"name": "Avena fatua", "parent": "Avena"},
        {"name": "Avena sativa", "parent": "Avena"}
    ]');
    -- Also what lies below a genus that was merged into this one.
    v_merged := nachet.import_seeds(v_admin, '[{"name": "Avenula", "rank": "genus"}]')
        #>> '{0,seed_id}';
    perform nachet.import_seeds(v_admin, '[{"name": "Avena pubescens", "parent": "Avenula"}]');
    perform nachet.merge_seeds(
        v_admin, v_merged, (nachet.resolve_seed('Avena') ->> 'seed_id')::uuid
    );
    v_filter := nachet.resolve_dataset_filter('{"seeds": ["AVENA"], "from": "2026-01-01"}');
    assert (
        select array_agg(s.name order by s.name)
        = array['Avena', 'Avena fatua', 'Avena pubescens', 'Avena sativa']
        from nachet_data.seed as s
        where v_filter -> 'seed_ids' ? s.id::text
    ), v_filter;
    assert v_filter - 'seed_ids' = '{
        "from": "2026-01-01T00:00:00+00:00", "states": ["settled"],
        "pictures_without_specimens": false
    }', v_filter;
    assert nachet.resolve_dataset_filter(v_filter) = v_filter;
    assert nachet.resolve_dataset_filter('{}')
    = '{"states": ["settled"], "pictures_without_specimens": true}';
    v_filter := nachet.resolve_dataset_filter(
        jsonb_build_object('picture_set_ids', jsonb_build_array(v_admin))
    );
    assert v_filter -> 'container_ids' = jsonb_build_array(v_admin), v_filter;
    assert (v_filter -> 'pictures_without_specimens')::boolean;
    v_filter := nachet.resolve_dataset_filter(
        jsonb_build_object('seeds', jsonb_build_array(v_merged))
    );
    assert jsonb_array_length(v_filter -> 'seed_ids') = 4;
end
$test$;
