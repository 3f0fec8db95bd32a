-- A clock that the test sets.
create or replace function nachet._now()
returns timestamptz
language sql
stable
return current_setting('test.now')::timestamptz;

do $test$
declare
    v_user uuid;
    v_picture constant jsonb := jsonb_build_array(jsonb_build_object(
        'media_type', 'image/png', 'extension', 'png', 'byte_size', 1000,
        'sha256', repeat('ab', 32)
    ));
    v_first jsonb;
    v_again jsonb;
begin
    perform set_config('test.now', '2030-01-01Z', true);
    v_user := test.add_user('a@example.org');
    v_first := nachet.register_pictures(v_user, v_user, v_user, v_picture);
    perform set_config('test.now', '2030-01-02Z', true);
    v_again := nachet.register_pictures(v_user, v_user, v_user, v_picture);
    assert v_again #> '{0}' = (v_first #> '{0}') || '{"new": false}';
    assert (select p.updated_at = '2030-01-02Z' from nachet_data.picture as p);
end
$test$;
