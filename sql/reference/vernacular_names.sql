-- What people call the species of seeds.sql in English and French, the preferred name first: names
-- in common use in Canada. About half of them were compared with the Weed Seeds Order, fact sheets
-- of seeds by the CFIA and idseed.org, guides to weeds of Ontario and Quebec, the Canadian
-- Encyclopedia, and French floras; a botanist should look at the others. Iva axillaris has no
-- French name that was found. Repeatable: a species with vernacular names, or whose names people
-- changed, keeps what it has, so that what they removed stays away.
insert into nachet_data.vernacular_name (seed_id, language, name, position)
select
    s.id as seed_id,
    l.language,
    n.name,
    n.position
from (
    values
    ('Brassica napus', 'en', array['rapeseed', 'oilseed rape', 'canola']),
    ('Brassica napus', 'fr', array['colza', 'canola']),
    ('Brassica juncea', 'en', array['brown mustard', 'Indian mustard', 'Chinese mustard']),
    ('Brassica juncea', 'fr', array['moutarde brune', 'moutarde joncée']),
    ('Cirsium arvense', 'en', array['Canada thistle', 'creeping thistle']),
    ('Cirsium arvense', 'fr', array['chardon des champs', 'cirse des champs']),
    ('Cirsium vulgare', 'en', array['bull thistle', 'spear thistle']),
    ('Cirsium vulgare', 'fr', array['chardon vulgaire', 'cirse vulgaire']),
    ('Carduus nutans', 'en', array['nodding thistle', 'musk thistle']),
    ('Carduus nutans', 'fr', array['chardon penché']),
    ('Bromus secalinus', 'en', array['rye brome', 'cheat']),
    ('Bromus secalinus', 'fr', array['brome des seigles', 'brome faux-seigle']),
    ('Bromus hordeaceus', 'en', array['soft brome', 'soft chess']),
    ('Bromus hordeaceus', 'fr', array['brome mou']),
    ('Bromus japonicus', 'en', array['Japanese brome']),
    ('Bromus japonicus', 'fr', array['brome du Japon']),
    ('Lolium temulentum', 'en', array['darnel']),
    ('Lolium temulentum', 'fr', array['ivraie enivrante']),
    ('Solanum carolinense', 'en', array['horse-nettle', 'Carolina horse-nettle']),
    ('Solanum carolinense', 'fr', array['morelle de la Caroline', 'morelle de Caroline']),
    ('Solanum nigrum', 'en', array['black nightshade']),
    ('Solanum nigrum', 'fr', array['morelle noire']),
    ('Solanum rostratum', 'en', array['buffalobur']),
    ('Solanum rostratum', 'fr', array['morelle rostrée']),
    ('Ambrosia artemisiifolia', 'en', array['common ragweed']),
    (
        'Ambrosia artemisiifolia', 'fr',
        array['petite herbe à poux', 'herbe à poux', 'ambroisie à feuilles d’armoise']
    ),
    ('Ambrosia trifida', 'en', array['giant ragweed', 'great ragweed']),
    ('Ambrosia trifida', 'fr', array['grande herbe à poux', 'ambroisie trifide']),
    ('Ambrosia psilostachya', 'en', array['perennial ragweed', 'western ragweed']),
    ('Ambrosia psilostachya', 'fr', array['herbe à poux vivace']),
    ('Iva axillaris', 'en', array['povertyweed']),
    ('Cyclachaena xanthiifolia', 'en', array['false ragweed']),
    (
        'Cyclachaena xanthiifolia', 'fr',
        array['ive à feuilles de lampourde', 'fausse herbe à poux']
    ),
    ('Tripleurospermum inodorum', 'en', array['scentless chamomile']),
    ('Tripleurospermum inodorum', 'fr', array['matricaire inodore']),
    ('Cuscuta gronovii', 'en', array['swamp dodder', 'common dodder']),
    ('Cuscuta gronovii', 'fr', array['cuscute de Gronovius']),
    ('Cuscuta spp', 'en', array['dodder']),
    ('Cuscuta spp', 'fr', array['cuscute']),
    ('Tripleurospermum maritimum', 'en', array['sea mayweed']),
    ('Tripleurospermum maritimum', 'fr', array['matricaire maritime']),
    ('Solanum elaeagnifolium', 'en', array['silverleaf nightshade', 'white horse-nettle']),
    ('Solanum elaeagnifolium', 'fr', array['morelle jaune']),
    ('Centaurea stoebe', 'en', array['spotted knapweed']),
    ('Centaurea stoebe', 'fr', array['centaurée maculée']),
    ('Centaurea diffusa', 'en', array['diffuse knapweed']),
    ('Centaurea diffusa', 'fr', array['centaurée diffuse']),
    ('Centaurea melitensis', 'en', array['Maltese star-thistle']),
    ('Centaurea melitensis', 'fr', array['centaurée de Malte', 'croix de Malte']),
    ('Centaurea calcitrapa', 'en', array['purple star-thistle']),
    ('Centaurea calcitrapa', 'fr', array['centaurée chausse-trape', 'chausse-trape']),
    ('Centaurea solstitialis', 'en', array['yellow star-thistle']),
    ('Centaurea solstitialis', 'fr', array['centaurée du solstice'])
) as l (species, language, names)
inner join nachet_data.seed as s
    on nachet_data.fold(l.species) = s.name_key and s.merged_into is null
cross join lateral unnest(l.names) with ordinality as n (name, position)
where
    not exists (
        select from nachet_data.vernacular_name as v
        where v.seed_id = s.id
    )
    and not exists (
        select from nachet_data.seed_change as c
        where c.seed_id = s.id and c.after ? 'vernacular_names'
    );
