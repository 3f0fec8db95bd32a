create or replace view nachet.sample
with (security_barrier) as
select
    s.id,
    s.number,
    s.lot,
    s.crop,
    e.current_id as crop_seed_id,
    s.weight,
    s.examined_weight,
    s.tests,
    s.received_at,
    s.metadata,
    s.user_id,
    s.upload_date,
    s.updated_at,
    s.container_id
from nachet_data.sample as s
inner join nachet_data.container as c on s.container_id = c.id
left join nachet_data.seed as e on s.crop_seed_id = e.id
where c.deleted_at is null;

comment on view nachet.sample is
'What a laboratory received and examines, in a container that is not in the trash.';
comment on column nachet.sample.id is 'The sample.';
comment on column nachet.sample.number is 'Its number as the laboratory writes it.';
comment on column nachet.sample.lot is 'The lot that it was drawn from.';
comment on column nachet.sample.crop is 'The kind of seed that is sold, as the laboratory says.';
comment on column nachet.sample.crop_seed_id is
'The species of the catalogue that the crop is now; null where it is none.';
comment on column nachet.sample.weight is 'How much was received, in grams.';
comment on column nachet.sample.examined_weight is 'How much of it was examined, in grams.';
comment on column nachet.sample.tests is
'The kinds of test, e.g. purity, other species, germination.';
comment on column nachet.sample.received_at is 'When it was received.';
comment on column nachet.sample.metadata is 'What else the laboratory says of it, as a document.';
comment on column nachet.sample.user_id is 'The user who entered it.';
comment on column nachet.sample.upload_date is 'When it was entered.';
comment on column nachet.sample.updated_at is 'When it was changed last.';
comment on column nachet.sample.container_id is 'The container that it is in.';
grant select on nachet.sample to nachet_analyst;
