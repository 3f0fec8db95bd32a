create or replace view nachet.opinion_tally
with (security_barrier) as
select
    w.word_id,
    w.nb_reader,
    w.nb_specimen,
    u.user_id,
    e.current_id as seed_id
from (
    select
        row_number() over () as word_id,
        t.user_ids,
        t.seed_ids,
        cardinality(t.user_ids) as nb_reader,
        sum(t.nb)::bigint as nb_specimen
    from nachet_data.opinion_tally as t
    inner join nachet_data.picture as p
        on t.container_id = p.container_id and t.picture_id = p.id
    where p.state = 'confirmed' and p.deleted_at is null
    group by t.user_ids, t.seed_ids
) as w
cross join unnest(w.user_ids, w.seed_ids) as u (user_id, seed_id)
left join nachet_data.seed as e on u.seed_id = e.id;

comment on view nachet.opinion_tally is
'On how many specimens the same readers said the same last (opinion), where there are two readers '
'at least: one row a reader. reader_agreement and species_agreement are sums of it.';
comment on column nachet.opinion_tally.word_id is
'The number of what was said: the same in the rows of its readers; it holds for one query.';
comment on column nachet.opinion_tally.nb_reader is 'How many readers said it.';
comment on column nachet.opinion_tally.nb_specimen is 'Of how many specimens.';
comment on column nachet.opinion_tally.user_id is 'A reader.';
comment on column nachet.opinion_tally.seed_id is
'What this reader said: the species, or the one that it was merged into; null for no seed.';
grant select on nachet.opinion_tally to nachet_analyst;
