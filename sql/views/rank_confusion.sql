create or replace view nachet.rank_confusion
with (security_barrier) as
select
    meant.rank,
    said.ancestor_id as model_seed_id,
    said.ancestor_name as model_seed_name,
    meant.ancestor_id as seed_id,
    meant.ancestor_name as seed_name,
    sum(c.nb_object)::bigint as nb_object,
    c.pipeline_id,
    c.pipeline_name,
    c.model_name,
    c.version,
    c.model_version_id,
    c.container_id,
    c.picture_set_id,
    c.month
from nachet.seed_confusion as c
inner join nachet.seed_lineage as said on c.model_seed_id = said.seed_id
inner join nachet.seed_lineage as meant
    on c.seed_id = meant.seed_id and said.rank = meant.rank
group by
    meant.rank, said.ancestor_id, said.ancestor_name, meant.ancestor_id, meant.ancestor_name,
    c.pipeline_id, c.pipeline_name, c.model_name, c.version, c.model_version_id, c.container_id,
    c.picture_set_id, c.month;

comment on view nachet.rank_confusion is
'seed_confusion at every rank: genera against genera, families against families. A guess or a '
'specimen without an ancestor of a rank is not counted at that rank.';
comment on column nachet.rank_confusion.rank is
'family, genus, group, species, subspecies, variety or form.';
comment on column nachet.rank_confusion.model_seed_id is 'What the best guess belongs to.';
comment on column nachet.rank_confusion.model_seed_name is 'Its name.';
comment on column nachet.rank_confusion.seed_id is 'What the settled species belongs to.';
comment on column nachet.rank_confusion.seed_name is 'Its name.';
comment on column nachet.rank_confusion.nb_object is 'Number of boxes.';
comment on column nachet.rank_confusion.pipeline_id is 'The pipeline that ran.';
comment on column nachet.rank_confusion.pipeline_name is 'Its name.';
comment on column nachet.rank_confusion.model_name is
'The last model of the inference, which names the species; null if the inference has none.';
comment on column nachet.rank_confusion.version is 'Its version.';
comment on column nachet.rank_confusion.model_version_id is
'Its imported version; null if it is not imported.';
comment on column nachet.rank_confusion.container_id is 'The container of the pictures.';
comment on column nachet.rank_confusion.picture_set_id is 'Their folder.';
comment on column nachet.rank_confusion.month is
'The month of the inferences: its first day, by UTC.';
grant select on nachet.rank_confusion to nachet_analyst;
