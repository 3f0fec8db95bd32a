do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_id uuid;
    v_label text;
begin
    v_id := nachet.register_seed(v_admin, 'Isoëtes echinospora') ->> 'seed_id';
    foreach v_label in array array[
        'ISOËTES ECHINOSPORA', U&'isoe\0308tes echinospora', '"Isoëtes echinospora"',
        '''Isoëtes echinospora''', E'“Isoëtes\techinospora”', '« Isoëtes echinospora »',
        U&'Isoëtes\00A0echinospora', '"007 Isoëtes echinospora"'
    ] loop
        assert nachet.resolve_seed(v_label) ->> 'seed_id' = v_id::text, v_label;
    end loop;
end
$test$;
