-- The Weed Seeds Order of Canada, as far as it could be read when this was written: its columns
-- source and note say where, and what could not be confirmed. Repeatable: it is stored once, so
-- that what administrators import stays. Each entry: its class, its name, further names, a note.
with added_list as (
    insert into nachet_data.regulated_list (name, authority, jurisdiction)
    values ('Weed Seeds Order', 'Canadian Food Inspection Agency', 'CA')
    on conflict do nothing
    returning id
),

added_period as (
    insert into nachet_data.regulated_period (list_id, title, valid_from, source, note)
    select
        l.id,
        'Weed Seeds Order, 2016 (SOR/2016-93)' as title,
        '2016-11-01'::date as valid_from,
        'Class 1: laws-lois.justice.gc.ca, SOR/2016-93, version of 2016-11-01 to 2025-02-04. '
        'Class 2: Manitoba Co-operator, July 2016. Class 3: germination.ca, 2016. Classes: '
        'Canada Gazette, Part I, 2005-02-26 and 2016-01-30; CFIA, Weed Seeds Order Review, '
        '2009.' as source,
        'Incomplete: of classes 2 and 3 only species that the press named as moved or added in '
        '2016, of classes 4 and 5 none. Names in French of classes 2 to 6 were not read in the '
        'Order. Import the whole list before you rely on a class that is not complete.' as note
    from added_list as l
    returning id
),

added_class as (
    insert into nachet_data.regulated_class (
        period_id, number, name_en, name_fr, meaning, complete
    )
    select
        p.id,
        c.number,
        c.name_en,
        c.name_fr,
        c.meaning,
        c.number = 1 as complete
    from added_period as p
    cross join (
        values
        (
            1,
            'Prohibited noxious weed seeds',
            'Graines de mauvaises herbes nuisibles interdites',
            'No seed of these may be in seed that is sold or imported. All tables of Schedule I '
            'to the Seeds Regulations.'
        ),
        (
            2,
            'Primary noxious weed seeds',
            'Graines de mauvaises herbes nuisibles principales',
            'Limited by the tables of Schedule I to the Seeds Regulations; in 2016 all of them.'
        ),
        (
            3,
            'Secondary noxious weed seeds',
            'Graines de mauvaises herbes nuisibles secondaires',
            'Limited by tables of Schedule I to the Seeds Regulations; in 2005 all but XIV and '
            'XV.'
        ),
        (
            4,
            'Secondary noxious weed seeds',
            'Graines de mauvaises herbes nuisibles secondaires',
            'As class 3, in a further table of Schedule I to the Seeds Regulations; in 2005 '
            'table XII.'
        ),
        (
            5,
            'Noxious weed seeds',
            'Graines de mauvaises herbes nuisibles',
            'Limited in mixtures for lawn, turf and ground cover: tables XIV and XV of Schedule '
            'I to the Seeds Regulations.'
        ),
        (
            6,
            'Other weed seeds',
            'Autres graines de mauvaises herbes',
            'Seeds of all species that are neither in classes 1 to 5 nor crop kinds of Schedule '
            'I to the Seeds Regulations.'
        )
    ) as c (number, name_en, name_fr, meaning)
    returning period_id, number
),

listed (class_number, name, other_name, note) as (
    values
    (1, 'Aegilops cylindrica', null, ''),
    (1, 'Alopecurus myosuroides', null, ''),
    (1, 'Bothriochloa ischaemum', null, ''),
    (1, 'Bothriochloa laguroides', null, ''),
    (1, 'Centaurea diffusa', null, ''),
    (1, 'Centaurea iberica', null, ''),
    (1, 'Centaurea solstitialis', null, ''),
    (1, 'Centaurea stoebe', 'Centaurea maculosa', ''),
    (1, 'Centaurea virgata subsp. squarrosa', null, ''),
    (1, 'Crupina vulgaris', null, ''),
    (1, 'Cuscuta spp.', null, ''),
    (1, 'Echium plantagineum', null, ''),
    (1, 'Eriochloa villosa', null, ''),
    (1, 'Halogeton glomeratus', null, ''),
    (1, 'Inula britannica', null, ''),
    (1, 'Milium vernale', null, ''),
    (1, 'Nassella trichotoma', null, ''),
    (1, 'Paspalum dilatatum', null, ''),
    (1, 'Peganum harmala', null, ''),
    (1, 'Persicaria perfoliata', null, ''),
    (1, 'Pueraria montana', null, ''),
    (1, 'Senecio inaequidens', null, ''),
    (1, 'Senecio madagascariensis', null, ''),
    (1, 'Solanum elaeagnifolium', null, ''),
    (1, 'Taeniatherum caput-medusae', null, ''),
    (
        1, 'Zygophyllum fabago', null,
        'Item 26; the text that was read ends after the word Zygophyllum.'
    ),
    (2, 'Carduus nutans', null, 'Read as nodding thistle.'),
    (2, 'Conium maculatum', null, 'Read as poison hemlock.'),
    (2, 'Datura stramonium', null, 'Read as jimsonweed.'),
    (2, 'Euphorbia esula', null, 'Read as leafy spurge.'),
    (2, 'Solanum carolinense', null, 'Read as horse nettle.'),
    (2, 'Sorghum halepense', null, 'Read as Johnson grass.'),
    (2, 'Rhaponticum repens', 'Acroptilon repens', 'Read as Russian knapweed.'),
    (2, 'Odontites vernus', 'Odontites serotinus', 'Read as red bartsia.'),
    (2, 'Lepidium draba', 'Cardaria draba', 'Read as a hoary cress.'),
    (2, 'Lepidium chalepense', 'Cardaria chalepensis', 'Read as a hoary cress.'),
    (2, 'Lepidium appelianum', 'Cardaria pubescens', 'Read as a hoary cress.'),
    (3, 'Bromus secalinus', null, 'Read as cheat.'),
    (3, 'Bromus tectorum', null, 'Read as downy brome.'),
    (3, 'Bromus japonicus', null, 'Read as Japanese brome.'),
    (3, 'Bromus arvensis', null, 'Read as field brome.'),
    (3, 'Pastinaca sativa', null, 'Read as wild parsnip.')
),

named as (
    select
        l.class_number,
        l.name as full_name,
        l.other_name,
        l.note,
        replace(l.name, ' spp.', '') as name,
        nachet_data.rank_of(l.name) as rank
    from listed as l
)

insert into nachet_data.regulated_entry (
    period_id, class_number, name, rank, keys, genus_key, note
)
select
    c.period_id,
    n.class_number,
    n.name,
    n.rank,
    array(
        select nachet_data.fold(k.name)
        from
            unnest(
                case n.rank
                    when 'genus'
                        then array[
                            n.name, n.name || ' sp', n.name || ' sp.', n.name || ' spp',
                            n.full_name
                        ]
                    else array_remove(array[n.name, n.other_name], null)
                end
            ) as k (name)
    ) as keys,
    case n.rank when 'genus' then nachet_data.fold(n.name) end as genus_key,
    n.note
    || case
        when n.class_number > 1
            then ' Class by the press; the Latin name of the Order was not read.'
        else ''
    end as note
from named as n
inner join added_class as c on n.class_number = c.number;
