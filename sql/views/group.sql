create or replace view nachet."group"
with (security_barrier) as
select
    g.id,
    g.name,
    g.permission_id,
    g.owner_id,
    g.upload_date
from nachet_data.groups as g;

comment on view nachet."group" is 'ERD: a group of users who share containers.';
comment on column nachet."group".id is 'The group.';
comment on column nachet."group".name is 'Its name.';
comment on column nachet."group".permission_id is
'What its members may do in the containers shared with it.';
comment on column nachet."group".owner_id is 'The user who owns it.';
comment on column nachet."group".upload_date is 'When it was created.';
grant select on nachet."group" to nachet_analyst;
