create or replace function nachet._clean_label(p_label text)
returns text
language sql
immutable
parallel safe
return btrim(
    regexp_replace(
        btrim(regexp_replace(p_label, '[\s\u00A0]+', ' ', 'g'), ' "“”„«»'), '^''(.*\S.*)''$', '\1'
    )
);

comment on function nachet._clean_label(text) is
'A species'' name as it was typed, without the quotes around it and with single blanks; empty when '
'nothing is left.';
revoke all on function nachet._clean_label(text) from public;
