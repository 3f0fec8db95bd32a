-- Loses nothing.

set local lock_timeout = '1500ms';
set local role nachet_owner;
reset role;
