-- Loses every folder and picture row; the blobs stay and are found by fsck.
set local lock_timeout = '1500ms';
set local role nachet_owner;
drop table nachet_data.picture_seed;
drop table nachet_data.picture;
drop table nachet_data.picture_set;
reset role;
