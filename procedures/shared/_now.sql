create or replace function nachet._now()
returns timestamptz
language sql
stable
parallel safe
return pg_catalog.now();

comment on function nachet._now() is
'The present: start of the transaction, in one place, so that a test can set it.';
revoke all on function nachet._now() from public;
