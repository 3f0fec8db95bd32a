create or replace function nachet._guess_id(p_object_id uuid, p_place bigint)
returns uuid
language sql
immutable
parallel safe
return (left(p_object_id::text, 32) || lpad(to_hex(p_place), 4, '0'))::uuid;

comment on function nachet._guess_id(uuid, bigint) is
'The id of a guess: that of its box, the guess''s place in the last of the random digits. A random '
'number of its own for each guess takes longer than the rest of its row.';
revoke all on function nachet._guess_id(uuid, bigint) from public;
