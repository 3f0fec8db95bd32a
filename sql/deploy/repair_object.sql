create or replace function nachet_deploy.repair_object(p_kind text, p_identity text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
-- Gives an object that a migration made its comments back, and nobody but the owner a right to it.
begin
    perform nachet_deploy.reset_grants(p_kind, p_identity);
    perform nachet_deploy.set_comments(p_kind, p_identity, o.state -> 'comments')
    from nachet_deploy.object as o
    where o.kind = p_kind and o.identity = p_identity;
end
$function$;

comment on function nachet_deploy.repair_object(text, text) is
'Gives an object that a migration made its comments back, and takes every grant back.';
revoke all on function nachet_deploy.repair_object(text, text) from public;
