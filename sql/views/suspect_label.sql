create or replace view nachet.suspect_label as
select
    v.container_id,
    v.picture_set_id,
    v.picture_id,
    v.specimen_id,
    v.seed_id,
    meant.name as seed_name,
    v.model_seed_id,
    said.name as model_seed_name,
    v.nb_version,
    v.nb_object,
    v.mean_score,
    v.max_score
from (
    select
        t.container_id,
        t.picture_set_id,
        t.picture_id,
        u.specimen_id,
        t.seed_id,
        mode() within group (order by t.model_seed_id) as model_seed_id,
        count(distinct row(t.model_name, t.version)) as nb_version,
        count(*) as nb_object,
        avg(u.score) as mean_score,
        max(u.score) as max_score
    from nachet.tally as t
    cross join unnest(t.specimen_ids, t.scores) as u (specimen_id, score)
    where not t.correct and t.model_seed_id is not null
    group by t.container_id, t.picture_set_id, t.picture_id, u.specimen_id, t.seed_id
) as v
inner join nachet_data.seed as said on v.model_seed_id = said.id
left join nachet_data.seed as meant on v.seed_id = meant.id
where v.seed_id is not null or v.nb_version > 1;

comment on view nachet.suspect_label is
'Specimens whose label may be wrong: settled ones that models contradict, and rejected ones that '
'two versions insist on. Those with most versions and the highest scores first are worth a look.';
comment on column nachet.suspect_label.container_id is 'The container of the picture.';
comment on column nachet.suspect_label.picture_set_id is 'The folder of the picture.';
comment on column nachet.suspect_label.picture_id is 'The picture.';
comment on column nachet.suspect_label.specimen_id is 'The specimen.';
comment on column nachet.suspect_label.seed_id is 'Its species; null when it is rejected.';
comment on column nachet.suspect_label.seed_name is 'Its name.';
comment on column nachet.suspect_label.model_seed_id is
'The species that most of the contradicting boxes have as their best guess.';
comment on column nachet.suspect_label.model_seed_name is 'Its name.';
comment on column nachet.suspect_label.nb_version is
'How many versions of models that name the species contradict.';
comment on column nachet.suspect_label.nb_object is 'How many boxes.';
comment on column nachet.suspect_label.mean_score is
'Mean score of their best guesses, 0 to 1.';
comment on column nachet.suspect_label.max_score is 'The highest of these scores.';
grant select on nachet.suspect_label to nachet_backend, nachet_analyst;
