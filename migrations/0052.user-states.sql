-- Users: deactivated and former ones; the e-mail address is optional.
-- squawk-ignore-file constraint-missing-not-valid
-- squawk-ignore-file ban-drop-not-null

set local lock_timeout = '1500ms';
set local role nachet_owner;

alter table nachet_data.users
alter column email drop not null,
add column state text not null default 'active',
add constraint users_state_check check (state in ('active', 'deactivated', 'former')),
add constraint users_former_check check (state <> 'former' or email is null);
comment on column nachet_data.users.email is
'E-mail address, as given; unique whatever its case. Null for who has none and for former users.';
comment on column nachet_data.users.state is
'active, deactivated (may do nothing) or former (ended: what was personal is gone, the row stays).';

reset role;
