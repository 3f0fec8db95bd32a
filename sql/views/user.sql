create or replace view nachet."user" as
select
    u.id,
    u.email,
    u.registration_date,
    u.updated_at,
    u.permission_id
from nachet_data.users as u;

comment on view nachet."user" is
'ERD: a person who uses Nachet.';
comment on column nachet."user".id is 'The user.';
comment on column nachet."user".email is 'E-mail address.';
comment on column nachet."user".registration_date is 'When the user was created.';
comment on column nachet."user".updated_at is 'When the user last changed.';
comment on column nachet."user".permission_id is 'The most that this user may do anywhere.';
grant select on nachet."user" to nachet_backend;
-- An e-mail address is personal, and nothing that analysts count by.
grant select (id, registration_date, updated_at, permission_id) on nachet."user" to nachet_analyst;
