-- Loses nothing.

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop type nachet_data.opinion_count;
drop type nachet_data.inference_count;
drop type nachet_data.read_box;

reset role;
