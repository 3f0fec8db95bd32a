-- Loses what was shown of models before: it stays among their secrets, and the export still has it.

set local lock_timeout = '1500ms';
set local role nachet_owner;
reset role;
