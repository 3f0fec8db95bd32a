create or replace view nachet.score_calibration
with (security_barrier) as
select
    c.model_name,
    c.version,
    c.model_version_id,
    c.bin,
    (c.bin - 1) / 10.0::double precision as from_score,
    c.bin / 10.0::double precision as to_score,
    sum(c.nb)::bigint as nb_object,
    sum(c.sum_score) / sum(c.nb)::double precision as mean_score,
    sum(c.nb_right)::double precision / sum(c.nb)::double precision as accuracy
from (
    select
        t.model_name,
        t.version,
        t.model_version_id,
        unnest(t.bins) as bin,
        unnest(t.bin_nbs) as nb,
        unnest(t.bin_nb_rights) as nb_right,
        unnest(t.bin_sum_scores) as sum_score
    from nachet.tally as t
) as c
group by c.model_name, c.version, c.model_version_id, c.bin;

comment on view nachet.score_calibration is
'How often the best guess is right, by version of the model that names the species and by tenths '
'of its score: of a calibrated model the accuracy is the mean score. Over the reviewed boxes.';
comment on column nachet.score_calibration.model_name is
'The last model of the inference, which names the species; null if the inference has none.';
comment on column nachet.score_calibration.version is 'Its version.';
comment on column nachet.score_calibration.model_version_id is
'Its imported version; null if it is not imported.';
comment on column nachet.score_calibration.bin is 'The tenth of the score, 1 to 10.';
comment on column nachet.score_calibration.from_score is 'The least score in it.';
comment on column nachet.score_calibration.to_score is
'Its end: the least score in the next one; the last one has the score 1 too.';
comment on column nachet.score_calibration.nb_object is 'Number of boxes.';
comment on column nachet.score_calibration.mean_score is
'Mean score of their best guesses, 0 to 1.';
comment on column nachet.score_calibration.accuracy is
'Share of the best guesses that are right, 0 to 1.';
grant select on nachet.score_calibration to nachet_analyst;
