-- Containers: how many readers are asked for each specimen, how many must agree, whose word
-- decides.
-- squawk-ignore-file constraint-missing-not-valid

set local lock_timeout = '1500ms';
set local role nachet_owner;

alter table nachet_data.container
add column readers smallint not null default 1,
add column agreeing smallint not null default 1,
add column decides smallint not null default 3,
add constraint container_readers_check check (readers between 1 and 100),
add constraint container_agreeing_check check (agreeing between 1 and readers),
add constraint container_decides_check check (decides between 2 and 4);
comment on column nachet_data.container.readers is
'Review rule: how many people are asked for each specimen.';
comment on column nachet_data.container.agreeing is
'Review rule: how many of them must agree.';
comment on column nachet_data.container.decides is
'Review rule: the permission from which on a person''s word decides, where several are asked.';

reset role;
