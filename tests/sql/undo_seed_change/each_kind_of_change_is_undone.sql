create function pg_temp.last() returns uuid language sql
return (select max(c.id::text)::uuid from nachet.seed_change as c);

do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_id uuid;
    v_before jsonb;
    v_change uuid;
    v_answer jsonb;
    v_statement text;
begin
    perform nachet.register_seed(v_admin, 'Avena', '{"rank": "genus"}');
    v_id := nachet.register_seed(v_admin, 'Avena fatva') ->> 'seed_id';
    perform nachet.add_seed_alias(v_admin, v_id, 'Avena fatua');
    perform nachet.add_seed_alias(v_admin, v_id, 'oat');
    v_before := nachet.get_seed(v_admin, v_id) - 'updated_at';
    foreach v_statement in array array[
        'nachet.confirm_seed(%L, %L)',
        'nachet.rename_seed(%L, %L, ''Avena fatua'')',
        'nachet.rename_seed(%L, %L, ''Avena x'')',
        'nachet.add_seed_alias(%L, %L, ''wild oat'')',
        'nachet.remove_seed_alias(%L, %L, ''OAT'')',
        'nachet.update_seed(%L, %L, ''{"gbif_key": 1, "eppo_code": "AVEFA", "itis_tsn": 2}'')',
        'nachet.update_seed(%L, %L, ''{"information": {"a": 1}, "parent": "Avena"}'')',
        'nachet.update_seed(%L, %L, ''{"rank": "variety", "confirmed": true}'')',
        'nachet.import_seeds(%L, case when %L is null then null else ''[
            {"name": "Avena fatva", "synonyms": ["folle avoine"], "gbif_key": 7,
            "family": "Poaceae",
            "vernacular_names": {"fr": ["folle avoine"], "en": ["wild oat", "oat"]}}
        ]''::jsonb end)'
    ] loop
        execute format('select ' || v_statement, v_admin, v_id);
        assert nachet.get_seed(v_admin, v_id) - 'updated_at' <> v_before, v_statement;
        select c.id into v_change
        from nachet.seed_change as c
        where c.seed_id = v_id
        order by c.id desc
        limit 1;
        v_answer := nachet.undo_seed_change(v_admin, v_change, '{"reason": "No."}');
        assert v_answer - 'updated_at' = v_before, v_statement || v_answer;
        assert (
            select (c.act, c.undone_id, c.reason)::text
            from nachet.seed_change as c
            where c.id = pg_temp.last()
        ) = ('undo', v_change, 'No.')::text;
        assert nachet.undo_seed_change(v_admin, v_change) = v_answer, 'repeated';
        assert (
            select count(*) from nachet.seed_change as c where c.undone_id = v_change
        ) = 1;
    end loop;
end
$test$;
