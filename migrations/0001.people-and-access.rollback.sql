-- Loses every user, group, membership, container and share.
set local lock_timeout = '1500ms';
set local role nachet_owner;
drop table nachet_data.group_container;
drop table nachet_data.container;
drop table nachet_data.user_group;
drop table nachet_data.groups;
drop table nachet_data.users;
drop table nachet_data.permission;
drop function nachet_data.uuid7();
reset role;
