-- The archive, one for each installation, with the installation's id: so datastores that share a
-- blob store have different archives.
insert into nachet_data.container (id, name, kind)
select
    i.id,
    'Archive' as name,
    'archive' as kind
from nachet_data.installation as i
on conflict do nothing;
