-- Evaluation: one row an inference instead of one a pair of species; what readers said, counted.
-- squawk-ignore-file ban-drop-function

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

-- Only the first lock may be waited for: whoever waits for it meanwhile looks for a deadlock after
-- a second, and then the other waits are over.
lock table nachet_data.picture in share row exclusive mode;
set local lock_timeout = '100ms';
lock table nachet_data.inference in share row exclusive mode;

create table nachet_data.inference_tally (
    container_id uuid not null,
    inference_id uuid not null,
    nb_specimen integer not null,
    nb_missed integer not null,
    nb_false_alarm integer not null,
    nb_reviewed integer not null,
    nb_valid integer not null,
    nb_right integer not null,
    nb_top5 integer not null,
    seed_ids uuid[] not null,
    model_seed_ids uuid[] not null,
    nbs integer[] not null,
    sum_scores double precision[] not null,
    wrong_specimen_ids uuid[] not null,
    wrong_pairs integer[] not null,
    wrong_scores double precision[] not null,
    bins integer[] not null,
    bin_nbs integer[] not null,
    bin_nb_rights integer[] not null,
    bin_sum_scores double precision[] not null,
    constraint inference_tally_pkey primary key (container_id, inference_id),
    constraint inference_tally_container_id_inference_id_fkey
    foreign key (container_id, inference_id)
    references nachet_data.inference (container_id, id) on delete cascade
);
-- A row of some kilobytes stays in its page: it is read whenever the table is.
alter table nachet_data.inference_tally set (toast_tuple_target = 8160);
comment on table nachet_data.inference_tally is
'What an inference made of the specimens of its picture that are settled or rejected. '
'_settle_picture keeps it, for the views.';
comment on column nachet_data.inference_tally.container_id is 'The container of the inference.';
comment on column nachet_data.inference_tally.inference_id is 'The inference.';
comment on column nachet_data.inference_tally.nb_specimen is 'Settled specimens of its picture.';
comment on column nachet_data.inference_tally.nb_missed is
'Of these, how many no box of the models shows.';
comment on column nachet_data.inference_tally.nb_false_alarm is
'Boxes whose specimen is rejected.';
comment on column nachet_data.inference_tally.nb_reviewed is
'Boxes with a best guess whose specimen is settled or rejected.';
comment on column nachet_data.inference_tally.nb_valid is
'Of these, how many have a settled specimen.';
comment on column nachet_data.inference_tally.nb_right is
'Of these, how many have its species, as stored, as their best guess.';
comment on column nachet_data.inference_tally.nb_top5 is
'How many have its species, as stored, among their five best guesses.';
comment on column nachet_data.inference_tally.seed_ids is
'By pair of species: that of the specimens as stored with them; null when they are rejected.';
comment on column nachet_data.inference_tally.model_seed_ids is
'By pair: the species of the best guess as stored with the boxes; null for none.';
comment on column nachet_data.inference_tally.nbs is 'By pair: how many specimens.';
comment on column nachet_data.inference_tally.sum_scores is
'By pair: the sum of the scores of the best guesses.';
comment on column nachet_data.inference_tally.wrong_specimen_ids is
'The specimens of the pairs of two species, by pair and id.';
comment on column nachet_data.inference_tally.wrong_pairs is
'Of each of these specimens: the place of its pair, from 1.';
comment on column nachet_data.inference_tally.wrong_scores is
'Of each of these specimens: the score of the best guess; null where there is no box.';
comment on column nachet_data.inference_tally.bins is
'The tenths, 1 to 10, in which scores of best guesses are.';
comment on column nachet_data.inference_tally.bin_nbs is 'By tenth: how many boxes.';
comment on column nachet_data.inference_tally.bin_nb_rights is
'By tenth: how many of these have the species of their specimen, as stored, as best guess.';
comment on column nachet_data.inference_tally.bin_sum_scores is 'By tenth: the sum of the scores.';

create table nachet_data.opinion_tally (
    container_id uuid not null,
    picture_id uuid not null,
    specimen_id uuid not null,
    user_ids uuid[] not null,
    seed_ids uuid[] not null,
    nb integer not null,
    constraint opinion_tally_pkey primary key (container_id, picture_id, specimen_id),
    constraint opinion_tally_container_id_picture_id_fkey
    foreign key (container_id, picture_id)
    references nachet_data.picture (container_id, id) on delete cascade
);
comment on table nachet_data.opinion_tally is
'On how many specimens of a picture the same people said the same, where two people at least said '
'something. _settle_picture keeps it, for the views.';
comment on column nachet_data.opinion_tally.container_id is 'The container of the picture.';
comment on column nachet_data.opinion_tally.picture_id is 'The picture.';
comment on column nachet_data.opinion_tally.specimen_id is 'The first of these specimens.';
comment on column nachet_data.opinion_tally.user_ids is 'Who said something, in order of the ids.';
comment on column nachet_data.opinion_tally.seed_ids is
'What each of them said last, since the specimen was reopened last; null for no seed.';
comment on column nachet_data.opinion_tally.nb is 'How many specimens.';

-- The tallies by pair need not be counted any more.
drop procedure if exists nachet_data.tally_all;
create procedure nachet_data.tally_each_picture()
language plpgsql as $procedure$
-- A hundred pictures a transaction, so that a call waits only for these.
declare
    v_container record;
    v_ids uuid [];
    v_last uuid;
begin
    for v_container in
        select c.id
        from nachet_data.container as c
        order by c.id
    loop
        v_last := '00000000-0000-0000-0000-000000000000';
        loop
            v_ids := array(
                select p.id
                from nachet_data.picture as p
                where p.container_id = v_container.id and p.id > v_last
                order by p.id
                limit 100
            );
            exit when v_ids = '{}';
            perform
            from nachet_data.picture as p
            where p.container_id = v_container.id and p.id = any (v_ids)
            order by p.id
            for no key update;
            perform nachet._settle_picture(v_container.id, u.id, null, null, true)
            from unnest(v_ids) as u (id);
            v_last := v_ids[cardinality(v_ids)];
            commit;
        end loop;
    end loop;
    -- Of tables without rows nothing is to be known: plans made for none would be kept for many.
    if exists (select from nachet_data.inference_tally) then
        analyze nachet_data.inference_tally, nachet_data.opinion_tally;
    end if;
end
$procedure$;

reset role;
