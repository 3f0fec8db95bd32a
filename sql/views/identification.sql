create or replace view nachet.identification
with (security_barrier) as
select
    d.id,
    d.specimen_id,
    d.user_id,
    d.act,
    d.seed_id as said_seed_id,
    said.current_id as seed_id,
    d.object_id,
    d.before_state,
    d.before_seed_id,
    d.top_x,
    d.top_y,
    d.bottom_x,
    d.bottom_y,
    d.comment,
    d.upload_date,
    d.container_id,
    d.qualifier,
    d.type_id
from nachet_data.identification as d
inner join nachet_data.specimen as s
    on d.container_id = s.container_id and d.specimen_id = s.id
inner join nachet_data.picture as p
    on s.container_id = p.container_id and s.picture_id = p.id
left join nachet_data.seed as said on d.seed_id = said.id
where p.state = 'confirmed' and p.deleted_at is null;

comment on view nachet.identification is
'What one person said of one specimen: appended, never changed.';
comment on column nachet.identification.id is 'The identification.';
comment on column nachet.identification.specimen_id is 'The specimen.';
comment on column nachet.identification.user_id is 'Who said it.';
comment on column nachet.identification.act is
'confirm, correct (species or box), reject (no seed), add (a seed that the models missed), or '
'reopen (undo the decision).';
comment on column nachet.identification.said_seed_id is
'The species that was said; null for no seed and for reopen.';
comment on column nachet.identification.seed_id is
'The same, or the species that it was merged into.';
comment on column nachet.identification.object_id is 'The box that was looked at.';
comment on column nachet.identification.before_state is
'State of the specimen before; null when this is the first identification.';
comment on column nachet.identification.before_seed_id is 'Its species before.';
comment on column nachet.identification.top_x is 'Left edge that was said, in pixels.';
comment on column nachet.identification.top_y is 'Top edge that was said, in pixels.';
comment on column nachet.identification.bottom_x is 'Right edge that was said, in pixels.';
comment on column nachet.identification.bottom_y is 'Bottom edge that was said, in pixels.';
comment on column nachet.identification.comment is 'What the person wrote.';
comment on column nachet.identification.upload_date is 'When it was said.';
comment on column nachet.identification.container_id is 'The container of the specimen.';
comment on column nachet.identification.qualifier is
'What the person doubts (Darwin Core: identificationQualifier), e.g. cf., aff. or ?; null when '
'nothing.';
comment on column nachet.identification.type_id is
'The kind of thing that was said; null when none was.';
grant select on nachet.identification to nachet_analyst;
