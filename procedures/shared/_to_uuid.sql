create or replace function nachet._to_uuid(p_text text)
returns uuid language sql immutable parallel safe as $function$
select case
    when p_text ~* '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' then p_text::uuid
end;
$function$;

comment on function nachet._to_uuid is
'Returns the id that a document states as text; null when the text is not a UUID.';
