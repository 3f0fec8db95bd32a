-- Kinds of things other than seeds; how sure a person is of an identification.
-- squawk-ignore-file adding-foreign-key-constraint

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

-- Only the first lock may be waited for: whoever waits for it meanwhile looks for a deadlock after
-- a second, and then the other waits are over.
lock table nachet_data.identification in access exclusive mode;
set local lock_timeout = '100ms';
lock table nachet_data.object_type in share row exclusive mode;

with last as (
    select max(t.id) as id
    from nachet_data.object_type as t
)

insert into nachet_data.object_type (id, name)
select
    h.id + row_number() over (order by k.n) as id,
    k.name
from unnest(array['inert matter', 'crop', 'other']) with ordinality as k (name, n)
cross join last as h
where
    not exists (
        select
        from nachet_data.object_type as t
        where nachet_data.fold(t.name) = k.name -- noqa: RF01
    );

-- A new column without values needs no scan.
alter table nachet_data.identification
add column qualifier text,
add column type_id smallint
constraint identification_type_id_fkey references nachet_data.object_type (id),
add constraint identification_qualifier_check
check (char_length(qualifier) between 1 and 32) not valid;
comment on column nachet_data.identification.qualifier is
'What the person doubts, e.g. cf., aff. or ?; null when nothing.';
comment on column nachet_data.identification.type_id is
'The kind of thing that was said; null when none was.';
comment on column nachet_data.specimen.type_id is
'What kind of thing it is taken for until somebody says.';

reset role;
