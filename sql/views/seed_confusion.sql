create or replace view nachet.seed_confusion as
select
    said.id as model_seed_id,
    said.name as model_seed_name,
    meant.id as seed_id,
    meant.name as seed_name,
    count(*) as nb_object,
    avg(o.top_score) as mean_score
from nachet_data.specimen as s
inner join nachet_data.object as o
    on s.container_id = o.container_id and s.id = o.specimen_id
inner join nachet_data.seed as guessed on o.top_seed_id = guessed.id
inner join nachet_data.seed as said on guessed.current_id = said.id
inner join nachet_data.seed as decided on s.seed_id = decided.id
inner join nachet_data.seed as meant on decided.current_id = meant.id
inner join nachet_data.picture as p
    on s.container_id = p.container_id and s.picture_id = p.id
where s.state = 'settled' and p.state = 'confirmed' and p.deleted_at is null
group by said.id, said.name, meant.id, meant.name;

comment on view nachet.seed_confusion is
'The models'' best guesses against the verified species, by pair; equal pairs are right guesses.';
comment on column nachet.seed_confusion.model_seed_id is 'The species of the best guess.';
comment on column nachet.seed_confusion.model_seed_name is 'Its name.';
comment on column nachet.seed_confusion.seed_id is 'The verified species.';
comment on column nachet.seed_confusion.seed_name is 'Its name.';
comment on column nachet.seed_confusion.nb_object is 'Number of boxes.';
comment on column nachet.seed_confusion.mean_score is 'Mean score of the best guess, 0 to 1.';
grant select on nachet.seed_confusion to nachet_backend, nachet_analyst;
