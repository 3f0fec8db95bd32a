create or replace function nachet._bad_guess_place(
    p_label jsonb, p_score jsonb, p_optional boolean
)
returns text
language sql
immutable
parallel safe
as $function$
select case
    when not coalesce(nachet._is_label(p_label), p_optional) then '.label'
    when not coalesce(nachet._is_number(p_score, 0, 1), p_optional) then '.score'
end;
$function$;

comment on function nachet._bad_guess_place(jsonb, jsonb, boolean) is
'Which of a guess''s label and score cannot be registered, or is missing where it is not optional; '
'null when none.';
revoke all on function nachet._bad_guess_place(jsonb, jsonb, boolean) from public;
