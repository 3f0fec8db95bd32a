create or replace view nachet."user"
with (security_barrier) as
select
    u.id,
    u.email,
    u.registration_date,
    u.updated_at,
    u.permission_id,
    u.state
from nachet_data.users as u;

comment on view nachet."user" is 'ERD: a user of Nachet.';
comment on column nachet."user".id is 'The user.';
comment on column nachet."user".email is
'E-mail address; null for who has none and for former users.';
comment on column nachet."user".registration_date is 'When the user was created.';
comment on column nachet."user".updated_at is 'When the user last changed.';
comment on column nachet."user".permission_id is
'The highest permission that this user may have anywhere.';
comment on column nachet."user".state is
'active, deactivated (may do nothing) or former (ended: nothing personal is left).';
-- E-mail addresses are personal data, which analysts do not need.
grant select (
    id, registration_date, updated_at, permission_id, state
) on nachet."user" to nachet_analyst;
