create or replace function nachet._now()
returns timestamptz language sql stable parallel safe as $function$
select pg_catalog.now();
$function$;

comment on function nachet._now is
'Returns the start of the transaction: the only source of time, so that a test can set it.';
