create or replace function nachet_deploy.describe_rules(p_relation oid)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
-- The rules of a relation: of a view, its query. Null where a deploy has dropped the view since
-- this statement began, which must not make it fail.
begin
    return (
        select string_agg(pg_get_ruledef(r.oid), ' ' order by r.rulename)
        from pg_rewrite as r
        where r.ev_class = p_relation
    );
exception when internal_error then
    return null;
end
$function$;

comment on function nachet_deploy.describe_rules(oid) is
'The rules of a relation: of a view, its query.';
revoke all on function nachet_deploy.describe_rules(oid) from public;
