create or replace function nachet._search_key(p_name_key text)
returns text
language sql
immutable
parallel safe
return translate(
    -- Accents stand apart in a name's key; where there are none, the expression is not worth
    -- its time.
    case
        when octet_length(p_name_key) = char_length(p_name_key) then p_name_key
        else regexp_replace(p_name_key, '[\u0300-\u036F×]', '', 'g')
    end,
    ' -._''"()%\', ''
);

comment on function nachet._search_key(text) is
'The letters of a name''s key alone, for a search: without accents, blanks, marks, and what a '
'pattern reads otherwise.';
revoke all on function nachet._search_key(text) from public;
