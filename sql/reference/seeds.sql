-- The species that the deployed model knows, with the same ids everywhere. Repeatable: a species is
-- added once, by id or name, and an alias only with its species, so that changes by administrators
-- (rename, merge, remove) stay. A new label for a species of this list needs a migration.
with listed (id, name, alias) as (
    values
    ('01900000-0000-7000-8000-000000000000'::uuid, 'Brassica napus', null),
    ('01900000-0000-7000-8000-000000000001', 'Brassica juncea', 'Brassica junsea'),
    ('01900000-0000-7000-8000-000000000002', 'Cirsium arvense', null),
    ('01900000-0000-7000-8000-000000000003', 'Cirsium vulgare', null),
    ('01900000-0000-7000-8000-000000000004', 'Carduus nutans', null),
    ('01900000-0000-7000-8000-000000000005', 'Bromus secalinus', null),
    ('01900000-0000-7000-8000-000000000006', 'Bromus hordeaceus', null),
    ('01900000-0000-7000-8000-000000000007', 'Bromus japonicus', null),
    ('01900000-0000-7000-8000-000000000008', 'Lolium temulentum', null),
    ('01900000-0000-7000-8000-000000000009', 'Solanum carolinense', null),
    ('01900000-0000-7000-8000-000000000010', 'Solanum nigrum', null),
    ('01900000-0000-7000-8000-000000000011', 'Solanum rostratum', null),
    ('01900000-0000-7000-8000-000000000012', 'Ambrosia artemisiifolia', null),
    ('01900000-0000-7000-8000-000000000013', 'Ambrosia trifida', null),
    ('01900000-0000-7000-8000-000000000014', 'Ambrosia psilostachya', null),
    ('01900000-0000-7000-8000-000000000015', 'Iva axillaris', null),
    ('01900000-0000-7000-8000-000000000016', 'Cyclachaena xanthiifolia', null),
    ('01900000-0000-7000-8000-000000000017', 'Tripleurospermum inodorum', null),
    ('01900000-0000-7000-8000-000000000018', 'Cuscuta gronovii', null),
    ('01900000-0000-7000-8000-000000000019', 'Cuscuta spp', null),
    ('01900000-0000-7000-8000-000000000020', 'Tripleurospermum maritimum', null),
    ('01900000-0000-7000-8000-000000000021', 'Solanum elaeagnifolium', null),
    ('01900000-0000-7000-8000-000000000022', 'Centaurea stoebe', null),
    ('01900000-0000-7000-8000-000000000023', 'Centaurea diffusa', null),
    ('01900000-0000-7000-8000-000000000024', 'Centaurea melitensis', null),
    ('01900000-0000-7000-8000-000000000025', 'Centaurea calcitrapa', 'Centaturea calcitrapa'),
    ('01900000-0000-7000-8000-000000000026', 'Centaurea solstitialis', null),
    ('01900000-0000-7000-8000-000000000027', 'Centaurea solstitialis D', null)
),

added as (
    insert into nachet_data.seed (id, name, rank, confirmed)
    select
        l.id,
        l.name,
        nachet_data.rank_of(l.name) as rank,
        true as confirmed
    from listed as l
    where
        not exists (
            select from nachet_data.seed_alias as a
            where a.name_key = (nachet._read_label(l.name)).name_key
        )
    on conflict do nothing
    returning id
)

insert into nachet_data.seed_alias (seed_id, name)
select
    l.id,
    l.alias
from listed as l
inner join added as d on l.id = d.id
where
    l.alias is not null
    and not exists (
        select from nachet_data.seed as s
        where s.name_key = (nachet._read_label(l.alias)).name_key and s.merged_into is null
    )
on conflict do nothing;
