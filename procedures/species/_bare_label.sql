create or replace function nachet._bare_label(p_name text)
returns text
language sql
immutable
parallel safe
as $function$
select nachet._clean_label(regexp_replace(p_name, '^[0-9]+ ', ''));
$function$;

comment on function nachet._bare_label(text) is
'The name in a cleaned label, without the number of the class that models put before it.';
revoke all on function nachet._bare_label(text) from public;
