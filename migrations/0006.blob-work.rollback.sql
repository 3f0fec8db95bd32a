-- Loses the list of work still to be done in the blob store; fsck finds what it would have done.
set local lock_timeout = '1500ms';
set local role nachet_owner;
drop table nachet_data.blob_task;
drop table nachet_data.installation;
reset role;
