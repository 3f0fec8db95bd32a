-- Loses which keys of models an installation shows beside those that are shown everywhere.

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop function nachet_data.is_shown(text, jsonb, text[]);
drop function nachet_data.shown_model_keys();
alter table nachet_data.installation
drop column model_keys;

reset role;
