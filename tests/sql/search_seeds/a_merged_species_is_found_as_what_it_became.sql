do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_id uuid;
begin
    v_id := nachet.register_seed(v_admin, 'Gaultheria hispidula') ->> 'seed_id';
    perform nachet.merge_seeds(
        v_admin, v_id, (nachet.resolve_seed('Iva axillaris') ->> 'seed_id')::uuid
    );
    assert nachet.search_seeds('gaultheria hispidula') #>> '{0,seed_name}' = 'Iva axillaris';
    assert nachet.search_seeds('gaultheria hispidula') #>> '{0,matched}'
        = 'Gaultheria hispidula';
end
$test$;
