create or replace function nachet_deploy.plan_sources(p_files text[])
returns table (action text, target text, reasons text[])
language sql
stable
set search_path = pg_catalog, pg_temp
as $function$
-- What apply_sources would do with these files, in its order: create or change what a file makes,
-- run a file of data, drop a function or view that no file makes, repair what a migration made.
with objects as materialized (
    select c.* from nachet_deploy.compare_objects() as c
),

wanted as (
    select w.ordinality, s.file, s.kind, s.name, s.applied, s.deployed_at
    from unnest(p_files) with ordinality as w (file, ordinality)
    inner join nachet_deploy.source as s on w.file = s.file
),

compared as (
    select
        w.ordinality,
        w.file,
        w.kind,
        w.applied,
        case
            when w.kind in ('function', 'view') then not coalesce(bool_or(o.here), false)
            else w.deployed_at is null
        end as lacking,
        array_remove(array_agg(distinct r.reason), null) as reasons
    from wanted as w
    left join objects as o
        on case w.kind
            when 'grants' then o.kind in ('schema', 'default privileges')
            else o.kind = w.kind and o.name = w.name and o.identity like 'nachet.%'
        end
    left join lateral unnest(o.reasons) as r (reason) on true
    group by w.ordinality, w.file, w.kind, w.applied, w.deployed_at
),

steps as (
    select
        0 as part,
        c.ordinality,
        case
            when c.lacking then 'create'
            when c.kind = 'data' then 'run'
            else 'change'
        end as action,
        c.file as target,
        case
            when c.lacking then '{}'
            when c.applied then array_remove(c.reasons, 'missing')
            else '{source}' || array_remove(c.reasons, 'missing')
        end as reasons
    from compared as c
    where not c.applied or c.lacking or c.reasons <> '{}'
    union all
    select
        1, 0, 'drop', o.kind || ' ' || o.identity, array_remove(o.reasons, 'missing')
    from objects as o
    where o.here
        and o.identity like 'nachet.%'
        and o.kind in ('function', 'procedure', 'aggregate', 'view', 'materialized view')
        and not exists (select from wanted as w where w.kind = o.kind and w.name = o.name)
    union all
    select
        2, 0, 'repair', o.kind || ' ' || o.identity, array(
            select r.reason
            from unnest(o.reasons) as r (reason)
            where r.reason in ('owner', 'grants', 'comments')
        )
    from objects as o
    where o.here
        and o.identity not like 'nachet.%'
        and o.kind not in ('schema', 'default privileges')
        and o.reasons && '{owner,grants,comments}'
)

select s.action, s.target, s.reasons
from steps as s
order by s.part, s.ordinality, s.target
$function$;

comment on function nachet_deploy.plan_sources(text[]) is
'What apply_sources would do with these files.';
revoke all on function nachet_deploy.plan_sources(text[]) from public;
