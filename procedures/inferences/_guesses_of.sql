create or replace function nachet._guesses_of(p_box jsonb)
returns jsonb
language sql
stable
parallel safe
return case
    when jsonb_typeof(p_box -> 'topN') = 'array' and p_box -> 'topN' <> '[]' then p_box -> 'topN'
    else jsonb_build_array(p_box)
end;

comment on function nachet._guesses_of(jsonb) is
'The guesses of a box of an inference; without any it is its own guess.';
revoke all on function nachet._guesses_of(jsonb) from public;
