create or replace function nachet_deploy.take_turn()
returns void
language sql
return pg_advisory_xact_lock(121364558669172);

comment on function nachet_deploy.take_turn() is
'Waits until no other deploy runs, and keeps others out until the transaction ends. The number is '
'"nachet" in ASCII.';
revoke all on function nachet_deploy.take_turn() from public;
