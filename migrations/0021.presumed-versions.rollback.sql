-- Loses which model versions were presumed to have run.

set local lock_timeout = '1500ms';
set local role nachet_owner;

delete from nachet_data.inference_model as m
where m.presumed;
alter table nachet_data.inference_model drop column presumed;

reset role;
