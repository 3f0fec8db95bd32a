-- Loses nothing.

set local lock_timeout = '1500ms';
set local role nachet_owner;

update nachet_data.inference as i set inference = i.inference - 'boxes'
where i.inference ? 'boxes';

reset role;
