-- Loses nothing: the documents say it again.

set local lock_timeout = '1500ms';
set local role nachet_owner;

update nachet_data.picture as p
set picture = p.picture || jsonb_build_object('former_parent', p.former_parent)
where p.former_parent is not null;

reset role;
