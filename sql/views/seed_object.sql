create or replace view nachet.seed_object
with (security_barrier) as
select
    -- The same expression as nachet_data.guess_id, which readers may not execute.
    (left(o.id::text, 32) || lpad(to_hex(g.place), 4, '0'))::uuid as id,
    e.current_id as seed_id,
    o.id as object_id,
    g.score,
    g.rank,
    o.container_id
from nachet_data.object as o
cross join
    lateral (
        select
            u.seed_id,
            u.score,
            u.place,
            row_number() over (
                order by (u.place = o.top_place) desc, u.score desc, u.place asc
            )::smallint as rank
        from unnest(o.guess_seed_ids, o.guess_scores) with ordinality as u (seed_id, score, place)
    ) as g
inner join nachet_data.seed as e on g.seed_id = e.id
inner join nachet_data.inference as i
    on o.container_id = i.container_id and o.inference_id = i.id
inner join nachet_data.picture as p
    on i.container_id = p.container_id and i.picture_id = p.id
where p.state = 'confirmed' and p.deleted_at is null;

comment on view nachet.seed_object is 'ERD: a guess, a species that a model proposes for a box.';
comment on column nachet.seed_object.id is 'The guess.';
comment on column nachet.seed_object.seed_id is
'The species, or the one that it was merged into.';
comment on column nachet.seed_object.object_id is 'The box.';
comment on column nachet.seed_object.score is 'The model''s score, 0 to 1.';
comment on column nachet.seed_object.rank is 'Rank among the guesses of its box; 1 is the best.';
comment on column nachet.seed_object.container_id is 'The container of the box.';
grant select on nachet.seed_object to nachet_analyst;
