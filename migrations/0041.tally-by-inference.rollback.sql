-- Loses nothing.

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop procedure if exists nachet_data.tally_each_picture();
drop table nachet_data.opinion_tally;
drop table nachet_data.inference_tally;

reset role;
