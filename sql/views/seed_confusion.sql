create or replace view nachet.seed_confusion
with (security_barrier) as
select
    c.model_seed_id,
    said.name as model_seed_name,
    c.seed_id,
    meant.name as seed_name,
    c.nb::bigint as nb_object,
    c.sum_score / c.nb as mean_score,
    c.pipeline_id,
    l.name as pipeline_name,
    c.model_name,
    c.version,
    c.model_version_id,
    c.container_id,
    c.picture_set_id,
    c.month
from (
    select
        t.container_id,
        t.picture_set_id,
        t.month,
        t.pipeline_id,
        t.model_name,
        t.version,
        t.model_version_id,
        unnest(t.seed_ids) as seed_id,
        unnest(t.model_seed_ids) as model_seed_id,
        unnest(t.nbs) as nb,
        unnest(t.sum_scores) as sum_score
    from nachet.tally as t
) as c
-- Left joins to unique keys: they cost nothing where no name is asked for.
left join nachet_data.seed as said on c.model_seed_id = said.id
left join nachet_data.seed as meant on c.seed_id = meant.id
left join nachet_data.pipeline as l on c.pipeline_id = l.id
where c.seed_id is not null and c.model_seed_id is not null;

comment on view nachet.seed_confusion is
'The models'' best guesses against the settled species: a row for each inference and pair of '
'species, with folder, month, pipeline and version of the model that names the species; sum what '
'is not asked for. Equal pairs are right guesses.';
comment on column nachet.seed_confusion.model_seed_id is 'The species of the best guess.';
comment on column nachet.seed_confusion.model_seed_name is 'Its name.';
comment on column nachet.seed_confusion.seed_id is 'The verified species.';
comment on column nachet.seed_confusion.seed_name is 'Its name.';
comment on column nachet.seed_confusion.nb_object is 'Number of boxes.';
comment on column nachet.seed_confusion.mean_score is 'Mean score of the best guess, 0 to 1.';
comment on column nachet.seed_confusion.pipeline_id is 'The pipeline that ran.';
comment on column nachet.seed_confusion.pipeline_name is 'Its name.';
comment on column nachet.seed_confusion.model_name is
'The last model of the inference, which names the species; null if the inference has none.';
comment on column nachet.seed_confusion.version is 'Its version.';
comment on column nachet.seed_confusion.model_version_id is
'Its imported version; null if it is not imported.';
comment on column nachet.seed_confusion.container_id is 'The container of the pictures.';
comment on column nachet.seed_confusion.picture_set_id is 'Their folder.';
comment on column nachet.seed_confusion.month is
'The month of the inferences: its first day, by UTC.';
grant select on nachet.seed_confusion to nachet_analyst;
