-- Loses nothing.

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

create table nachet_data.tally (
    container_id uuid not null,
    inference_id uuid not null,
    seed_id uuid not null,
    model_seed_id uuid not null,
    nb integer not null,
    nb_missed integer not null,
    nb_top5 integer not null,
    sum_score double precision not null,
    scores double precision[] not null,
    specimen_ids uuid[] not null,
    constraint tally_pkey primary key (container_id, inference_id, seed_id, model_seed_id),
    constraint tally_container_id_inference_id_fkey
    foreign key (container_id, inference_id)
    references nachet_data.inference (container_id, id) on delete cascade
);
create index tally_seed_id_idx on nachet_data.tally (seed_id);
create index tally_model_seed_id_idx on nachet_data.tally (model_seed_id);
comment on table nachet_data.tally is
'What an inference made of the specimens of its picture that are settled or rejected: one row a '
'pair of species. _settle_picture keeps it, for the views.';
comment on column nachet_data.tally.container_id is 'The container of the inference.';
comment on column nachet_data.tally.inference_id is 'The inference.';
comment on column nachet_data.tally.seed_id is
'The species of the specimens as stored with them; zeros when they are rejected.';
comment on column nachet_data.tally.model_seed_id is
'The species of the best guess as stored with the boxes; zeros for none.';
comment on column nachet_data.tally.nb is 'How many specimens.';
comment on column nachet_data.tally.nb_missed is
'Of these, how many no box of the models shows.';
comment on column nachet_data.tally.nb_top5 is
'How many have their species among the five best guesses.';
comment on column nachet_data.tally.sum_score is 'Sum of the scores of the best guesses.';
comment on column nachet_data.tally.scores is
'Score of each best guess, in the order of the specimens'' ids; null where there is no box.';
comment on column nachet_data.tally.specimen_ids is
'The specimens, in the same order; none where both species are the same.';

insert into nachet_data.tally (
    container_id, inference_id, seed_id, model_seed_id, nb, nb_missed, nb_top5,
    sum_score, scores, specimen_ids
)
select
    c.container_id,
    c.inference_id,
    c.seed_id,
    c.model_seed_id,
    count(*) as nb,
    count(*) filter (where c.is_missed) as nb_missed,
    count(*) filter (where c.in_top5) as nb_top5,
    coalesce(sum(c.score order by c.specimen_id), 0) as sum_score,
    array_agg(c.score order by c.specimen_id) as scores,
    coalesce(
        array_agg(c.specimen_id order by c.specimen_id)
        filter (where c.seed_id <> c.model_seed_id),
        '{}'
    ) as specimen_ids
from (
    select
        i.container_id,
        i.id as inference_id,
        s.id as specimen_id,
        coalesce(s.seed_id, '00000000-0000-0000-0000-000000000000') as seed_id,
        coalesce(o.top_seed_id, '00000000-0000-0000-0000-000000000000') as model_seed_id,
        o.id is null as is_missed,
        o.top_score as score,
        exists(
            select
            from (
                select u.seed_id
                from
                    unnest(o.guess_seed_ids, o.guess_scores)
                    with ordinality as u (seed_id, score, place)
                order by (u.place = o.top_place) desc, u.score desc, u.place asc
                limit 5
            ) as g
            where g.seed_id = s.seed_id
        ) as in_top5
    from nachet_data.inference as i
    inner join nachet_data.specimen as s
        on i.container_id = s.container_id and i.picture_id = s.picture_id
    left join nachet_data.object as o
        on
            i.container_id = o.container_id
            and i.id = o.inference_id
            and s.id = o.specimen_id
            and not o.manual_detection
    where s.state = 'settled' or (s.state = 'rejected' and o.id is not null)
) as c
group by c.container_id, c.inference_id, c.seed_id, c.model_seed_id;

reset role;
