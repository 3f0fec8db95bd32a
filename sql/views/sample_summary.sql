create or replace view nachet.sample_summary
with (security_barrier) as
select
    s.container_id,
    s.id as sample_id,
    s.number,
    s.lot,
    s.crop,
    e.current_id as crop_seed_id,
    e.name as crop_seed_name,
    s.weight,
    s.examined_weight,
    s.tests,
    s.received_at,
    s.metadata,
    s.user_id,
    (
        select count(*)
        from nachet_data.picture_set as ps
        where ps.container_id = s.container_id and ps.sample_id = s.id and ps.deleted_at is null
    ) as nb_picture_sets,
    (
        select count(*)
        from nachet_data.picture_set as ps
        inner join nachet_data.picture as p
            on
                ps.container_id = p.container_id and ps.id = p.picture_set_id
                and p.state = 'confirmed' and p.deleted_at is null
        where ps.container_id = s.container_id and ps.sample_id = s.id and ps.deleted_at is null
    ) as nb_pictures,
    (
        select count(*)
        from nachet_data.picture_set as ps
        inner join nachet_data.picture as p
            on
                ps.container_id = p.container_id and ps.id = p.picture_set_id
                and p.state = 'confirmed' and p.deleted_at is null and p.verified
        where ps.container_id = s.container_id and ps.sample_id = s.id and ps.deleted_at is null
    ) as nb_verified,
    (
        select count(*)
        from nachet_data.report as r
        where r.container_id = s.container_id and r.sample_id = s.id
    ) as nb_reports,
    s.upload_date,
    s.updated_at
from nachet_data.sample as s
inner join nachet_data.container as c on s.container_id = c.id
left join nachet_data.seed as x on s.crop_seed_id = x.id
left join nachet_data.seed as e on x.current_id = e.id
where c.deleted_at is null;

comment on view nachet.sample_summary is
'Every sample with how many folders, pictures and reports it has.';
comment on column nachet.sample_summary.container_id is 'The container that it is in.';
comment on column nachet.sample_summary.sample_id is 'The sample.';
comment on column nachet.sample_summary.number is 'Its number as the laboratory writes it.';
comment on column nachet.sample_summary.lot is 'The lot that it was drawn from.';
comment on column nachet.sample_summary.crop is
'The kind of seed that is sold, as the laboratory says.';
comment on column nachet.sample_summary.crop_seed_id is
'The species of the catalogue that the crop is now; null where it is none.';
comment on column nachet.sample_summary.crop_seed_name is 'The name of that species.';
comment on column nachet.sample_summary.weight is 'How much was received, in grams.';
comment on column nachet.sample_summary.examined_weight is 'How much of it was examined, in grams.';
comment on column nachet.sample_summary.tests is
'The kinds of test, e.g. purity, other species, germination.';
comment on column nachet.sample_summary.received_at is 'When it was received.';
comment on column nachet.sample_summary.metadata is
'What else the laboratory says of it, as a document.';
comment on column nachet.sample_summary.user_id is 'The user who entered it.';
comment on column nachet.sample_summary.nb_picture_sets is
'Folders that belong to it, without those in the trash.';
comment on column nachet.sample_summary.nb_pictures is 'Pictures in them.';
comment on column nachet.sample_summary.nb_verified is 'Of these, verified pictures.';
comment on column nachet.sample_summary.nb_reports is
'Reports that were issued of it, all versions.';
comment on column nachet.sample_summary.upload_date is 'When it was entered.';
comment on column nachet.sample_summary.updated_at is 'When it was changed last.';
grant select on nachet.sample_summary to nachet_analyst;
