create or replace function nachet._level(p_permission text)
returns smallint language sql immutable parallel safe as $function$
select array_position(array['read', 'write', 'manage', 'admin'], p_permission)::smallint;
$function$;

comment on function nachet._level is
'Returns the level of a permission, which is its id; null for any other text.';
