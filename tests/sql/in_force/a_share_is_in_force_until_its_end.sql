do $$
begin
    assert nachet_data.in_force(null, now());
    assert nachet_data.in_force(now() + interval '1 second', now());
    assert not nachet_data.in_force(now(), now());
end
$$;
