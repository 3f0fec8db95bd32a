-- What one function hands to another as rows has types of its own: a row in the form of a table
-- would fail, in calls under way, as soon as a migration adds a column to the table.
-- noqa: disable=LT01

set local lock_timeout = '1500ms';
set local role nachet_owner;

create type nachet_data.read_box as (
    id uuid,
    position integer,
    type_id smallint,
    top_x double precision,
    top_y double precision,
    bottom_x double precision,
    bottom_y double precision,
    top_score double precision,
    guess_seed_ids uuid[],
    guess_scores double precision[],
    top_place integer,
    top_seed_id uuid,
    margin double precision
);
comment on type nachet_data.read_box is 'A box of a model''s document, ready to be stored.';

create type nachet_data.inference_count as (
    inference_id uuid,
    nb_specimen integer,
    nb_missed integer,
    nb_false_alarm integer,
    nb_reviewed integer,
    nb_valid integer,
    nb_right integer,
    nb_top5 integer,
    seed_ids uuid[],
    model_seed_ids uuid[],
    nbs integer[],
    sum_scores double precision[],
    wrong_specimen_ids uuid[],
    wrong_pairs integer[],
    wrong_scores double precision[],
    bins integer[],
    bin_nbs integer[],
    bin_nb_rights integer[],
    bin_sum_scores double precision[]
);
comment on type nachet_data.inference_count is
'What an inference made of the specimens of its picture, as inference_tally keeps it.';

create type nachet_data.opinion_count as (
    specimen_id uuid,
    user_ids uuid[],
    seed_ids uuid[],
    nb integer
);
comment on type nachet_data.opinion_count is
'How often readers said what of the same specimen, as opinion_tally keeps it.';

reset role;
