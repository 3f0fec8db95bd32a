create or replace function nachet._sort_model_keys(p_keys text[])
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- Also those of a version without secrets. updated_at stays: no secret was changed.
begin
    insert into nachet_data.model_secret as s (model_version_id, secret, updated_at)
    select v.id, r.secret, coalesce(t.updated_at, nachet._now())
    from nachet_data.model_version as v
    left join nachet_data.model_secret as t on v.id = t.model_version_id
    cross join lateral (
        select jsonb_object_agg(e.key, e.value) as secret
        from jsonb_each(v.data || coalesce(t.secret, '{}')) as e
        where not nachet_data.is_shown(e.key, e.value, p_keys)
    ) as r
    where r.secret is not null and r.secret is distinct from t.secret
    on conflict (model_version_id) do update set secret = s.secret || excluded.secret;
    update nachet_data.model_version as v
    set data = r.data
    from (
        select
            o.id,
            (
                select coalesce(jsonb_object_agg(e.key, e.value), '{}')
                from jsonb_each(o.data || coalesce(t.secret, '{}')) as e
                where nachet_data.is_shown(e.key, e.value, p_keys)
            ) as data
        from nachet_data.model_version as o
        left join nachet_data.model_secret as t on o.id = t.model_version_id
    ) as r
    where v.id = r.id and v.data <> r.data;
    -- What is shown now leaves the secrets.
    update nachet_data.model_secret as s
    set secret = s.secret - array(select jsonb_object_keys(v.data))
    from nachet_data.model_version as v
    where s.model_version_id = v.id
        and s.secret ?| array(select jsonb_object_keys(v.data));
    delete from nachet_data.model_secret as s
    where s.secret = '{}';
end
$function$;

comment on function nachet._sort_model_keys is
'Sorts what versions of models have into what is shown, by these keys, and secrets.';

create or replace function nachet.set_shown_model_keys(
    p_user_id uuid, p_keys text[], p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- The keys take the place of those that the installation named before. What models have is sorted
-- again: a key that is not shown any more goes to the secrets of its version, one that is comes
-- from there, unless its value looks like an address or a secret.
-- Options: reason.
-- Locks: the pipelines, against imports and other changes.
-- Raises: NX001, NX202, NX210, NX302, NX303.
-- Repeat: the same answer.
declare
    v_reason text;
    v_keys text[];
    v_installation record;
begin
    perform nachet._require_user(p_user_id, 'admin');
    v_reason := nachet._read_options(p_options, '{"reason": "reason"}') ->> 'reason';
    v_keys := array(
        select distinct n.name
        from unnest(p_keys) as k (key)
        cross join lateral nachet._require_name(k.key) as n (name)
        where n.name <> all (nachet_data.shown_model_keys())
        order by n.name
    );
    lock table nachet_data.pipeline in share row exclusive mode;
    select i.id, i.model_keys into v_installation
    from nachet_data.installation as i;
    update nachet_data.installation as i
    set model_keys = v_keys
    where i.model_keys <> v_keys;
    perform nachet._sort_model_keys(nachet_data.shown_model_keys() || v_keys);
    perform nachet._record_acts(
        p_user_id, null, 'set_shown_model_keys', 'installation', array[v_installation.id],
        array[jsonb_build_object('model_keys', v_installation.model_keys)],
        array[jsonb_build_object('model_keys', v_keys)], v_reason
    );
    return jsonb_build_object(
        'usual_keys', nachet_data.shown_model_keys(), 'installation_keys', v_keys
    );
end
$function$;

comment on function nachet.set_shown_model_keys is
'Names the keys of models that are shown here beside the usual ones and returns all that are; for '
'administrators only.';
grant execute on function nachet.set_shown_model_keys to nachet_backend;
