-- Loses qualifiers, the kinds that people said, and the kinds other than seed.

set local lock_timeout = '1500ms';
set local role nachet_owner;

comment on column nachet_data.specimen.type_id is 'What kind of thing it is.';
alter table nachet_data.identification drop column qualifier, drop column type_id;
update nachet_data.seed as s set object_type_id = 1
where s.object_type_id <> 1;
update nachet_data.object as o set type_id = 1
where o.type_id <> 1;
update nachet_data.specimen as s set type_id = 1
where s.type_id <> 1;
delete from nachet_data.object_type as t
where t.id <> 1;

reset role;
