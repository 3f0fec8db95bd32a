create or replace function nachet.get_model_secret(p_model_name text)
returns jsonb
language plpgsql
stable
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Address and keys of the active version of a model in use, for the backend that calls it.
-- Locks: nothing.
-- Raises: NX009.
-- Repeat: the same answer.
declare
    v_secret jsonb;
begin
    select coalesce(s.secret, '{}') into v_secret
    from nachet_data.model as m
    inner join nachet_data.model_version as v on m.id = v.model_id and v.active
    left join nachet_data.model_secret as s on v.id = s.model_version_id
    where m.name = p_model_name and m.active;
    if v_secret is null then
        perform nachet._raise_model_not_found(jsonb_build_object('model_name', p_model_name));
    end if;
    return v_secret;
end
$function$;

comment on function nachet.get_model_secret(text) is
'Address and keys of a model, as imported; for the backend.';
revoke all on function nachet.get_model_secret(text) from public;
grant execute on function nachet.get_model_secret(text) to nachet_backend;
