create or replace function nachet._container_name(p_container_id uuid)
returns text language sql immutable parallel safe as $function$
select 'user-' || p_container_id::text;
$function$;

comment on function nachet._container_name is 'The name of a container in the blob store.';
