-- The archive, one to an installation and with its id: datastores that share a blob store keep
-- theirs apart.
insert into nachet_data.container (id, name, kind)
select
    i.id,
    'Archive' as name,
    'archive' as kind
from nachet_data.installation as i
on conflict do nothing;
