create or replace function nachet._max_attempts()
returns integer language sql immutable parallel safe as $function$
select 20;
$function$;

comment on function nachet._max_attempts is
'How often a blob task is tried before it is parked for an operator.';
