create or replace view nachet.regulated_class
with (security_barrier) as
select
    c.period_id,
    c.number,
    c.name_en,
    c.name_fr,
    c.meaning,
    c.complete
from nachet_data.regulated_class as c;

comment on view nachet.regulated_class is 'A class of a period of a regulated list.';
comment on column nachet.regulated_class.period_id is 'The period.';
comment on column nachet.regulated_class.number is 'Its number.';
comment on column nachet.regulated_class.name_en is 'Its name in English.';
comment on column nachet.regulated_class.name_fr is 'Its name in French.';
comment on column nachet.regulated_class.meaning is 'What it means.';
comment on column nachet.regulated_class.complete is
'Whether all its species are entered; else a species without an entry may belong to it.';
grant select on nachet.regulated_class to nachet_analyst;
