do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_merged uuid;
    v_other uuid;
begin
    perform nachet.import_seeds(v_admin, '[
        {"name": "Poales", "rank": "group"},
        {"name": "Poaceae", "rank": "family", "parent": "Poales"},
        {"name": "Avena", "rank": "genus", "family": "Poaceae"},
        {"name": "Avena fatua", "parent": "Avena"}
    ]');
    v_merged := nachet.register_seed(v_admin, 'Avena fatva') ->> 'seed_id';
    perform nachet.merge_seeds(
        v_admin, v_merged, (nachet.resolve_seed('Avena fatua') ->> 'seed_id')::uuid
    );
    assert (
        select array_agg((l.rank, l.ancestor_name)::text order by l.rank)
        from nachet.seed_lineage as l
        where l.seed_id = (nachet.resolve_seed('Avena fatua') ->> 'seed_id')::uuid
    ) = array['(family,Poaceae)', '(genus,Avena)', '(group,Poales)', '(species,"Avena fatua")'];
    assert (
        select array_agg(l.ancestor_name order by l.rank)
        from nachet.seed_lineage as l
        where l.seed_id = v_merged
    ) = array['Poaceae', 'Avena', 'Poales', 'Avena fatua'], 'a merged one has that of the other';
    -- An ancestor that was merged is what it became.
    v_other := nachet.register_seed(v_admin, 'Gramineae', '{"rank": "family"}') ->> 'seed_id';
    perform nachet.merge_seeds(
        v_admin, (nachet.resolve_seed('Poaceae') ->> 'seed_id')::uuid, v_other
    );
    assert (
        select array_agg(l.ancestor_name order by l.rank)
        from nachet.seed_lineage as l
        where l.seed_id = v_merged
    ) = array['Gramineae', 'Avena', 'Avena fatua'];
end
$test$;
