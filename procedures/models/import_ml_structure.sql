create or replace function nachet.import_ml_structure(p_user_id uuid, p_structure jsonb)
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Imports pipelines and models: by name, what is new is added, what differs updated, what is
-- absent kept. The version that a model comes with becomes its active one. Addresses and keys go
-- to a table of their own; unknown keys are kept. Deactivated models and pipelines are updated
-- too and stay deactivated. Administrators only.
-- Locks: pipelines against other imports and curators; inferences go on.
-- Raises: NX001, NX207, NX302; nothing is imported then.
-- Repeat: changes nothing; all counts but unchanged are 0.
declare
    v_structure constant jsonb := '{"models": [], "pipelines": []}' || p_structure;
    v_models jsonb;
    v_versions jsonb;
begin
    perform nachet._require_admin(p_user_id);
    lock table nachet_data.pipeline in share row exclusive mode;
    perform nachet._check_ml_structure(p_structure);
    v_models := nachet._import_models(v_structure);
    v_versions := nachet._import_versions(v_structure);
    insert into nachet_data.ml_structure as s (data, updated_at)
    values (v_structure - array['models', 'pipelines'], nachet._now())
    on conflict (single) do update set data = excluded.data, updated_at = excluded.updated_at
    where s.data <> excluded.data;
    return jsonb_build_object(
        'models', v_models, 'versions', v_versions,
        'pipelines', nachet._import_pipelines(v_structure)
    );
end
$function$;

comment on function nachet.import_ml_structure(uuid, jsonb) is
'Imports a document of pipelines and models; answers with what was added, updated and unchanged. '
'Administrators only.';
revoke all on function nachet.import_ml_structure(uuid, jsonb) from public;
grant execute on function nachet.import_ml_structure(uuid, jsonb) to nachet_backend;
