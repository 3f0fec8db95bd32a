-- As a "create index concurrently" leaves it when it fails.
update pg_catalog.pg_index
set indisvalid = false
where indexrelid = 'nachet_data.picture_search_idx'::regclass;
do $test$
begin
    assert nachet.get_status() -> 'invalid_indexes' = '["nachet_data.picture_search_idx"]';
end
$test$;
