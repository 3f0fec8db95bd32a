-- Loses who is deactivated or former: these may read again, no more; an invented address stands
-- for each that is missing.

set local lock_timeout = '1500ms';
set local role nachet_owner;

alter table nachet_data.users drop constraint users_former_check;
update nachet_data.users as u
set permission_id = 1
where u.state <> 'active';
update nachet_data.users as u
set email = u.id::text || '@nobody.invalid'
where u.email is null;
alter table nachet_data.users
drop column state,
alter column email set not null;
comment on column nachet_data.users.email is 'E-mail address, as given; unique whatever its case.';

reset role;
