-- Loses nothing; what is one address is the locale's matter again.

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop index nachet_data.users_email_key;
create unique index users_email_key on nachet_data.users (lower(email));
alter table nachet_data.users drop constraint users_email_check;
alter table nachet_data.users add constraint users_email_check
check (email ~ '^[^@[:space:]]+@[^@[:space:]]+$' and char_length(email) <= 320);

reset role;
