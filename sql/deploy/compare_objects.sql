create or replace function nachet_deploy.compare_objects()
returns table (kind text, identity text, name text, here boolean, reasons text[])
language sql
stable
set search_path = pg_catalog, pg_temp
as $function$
-- Every object, with what in it is no longer as the last deploy left it: foreign (nothing of the
-- source made it), missing, or the parts of its state that changed.
select
    kind,
    identity,
    coalesce(h.name, o.name) as name,
    h.state is not null as here,
    case
        when o.state is null then '{foreign}'
        when h.state is null then '{missing}'
        when h.state = o.state then '{}'
        else array(
            select s.key
            from jsonb_each(h.state) as s
            where s.value is distinct from o.state -> s.key
            order by s.key
        )
    end as reasons
from nachet_deploy.list_objects() as h
full join nachet_deploy.object as o using (kind, identity)
$function$;

comment on function nachet_deploy.compare_objects() is
'Every object, with what in it is no longer as the last deploy left it.';
revoke all on function nachet_deploy.compare_objects() from public;
