-- Names: what counts as blank, the same for species, models, folders and people's other names.

set local lock_timeout = '1500ms';
set local role nachet_owner;

-- What nobody sees: blanks, control characters, and the invisible characters that join, separate or
-- turn letters.
create function nachet_data.is_blank(p_text text) returns boolean
language sql immutable strict parallel safe
as $function$
select p_text collate "C" !~
    E'[^\u0001-\u0020\u007F-\u00A0\u00AD\u034F\u061C\u115F\u1160\u1680\u180E\u2000-\u200F'
    '\u2028-\u202F\u205F-\u206F\u2800\u3000\u3164\uFE00-\uFE0F\uFEFF\uFFA0]';
$function$;

comment on function nachet_data.is_blank(text) is
'Whether a text shows nothing: it is empty, or has only blanks and invisible characters.';

reset role;
