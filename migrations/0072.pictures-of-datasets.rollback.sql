-- Loses what was pinned in datasets; the pictures stay.

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop table nachet_data.dataset_picture;

reset role;
