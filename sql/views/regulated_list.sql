create or replace view nachet.regulated_list
with (security_barrier) as
select
    l.id,
    l.name,
    l.authority,
    l.jurisdiction,
    l.upload_date,
    l.updated_at
from nachet_data.regulated_list as l;

comment on view nachet.regulated_list is 'A list of species that an authority regulates.';
comment on column nachet.regulated_list.id is 'The list.';
comment on column nachet.regulated_list.name is 'Its name.';
comment on column nachet.regulated_list.authority is 'Who makes it.';
comment on column nachet.regulated_list.jurisdiction is 'Where it holds, e.g. CA.';
comment on column nachet.regulated_list.upload_date is 'When it was imported first.';
comment on column nachet.regulated_list.updated_at is 'When an import changed it last.';
grant select on nachet.regulated_list to nachet_analyst;
