create or replace function nachet.get_model_secret(
    p_model_name text, p_version text default ''
)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Those of an active model: of the version, for a pipeline that pins it, else of the active one.
-- Locks: nothing.
-- Raises: NX009.
-- Repeat: the same answer.
declare
    v_secret jsonb;
begin
    select coalesce(s.secret, '{}') into v_secret
    from nachet_data.model as m
    inner join nachet_data.model_version as v
        on m.id = v.model_id
            and case when p_version = '' then v.active else v.version = p_version end
    left join nachet_data.model_secret as s on v.id = s.model_version_id
    where m.name_key = nachet_data.fold(p_model_name) and m.active;
    if v_secret is null then
        perform nachet._raise(
            'NX009',
            jsonb_build_object('model_name', p_model_name)
            || case when p_version = '' then '{}' else jsonb_build_object('version', p_version) end
        );
    end if;
    return v_secret;
end
$function$;

comment on function nachet.get_model_secret is
'Returns the address and keys of a model, as imported.';
grant execute on function nachet.get_model_secret to nachet_service;
