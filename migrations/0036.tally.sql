-- Evaluation: what each inference made of the specimens of its picture, counted.

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

create procedure nachet_data.tally_all()
language plpgsql as $procedure$
-- A thousand pictures a transaction, so that a call waits only for these. What the functions have
-- counted meanwhile is left.
declare
    c_none constant uuid := '00000000-0000-0000-0000-000000000000';
    v_container record;
    v_ids uuid [];
    v_last uuid;
begin
    for v_container in
        select c.id
        from nachet_data.container as c
        order by c.id
    loop
        v_last := c_none;
        loop
            v_ids := array(
                select p.id
                from nachet_data.picture as p
                where p.container_id = v_container.id and p.id > v_last
                order by p.id
                limit 1000
            );
            exit when v_ids = '{}';
            perform
            from nachet_data.picture as p
            where p.container_id = v_container.id and p.id = any (v_ids)
            order by p.id
            for no key update;
            insert into nachet_data.tally (
                container_id, inference_id, seed_id, model_seed_id, nb, nb_missed, nb_top5,
                sum_score, scores, specimen_ids
            )
            select
                v_container.id,
                c.inference_id,
                c.seed_id,
                c.model_seed_id,
                count(*),
                count(*) filter (where c.is_missed),
                count(*) filter (where c.in_top5),
                coalesce(sum(c.score order by c.specimen_id), 0),
                array_agg(c.score order by c.specimen_id),
                coalesce(
                    array_agg(c.specimen_id order by c.specimen_id)
                    filter (where c.seed_id <> c.model_seed_id),
                    '{}'
                )
            from (
                select
                    i.id as inference_id,
                    s.id as specimen_id,
                    coalesce(s.seed_id, c_none) as seed_id,
                    coalesce(o.top_seed_id, c_none) as model_seed_id,
                    o.id is null as is_missed,
                    o.top_score as score,
                    s.seed_id = any (
                        array(
                            select u.seed_id
                            from unnest(o.guess_seed_ids, o.guess_scores)
                                with ordinality as u (seed_id, score, place)
                            order by (u.place = o.top_place) desc, u.score desc, u.place asc
                            limit 5
                        )
                    ) as in_top5
                from nachet_data.inference as i
                inner join nachet_data.specimen as s
                    on s.container_id = v_container.id and i.picture_id = s.picture_id
                left join nachet_data.object as o
                    on o.container_id = v_container.id
                        and i.id = o.inference_id
                        and s.id = o.specimen_id
                        and not o.manual_detection
                where i.container_id = v_container.id
                    and i.picture_id = any (v_ids)
                    and (s.state = 'settled' or (s.state = 'rejected' and o.id is not null))
            ) as c
            group by c.inference_id, c.seed_id, c.model_seed_id
            on conflict (container_id, inference_id, seed_id, model_seed_id) do nothing;
            v_last := v_ids[cardinality(v_ids)];
            commit;
        end loop;
    end loop;
end
$procedure$;

reset role;
