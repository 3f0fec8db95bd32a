-- Loses the regulated lists that were imported.

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop index nachet_data.seed_genus_idx;
drop table nachet_data.regulated_entry;
drop table nachet_data.regulated_class;
drop table nachet_data.regulated_period;
drop table nachet_data.regulated_list;

reset role;
