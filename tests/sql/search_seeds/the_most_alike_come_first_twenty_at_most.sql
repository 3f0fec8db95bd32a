do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_seeds jsonb;
begin
    v_seeds := nachet.search_seeds('Centaurea solstitialis');
    assert jsonb_path_query_array(v_seeds, '$[0 to 1].seed_name')
        = '["Centaurea solstitialis", "Centaurea solstitialis D"]';
    assert (
        select array_agg((s.value -> 'similarity')::numeric order by s.n)
            = array_agg(
                (s.value -> 'similarity')::numeric order by (s.value -> 'similarity')::numeric desc
            )
        from jsonb_array_elements(v_seeds) with ordinality as s (value, n)
    );
    perform nachet.register_seed(
        v_user, 'Carex number ' || n.n
    ) from generate_series(101, 130) as n (n);
    assert jsonb_array_length(nachet.search_seeds('Carex number')) = 20;
end
$test$;
