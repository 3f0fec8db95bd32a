create or replace function nachet._is_secret(p_key text, p_value jsonb)
returns boolean language sql stable parallel safe as $function$
select jsonb_path_exists(
    jsonb_build_object(p_key, p_value),
    '$.** ? (@.type() == "object").keyvalue().key ? (
        @ like_regex "endpoint|ur[il]s?$|connection[^a-z]?string" flag "i"
            && !(@ like_regex "^endpoint[^a-z]?name$" flag "i")
        || @ like_regex "keys?[0-9]*$|(^|[^a-z])keys?[^a-z]|secret|token|pass|credential" flag "i"
        || @ like_regex "(^|[^a-z])(auth|pwd|sas)([^a-z]|$)|authori[sz]|bearer|signature" flag "i"
        || @ like_regex "(^|[^a-z])(dsn|jwt|pat|pem|conn|host|code)([^a-z]|$)|code$" flag "i"
    )'
) or jsonb_path_exists(
    p_value,
    '$.** ? (@.type() == "string" && @ like_regex "^[a-z]+://|^(basic|bearer) " flag "i")'
);
$function$;

comment on function nachet._is_secret is
'Whether a key of a pipeline, or a key inside its value, looks like that of an address or a '
'secret, by its name and its value: it is refused there. Of models only what is named is shown.';

create or replace function nachet._is_structure_name(p_value jsonb)
returns boolean language sql immutable parallel safe as $function$
select coalesce(
    jsonb_typeof(p_value) = 'string'
    and not nachet_data.is_blank(p_value #>> '{}')
    and char_length(p_value #>> '{}') <= 200,
    false
);
$function$;

comment on function nachet._is_structure_name is
'Whether a value of a document can be the name of a model, a task or a pipeline.';

create or replace function nachet._bad_versions(p_structure jsonb)
returns table (place text, expected text) language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- The wrong places of the versions of models, and of the models of pipelines with the versions that
-- they pin.
begin
    return query
    with model as (
        select
            format('models[%s]', m.ordinality - 1) as place, m.value,
            nachet_data.fold(m.value ->> 'model_name') as name_key
        from jsonb_path_query(p_structure, 'strict $.models[*]', silent => true)
            with ordinality as m (value, ordinality)
    ),

    version as (
        select
            m.name_key,
            c.place,
            c.value,
            row_number() over (
                partition by m.name_key, c.value ->> 'version' order by c.ordinality
            ) as nth
        from model as m
        cross join lateral (
            select m.place, m.value, 0 as ordinality
            union all
            select format('%s.other_versions[%s]', m.place, o.ordinality - 1), o.value, o.ordinality
            from jsonb_path_query(m.value, 'strict $.other_versions[*]', silent => true)
                with ordinality as o (value, ordinality)
        ) as c
    ),

    pipeline_model as (
        select
            format('pipelines[%s].models[%s]', p.ordinality - 1, m.ordinality - 1) as place,
            nachet_data.fold(
                coalesce(p.value -> 'pipeline_name', p.value -> 'model_name') #>> '{}'
            ) as pipeline_key,
            o.name,
            nachet_data.fold(o.name #>> '{}') as name_key,
            nullif(m.value -> 'version', 'null') as version,
            o.is_object,
            case when o.is_object then m.value - array['name', 'version'] <> '{}' else false end
                as has_more
        from jsonb_path_query(p_structure, 'strict $.pipelines[*]', silent => true)
            with ordinality as p (value, ordinality)
        cross join lateral jsonb_path_query(p.value, 'strict $.models[*]', silent => true)
            with ordinality as m (value, ordinality)
        cross join lateral (
            select
                k.is_object, case when k.is_object then m.value -> 'name' else m.value end as name
            from (select jsonb_typeof(m.value) = 'object' as is_object) as k
        ) as o
    )

    select v.place || '.version', 'a text or a number of 1 to 200 characters, once a model'
    from version as v
    where coalesce(jsonb_typeof(v.value -> 'version') not in ('string', 'number'), true)
        or not nachet._is_structure_name(to_jsonb(v.value ->> 'version'))
        or v.nth > 1
    union all
    select m.place || '.other_versions', 'an array'
    from model as m
    where jsonb_typeof(m.value -> 'other_versions') <> 'array'
    union all
    select
        pm.place || case when pm.is_object and not pm.has_more then '.name' else '' end,
        'the name of a model in use, or an object of name and version'
    from pipeline_model as pm
    left join nachet_data.model as m on pm.name_key = m.name_key
    left join nachet_data.pipeline as p on pm.pipeline_key = p.name_key
    where jsonb_typeof(pm.name) is distinct from 'string'
        or pm.has_more
        or (m.id is null and not exists (select from model as d where d.name_key = pm.name_key))
        or (not m.active and coalesce(p.active, true))
    union all
    select pm.place || '.version', 'a version that is imported or in the document'
    from pipeline_model as pm
    left join nachet_data.model as m on pm.name_key = m.name_key
    where jsonb_typeof(pm.version) not in ('string', 'number')
        or (
            pm.version is not null
            and not exists (
                select from version as d
                where d.name_key = pm.name_key and d.value ->> 'version' = pm.version #>> '{}'
            )
            and not exists (
                select from nachet_data.model_version as v
                where v.model_id = m.id and v.version = pm.version #>> '{}'
            )
        );
end
$function$;

comment on function nachet._bad_versions is
'Finds what is wrong about versions in a document of pipelines and models.';

create or replace function nachet._check_ml_structure(p_structure jsonb, p_last_default boolean)
returns void language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- Before anything is imported. p_last_default: several pipelines may be named the default. Limits:
-- depth 32, and for each pipeline and version of a model those of metadata.
-- Raises: NX207, with the first wrong place and what is expected there.
declare
    v_bad record;
begin
    if p_structure @? '$.**{33}' then
        perform nachet._raise(
            'NX207', jsonb_build_object('place', '', 'expected', 'a depth of up to 32')
        );
    end if;
    with model as (
        select
            format('models[%s]', m.ordinality - 1) as place, m.value,
            m.value -> 'model_name' as name,
            row_number() over (
                partition by nachet_data.fold(m.value ->> 'model_name') order by m.ordinality
            ) as nth
        from jsonb_path_query(p_structure, 'strict $.models[*]', silent => true)
            with ordinality as m (value, ordinality)
    ),

    pipeline as (
        select
            format('pipelines[%s]', p.ordinality - 1) as place, p.value,
            coalesce(p.value -> 'pipeline_name', p.value -> 'model_name') as name,
            row_number() over (
                partition by nachet_data.fold(
                    coalesce(p.value -> 'pipeline_name', p.value -> 'model_name') #>> '{}'
                )
                order by p.ordinality
            ) as nth,
            count(*) filter (where p.value -> 'default' = 'true')
                over (order by p.ordinality) as defaults
        from jsonb_path_query(p_structure, 'strict $.pipelines[*]', silent => true)
            with ordinality as p (value, ordinality)
    )

    select c.place, c.expected
    into v_bad
    from (
        select '' as place, 'an object with pipelines and models' as expected
        where jsonb_typeof(p_structure) <> 'object'
            or not p_structure ?| array['pipelines', 'models']
        union all
        select k.key, 'an array'
        from unnest(array['models', 'pipelines']) as k (key)
        where jsonb_typeof(p_structure -> k.key) <> 'array'
        union all
        select d.place, 'an object of up to 100,000 characters'
        from (
            select
                m.place,
                case jsonb_typeof(m.value)
                    when 'object' then m.value - 'other_versions' else '{}'
                end as value
            from model as m
            union all
            select format('%s.other_versions[%s]', m.place, o.ordinality - 1), o.value
            from model as m
            cross join lateral jsonb_path_query(
                m.value, 'strict $.other_versions[*]', silent => true
            ) with ordinality as o (value, ordinality)
            union all
            select p.place, p.value
            from pipeline as p
        ) as d
        where jsonb_typeof(d.value) = 'object' and not nachet_data.is_metadata(d.value)
        union all
        select m.place || '.model_name', 'a name of 1 to 200 characters, unlike the models before'
        from model as m
        where not nachet._is_structure_name(m.name) or m.nth > 1
        union all
        select m.place || '.task', 'a text of 1 to 200 characters'
        from model as m
        where not nachet._is_structure_name(m.value -> 'task')
        union all
        select m.place || '.endpoint_name', 'a text'
        from model as m
        where jsonb_typeof(m.value -> 'endpoint_name') not in ('string', 'null')
        union all
        select
            p.place || '.pipeline_name',
            'a name of 1 to 200 characters, unlike the pipelines before'
        from pipeline as p
        where not nachet._is_structure_name(p.name) or p.nth > 1
        union all
        select p.place || '.models', 'an array'
        from pipeline as p
        where jsonb_typeof(p.value -> 'models') is distinct from 'array'
        union all
        select p.place || '.default', 'true for one pipeline at most'
        from pipeline as p
        where jsonb_typeof(p.value -> 'default') not in ('boolean', 'null')
            or (p.value -> 'default' = 'true' and p.defaults > 1 and not p_last_default)
        union all
        select concat_ws('.', h.place, k.key), 'no secret: keys and addresses belong to models'
        from (
            select
                null as place,
                case
                    when jsonb_typeof(p_structure) = 'object'
                        then p_structure - array['models', 'pipelines']
                end as value
            union all
            select p.place, p.value
            from pipeline as p
        ) as h
        cross join lateral jsonb_each(
            case when jsonb_typeof(h.value) = 'object' then h.value else '{}' end
        ) as k
        where nachet._is_secret(k.key, k.value)
        union all
        select v.place, v.expected
        from nachet._bad_versions(p_structure) as v
    ) as c
    limit 1;
    if v_bad.place is not null then
        perform nachet._raise(
            'NX207', jsonb_build_object('place', v_bad.place, 'expected', v_bad.expected)
        );
    end if;
end
$function$;

comment on function nachet._check_ml_structure is
'Refuses a document of pipelines and models that cannot be imported.';

create or replace function nachet._read_models(p_structure jsonb, p_keys text[])
returns table (
    place integer, name text, version text, active boolean, endpoint_name text, task text,
    data jsonb, secret jsonb
)
language plpgsql immutable
set search_path = pg_catalog, pg_temp as $function$
-- One row a version; active: the version of the entry itself, not one of its other_versions.
-- p_keys are shown; all else is secret, the name of a deployment too where it is an address. data
-- leaves out the keys that the export adds; it keeps task and version as they were written.
begin
    return query
    select
        m.ordinality::integer,
        m.value ->> 'model_name',
        v.value ->> 'version',
        v.active,
        case
            when nachet_data.is_shown('endpoint_name', m.value -> 'endpoint_name', p_keys)
                then coalesce(m.value ->> 'endpoint_name', '')
            else ''
        end,
        m.value ->> 'task',
        k.data,
        k.secret
    from jsonb_array_elements(p_structure -> 'models') with ordinality as m (value, ordinality)
    cross join lateral (
        select m.value, true as active
        union all
        select o.value, false
        from jsonb_path_query(m.value, 'strict $.other_versions[*]', silent => true) as o (value)
    ) as v
    cross join lateral (
        select
            coalesce(jsonb_object_agg(e.key, e.value) filter (where not e.secret), '{}') as data,
            coalesce(jsonb_object_agg(e.key, e.value) filter (where e.secret), '{}') as secret
        from (
            select j.key, j.value, not nachet_data.is_shown(j.key, j.value, p_keys) as secret
            from jsonb_each(
                v.value - array['model_id', 'model_name', 'other_versions', 'training_dataset']
            ) as j
        ) as e
    ) as k;
end
$function$;

comment on function nachet._read_models is
'Returns the versions of models of a checked document of pipelines and models as rows.';

create or replace function nachet._task_key(p_name text)
returns text language sql immutable parallel safe as $function$
select nachet_data.fold(regexp_replace(p_name collate "C", '[-_[:space:]]+', '', 'g'));
$function$;

comment on function nachet._task_key is
'Returns a task''s name in the form for comparison; the generated column name_key has the same '
'expression.';

create or replace function nachet._import_models(p_structure jsonb, p_keys text[])
returns jsonb language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- The number added, updated and unchanged. Unchanged rows are not written.
declare
    v_now constant timestamptz := nachet._now();
    v_added bigint;
    v_updated bigint;
begin
    insert into nachet_data.task (id, name)
    select h.id + row_number() over (order by t.place), t.task
    from (
        select distinct on (nachet._task_key(m.task)) m.task, m.place
        from nachet._read_models(p_structure, p_keys) as m
        where not exists (
            select from nachet_data.task as k where k.name_key = nachet._task_key(m.task)
        )
        order by nachet._task_key(m.task), m.place
    ) as t
    cross join (select max(k.id) as id from nachet_data.task as k) as h;

    with changed as (
        update nachet_data.model as m
        set endpoint_name = r.endpoint_name, task_id = k.id, position = r.place, updated_at = v_now
        from nachet._read_models(p_structure, p_keys) as r
        inner join nachet_data.task as k on k.name_key = nachet._task_key(r.task)
        where m.name_key = nachet_data.fold(r.name)
            and r.active
            and (m.endpoint_name, m.task_id, m.position)
                is distinct from (r.endpoint_name, k.id, r.place)
        returning m.id
    )

    select count(*) into v_updated from changed as c;
    with added as (
        insert into nachet_data.model (
            name, endpoint_name, task_id, position, upload_date, updated_at
        )
        select r.name, r.endpoint_name, k.id, r.place, v_now, v_now
        from nachet._read_models(p_structure, p_keys) as r
        inner join nachet_data.task as k on k.name_key = nachet._task_key(r.task)
        where r.active
            and not exists (
                select from nachet_data.model as m where m.name_key = nachet_data.fold(r.name)
            )
        returning id
    )

    select count(*) into v_added from added as a;
    return jsonb_build_object(
        'added', v_added,
        'updated', v_updated,
        'unchanged', jsonb_array_length(p_structure -> 'models') - v_added - v_updated
    );
end
$function$;

comment on function nachet._import_models is
'Imports the models of a checked document, without their versions, and returns counts.';

create or replace function nachet._read_pipelines(p_structure jsonb)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- place, name, pipeline_id, model_ids, version_ids (null: the active one), is_default, data; the
-- models must be imported first. A document without a default keeps the present default; of several
-- the last one is it. An inactive pipeline cannot become the default.
declare
    v_rows jsonb;
begin
    with listed as (
        select
            d.ordinality::integer as place,
            coalesce(d.value ->> 'pipeline_name', d.value ->> 'model_name') as name,
            (d.value ->> 'default')::boolean as is_default,
            d.value
        from jsonb_array_elements(p_structure -> 'pipelines')
            with ordinality as d (value, ordinality)
    ),

    matched as (
        select
            l.place, l.name, p.id, l.value,
            coalesce(p.active, true) and l.is_default as takes_default,
            p.is_default and l.is_default is null as keeps_default
        from listed as l
        left join nachet_data.pipeline as p on p.name_key = nachet_data.fold(l.name)
    )

    select jsonb_agg(jsonb_build_object(
        'place', m.place,
        'name', m.name,
        'pipeline_id', m.id,
        'model_ids', array(
            select o.id
            from jsonb_array_elements(m.value -> 'models')
                with ordinality as n (value, ordinality)
            inner join nachet_data.model as o
                on o.name_key = nachet_data.fold(coalesce(n.value ->> 'name', n.value #>> '{}'))
            order by n.ordinality
        ),
        'version_ids', array(
            select v.id
            from jsonb_array_elements(m.value -> 'models')
                with ordinality as n (value, ordinality)
            left join nachet_data.model as o
                on o.name_key = nachet_data.fold(n.value ->> 'name')
            left join nachet_data.model_version as v
                on o.id = v.model_id and v.version = n.value ->> 'version'
            order by n.ordinality
        ),
        'is_default', coalesce(
            m.takes_default and m.place = m.default_place,
            m.keeps_default and m.default_place is null,
            false
        ),
        'data',
        m.value - array['pipeline_id', 'pipeline_name', 'model_name', 'models', 'default']
    ))
    into v_rows
    from (
        select d.*, max(d.place) filter (where d.takes_default) over () as default_place
        from matched as d
    ) as m;
    return coalesce(v_rows, '[]');
end
$function$;

comment on function nachet._read_pipelines is
'Returns the pipelines of a checked document of pipelines and models as rows.';

create or replace function nachet._import_pipelines(p_structure jsonb)
returns jsonb language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- The number added, updated and unchanged. Unchanged rows are not written. The models must be
-- imported first.
declare
    v_now constant timestamptz := nachet._now();
    v_rows constant jsonb := nachet._read_pipelines(p_structure);
    v_added uuid[];
    v_updated uuid[];
begin
    v_updated := array(
        select p.id
        from jsonb_to_recordset(v_rows) as r (
            place integer, pipeline_id uuid, model_ids uuid[], version_ids uuid[],
            is_default boolean, data jsonb
        )
        inner join nachet_data.pipeline as p on r.pipeline_id = p.id
        cross join lateral (
            select
                coalesce(array_agg(pm.model_id order by pm.position), '{}') as model_ids,
                coalesce(array_agg(pm.model_version_id order by pm.position), '{}') as version_ids
            from nachet_data.pipeline_model as pm
            where pm.pipeline_id = p.id
        ) as m
        where (p.position, p.is_default, p.data, m.model_ids, m.version_ids)
            is distinct from (r.place, r.is_default, r.data, r.model_ids, r.version_ids)
    );
    -- First clear the old default, also if the document does not contain it: there is only one.
    update nachet_data.pipeline as p
    set is_default = false, updated_at = v_now
    where p.is_default
        and exists (
            select
            from jsonb_to_recordset(v_rows) as r (pipeline_id uuid, is_default boolean)
            where r.is_default and r.pipeline_id is distinct from p.id
        );
    update nachet_data.pipeline as p
    set position = r.place, is_default = r.is_default, data = r.data, updated_at = v_now
    from jsonb_to_recordset(v_rows) as r (
        place integer, pipeline_id uuid, is_default boolean, data jsonb
    )
    where p.id = r.pipeline_id and p.id = any(v_updated);
    with added as (
        insert into nachet_data.pipeline (name, position, is_default, data, upload_date, updated_at)
        select r.name, r.place, r.is_default, r.data, v_now, v_now
        from jsonb_to_recordset(v_rows) as r (
            place integer, name text, pipeline_id uuid, is_default boolean, data jsonb
        )
        where r.pipeline_id is null
        returning id
    )

    select coalesce(array_agg(a.id), '{}') into v_added from added as a;
    delete from nachet_data.pipeline_model as pm
    where pm.pipeline_id = any(v_updated);
    insert into nachet_data.pipeline_model (pipeline_id, model_id, model_version_id, position)
    select p.id, m.model_id, m.version_id, m.ordinality
    from jsonb_to_recordset(v_rows) as r (name text, model_ids uuid[], version_ids uuid[])
    inner join nachet_data.pipeline as p on p.name_key = nachet_data.fold(r.name)
    cross join lateral unnest(r.model_ids, r.version_ids)
        with ordinality as m (model_id, version_id, ordinality)
    where p.id = any (v_updated || v_added);
    return jsonb_build_object(
        'added', cardinality(v_added),
        'updated', cardinality(v_updated),
        'unchanged',
        jsonb_array_length(p_structure -> 'pipelines')
        - cardinality(v_added) - cardinality(v_updated)
    );
end
$function$;

comment on function nachet._import_pipelines is
'Imports the pipelines of a checked document and returns counts.';

create or replace function nachet._import_versions(p_structure jsonb, p_keys text[])
returns jsonb language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- The number added, updated and unchanged. The version of an entry becomes the active one of its
-- model, not its other_versions. A version without an address or a key keeps what it has of
-- secrets: an export for a user who is not an administrator has none.
declare
    v_now constant timestamptz := nachet._now();
    v_added uuid [];
    v_updated uuid [];
    v_secrets uuid [];
    v_count bigint;
begin
    update nachet_data.model_version as v
    set active = false
    from nachet._read_models(p_structure, p_keys) as r
    inner join nachet_data.model as m on m.name_key = nachet_data.fold(r.name)
    where v.model_id = m.id and v.active and r.active and v.version <> r.version;

    with changed as (
        update nachet_data.model_version as v
        set data = r.data, active = r.active
        from nachet._read_models(p_structure, p_keys) as r
        inner join nachet_data.model as m on m.name_key = nachet_data.fold(r.name)
        where v.model_id = m.id and v.version = r.version
            and (v.data, v.active) is distinct from (r.data, r.active)
        returning v.id
    )

    select array_agg(c.id) into v_updated from changed as c;
    with added as (
        insert into nachet_data.model_version (model_id, version, data, active, upload_date)
        select m.id, r.version, r.data, r.active, v_now
        from nachet._read_models(p_structure, p_keys) as r
        inner join nachet_data.model as m on m.name_key = nachet_data.fold(r.name)
        where not exists (
            select
            from nachet_data.model_version as v
            where v.model_id = m.id and v.version = r.version
        )
        returning id
    )

    select array_agg(a.id) into v_added from added as a;
    with stored as (
        insert into nachet_data.model_secret (model_version_id, secret, updated_at)
        select v.id, k.secret, v_now
        from nachet._read_models(p_structure, p_keys) as r
        inner join nachet_data.model as m on m.name_key = nachet_data.fold(r.name)
        inner join nachet_data.model_version as v on m.id = v.model_id and r.version = v.version
        left join nachet_data.model_secret as s on v.id = s.model_version_id
        cross join lateral (
            select
                case
                    when bool_or(nachet._is_secret(e.key, e.value)) then r.secret
                    else coalesce(s.secret - array(select jsonb_object_keys(r.data)), '{}')
                        || r.secret
                end as secret
            from jsonb_each(r.secret) as e
        ) as k
        where r.secret <> '{}' and s.secret is distinct from k.secret
        on conflict (model_version_id)
        do update set secret = excluded.secret, updated_at = excluded.updated_at
        returning model_version_id
    )

    select array_agg(s.model_version_id) into v_secrets from stored as s;
    select count(distinct u.id) into v_count
    from unnest(v_updated || v_secrets) as u (id)
    where u.id <> all (coalesce(v_added, '{}'));
    return jsonb_build_object(
        'added', coalesce(cardinality(v_added), 0),
        'updated', v_count,
        'unchanged',
        (select count(*) from nachet._read_models(p_structure, p_keys))
        - coalesce(cardinality(v_added), 0) - v_count
    );
end
$function$;

comment on function nachet._import_versions is
'Imports the versions of the models of a checked document with their secrets and returns counts.';

create or replace function nachet._structure_facts()
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- {entity: {id: facts}}. Of secrets only when they changed.
declare
    v_one record;
    v_models jsonb := '{}'::jsonb;
    v_pipelines jsonb := '{}'::jsonb;
begin
    for v_one in
        select
            m.id,
            jsonb_build_object('position', m.position) || coalesce(
                jsonb_object_agg('version ' || v.version, jsonb_build_object(
                    'data', v.data, 'secret_updated_at', s.updated_at
                )) filter (where v.id is not null),
                '{}'
            ) as facts
        from nachet_data.model as m
        left join nachet_data.model_version as v on m.id = v.model_id
        left join nachet_data.model_secret as s on v.id = s.model_version_id
        group by m.id, m.position
    loop
        v_models := v_models || jsonb_build_object(
            v_one.id, nachet._model_document(v_one.id) || v_one.facts
        );
    end loop;
    for v_one in
        select
            p.id,
            jsonb_build_object(
                'position', p.position,
                'active', p.active,
                'steps', coalesce(
                    jsonb_agg(
                        jsonb_build_object('model', m.name, 'pinned', v.version)
                        order by pm.position
                    ) filter (where m.id is not null),
                    '[]'
                )
            ) as facts
        from nachet_data.pipeline as p
        left join nachet_data.pipeline_model as pm on p.id = pm.pipeline_id
        left join nachet_data.model as m on pm.model_id = m.id
        left join nachet_data.model_version as v on pm.model_version_id = v.id
        group by p.id, p.position, p.active
    loop
        v_pipelines := v_pipelines || jsonb_build_object(
            v_one.id, nachet._pipeline_document(v_one.id) || v_one.facts
        );
    end loop;
    return jsonb_build_object('model', v_models, 'pipeline', v_pipelines);
end
$function$;

comment on function nachet._structure_facts is
'Returns what the act log says of all models and pipelines; without addresses and keys.';

create or replace function nachet._record_import(p_user_id uuid, p_before jsonb)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- p_before: the result of _structure_facts before the import.
declare
    v_after constant jsonb := nachet._structure_facts();
    v_entity record;
begin
    for v_entity in
        select
            e.key as entity,
            array_agg(f.key::uuid order by f.key) as ids,
            array_agg(p_before -> e.key -> f.key order by f.key) as before,
            array_agg(f.value order by f.key) as after
        from jsonb_each(v_after) as e
        cross join lateral jsonb_each(e.value) as f
        group by e.key
        order by e.key
    loop
        perform nachet._record_acts(
            p_user_id, null, 'import_ml_structure', v_entity.entity, v_entity.ids,
            v_entity.before, v_entity.after
        );
    end loop;
end
$function$;

comment on function nachet._record_import is
'Records which models and pipelines an import added or changed.';

create or replace function nachet.import_ml_structure(
    p_user_id uuid, p_structure jsonb, p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Matched by name, whatever its case: new entries are added, different ones updated, missing ones
-- kept; a known model or pipeline keeps its name. The imported version of a model becomes its
-- active version; its other_versions are imported beside it. A pipeline names its models, or
-- pins versions of them: {"name", "version"}. Of a model the keys that are named
-- (set_shown_model_keys) are shown; all others are stored as secrets; unknown keys are kept.
-- training_dataset is passed over: set_training_dataset says what a version was trained on.
-- Inactive models and pipelines are updated and stay inactive.
-- Options: last_default (default false: a document that names two default pipelines is refused;
-- true: the last of those in use is it).
-- Locks: the pipelines, against other imports and changes; inferences are not blocked.
-- Raises: NX001, NX207, NX210, NX302, NX303; then nothing is imported.
-- Repeat: changes nothing; all counts except unchanged are 0.
declare
    v_structure constant jsonb := '{"models": [], "pipelines": []}' || p_structure;
    v_options jsonb;
    v_keys text[];
    v_before jsonb;
    v_models jsonb;
    v_versions jsonb;
    v_pipelines jsonb;
begin
    perform nachet._require_user(p_user_id, 'admin');
    v_options := nachet._read_options(p_options, '{"last_default": "boolean"}');
    lock table nachet_data.pipeline in share row exclusive mode;
    perform nachet._check_ml_structure(
        p_structure, coalesce((v_options -> 'last_default')::boolean, false)
    );
    select nachet_data.shown_model_keys() || i.model_keys into v_keys
    from nachet_data.installation as i;
    v_before := nachet._structure_facts();
    v_models := nachet._import_models(v_structure, v_keys);
    v_versions := nachet._import_versions(v_structure, v_keys);
    insert into nachet_data.ml_structure as s (data, updated_at)
    values (v_structure - array['models', 'pipelines'], nachet._now())
    on conflict (single) do update set data = excluded.data, updated_at = excluded.updated_at
    where s.data <> excluded.data;
    v_pipelines := nachet._import_pipelines(v_structure);
    perform nachet._record_import(p_user_id, v_before);
    return jsonb_build_object(
        'models', v_models, 'versions', v_versions, 'pipelines', v_pipelines
    );
end
$function$;

comment on function nachet.import_ml_structure is
'Imports a document of pipelines and models and returns how many were added, updated and '
'unchanged; for administrators only.';
grant execute on function nachet.import_ml_structure to nachet_backend;
