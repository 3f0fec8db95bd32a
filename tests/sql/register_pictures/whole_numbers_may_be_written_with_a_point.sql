do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_picture uuid;
begin
    v_picture := test.reserve_picture(
        v_user, '{"byte_size": 1000.0, "width": 4.0, "height": 3.0, "nb_seeds": 5.0}'
    );
    assert (
        select (p.byte_size, p.width, p.height, p.nb_seeds) = (1000, 4, 3, 5)
        from nachet_data.picture as p
        where p.id = v_picture
    );
end
$test$;
