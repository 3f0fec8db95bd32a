do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_merged uuid;
begin
    perform nachet.import_seeds(v_admin, '[
        {"name": "Avena", "rank": "genus", "family": "Poaceae"},
        {"name": "Avena fatua", "parent": "Avena", "eppo_code": "AVEFA"}
    ]');
    v_merged := nachet.register_seed(v_admin, 'Avena fatva') ->> 'seed_id';
    perform nachet.merge_seeds(
        v_admin, v_merged, (nachet.resolve_seed('Avena fatua') ->> 'seed_id')::uuid
    );
    assert (
        select (s.rank, s.genus, s.family, s.eppo_code) = ('species', 'Avena', 'Poaceae', 'AVEFA')
        from nachet.export_seed as s
        where s.seed_name = 'Avena fatua'
    );
    assert (
        select s.genus is null and s.family is null
        from nachet.export_seed as s
        where s.seed_name = 'Brassica napus'
    );
    assert not exists (select from nachet.export_seed as s where s.seed_id = v_merged);
end
$test$;
