create or replace function nachet.get_pipeline_for(p_user_id uuid)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- The user's choice if it is active, else the default.
-- Locks: nothing.
-- Raises: NX001, NX303; NX008 when there is neither.
-- Repeat: the same answer.
declare
    v_pipeline_id uuid;
    v_chosen boolean;
begin
    perform nachet._require_user(p_user_id, 'read');
    v_pipeline_id := nachet._require_pipeline(p_user_id, null);
    v_chosen := exists (
        select from nachet_data.pipeline_default as d
        where d.user_id = p_user_id and d.pipeline_id = v_pipeline_id
    );
    return nachet._pipeline_document(v_pipeline_id) || jsonb_build_object('chosen', v_chosen);
end
$function$;

comment on function nachet.get_pipeline_for is
'Returns the pipeline that a user gets, and whether the user chose it.';
grant execute on function nachet.get_pipeline_for to nachet_backend;
