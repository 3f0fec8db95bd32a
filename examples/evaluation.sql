-- How good each version of the model that names the species is: what it got right of the boxes that
-- people reviewed, and among its five best guesses.
select
    a.model_name,
    a.version,
    a.nb_reviewed,
    a.accuracy,
    a.top5_accuracy
from nachet.model_accuracy as a
order by a.model_name, a.version;

-- What the model that finds the seeds missed, and what it took for a seed.
select d.* from nachet.detection_metrics as d;

-- Precision, recall and F1 of each species, over all versions.
select
    m.seed_name,
    m.support,
    m.precision,
    m.recall,
    m.f1
from nachet.species_metrics as m
where m.over_all
order by m.f1 nulls last;

-- The confusion matrix of a version, month by month.
select
    c.month,
    c.seed_name,
    c.model_seed_name,
    sum(c.nb_object) as nb_object
from nachet.seed_confusion as c
where c.model_name = 'demo-classifier' and c.version = '1'
group by c.month, c.seed_name, c.model_seed_name
order by c.month, c.seed_name, nb_object desc;

-- Two versions on the same specimens: where only one of them is right.
select
    c.version,
    c.other_version,
    sum(c.nb_specimen) as nb_specimen,
    sum(c.nb_only_right) as nb_only_right,
    sum(c.nb_only_other_right) as nb_only_other_right
from nachet.model_comparison as c
group by c.version, c.other_version
order by c.version, c.other_version;

-- Whether the scores can be trusted.
select
    s.version,
    s.from_score,
    s.nb_object,
    s.mean_score,
    s.accuracy
from nachet.score_calibration as s
order by s.version, s.bin;

-- Labels that may be wrong, those that most versions contradict first.
select s.*
from nachet.suspect_label as s
order by s.nb_version desc, s.mean_score desc
limit 20;

-- How far readers agree, and what each of them did.
select a.* from nachet.reader_agreement as a order by a.kappa;
select a.* from nachet.species_agreement as a order by a.over_all desc, a.kappa;
select a.* from nachet.reader_activity as a order by a.day, a.user_id;
