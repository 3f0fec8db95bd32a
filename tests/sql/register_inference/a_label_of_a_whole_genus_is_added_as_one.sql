do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
begin
    perform nachet.register_inference(
        v_user, v_user, test.add_picture(v_user),
        '{"totalBoxes": 1, "boxes": [
            {"box": {"topX": 1, "topY": 1, "bottomX": 9, "bottomY": 9}, "topN": [
                {"label": "031 Carex spp.", "score": 0.6}, {"label": "Carex nigra", "score": 0.4}
            ]}
        ]}',
        jsonb_build_object('pipeline', test.add_pipeline())
    );
    assert (
        select array_agg((s.name, s.rank)::text order by s.name)
        from nachet.seed as s
        where s.name like 'Carex%'
    ) = array['("Carex nigra",species)', '("Carex spp.",genus)'];
end
$test$;
