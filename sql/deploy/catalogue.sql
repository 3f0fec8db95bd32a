-- Each object of the schemas, part by part; default privileges; roles with too many rights; and
-- settings that risk rows. Any login may ask. A newer server adds nothing to it. For the linter:
-- noqa: disable=AL03,AL04,AL08,LT02,LT09,LT14,ST09
with ours as (
    select i.type as kind, replace(i.identity, 'pg_catalog.', '') as name, o.class, o.id, o.owner,
        -- The types of rows need no rights of their own: who uses them has those of the schema.
        case when o.letter <> 'T' then coalesce(o.acl, acldefault(o.letter, o.owner)) end as acl,
        case o.class when 'pg_class'::regclass then o.id
            when 'pg_type'::regclass then (select t.typrelid from pg_type as t where t.oid = o.id)
        end as relation
    from (
        select 'pg_proc'::regclass, p.oid, p.pronamespace, p.proowner, p.proacl, 'f'::"char"
        from pg_proc as p
        union all
        select 'pg_class', c.oid, c.relnamespace, c.relowner, c.relacl,
            case c.relkind when 'S' then 's' else 'r' end::"char"
        from pg_class as c
        where c.relkind in ('r', 'p', 'f', 'v', 'm', 'S')
        union all
        select 'pg_type', t.oid, t.typnamespace, t.typowner, null, 'T' from pg_type as t
        inner join pg_class as c on t.typrelid = c.oid and c.relkind = 'c'
        union all
        select 'pg_namespace', n.oid, n.oid, n.nspowner, n.nspacl, 'n' from pg_namespace as n
    ) as o (class, id, schema_id, owner, acl, letter)
    inner join pg_namespace as n on o.schema_id = n.oid
    cross join lateral pg_identify_object(o.class, o.id, 0) as i
    where n.nspname in ('nachet', 'nachet_data', 'nachet_deploy')
    union all
    -- What the owner's new objects are born with, everywhere or in a schema.
    select 'default privileges', concat(
            case d.defaclobjtype when 'r' then 'tables' when 'S' then 'sequences'
            when 'f' then 'functions' when 'T' then 'types' else 'schemas' end,
            ' in schema ' || nullif(d.defaclnamespace, 0)::regnamespace
        ), 'pg_default_acl', null, d.defaclrole, d.defaclacl, null
    from pg_default_acl as d where d.defaclrole = to_regrole('nachet_owner')
),

our_roles as (
    select r.* from pg_roles as r
    where r.rolname in ('nachet_owner', 'nachet_backend', 'nachet_service', 'nachet_analyst')
),

parts as (
    select o.kind, o.name, t.part, t.value
    from ours as o cross join lateral (
        select 'owner' as part, o.owner::regrole::text as value where o.id is not null
        union all
        select concat(
                'grant to ', case a.grantee when 0 then 'public' when o.owner then 'nachet_owner'
                else a.grantee::regrole::text end, ' on column ' || g.attribute,
                case when a.is_grantable then ' with grant option' end
            ), string_agg(
                concat(a.privilege_type, ' (' || g.attribute || ')'), ', '
                order by a.privilege_type collate "C" -- noqa: RF02
            )
        from (
            select null as attribute, o.acl
            union all
            select quote_ident(a.attname), a.attacl from pg_attribute as a
            where o.relation = a.attrelid
        ) as g
        cross join aclexplode(g.acl) as a
        where not (a.grantee = o.owner and a.privilege_type = 'MAINTAIN')
        group by g.attribute, a.grantee, a.is_grantable
        union all
        select 'comment' || coalesce(' on column ' || quote_ident(a.attname), ''), d.description
        from pg_description as d
        left join pg_attribute as a on d.objoid = a.attrelid and a.attnum = nullif(d.objsubid, 0)
        where o.class = d.classoid and o.id = d.objoid
        union all
        select p.* from pg_proc as f inner join pg_language as l on f.prolang = l.oid
        cross join lateral (
            values ('arguments', pg_get_function_arguments(f.oid)),
            ('result', pg_get_function_result(f.oid)),
            ('settings', array_to_string(f.proconfig, ', ')),
            ('body', encode(sha256(convert_to(f.prosrc, 'UTF8')), 'hex')),
            ('attributes', concat_ws(
                ' ', l.lanname, f.provolatile, f.proparallel, f.proisstrict, f.prosecdef,
                f.proleakproof, f.procost, f.prorows, f.prosupport, f.probin
            ))
        ) as p (part, value)
        where o.class = 'pg_proc'::regclass and o.id = f.oid
        union all
        select p.* from pg_class as c cross join lateral (
            values ('options', array_to_string(c.reloptions, ', ')),
            ('row security', nullif(concat(c.relrowsecurity, c.relforcerowsecurity), 'ff')),
            ('definition', case when c.relkind in ('v', 'm') then
                encode(sha256(convert_to(pg_get_viewdef(c.oid), 'UTF8')), 'hex') end)
        ) as p (part, value)
        where o.relation = c.oid
        union all
        select 'column ' || quote_ident(a.attname), concat_ws(
                ' ', format_type(a.atttypid, a.atttypmod),
                case when a.attcollation <> t.typcollation then a.attcollation::regcollation end,
                case when a.attnotnull then 'not null' end, nullif(a.attidentity, ''),
                nullif(a.attgenerated, ''), nullif(a.attstorage, t.typstorage),
                -- Some servers keep a number of their own there, another one in each copy.
                (select string_agg(o, ' ') from unnest(a.attoptions) as o where o !~ '^pg_'),
                'default ' || pg_get_expr(f.adbin, f.adrelid)
            )
        from pg_attribute as a inner join pg_type as t on a.atttypid = t.oid
        left join pg_attrdef as f on a.attrelid = f.adrelid and a.attnum = f.adnum
        where o.relation = a.attrelid and a.attnum > 0
        union all
        -- From PostgreSQL 18 on, "not null" is a constraint too; here it is part of its column.
        select 'constraint ' || quote_ident(k.conname), concat(pg_get_constraintdef(k.oid), (
                select distinct ', disabled' from pg_trigger as t
                where k.oid = t.tgconstraint and t.tgenabled <> 'O'
            ))
        from pg_constraint as k
        where o.relation = k.conrelid and k.contype <> 'n'
        union all
        select 'index ' || i.indexrelid::regclass, pg_get_indexdef(i.indexrelid) from pg_index as i
        left join pg_constraint as k on i.indexrelid = k.conindid and i.indrelid = k.conrelid
        where o.relation = i.indrelid and k.oid is null
        union all
        select 'trigger ' || quote_ident(t.tgname), concat(pg_get_triggerdef(t.oid), t.tgenabled)
        from pg_trigger as t where o.relation = t.tgrelid and not t.tgisinternal
        union all
        select 'rule ' || quote_ident(r.rulename), concat(pg_get_ruledef(r.oid), r.ev_enabled)
        from pg_rewrite as r where o.relation = r.ev_class and r.rulename <> '_RETURN'
    ) as t
    union all
    -- Types, domains, operators and whatever else there may be.
    select i.type, i.identity, 'here', 'yes' from pg_depend as d
    inner join ours as o on d.refobjid = o.id and o.class = 'pg_namespace'::regclass
    cross join pg_identify_object(d.classid, d.objid, 0) as i
    where d.refclassid = o.class
        and d.classid::regclass::text not in ('pg_class', 'pg_proc', 'pg_default_acl')
    union all
    -- The roles, which databases share. Who deploys owns a database or may hand out roles.
    select 'role', r.rolname, f.fault, 'yes' from our_roles as r cross join lateral (
        select regexp_replace(a.key, '^rol(can)?', '') from jsonb_each(to_jsonb(r)) as a
        where a.value = 'true' and a.key <> 'rolinherit'
            -- Between the nodes of a cluster the owner logs in.
            and not (
                (r.rolname, a.key) = ('nachet_owner', 'rolcanlogin')
                and exists (select from pg_extension as e where e.extname = 'citus')
            )
        union all
        select 'member of ' || o.rolname from our_roles as o
        where o.oid <> r.oid and not r.rolsuper and pg_has_role(r.oid, o.oid, 'member')
            and (r.rolname, o.rolname) <> ('nachet_backend', 'nachet_service')
        union all
        select 'handed to ' || quote_ident(o.rolname) from pg_auth_members as m
        inner join pg_roles as o on m.member = o.oid
        left join pg_database as b on o.oid = b.datdba
        where r.rolname = 'nachet_owner' and r.oid = m.roleid and b.oid is null
            and not (o.rolsuper or o.rolcreaterole or starts_with(o.rolname, 'nachet_'))
    ) as f (fault)
    union all
    -- What sql/rights.sql takes from PUBLIC, if whoever deploys may take it.
    select 'rights of', 'public', 'temporary tables', 'yes'
    where has_database_privilege('public', current_database(), 'temporary')
    union all
    select distinct 'rights of', 'public', 'large objects', 'yes' from pg_proc as p
    where p.oid < 16384 and p.proname in ('lo_creat', 'lo_create', 'lo_from_bytea')
        and has_function_privilege('public', p.oid, 'execute')
    union all
    select 'settings of', concat_ws(
            ' in ', 'role ' || nullif(s.setrole, 0)::regrole,
            'database ' || coalesce(d.datname, 'any')
        ), split_part(u.config, '=', 1), split_part(u.config, '=', 2)
    from pg_db_role_setting as s cross join unnest(s.setconfig) as u (config)
    left join pg_database as d on s.setdatabase = d.oid
    where coalesce(d.datname, current_database()) = current_database()
        and u.config ~ '^(synchronous_commit=(off|false|no|0)|session_replication_role=[rl].*)$'
)

select p.kind || ' ' || p.name as object, jsonb_object_agg(p.part, p.value) as parts
from parts as p where p.value <> '' and p.name <> '' group by p.kind, p.name
