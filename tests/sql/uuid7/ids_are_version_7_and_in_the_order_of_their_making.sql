do $test$
declare
    v_before constant timestamptz := date_trunc('milliseconds', clock_timestamp());
    v_ids constant uuid[] := array(
        select nachet_data.uuid7() from generate_series(1, 1000) as n (n)
    );
begin
    assert (select count(distinct i.id) from unnest(v_ids) as i (id)) = 1000;
    assert v_ids = array(select i.id from unnest(v_ids) as i (id) order by i.id);
    assert (
        select bool_and(
            to_timestamp(
                ('x' || left(replace(i.id::text, '-', ''), 12))::bit(48)::bigint / 1000.0
            ) between v_before and clock_timestamp()
            and i.id::text ~ '^.{8}-.{4}-7.{3}-[89ab]'
        )
        from unnest(v_ids) as i (id)
    );
end
$test$;
