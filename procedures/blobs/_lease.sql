create or replace function nachet._lease()
returns interval language sql immutable parallel safe as $function$
select interval '1 minute';
$function$;

comment on function nachet._lease is
'How long the caller that decided on a blob task has it for itself before a worker may take it.';
