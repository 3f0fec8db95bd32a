create or replace view nachet.dataset_specimen
with (security_barrier) as
select
    d.dataset_id,
    d.pinned_container_id as container_id,
    d.picture_id,
    s.specimen_id,
    s.state,
    s.seed_id,
    e.name as seed_name,
    e.rank,
    e.genus,
    e.family,
    s.object_type_id,
    s.qualifier,
    s.top_x,
    s.top_y,
    s.bottom_x,
    s.bottom_y,
    s.partly_outside,
    s.identified_by,
    s.identified_at,
    s.nb_reader::integer as nb_reader,
    s.nb_agreeing::integer as nb_agreeing,
    s.manual_detection,
    s.inference_id,
    s.pipeline_id,
    s.pipeline_name,
    s.model_name,
    s.model_version,
    s.model_seed_id,
    g.name as model_seed_name,
    s.model_score,
    d.picture_set_id,
    d.sample,
    d.purged_at is not null as purged
from nachet_data.dataset_picture as d
cross join
    lateral unnest(
        d.specimen_ids, d.states, d.seed_ids, d.object_type_ids, d.qualifiers, d.tops_x, d.tops_y,
        d.bottoms_x, d.bottoms_y, d.partly_outsides, d.identified_bys, d.identified_ats,
        d.nb_readers, d.nb_agreeings, d.manual_detections, d.inference_ids, d.pipeline_ids,
        d.pipeline_names, d.model_names, d.model_versions, d.model_seed_ids, d.model_scores
    ) as s (
        specimen_id, state, seed_id, object_type_id, qualifier, top_x, top_y, bottom_x, bottom_y,
        partly_outside, identified_by, identified_at, nb_reader, nb_agreeing, manual_detection,
        inference_id, pipeline_id, pipeline_name, model_name, model_version, model_seed_id,
        model_score
    )
left join nachet_data.dataset_seed as e on d.dataset_id = e.dataset_id and s.seed_id = e.seed_id
left join nachet_data.dataset_seed as g
    on d.dataset_id = g.dataset_id and s.model_seed_id = g.seed_id;

comment on view nachet.dataset_specimen is
'The specimens of a dataset, as they were when it was pinned.';
comment on column nachet.dataset_specimen.dataset_id is 'The dataset.';
comment on column nachet.dataset_specimen.container_id is 'The container that the picture was in.';
comment on column nachet.dataset_specimen.picture_id is 'The picture.';
comment on column nachet.dataset_specimen.specimen_id is 'The specimen.';
comment on column nachet.dataset_specimen.state is
'open: to be reviewed again; settled: its species is known; disputed: people differ; rejected: '
'there is no seed.';
comment on column nachet.dataset_specimen.seed_id is
'Its species, when it is settled, or the one that this was merged into.';
comment on column nachet.dataset_specimen.seed_name is 'Name of the species.';
comment on column nachet.dataset_specimen.rank is
'Rank of the species: family, genus, group, species, subspecies, variety or form.';
comment on column nachet.dataset_specimen.genus is 'Name of its genus; null where it is not known.';
comment on column nachet.dataset_specimen.family is
'Name of its family; null where it is not known.';
comment on column nachet.dataset_specimen.object_type_id is
'The kind of thing: what the deciding person said, otherwise that of the species, or of the box '
'that was looked at.';
comment on column nachet.dataset_specimen.qualifier is
'What the deciding person doubts, e.g. cf., aff. or ?; null when nothing.';
comment on column nachet.dataset_specimen.top_x is 'Left edge in pixels.';
comment on column nachet.dataset_specimen.top_y is 'Top edge in pixels.';
comment on column nachet.dataset_specimen.bottom_x is 'Right edge in pixels.';
comment on column nachet.dataset_specimen.bottom_y is 'Bottom edge in pixels.';
comment on column nachet.dataset_specimen.partly_outside is
'Whether the box is partly outside its picture.';
comment on column nachet.dataset_specimen.identified_by is
'The user from whose identification its state comes.';
comment on column nachet.dataset_specimen.identified_at is 'When that was said.';
comment on column nachet.dataset_specimen.nb_reader is
'How many people said what it is; opinion says whose word counts.';
comment on column nachet.dataset_specimen.nb_agreeing is
'How many of them said last what it is now: its species, or no seed where it is rejected.';
comment on column nachet.dataset_specimen.manual_detection is
'Whether a person added the box that was looked at.';
comment on column nachet.dataset_specimen.inference_id is
'The inference of the box that was looked at.';
comment on column nachet.dataset_specimen.pipeline_id is 'The pipeline that ran for it.';
comment on column nachet.dataset_specimen.pipeline_name is 'Name of the pipeline.';
comment on column nachet.dataset_specimen.model_name is
'The last model of the inference, which names species; null where none is known or the inference '
'is withdrawn.';
comment on column nachet.dataset_specimen.model_version is 'Its version.';
comment on column nachet.dataset_specimen.model_seed_id is
'The species of the models'' best guess; null for a box that a person added, or of a withdrawn '
'inference.';
comment on column nachet.dataset_specimen.model_seed_name is 'Name of that species.';
comment on column nachet.dataset_specimen.model_score is 'Score of that guess, 0 to 1.';
comment on column nachet.dataset_specimen.picture_set_id is 'The folder that the picture was in.';
comment on column nachet.dataset_specimen.sample is 'The sample that the seeds are from.';
comment on column nachet.dataset_specimen.purged is 'Whether its picture was purged since.';
grant select on nachet.dataset_specimen to nachet_analyst;
