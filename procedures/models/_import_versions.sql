create or replace function nachet._import_versions(p_structure jsonb)
returns jsonb
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Imports the versions of the models of a checked document and makes them the active ones;
-- answers with how many were added, updated and unchanged. A version that comes without any
-- secret keeps those that it has: a document exported for someone who may not see them has none.
declare
    v_now constant timestamptz := nachet._now();
    v_added uuid [];
    v_updated uuid [];
    v_secrets uuid [];
    v_count bigint;
begin
    update nachet_data.model_version as v
    set active = false
    from nachet._read_models(p_structure) as r
    inner join nachet_data.model as m on r.name = m.name
    where v.model_id = m.id and v.active and v.version <> r.version;

    with changed as (
        update nachet_data.model_version as v
        set data = r.data, active = true
        from nachet._read_models(p_structure) as r
        inner join nachet_data.model as m on r.name = m.name
        where v.model_id = m.id and v.version = r.version
            and (v.data, v.active) is distinct from (r.data, true)
        returning v.id
    )

    select array_agg(c.id) into v_updated from changed as c;
    with added as (
        insert into nachet_data.model_version (model_id, version, data, active, upload_date)
        select m.id, r.version, r.data, true, v_now
        from nachet._read_models(p_structure) as r
        inner join nachet_data.model as m on r.name = m.name
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
        select v.id, r.secret, v_now
        from nachet._read_models(p_structure) as r
        inner join nachet_data.model as m on r.name = m.name
        inner join nachet_data.model_version as v on m.id = v.model_id and r.version = v.version
        left join nachet_data.model_secret as s on v.id = s.model_version_id
        where r.secret <> '{}' and s.secret is distinct from r.secret
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
        jsonb_array_length(p_structure -> 'models') - coalesce(cardinality(v_added), 0) - v_count
    );
end
$function$;

comment on function nachet._import_versions(jsonb) is
'Imports the versions of the models of a document, with their secrets.';
revoke all on function nachet._import_versions(jsonb) from public;
