create or replace view nachet.regulated_period
with (security_barrier) as
select
    p.id,
    p.list_id,
    p.title,
    p.valid_from,
    p.valid_to,
    p.per_weight,
    p.source,
    p.note
from nachet_data.regulated_period as p;

comment on view nachet.regulated_period is 'What a regulated list said from one day to another.';
comment on column nachet.regulated_period.id is 'The period.';
comment on column nachet.regulated_period.list_id is 'The list.';
comment on column nachet.regulated_period.title is 'The text of law.';
comment on column nachet.regulated_period.valid_from is 'The first day on which it holds.';
comment on column nachet.regulated_period.valid_to is
'The first day on which it holds no more; null while no end is known.';
comment on column nachet.regulated_period.per_weight is
'The weight in grams that its limits are said for; null where it says none.';
comment on column nachet.regulated_period.source is 'Where its entries were read.';
comment on column nachet.regulated_period.note is
'What a reader of it should know, such as what could not be confirmed.';
grant select on nachet.regulated_period to nachet_analyst;
