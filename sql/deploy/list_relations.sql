create or replace function nachet_deploy.list_relations(p_schemas text[])
returns table (kind text, identity text, name text, state jsonb)
language sql
stable
set search_path = pg_catalog, pg_temp
as $function$
-- Every table, view and sequence of these schemas, as the catalogue has it: what the
-- same migrations make anew is the same.
select
    case c.relkind
        when 'v' then 'view'
        when 'm' then 'materialized view'
        when 'S' then 'sequence'
        when 'f' then 'foreign table'
        else 'table'
    end as kind,
    c.oid::regclass::text as identity,
    c.relname as name,
    jsonb_build_object(
        'owner', pg_get_userbyid(c.relowner),
        'grants', nachet_deploy.list_grants(coalesce(c.relacl, d.acl), c.relowner) || (
            select coalesce(
                jsonb_agg(format('%I: %s', a.attname, g.text) order by a.attname, g.text), '[]'
            )
            from pg_attribute as a
            cross join lateral jsonb_array_elements_text(
                nachet_deploy.list_grants(a.attacl, c.relowner)
            ) as g (text)
            where a.attrelid = c.oid and a.attacl is not null
        ),
        'comments', (
            select coalesce(jsonb_object_agg(coalesce(a.attname, ''), s.description), '{}')
            from pg_description as s
            left join pg_attribute as a
                on a.attrelid = s.objoid and a.attnum = s.objsubid and a.attnum > 0
            where s.classoid = 'pg_class'::regclass and s.objoid = c.oid
        ),
        'definition', nachet_deploy.hash_text(concat(
            case when c.relhasrules then nachet_deploy.describe_rules(c.oid) end,
            c.reloptions, c.relpersistence, c.relrowsecurity, c.relforcerowsecurity
        )),
        'columns', nachet_deploy.hash_text((
            select string_agg(
                concat_ws(
                    ' ', a.attname, format_type(a.atttypid, a.atttypmod),
                    a.attcollation::regcollation, a.attnotnull, a.attidentity, a.attgenerated,
                    a.attstorage, o.options, pg_get_expr(f.adbin, f.adrelid)
                ), ', ' order by a.attnum
            )
            from pg_attribute as a
            left join pg_attrdef as f on f.adrelid = a.attrelid and f.adnum = a.attnum
            -- Some servers keep a number of their own there, another one in each copy.
            cross join lateral (
                select array_agg(u.option) as options
                from unnest(a.attoptions) as u (option)
                where u.option not like 'pg\_%'
            ) as o
            where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        )),
        -- From PostgreSQL 18 on, "not null" is a constraint too; here it is part of its column.
        'constraints', nachet_deploy.hash_text((
            select string_agg(
                concat_ws(' ', k.conname, pg_get_constraintdef(k.oid)), ', ' order by k.conname
            )
            from pg_constraint as k
            where k.conrelid = c.oid and k.contype <> 'n'
        )),
        'indexes', nachet_deploy.hash_text((
            select string_agg(i.text, ', ' order by i.text)
            from (
                select pg_get_indexdef(x.indexrelid) as text
                from pg_index as x
                where x.indrelid = c.oid
            ) as i
        )),
        'triggers', nachet_deploy.hash_text((
            select string_agg(
                concat_ws(' ', pg_get_triggerdef(t.oid), t.tgenabled), ', ' order by t.tgname
            )
            from pg_trigger as t
            where t.tgrelid = c.oid and not t.tgisinternal
        ))
    ) as state
from pg_class as c
inner join pg_namespace as n on c.relnamespace = n.oid
cross join lateral acldefault(
    case c.relkind when 'S' then 's' else 'r' end::"char", c.relowner
) as d (acl)
where n.nspname = any(p_schemas)
    and c.relkind in ('r', 'p', 'f', 'v', 'm', 'S')
$function$;

comment on function nachet_deploy.list_relations(text[]) is
'Every table, view and sequence of the schemas, as the catalogue has it.';
revoke all on function nachet_deploy.list_relations(text[]) from public;
