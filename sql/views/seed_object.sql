create or replace view nachet.seed_object as
select
    so.id,
    so.seed_id,
    so.object_id,
    so.score,
    so.rank,
    so.container_id
from nachet_data.seed_object as so
inner join nachet_data.object as o
    on so.container_id = o.container_id and so.object_id = o.id
inner join nachet_data.inference as i
    on o.container_id = i.container_id and o.inference_id = i.id
inner join nachet_data.picture as p
    on i.container_id = p.container_id and i.picture_id = p.id
where p.state = 'confirmed' and p.deleted_at is null;

comment on view nachet.seed_object is 'ERD: a guess, a species that a model proposes for a box.';
comment on column nachet.seed_object.id is 'The guess.';
comment on column nachet.seed_object.seed_id is 'The species.';
comment on column nachet.seed_object.object_id is 'The box.';
comment on column nachet.seed_object.score is 'The model''s score, 0 to 1.';
comment on column nachet.seed_object.rank is 'Rank among the guesses of its box; 1 is the best.';
comment on column nachet.seed_object.container_id is 'The container of the box.';
grant select on nachet.seed_object to nachet_backend, nachet_analyst;
