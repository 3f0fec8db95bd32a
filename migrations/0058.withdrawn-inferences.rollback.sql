-- Loses which inferences are withdrawn: they hold again, from their picture's next review on.

set local lock_timeout = '1500ms';
set local role nachet_owner;

alter table nachet_data.inference
drop column withdrawn_at,
drop column withdrawn_by,
drop column withdrawn_reason;

reset role;
