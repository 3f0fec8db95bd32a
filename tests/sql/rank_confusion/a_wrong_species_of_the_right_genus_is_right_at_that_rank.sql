do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    r record;
begin
    select * into r from test.register(2, 2);
    perform nachet.import_seeds(v_admin, jsonb_build_array(
        '{"name": "Poaceae", "rank": "family"}'::jsonb,
        '{"name": "Avena", "rank": "genus", "parent": "Poaceae"}'::jsonb,
        '{"name": "Avena fatua", "parent": "Avena"}'::jsonb,
        jsonb_build_object(
            'name', nachet.resolve_seed(r.document #>> '{boxes,0,label}') ->> 'seed_name',
            'parent', 'Avena'
        )
    ));
    perform nachet.verify_seed(
        r.user_id, r.user_id, r.inference_id,
        test.feedback(r.document, 0, '{"label": "Avena fatua", "classId": ""}')
        || test.feedback(r.document, 1)
    );
    -- The second box shows a species without a genus.
    assert (
        select array_agg((v.rank, v.model_seed_name = v.seed_name, v.nb_object)::text)
        from (
            select c.* from nachet.rank_confusion as c
            where c.container_id = r.user_id
            order by c.rank, c.model_seed_name = c.seed_name
        ) as v
    ) = array['(family,t,1)', '(genus,t,1)', '(species,f,1)', '(species,t,1)'];
end
$test$;
