create or replace view nachet.specimen
with (security_barrier) as
select
    s.id,
    s.picture_id,
    coalesce(d.type_id, e.object_type_id, o.type_id, s.type_id) as type_id,
    s.state,
    e.id as seed_id,
    s.identification_id,
    s.top_x,
    s.top_y,
    s.bottom_x,
    s.bottom_y,
    s.moved,
    s.upload_date,
    s.updated_at,
    s.container_id,
    d.qualifier
from nachet_data.specimen as s
inner join nachet_data.picture as p
    on s.container_id = p.container_id and s.picture_id = p.id
left join nachet_data.identification as d
    on s.container_id = d.container_id and s.identification_id = d.id
left join nachet_data.object as o
    on d.container_id = o.container_id and d.object_id = o.id
left join nachet_data.seed as said on s.seed_id = said.id
left join nachet_data.seed as e on said.current_id = e.id
where p.state = 'confirmed' and p.deleted_at is null;

comment on view nachet.specimen is
'One real thing in one picture, whichever inference or person pointed it out.';
comment on column nachet.specimen.id is 'The specimen.';
comment on column nachet.specimen.picture_id is 'The picture.';
comment on column nachet.specimen.type_id is
'The kind of thing: what the deciding person said, otherwise that of the species, or of the box '
'that was looked at.';
comment on column nachet.specimen.state is
'open: to be reviewed again; settled: its species is known; disputed: people differ; rejected: '
'there is no seed.';
comment on column nachet.specimen.seed_id is
'Its species, when it is settled, or the one that this was merged into.';
comment on column nachet.specimen.identification_id is
'The identification that its state comes from.';
comment on column nachet.specimen.top_x is 'Left edge in pixels.';
comment on column nachet.specimen.top_y is 'Top edge in pixels.';
comment on column nachet.specimen.bottom_x is 'Right edge in pixels.';
comment on column nachet.specimen.bottom_y is 'Bottom edge in pixels.';
comment on column nachet.specimen.moved is
'Whether a person set the edges; otherwise they are those of the box that was looked at first.';
comment on column nachet.specimen.upload_date is 'When somebody identified it first.';
comment on column nachet.specimen.updated_at is 'When its state or its box changed last.';
comment on column nachet.specimen.container_id is 'The container of the picture.';
comment on column nachet.specimen.qualifier is
'What the deciding person doubts, e.g. cf., aff. or ?; null when nothing.';
grant select on nachet.specimen to nachet_analyst;
