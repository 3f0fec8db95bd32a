-- Pictures: the column alone says which parent a crop lost, metadata are the people's.
-- after: functions

set local lock_timeout = '1500ms';
set local role nachet_owner;

update nachet_data.picture as p
set picture = p.picture - 'former_parent'
where
    p.former_parent is not null
    and p.picture ->> 'former_parent' = p.former_parent::text;

reset role;
