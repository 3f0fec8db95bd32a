-- Loses specimens and identifications.

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop table nachet_data.identification;
drop table nachet_data.specimen;
drop function nachet_data.match_boxes;

reset role;
