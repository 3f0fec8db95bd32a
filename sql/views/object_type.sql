create or replace view nachet.object_type
with (security_barrier) as
select
    ot.id,
    ot.name,
    ot.active
from nachet_data.object_type as ot;

comment on view nachet.object_type is 'ERD: a kind of thing in a box.';
comment on column nachet.object_type.id is 'The kind; 1 is a seed.';
comment on column nachet.object_type.name is 'Its name.';
comment on column nachet.object_type.active is 'Whether people may choose it.';
grant select on nachet.object_type to nachet_analyst;
