create or replace view nachet.regulated_seed
with (security_barrier) as
with recursive named as (
    select
        e.period_id,
        e.class_number,
        e.name,
        s.current_id as seed_id,
        false as is_below
    from nachet_data.regulated_entry as e
    cross join lateral unnest(e.keys) as k (key)
    inner join nachet_data.seed as s on k.key = s.name_key and s.merged_into is null
    union
    select
        e.period_id,
        e.class_number,
        e.name,
        s.current_id as seed_id,
        false as is_below
    from nachet_data.regulated_entry as e
    cross join lateral unnest(e.keys) as k (key)
    inner join nachet_data.seed_alias as a on k.key = a.name_key
    inner join nachet_data.seed as s on a.seed_id = s.id
    union
    select
        e.period_id,
        e.class_number,
        e.name,
        s.current_id as seed_id,
        true as is_below
    from nachet_data.regulated_entry as e
    inner join nachet_data.seed as s on e.genus_key = split_part(s.name_key, ' ', 1)
    where s.merged_into is null
),

covered as (
    select
        n.period_id,
        n.class_number,
        n.name,
        n.seed_id,
        n.is_below
    from named as n
    union
    select
        c.period_id,
        c.class_number,
        c.name,
        s.current_id as seed_id,
        true as is_below
    from covered as c
    inner join nachet_data.seed as p on c.seed_id = p.current_id
    inner join nachet_data.seed as s on p.id = s.parent_id
),

decided as (
    select distinct on (c.period_id, c.seed_id)
        c.period_id,
        c.seed_id,
        c.class_number,
        c.name
    from covered as c
    order by c.period_id, c.seed_id, c.is_below, c.class_number, c.name collate "C"
)

select
    p.list_id,
    d.period_id,
    p.valid_from,
    p.valid_to,
    d.class_number,
    d.name as entry_name,
    s.id as seed_id
from decided as d
inner join nachet_data.regulated_period as p on d.period_id = p.id
inner join nachet_data.seed as s on d.seed_id = s.current_id;

comment on view nachet.regulated_seed is
'Each species of the catalogue that a regulated list names, or that is below one that it names.';
comment on column nachet.regulated_seed.list_id is 'The list.';
comment on column nachet.regulated_seed.period_id is 'The period.';
comment on column nachet.regulated_seed.valid_from is 'The first day on which the period holds.';
comment on column nachet.regulated_seed.valid_to is
'The first day on which it holds no more; null while no end is known.';
comment on column nachet.regulated_seed.class_number is
'The class: that of the entry of its name before that of a genus, then the lowest.';
comment on column nachet.regulated_seed.entry_name is 'The name in the list.';
comment on column nachet.regulated_seed.seed_id is
'The species; also a merged one, which has the class of the species that it became.';
grant select on nachet.regulated_seed to nachet_analyst;
