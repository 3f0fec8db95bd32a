create or replace function nachet.get_pipeline_for(p_user_id uuid)
returns jsonb
language plpgsql
stable
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- The pipeline that serves a user: their own choice, else the default; also while their choice
-- is out of use.
-- Locks: nothing.
-- Raises: NX001; NX008 where there is neither.
-- Repeat: the same answer.
declare
    v_pipeline_id uuid;
begin
    perform nachet._require_user(p_user_id);
    v_pipeline_id := nachet._require_pipeline(p_user_id, null);
    return nachet._pipeline_document(v_pipeline_id) || jsonb_build_object(
        'chosen', exists (
            select from nachet_data.pipeline_default as d
            where d.user_id = p_user_id and d.pipeline_id = v_pipeline_id
        )
    );
end
$function$;

comment on function nachet.get_pipeline_for(uuid) is
'The pipeline that serves a user, and whether they chose it.';
revoke all on function nachet.get_pipeline_for(uuid) from public;
grant execute on function nachet.get_pipeline_for(uuid) to nachet_backend;
