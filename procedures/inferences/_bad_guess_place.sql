create or replace function nachet._bad_guess_place(p_guess jsonb, p_optional boolean)
returns text
language sql
immutable
parallel safe
as $function$
    select case
        when jsonb_typeof(p_guess) <> 'object' then ''
        when not coalesce(nachet._is_label(p_guess -> 'label'), p_optional) then '.label'
        when not coalesce(nachet._is_number(p_guess -> 'score', 0, 1), p_optional) then '.score'
    end;
$function$;

comment on function nachet._bad_guess_place(jsonb, boolean) is
'Which of a guess''s label and score cannot be registered, or is missing where it is not optional; '
'null when none.';
revoke all on function nachet._bad_guess_place(jsonb, boolean) from public;
