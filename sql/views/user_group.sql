create or replace view nachet.user_group
with (security_barrier) as
select
    ug.id,
    ug.user_id,
    ug.group_id,
    ug.upload_date
from nachet_data.user_group as ug;

comment on view nachet.user_group is
'ERD: membership of a user in a group.';
comment on column nachet.user_group.id is 'The membership.';
comment on column nachet.user_group.user_id is 'The member.';
comment on column nachet.user_group.group_id is 'The group.';
comment on column nachet.user_group.upload_date is 'When the user became a member.';
grant select on nachet.user_group to nachet_analyst;
