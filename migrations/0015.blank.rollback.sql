-- Loses nothing.

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop function nachet_data.is_blank(text);

reset role;
