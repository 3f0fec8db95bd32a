create or replace view nachet.permission
with (security_barrier) as
select
    p.id,
    p.name
from nachet_data.permission as p;

comment on view nachet.permission is 'ERD: a permission.';
comment on column nachet.permission.id is 'Its level: 1 read, 2 write, 3 manage, 4 admin.';
comment on column nachet.permission.name is 'Its name.';
grant select on nachet.permission to nachet_analyst;
